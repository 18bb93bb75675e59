"""Are the dialogue's examples fit to be learned? Owns reading them with their lines, and the rules.

An exact duplicate teaches nothing; two intents that say nearly the same teach a coin toss; an
intent with a few examples is never answered.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions.cli.output import out, print_json, print_table
from actions.errors import BadInput

AT_LEAST = 40  # examples an intent
UNEVEN = 6.0  # times as many as the smallest intent has
ALIKE = 0.87  # share of letter triples in common; “the red one” and “ones” may differ in kind

INTENT = re.compile(r"^\s*-\s+intent:\s*(\S+)\s*$")
EXAMPLE = re.compile(r"^\s+-\s+(.+?)\s*$")
OTHER = re.compile(r"^\s*(?:-\s+)?(?:regex|synonym|lookup)\s*:")
ENTITY = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")


@dataclass(frozen=True, slots=True)
class Example:
    path: Path
    line: int
    intent: str
    text: str

    def place(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Finding:
    rule: str
    file: str
    line: int
    what: str


def read_examples(folder: Path) -> list[Example]:
    """Of every YAML file in a folder of Rasa's examples, entities as plain words. Raises
    `BadInput` where there are none."""
    found = [one for path in sorted(folder.rglob("*.yml")) for one in _of_file(path)]
    if not found:
        raise BadInput(f"{folder}: no examples")
    return found


def _of_file(path: Path) -> Iterator[Example]:
    intent = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if begun := INTENT.match(line):
            intent = begun[1]
        elif OTHER.match(line):
            intent = None
        elif intent and (said := EXAMPLE.match(line)):
            yield Example(path, number, intent, ENTITY.sub(r"\1", said[1]))


def lint(examples: list[Example], at_least: int = AT_LEAST) -> list[Finding]:
    """In the order of the rules, then of the lines."""
    return [*_duplicates(examples), *_alike(examples), *_sizes(examples, at_least)]


def _plain(text: str) -> str:
    """Words alone, where there are any: a thumb up is no thumb down."""
    return " ".join(re.findall(r"\w+", text.casefold())) or text


def _finding(rule: str, at: Example, what: str) -> Finding:
    return Finding(rule, str(at.path), at.line, what)


def _duplicates(examples: list[Example]) -> Iterator[Finding]:
    """The same but for case. Punctuation counts: "no" and "no!" are two moods."""
    seen: dict[str, Example] = {}
    for one in examples:
        first = seen.setdefault(one.text.casefold(), one)
        if first is not one:
            yield _finding("duplicate", one, f"“{one.text}” stands at {first.place()} too")


def _alike(examples: list[Example]) -> Iterator[Finding]:
    """Across intents. Only pairs that share a triple are compared."""
    triples = [_triples(_plain(one.text)) for one in examples]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(triples):
        shared = Counter(other for triple in own for other in holders[triple])
        for other, common in sorted(shared.items()):
            one, earlier = examples[number], examples[other]
            alike = common / (len(own) + len(triples[other]) - common)
            if one.intent != earlier.intent and alike >= ALIKE:
                what = f"“{one.text}” ({one.intent}) is nearly “{earlier.text}” ({earlier.intent})"
                yield _finding("alike", one, f"{what} at {earlier.place()}")
        for triple in own:
            holders[triple].append(number)


def _triples(text: str) -> set[str]:
    padded = f"  {text} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


def _sizes(examples: list[Example], at_least: int) -> Iterator[Finding]:
    counts = Counter(one.intent for one in examples)
    smallest = min(counts.values())
    first = {one.intent: one for one in reversed(examples)}
    for intent, count in sorted(counts.items()):
        if count < at_least:
            what = f"{intent} has {count} examples; it needs {at_least}"
            yield _finding("few", first[intent], what)
        if count > UNEVEN * smallest:
            what = f"{intent} has {count} examples, another has {smallest}"
            yield _finding("uneven", first[intent], what)


def run_lint(as_json: bool) -> None:
    """Over the shop's own examples. Exits 1 where something is found."""
    from actions.cli.evaluate.nlu_sets import EXAMPLES

    examples = read_examples(EXAMPLES)
    findings, counts = lint(examples), Counter(one.intent for one in examples)
    if as_json:
        print_json(_report(examples, findings, counts))
    else:
        print_table("Examples", ("intent", "examples"), sorted(counts.items()))
        for one in findings:
            out.print(f"{one.file}:{one.line}: {one.rule}: {one.what}", markup=False)
        out.print(f"{len(findings)} findings." if findings else "No findings.", markup=False)
    if findings:
        raise SystemExit(1)


def _report(
    examples: list[Example], findings: list[Finding], counts: Counter[str]
) -> dict[str, Any]:
    told = [
        {"rule": one.rule, "file": one.file, "line": one.line, "what": one.what} for one in findings
    ]
    return {"examples": len(examples), "intents": dict(sorted(counts.items())), "findings": told}
