"""Where in a text each fact of its plan is said. Owns the finding, not what to make of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from llm.grounding.final.tongue import Tongue
from llm.grounding.final.variants import variants
from llm.plan import Fact, Plan

_JOINS_NUMBERS = ".,:/-"


@dataclass(frozen=True, slots=True)
class Span:
    """One saying of one fact. `again` where every fact that reads so had been said before."""

    start: int
    end: int
    fact: Fact
    again: bool = False


def find_spans(text: str, plan: Plan, tongue: Tongue) -> list[Span]:
    """In the order of the text. The longest wins, so that a brand in a title is the title's; facts
    that read alike are taken in the plan's order."""
    written: dict[str, list[Fact]] = {}
    for fact in plan.facts:
        written.setdefault(_trimmed(fact.text), []).append(fact)
    taken: list[tuple[int, int, list[Fact]]] = []
    _take(text, written, taken)
    found = {id(fact) for _, _, facts in taken for fact in facts}
    others: dict[str, list[Fact]] = {}
    for fact in plan.facts:
        if id(fact) not in found:
            for other in variants(fact, plan, tongue):
                others.setdefault(other, []).append(fact)
    if others:
        _take(text, others, taken)
    return list(_assigned(sorted(taken, key=lambda span: span[0])))


def _trimmed(text: str) -> str:
    """A fact that ends its sentence may lend its full stop to it."""
    return text.strip().rstrip(".")


def _take(
    text: str, written: dict[str, list[Fact]], taken: list[tuple[int, int, list[Fact]]]
) -> None:
    for said in sorted(written, key=len, reverse=True):
        for start in _places(text, said):
            end = start + len(said)
            if all(end <= a or b <= start for a, b, _ in taken):
                taken.append((start, end, written[said]))


def _places(text: str, said: str) -> Iterator[int]:
    """Where `said` stands as whole words; its first letter may be a capital or not."""
    if not said:
        return
    first = said[0]
    forms = {said, first.upper() + said[1:], first.lower() + said[1:]}
    for form in forms if not said.isupper() else {said}:
        start = text.find(form)
        while start >= 0:
            if _stands_alone(text, start, start + len(form)):
                yield start
            start = text.find(form, start + 1)


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[:start], text[end:]
    inner_first, inner_last = text[start], text[end - 1]
    if before and _joined(before[-1], inner_first, before[-2:-1]):
        return False
    if inner_last.isdigit() and after[:1] in _JOINS_NUMBERS and after[1:2].isdigit():
        return False
    return not after or not _joined(inner_last, after[0], after[1:2])


def _joined(left: str, right: str, beyond: str) -> bool:
    """Whether two neighbours belong to one word or number."""
    if left.isalnum() and right.isalnum():
        return not (_wordless(left) or _wordless(right))
    if right.isdigit():
        return left in _JOINS_NUMBERS and beyond.isdigit()
    return left == "'" and beyond.isalnum()


def _wordless(character: str) -> bool:
    """Of a script that puts no spaces between words."""
    return "⺀" <= character <= "鿿" or "぀" <= character <= "ヿ"


def _assigned(taken: Iterable[tuple[int, int, list[Fact]]]) -> Iterator[Span]:
    said: set[int] = set()
    for start, end, facts in taken:
        fresh = next((fact for fact in facts if id(fact) not in said), None)
        fact = fresh or facts[0]
        if fresh is None and fact.slot == "state":
            continue  # "We refunded it": what happened, not the order's state once more
        said.add(id(fact))
        yield Span(start, end, fact, fresh is None)
