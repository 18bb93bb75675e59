"""`POST /api/copy`: a product, or what suits a customer -> different texts of one kind, each with
its evidence. For the merchant."""

from __future__ import annotations

import time
from datetime import date
from typing import Annotated, Any, Self

from aiohttp import web
from pydantic import Field, model_validator

from actions.api.body import Body, read
from actions.copydesk.desk import Order, is_kept
from actions.copydesk.kinds import PARTS, Kind
from actions.copydesk.wish import Reason
from actions.errors import BadInput
from actions.keys import CONFIG, COPYDESK
from actions.wording.rows import MAX_PIECES
from llm.plan import Tone

DEADLINE_S = 30.0
KINDS = tuple(kind.value for kind in PARTS)
Id = Annotated[str, Field(min_length=1, max_length=128)]


class CopyRequest(Body):
    """`n` different pieces of copy about a product. A `search_ad` is made of a `headline` and a
    `text`, a `listing` (in a search engine) of `title` and `meta`, an `email` of `subject`,
    `preview` and `body`, which also has its `plain` text and `html`; the others are of one part.
    `audience` is who they are for: of one that is kept (`A-...`) it is about the first product of
    its campaign, where none is named; `buyers` gets e-mails that ask whether more is needed; any
    other draws other wordings of the same facts, since nothing is known of it that could be said.
    With `customer_id` in place of `product_id` it is about what suits that customer, who must have
    agreed to `marketing` and `personalisation`. `reason` is why an e-mail is written (a post may be
    of an `offer`), `until` an offer's last day. Tone and language are the shop's unless named."""

    kind: Annotated[str, Field(json_schema_extra={"enum": list(KINDS)})]
    product_id: Id | None = None
    customer_id: Id | None = None
    audience: Annotated[str, Field(max_length=100)] = ""
    n: Annotated[int, Field(ge=1, le=MAX_PIECES)] = 1
    tone: Tone | None = None
    language: Annotated[str, Field(max_length=16)] = ""
    reason: Reason = ""
    until: date | None = None

    @model_validator(mode="after")
    def _is_about_one(self) -> Self:
        named = [one for one in (self.product_id, self.customer_id) if one is not None]
        if len(named) == 2 or (not named and not is_kept(self.audience)):
            raise ValueError("product_id: name a product, or a customer by customer_id")
        return self

    def order(self) -> Order:
        """Raises `BadInput` for a kind there isn't."""
        if self.kind not in KINDS:
            raise BadInput(f"kind: {self.kind!r} is no kind of copy: {', '.join(KINDS)}", "kind")
        told = self.model_dump(exclude={"kind", "product_id", "customer_id"})
        return Order(
            kind=Kind(self.kind),
            product_id=self.product_id or "",
            customer_id=self.customer_id or "",
            **told,
        )


async def read_order(request: web.Request) -> Order:
    body = await read(request, CopyRequest, request.app[CONFIG].limits.api_body_bytes)
    return body.order()


async def post_copy(request: web.Request) -> web.Response:
    order = await read_order(request)
    texts: list[dict[str, Any]] = await request.app[COPYDESK].texts(
        order, deadline=time.monotonic() + DEADLINE_S
    )
    return web.json_response(texts)
