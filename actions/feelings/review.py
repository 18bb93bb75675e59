"""One review as it comes in. Owns its form, for the API, the command and the sample alike."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from actions.errors import BadInput

MOST_CHARS = 5_000


class ReviewRecord(BaseModel):
    """`id` makes a repeat harmless: it replaces. Without one the review's own words are its id.
    `customer_id` is who wrote it, where the shop knows; with it the review goes when they are
    erased."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(max_length=64)] = ""
    product_id: Annotated[str, Field(min_length=1, max_length=128)]
    text: Annotated[str, Field(min_length=1, max_length=MOST_CHARS)]
    title: Annotated[str, Field(max_length=300)] = ""
    rating: Annotated[float | None, Field(ge=0, le=10)] = None
    written: date | None = None
    customer_id: Annotated[str | None, Field(max_length=64)] = None


@dataclass(frozen=True, slots=True)
class Review:
    review_id: str
    product_id: str
    text: str
    title: str
    rating: float | None
    written: date
    customer_id: str | None

    @classmethod
    def of(cls, record: ReviewRecord, today: date) -> Review:
        written = record.written or today
        words = f"{record.product_id}\0{record.title}\0{record.text}\0{written}"
        name = record.id or hashlib.sha256(words.encode()).hexdigest()[:32]
        return cls(
            name,
            record.product_id,
            record.text,
            record.title,
            record.rating,
            written,
            record.customer_id or None,
        )


def read_record(data: Any, where: str) -> ReviewRecord:
    """Raises `BadInput`, naming the place and the field."""
    try:
        return ReviewRecord.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise BadInput(f"{where}: {field}: {first['msg']}", field or None) from None
