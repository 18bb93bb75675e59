"""Which attribute of a product a question asks about, and whether it asks about that alone.

Owns the matching of words and attributes. The product's own name never counts as what is asked:
`is the Ingle Non-Stick Frying Pan PFAS free?` says nothing of non-stick. What is made of a match is
`qa`'s to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from llm.planning.asking import AskWords, stems, tokens
from retrieval.values import Attribute, Product

MAX_ANSWER_CHARS = 400
SHORTEST_VALUE = 3
SHORTEST_NAME_SAID = 2
"""So many words of a title that stand together are the title, if they are its first or its last."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`alone`: no words ask of anything else; `open`: they ask how or which; `turned`: they ask
    for its contrary."""

    attribute: Attribute
    alone: bool
    open: bool = False
    turned: bool = False

    @property
    def whole(self) -> bool:
        """Whether a yes or a no would answer just what was asked."""
        return self.alone and not (self.open or self.turned)


def beside_name(question: str, title: str, words: AskWords) -> list[str]:
    """The question's words without the product's name, once. Where it is named by half (`the
    frying pan`), without that half, unless nothing would be left to ask (`is the Heron
    waterproof?`)."""
    said, name = tokens(question), tokens(title)
    if span := run(said, name):
        return said[: span[0]] + said[span[1] :]
    start, stop = _part_of_name(said, name)
    left = said[:start] + said[stop:]
    return left if says_something(left, words) else said


def says_something(said: Sequence[str], words: AskWords) -> bool:
    text = " ".join(said)
    return any(word not in words.filler for word in said) or bool(
        words.kind(text) or words.meant(text)
    )


def run(said: Sequence[str], phrase: Sequence[str]) -> tuple[int, int] | None:
    """From where to where the words of `phrase` stand in `said`, be they written apart or as one:
    `water proof` is `waterproof`. A plural's `s` doesn't count."""
    whole = _joined(tuple(phrase))
    if not whole or whole not in "".join(said):
        return None
    for start in range(len(said)):
        for stop in range(start + 1, len(said) + 1):
            written = _joined(tuple(said[start:stop]))
            if written == whole:
                return start, stop
            if len(written) > len(whole):
                break
    return None


@lru_cache(maxsize=4096)
def _joined(words: tuple[str, ...]) -> str:
    return "".join([*words[:-1], *stems(words[-1:])])


def _part_of_name(said: Sequence[str], name: Sequence[str]) -> tuple[int, int]:
    """The longest run of a name's first or last words: `the frying pan`, but no `non-stick`."""
    for length in range(len(name) - 1, SHORTEST_NAME_SAID - 1, -1):
        for part in (name[-length:], name[:length]):
            for start in range(len(said) - length + 1):
                if list(said[start : start + length]) == list(part):
                    return start, start + length
    return 0, 0


def answerable(product: Product) -> list[Attribute]:
    return [a for a in product.attributes if a.label and 0 < len(a.text) <= MAX_ANSWER_CHARS]


def asked_whole(product: Product, said: Sequence[str], words: AskWords) -> Asked | None:
    """The attribute all of whose name, or another phrase for it, is in the question; one that the
    title doesn't name already before one that it does, then the longest."""
    title = tokens(product.title)
    found: list[tuple[bool, int, Attribute, set[int]]] = []
    for attribute in answerable(product):
        if covered := _covered(attribute, said, words):
            at_most = max(sum(len(said[at]) for at in one) for one in covered)
            taken = {at for one in covered for at in one}
            new = run(title, tokens(attribute.label)) is None
            found.append((new, at_most, attribute, taken))
    if not found:
        return None
    *_, attribute, taken = max(found, key=lambda one: one[:2])
    rest = [word for at, word in enumerate(said) if at not in taken]
    alone = _is_all(product, rest, words)
    turned = not words.turning.isdisjoint(rest)
    return Asked(attribute, alone, open=not words.open.isdisjoint(said), turned=turned)


def _covered(attribute: Attribute, said: Sequence[str], words: AskWords) -> list[set[int]]:
    """The places of the words that name it, by each way in which they do."""
    found = [
        set(range(*span))
        for phrase in words.synonyms.get(attribute.name, ())
        if (span := run(said, tokens(phrase)))
    ]
    name = tokens(attribute.label)
    if attribute.name in words.ambiguous and list(said) != name:
        return found
    if span := run(said, name):
        return [*found, set(range(*span))]
    each, known = stems(name), [stems([word]) for word in said]
    if each <= set[str]().union(*known):
        found.append({at for at, word in enumerate(known) if word <= each})
    return found


def _is_all(product: Product, rest: Sequence[str], words: AskWords) -> bool:
    """Whether the words beside an attribute's ask no more."""
    title = tokens(product.title)
    joined = {first + second for first, second in pairwise(title)}
    known = stems([*title, *tokens(product.category)]) | joined
    plain = words.filler | words.plain
    return all(word in plain or stems([word]) <= known for word in rest)


def asked_in_part(product: Product, said: Sequence[str], words: AskWords) -> Asked | None:
    """By another word for it, then by its value, then by half of its name. What is simply so or
    not is never asked by half: `safe for under 3s` is no question of dishwashers. `battery` asks
    for a battery life, `weight` only nearly for a fabric weight."""
    known = [a for a in answerable(product) if not isinstance(a.value, bool)]
    known.sort(key=lambda a: len(tokens(a.label)))
    for alias in words.meant(" ".join(said)):
        for attribute in known:
            if place := run(tokens(attribute.label), tokens(alias)):
                return Asked(attribute, alone=place[0] == 0)
    return _by_value(product, known, said, words) or _by_half(product, known, said, words)


def _topical(product: Product, said: Sequence[str], words: AskWords) -> set[str]:
    skip = words.filler | words.plain
    asked = stems(word for word in said if word not in skip and not word.isdigit())
    return asked - stems(tokens(product.title))


def _by_value(
    product: Product, known: Sequence[Attribute], said: Sequence[str], words: AskWords
) -> Asked | None:
    """By half of the words asked standing in its value: `is it real leather?`."""
    asked = _topical(product, said, words)
    for attribute in known:
        held = asked & stems(tokens(attribute.text))
        if held != asked:
            held -= words.ambiguous | set(words.endings)
        if any(len(word) >= SHORTEST_VALUE for word in held) and len(held) >= len(asked) / 2:
            told = held | stems(tokens(attribute.label))
            return Asked(attribute, alone=asked <= told)
    return None


def _by_half(
    product: Product, known: Sequence[Attribute], said: Sequence[str], words: AskWords
) -> Asked | None:
    """By half of its name being half of the words asked: `the battery?` of a battery life."""
    asked = _topical(product, said, words)
    scored = []
    for attribute in known:
        name = stems(tokens(attribute.label))
        held = len((asked & name) - words.ambiguous)
        if held and held >= len(name) / 2 and held >= len(asked) / 2:
            scored.append((held / len(name), attribute))
    best = max(scored, key=lambda one: one[0], default=None)
    return Asked(best[1], alone=False) if best else None


def telling_sentence(question: str, sentences: Sequence[str], words: AskWords) -> str:
    """The first that says one of the language's telling words which the question asks by: `tumble
    it on low` to who asks about tumble drying. Empty where there is none."""
    said = tokens(question)
    for forms in words.telling:
        if any(run(said, tokens(form)) for form in forms):
            for sentence in sentences:
                if any(run(tokens(sentence), tokens(form)) for form in forms):
                    return sentence
    return ""
