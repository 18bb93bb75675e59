"""A worded reply with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Reply:
    """`evidence` holds `{field, value, source}` for each fact said, in the order of the plan."""

    text: str
    evidence: tuple[dict[str, Any], ...] = ()
    source: Literal["model", "template"] = "template"
