"""The tokens of a prompt and its reply, each with the part it belongs to. Owns no figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from llm.grounding.verifier import pieces as sentences
from llm.model.prompt import FACTS, QUERY, REPLY

_SLOT = re.compile(r"<s:(\w+)>")


class Part(StrEnum):
    """`MARKS` are the three tokens that part the others: they say nothing themselves."""

    PLAN = "plan"
    QUERY = "query"
    FACTS = "facts"
    MARKS = "marks"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Token:
    """`slot` names the fact it stands for, in the prompt as in the reply; `sentence` counts those
    of the reply."""

    text: str
    part: Part
    slot: str = ""
    sentence: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "part": self.part.value,
            "slot": self.slot or None,
            "sentence": self.sentence,
        }


def prompt_tokens(texts: Sequence[str]) -> list[Token]:
    """Plan, query and facts, as the marks between them say. No customer can write a mark."""
    part, tokens = Part.PLAN, list[Token]()
    after = {QUERY: Part.QUERY, FACTS: Part.FACTS}
    for text in texts:
        if text in (QUERY, FACTS, REPLY):
            tokens.append(Token(text, Part.MARKS))
            part = after.get(text, part)
        else:
            tokens.append(Token(text, part, _slot(text) if part is Part.FACTS else ""))
    return tokens


def reply_tokens(texts: Sequence[str]) -> list[Token]:
    said = [_SLOT.sub(r"{\1}", text) for text in texts]
    numbers = _sentence_numbers(said)
    return [
        Token(shown, Part.REPLY, _slot(text), number)
        for text, shown, number in zip(texts, said, numbers, strict=True)
    ]


def _slot(text: str) -> str:
    match = _SLOT.search(text)
    return match.group(1) if match else ""


def _sentence_numbers(texts: Sequence[str]) -> Iterator[int]:
    """The sentence in which each token ends."""
    whole, at, ends = "".join(texts), 0, list[int]()
    for sentence in sentences(whole):
        at = whole.index(sentence, at) + len(sentence)
        ends.append(at)
    read = 0
    for text in texts:
        read += len(text.rstrip())
        yield sum(end < read for end in ends)
        read += len(text) - len(text.rstrip())
