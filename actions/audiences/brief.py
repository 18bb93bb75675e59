"""A campaign as a merchant writes it, in TOML or JSON. Owns that format."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from actions.errors import BadInput
from retrieval.personal.audience import Campaign, HasIt
from retrieval.personal.audience.campaign import MOST

Text = Annotated[str, Field(min_length=1, max_length=200)]
Days = Annotated[int, Field(ge=1, le=365)]
Times = Annotated[int, Field(ge=0, le=1_000)]


class Brief(BaseModel):
    """What it is about: `products` by id; all of the `departments`, `categories` and `brands` that
    are named together; or what `query` finds. `max_per_days` is days -> how often somebody may be
    written to in them (`{"7": 1}`); `bought` says what becomes of customers who have some of it:
    `all` leaves out who has all, `any` who has any, `keep` nobody. `replenishable` is seen from
    orders where it isn't said."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(max_length=200)] = ""
    products: Annotated[tuple[Text, ...], Field(max_length=1_000)] = ()
    departments: Annotated[tuple[Text, ...], Field(max_length=100)] = ()
    categories: Annotated[tuple[Text, ...], Field(max_length=100)] = ()
    brands: Annotated[tuple[Text, ...], Field(max_length=100)] = ()
    query: Annotated[str, Field(max_length=500)] = ""
    starts: date | None = None
    ends: date | None = None
    bought: HasIt = HasIt.ALL
    replenishable: bool | None = None
    leave_returned: bool = True
    leave_complaints: bool = True
    max_consent_days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    max_per_days: dict[Days, Times] = {7: 1}
    at_least: Annotated[float, Field(ge=0, le=100)] = 0.0
    most: Annotated[int, Field(ge=1, le=MOST)] = MOST

    @model_validator(mode="after")
    def _is_about_something(self) -> Brief:
        if not any((self.products, self.departments, self.categories, self.brands, self.query)):
            raise ValueError("name products, departments, categories, brands or a query")
        if self.starts and self.ends and self.ends < self.starts:
            raise ValueError("ends: before it starts")
        return self

    def campaign(self) -> Campaign:
        starts = datetime.combine(self.starts, time(12), UTC) if self.starts else None
        return Campaign(
            self.name,
            starts,
            self.bought,
            self.replenishable,
            self.leave_returned,
            self.leave_complaints,
            self.max_consent_days,
            self.max_per_days,
            self.at_least,
            self.most,
        )


def read_brief(text: str) -> Brief:
    """TOML, or JSON where it begins with a brace. Raises `BadInput`, which says what is wrong."""
    try:
        is_json = text.lstrip().startswith("{")
        told: Any = json.loads(text) if is_json else tomllib.loads(text)
        return Brief.model_validate(told)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        problem = first["msg"].removeprefix("Value error, ")
        told = f"{field}: {problem}" if field else problem
        raise BadInput(f"campaign: {told}", "campaign") from None
    except (ValueError, RecursionError) as error:
        raise BadInput(f"campaign: {error}", "campaign") from None


def load_brief(path: Path) -> Brief:
    """Raises `BadInput`."""
    try:
        return read_brief(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: {error}") from None
