"""A matter: what a customer wants done, as far as it has been said. Owns its shape and its JSON.

It is kept in the server's database (`matters.py`), never in a slot.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, fields, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from actions.identity import Claim
from actions.stores.change import Line

HOUSE_NUMBER = re.compile(r"\b\d+[a-zA-Z]?\b")
MOST_HEARD = 6
"""So many of the customer's messages are read again when more becomes known."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An address in the making; any part may still be missing. `country` is an ISO code."""

    street: str = ""
    extra: str = ""
    city: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""

    def merged(self, said: Any) -> Draft:
        """With the parts of `said` that aren't empty; anything with these attributes will do. A
        `number` alone is another house in the same street."""
        names = [field.name for field in fields(self)]
        draft = replace(self, **{n: getattr(said, n) for n in names if getattr(said, n, "")})
        number = getattr(said, "number", "")
        if not number:
            return draft
        return replace(draft, street=HOUSE_NUMBER.sub(number, draft.street, count=1))


NOTHING_SAID = Claim()
NO_ADDRESS = Draft()


@dataclass(frozen=True, slots=True)
class Matter:
    """`asked` is what the customer was asked for last and `asked_times` how often in a row;
    `offered` are the ids of the choices that were shown with it. `swaps` are (variant, wanted
    variant), the second empty until it is known; `narrowed` are the variants that the words leave
    for the item `narrowing`, `unmet` says that none is to be had as it was wished. `strange_order`
    is set when a number was said that is none of theirs. `heard` are the customer's own words.
    `refused` is the last claim that matched nobody.
    `reminded` is set where its question was put once more after something else was talked of, and
    nothing has been said to it since.
    `aside` is set where what was said to them last isn't its question: a yes then answers that."""

    matter_id: str
    kind: str
    claim: Claim = NOTHING_SAID
    refused: Claim = NOTHING_SAID
    order_id: str = ""
    lines: tuple[Line, ...] = ()
    swaps: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    method_id: str = ""
    address: Draft = NO_ADDRESS
    text: str = ""
    unopened: bool | None = None
    product_id: str = ""
    variant_id: str = ""
    code: str = ""
    heard: tuple[str, ...] = ()
    strange_order: bool = False
    asked: str = ""
    asked_times: int = 0
    offered: tuple[str, ...] = ()
    narrowing: str = ""
    narrowed: tuple[str, ...] = ()
    unmet: bool = False
    operation_id: str = ""
    reminded: bool = False
    aside: bool = False

    @classmethod
    def new(cls, kind: str) -> Matter:
        return cls(secrets.token_hex(8), kind)

    @property
    def open_swap(self) -> str:
        """The item to be swapped that is asked about next, or again where its wish can't be met."""
        waiting = [one for one, to in self.swaps if not to]
        if self.narrowing in waiting:
            return self.narrowing
        return next(iter([*waiting, *(one for one, _ in self.swaps)]), "")

    def hearing(self, text: str) -> Matter:
        return replace(self, heard=(*self.heard, text)[-MOST_HEARD:])

    def asking(self, need: str, offered: tuple[str, ...] = ()) -> Matter:
        times = self.asked_times + 1 if need == self.asked else 1
        return replace(self, asked=need, asked_times=times, offered=offered, aside=False)

    def as_json(self) -> dict[str, Any]:
        written: dict[str, Any] = _ADAPTER.dump_python(self, mode="json")
        return written

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> Matter | None:
        """None for what another release wrote in another shape."""
        try:
            return _ADAPTER.validate_python(written)
        except ValidationError:
            return None


_ADAPTER: TypeAdapter[Matter] = TypeAdapter(Matter)
