"""A worded reply with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Wording:
    """What the model read and what it wrote of a reply, slots not yet filled; the stop token is
    left out."""

    prompt_tokens: tuple[int, ...]
    completion_tokens: tuple[int, ...]

    @property
    def tokens(self) -> tuple[int, ...]:
        return self.prompt_tokens + self.completion_tokens


@dataclass(frozen=True, slots=True)
class Reply:
    """`evidence` holds `{field, value, source}` for each fact said, in the order of the plan. A
    template has no `wording`: no token of it was generated. `fault` says why it was used: the
    first thing wrong with what a model wrote, or why none was asked."""

    text: str
    evidence: tuple[dict[str, Any], ...] = ()
    source: Literal["model", "template"] = "template"
    wording: Wording | None = None
    fault: str | None = None
