"""What `/openapi.json` says of one route beside what its models say. Owns that shape."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class Doc:
    """`answer` names a schema, or a media type when it isn't JSON; None: nothing to read."""

    summary: str
    tag: str
    answer: str | None = None
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    status: str = "200"
