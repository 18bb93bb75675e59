"""A final text cut into sentences, each with the facts that it says. Owns the cutting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from llm.corpus.clause import SLOT
from llm.grounding.final.spans import Span
from llm.grounding.final.voice import Voice, as_written, straight
from llm.grounding.verifier import pieces
from llm.plan import Plan

_ENDS = ".!?…"
_AFTER_FACT = re.compile(r"(?<=\})\s+(?=[^\W\d_a-z]|[“\"{])")
_QUOTES = "“\"'("


@dataclass(frozen=True, slots=True)
class Sentence:
    """`skeleton` has `{slot}` in the place of each fact, `bare` is the same in small letters.
    `known` where people wrote this very sentence for this kind of answer."""

    text: str
    skeleton: str
    bare: str
    said: tuple[Span, ...]
    known: bool

    @property
    def asks(self) -> bool:
        return self.bare.rstrip("\"'”)").endswith("?")

    @property
    def slots(self) -> tuple[str, ...]:
        return tuple(span.fact.slot for span in self.said)


def sentences(text: str, spans: Sequence[Span], plan: Plan, voice: Voice) -> list[Sentence]:
    known = voice.sentences(plan.task, plan.ask)
    found, place = [], 0
    for piece in _parted(pieces(_skeleton(text, spans)), known):
        count = len(SLOT.findall(piece))
        said = tuple(spans[place : place + count])
        place += count
        skeleton = straight(piece)
        found.append(
            Sentence(
                text=_filled(piece, said, text),
                skeleton=skeleton,
                bare=skeleton.lower(),
                said=said,
                known=as_written(skeleton) in known,
            )
        )
    return found


def _parted(found: Sequence[str], known: frozenset[str]) -> Iterator[str]:
    """A sentence that ends in a fact without a stop, such as a link, ends where people ended it."""
    for piece in found:
        if as_written(straight(piece)) not in known:
            for end in _AFTER_FACT.finditer(piece):
                if as_written(straight(piece[: end.start()])) in known:
                    yield piece[: end.start()]
                    piece = piece[end.end() :]
                    break
        yield piece


def headed(before: Sentence | None, sentence: Sentence) -> Sentence:
    """`sentence` read together with a heading before it that ends in a colon; a heading itself has
    its words read there."""
    if sentence.bare.endswith(":"):
        return replace(sentence, bare="", said=())
    if before is None or not before.bare.endswith(":"):
        return sentence
    return replace(
        sentence, bare=f"{before.bare} {sentence.bare}", said=(*before.said, *sentence.said)
    )


def _skeleton(text: str, spans: Sequence[Span]) -> str:
    """Braces of the text itself are no slots: they are put as brackets, which no voice has."""
    out, place = "", 0
    for span in spans:
        out += _plain(text[place : span.start]) + "{" + span.fact.slot + "}"
        place = span.end
        if _ends_itself(span, text):
            out += "."
            place += text[place : place + 1] == "."
    return out + _plain(text[place:])


def _plain(text: str) -> str:
    return text.replace("{", "[").replace("}", "]")


def _ends_itself(span: Span, text: str) -> bool:
    """A fact such as `Desk, 60 in.` ends its sentence where a new one begins behind it."""
    if span.fact.text.rstrip()[-1:] not in _ENDS:
        return False
    rest = text[span.end :].removeprefix(".").removeprefix("”")
    after = rest.lstrip()
    return not after or (after != rest and after.lstrip(_QUOTES)[:1].isupper())


def _filled(piece: str, said: Sequence[Span], text: str) -> str:
    parts = SLOT.split(piece)
    out = parts[0]
    for span, after in zip(said, parts[2::2], strict=True):
        out += text[span.start : span.end] + after
    return out
