"""`POST /api/copy`: a product -> different texts of one kind, each with its evidence. For the
merchant."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import Field

from actions.api.body import Body, read
from actions.copywriting import PARTS, Copywriter
from actions.errors import BadInput, NotFound
from actions.keys import CONFIG, SERVICES
from actions.wording.rows import MAX_PIECES
from llm.plan import Task
from retrieval.values import Product

DEADLINE_S = 30.0
KINDS = tuple(kind.value for kind in PARTS)


class CopyRequest(Body):
    """`n` different pieces of copy about a product. A `search_ad` is made of a `headline` and a
    `text`, an `email` of `subject`, `preview` and `body`; the others are of one part. `audience`
    is who they are for: `buyers` gets e-mails that ask whether more is needed; any other draws
    other wordings of the same facts, since nothing is known of it that could be said."""

    kind: Annotated[str, Field(json_schema_extra={"enum": list(KINDS)})]
    product_id: Annotated[str, Field(min_length=1)]
    audience: Annotated[str, Field(max_length=100)] = ""
    n: Annotated[int, Field(ge=1, le=MAX_PIECES)] = 1


async def post_copy(request: web.Request) -> web.Response:
    body = await read(request, CopyRequest, request.app[CONFIG].limits.api_body_bytes)
    kind, product = _kind(body.kind), _product(request, body.product_id)
    services = request.app[SERVICES]
    today = datetime.now(ZoneInfo(services.shop.time_zone)).date()
    texts = await Copywriter(services.replies, services.shop, today).write(
        kind, product, body.audience, body.n, deadline=time.monotonic() + DEADLINE_S
    )
    return web.json_response([text.as_json() for text in texts])


def _kind(name: str) -> Task:
    if name not in KINDS:
        raise BadInput(f"kind: {name!r} is no kind of copy: {', '.join(KINDS)}", "kind")
    return Task(name)


def _product(request: web.Request, product_id: str) -> Product:
    product: Product | None = request.app[SERVICES].index.product(product_id)
    if product is None:
        raise NotFound(f"there is no product {product_id}")
    return product
