"""Errors in words: other names and states, denials dropped and added, and sentences invented."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable

from llm.plan import Fact, Task
from llm.tampering.draw import Draw
from llm.tampering.figures import swapped
from llm.tampering.pool import kind_of
from llm.tampering.sample import Sample, count, swap

_DENYING = {
    (Task.QA, "no"),
    (Task.QA, "unknown"),
    (Task.ORDER, "not_found"),
    (Task.POLICY, "unknown"),
}
_MIN_SALAD = 7
Planter = Callable[[Draw], str | None]


def another(*kinds: str) -> Planter:
    """Another reply's fact of one of `kinds` in the place of the right one."""

    def plant(draw: Draw) -> str | None:
        facts = [
            fact for fact in draw.sample.said if kind_of(fact) in kinds and fact.slot != "cheaper"
        ]
        if not facts:
            return None
        fact = draw.rng.choice(facts)
        other = draw.pool.other(kind_of(fact), draw.sample, draw.rng)
        return draw.sample.put(fact, other) if other else None

    return plant


def inserted(kind: str) -> Planter:
    """An invented sentence, somewhere between the others."""

    def plant(draw: Draw) -> str | None:
        sentence = draw.rng.choice(draw.words.insert[kind])
        if (
            kind == "discount"
            and draw.sample.plan.task is not Task.POLICY
            and draw.sample.of("list_price")
        ):
            return None
        if sentence.lower().rstrip(".!") in draw.sample.text.lower():
            return None
        return _between(draw.sample, sentence, draw.rng)

    return plant


def _between(sample: Sample, sentence: str, rng: random.Random) -> str:
    parts = list(sample.sentences)
    parts.insert(rng.randint(1, len(parts)), sentence)
    return " ".join(parts)


def invented_feature(draw: Draw) -> str | None:
    kind = draw.rng.choice(["feature", "thing", "material", "colour"])
    other = draw.pool.other(kind, draw.sample, draw.rng)
    if other is None or draw.sample.plan.task in (Task.POLICY, Task.CLARIFY):
        return None
    return _between(
        draw.sample,
        draw.rng.choice(draw.words.insert["feature"]).replace("{feature}", other),
        draw.rng,
    )


def doubled_fact(draw: Draw) -> str | None:
    if draw.rng.random() < 0.5:
        held = [s for s in draw.sample.sentences if any(f.text in s for f in draw.sample.said)]
        return _between(draw.sample, draw.rng.choice(held), draw.rng) if held else None
    facts = [
        f
        for f in draw.sample.said
        if f.field not in ("title", "attributes", "choice", "query", "ask")
    ]
    facts = [fact for fact in facts if fact.slot not in ("brand", "order", "heading", "quote")]
    if not facts:
        return None
    told = draw.rng.choice(draw.words.insert["doubled"]).replace(
        "{fact}", draw.rng.choice(facts).text
    )
    return f"{draw.sample.text} {told}"


def dropped_fact(draw: Draw) -> str | None:
    """A sentence with a fact left out, or the fact alone."""
    facts = [fact for fact in draw.sample.said if fact.slot not in ("topic",)]
    if not facts:
        return None
    fact = draw.rng.choice(facts)
    if draw.rng.random() < 0.5 and len(draw.sample.sentences) > 1:
        left = [s for s in draw.sample.sentences if not count(s, fact.text)]
        return " ".join(left) if left and len(left) < len(draw.sample.sentences) else None
    return re.sub(r"\s+", " ", swap(draw.sample.text, {fact.text: ""})).strip()


def altered_quote(draw: Draw) -> str | None:
    quotes = draw.sample.of("quote")
    if not quotes:
        return None
    said = quotes[0].text.split()
    place = draw.rng.randrange(1, len(said) - 1)
    match draw.rng.randrange(3):
        case 0:
            said[place], said[place - 1] = said[place - 1], said[place]
        case 1:
            said.pop(place)
        case _:
            said.insert(place, draw.rng.choice(["not", "always", "never", "only"]))
    return draw.sample.put(quotes[0], " ".join(said))


def dropped_not(draw: Draw) -> str | None:
    plan = draw.sample.plan
    denied = (plan.task, plan.ask) in _DENYING or plan.task is Task.NOTHING
    if not denied and "wanted" not in plan.slots:
        return None
    told = [
        f.text for f in plan.facts if f.slot in ("topic", "wanted", "order", "feature", "thing")
    ]
    told = told or [f.text for f in plan.facts]
    for sentence in draw.sample.sentences:
        if (told and not any(t in sentence for t in told)) or sentence.endswith("?"):
            continue
        guarded = sentence
        for kept in draw.words.kept:
            guarded = guarded.replace(kept, "\0" * len(kept))
        for before, after in draw.words.dropped:
            place = guarded.find(before)
            if place >= 0:
                changed = sentence[:place] + after + sentence[place + len(before) :]
                return draw.sample.text.replace(sentence, changed, 1)
    return None


def added_not(draw: Draw) -> str | None:
    """In a sentence that says a fact and denies nothing."""
    found: list[tuple[str, str]] = []
    for sentence in draw.sample.sentences:
        if re.search(r"n't\b|\b(not?|none|nothing|without|never)\b", sentence, re.IGNORECASE):
            continue
        if sentence.endswith("?") or not any(f.text in sentence for f in draw.sample.said):
            continue
        hidden = _hidden(sentence, draw.sample.plan.facts)
        for verb in draw.words.added:
            if match := re.search(rf"(?<![\w'’]){verb}(?![\w'’])", hidden):
                found.append((sentence, sentence[: match.end()] + " not" + sentence[match.end() :]))
    if not found:
        return None
    sentence, changed = draw.rng.choice(found)
    return draw.sample.text.replace(sentence, changed, 1)


def _hidden(sentence: str, facts: tuple[Fact, ...]) -> str:
    for fact in sorted(facts, key=lambda f: len(f.text), reverse=True):
        if fact.text:
            sentence = sentence.replace(fact.text, "\0" * len(fact.text))
    return sentence


def other_answer(draw: Draw) -> str | None:
    """Yes for no, or no for yes, at the beginning of a sentence."""
    pairs = {
        draw.words.answers["yes"]: draw.words.answers["no"],
        draw.words.answers["no"]: draw.words.answers["yes"],
    }
    for said, other in pairs.items():
        pattern = rf"(?:^|(?<=\. )){said}(?=[,.:! ])"
        if draw.sample.plan.ask in ("yes", "no", "stock") and re.search(pattern, draw.sample.text):
            return re.sub(pattern, other, draw.sample.text, count=1)
    return None


def flipped_stock(draw: Draw) -> str | None:
    facts = draw.sample.of("stock")
    if not facts:
        return None
    others = [text for text in draw.pool.texts.get("stock", []) if text != facts[0].text]
    return draw.sample.put(facts[0], draw.rng.choice(others)) if others else None


def other_state(draw: Draw) -> str | None:
    facts = draw.sample.of("state")
    if not facts:
        return None
    others = [text for text in draw.pool.texts.get("state", []) if text != facts[0].text]
    return draw.sample.put(facts[0], draw.rng.choice(others)) if others else None


def wrong_comparative(draw: Draw) -> str | None:
    titles = {
        f.source: f.text
        for f in draw.sample.plan.facts
        if f.field == "title" and f.slot != "cheaper"
    }
    amounts = {
        f.source.partition("/")[0]: f.value["amount"]
        for f in draw.sample.plan.facts
        if f.field == "price"
    }
    priced = sorted((s for s in titles if s in amounts), key=lambda s: amounts[s])
    if len(priced) < 2 or amounts[priced[0]] == amounts[priced[-1]]:
        return None
    cheap, dear = titles[priced[0]], titles[priced[-1]]
    if cheap == dear or cheap in dear or dear in cheap:
        return None
    told = [s for s in draw.sample.sentences if "cheaper" in draw.sample.plan.slots and cheap in s][
        -1:
    ]
    choice = draw.rng.randrange(3)
    if told and dear not in told[0] and choice == 0 and count(draw.sample.text, cheap) > 1:
        return draw.sample.text.replace(told[0], told[0].replace(cheap, dear), 1)
    if told and choice == 1:
        for before, after in draw.words.flips:
            if count(told[0], before):
                return draw.sample.text.replace(told[0], swap(told[0], {before: after}), 1)
    sentence = draw.rng.choice(draw.words.insert["comparative"])
    return f"{draw.sample.text} {sentence.replace('{dear}', dear).replace('{cheap}', cheap)}"


def gibberish(draw: Draw) -> str | None:
    noise = " ".join(
        "".join(draw.rng.choices(string.ascii_lowercase, k=draw.rng.randint(2, 9)))
        for _ in range(draw.rng.randint(3, 8))
    )
    return _between(draw.sample, noise.capitalize() + ".", draw.rng)


def word_salad(draw: Draw) -> str | None:
    """A sentence's own words in an order that nobody would say, its facts still whole."""
    long = [s for s in draw.sample.sentences if len(s.split()) >= _MIN_SALAD]
    if not long:
        return None
    sentence = draw.rng.choice(long)
    facts = sorted((f.text for f in draw.sample.said if f.text in sentence), key=len, reverse=True)
    rest = sentence.rstrip(".?!")
    pattern = "|".join([*(re.escape(fact) + r"[,;:]?" for fact in facts), r"\S+"])
    parts = re.findall(pattern, rest[:1].lower() + rest[1:] if rest[1:2].islower() else rest)
    if len(parts) < _MIN_SALAD:
        return None
    mixed = parts[:]
    draw.rng.shuffle(mixed)
    same = sum(a == b for a, b in zip(parts, mixed, strict=True))
    if same > len(parts) // 3:
        return None
    salad = " ".join(mixed) + sentence[-1]
    return draw.sample.text.replace(sentence, salad[:1].upper() + salad[1:], 1)


def swapped_sides(draw: Draw) -> str | None:
    """What was said and what it was read as; what was wished and what is shown instead."""
    for one, other in (("said", "meant"), ("wanted", "instead"), ("due_from", "due_to")):
        first, second = draw.sample.of(one), draw.sample.of(other)
        if first and second:
            return swapped(draw.sample, first[0], second[0])
    return None
