"""`POST /api/cart`: a variant into the cart that the chat shows. Owns request and answer."""

from __future__ import annotations

import asyncio
from typing import Annotated

from aiohttp import web
from pydantic import Field

from actions.api.body import Body, read
from actions.api.errors import Invalid
from actions.cart import MOST_OF_ONE, CartLine
from actions.errors import NotFound
from actions.keys import CALLER, CONFIG, SERVICES


class PutInCart(Body):
    """`quantity` is how many more of it."""

    product_id: Annotated[str, Field(min_length=1, max_length=200)]
    variant_id: Annotated[str, Field(min_length=1, max_length=200)]
    quantity: Annotated[int, Field(ge=1, le=MOST_OF_ONE)] = 1


async def post_cart(request: web.Request) -> web.Response:
    """Into the cart of the token's own session. `quantity` of the answer is how many of it are in
    there now: no more than there are."""
    body = await read(request, PutInCart, request.app[CONFIG].limits.api_body_bytes)
    session, services = request[CALLER].session, request.app[SERVICES]
    if session is None:
        raise Invalid("session: a cart is that of a conversation; its token says which", "session")
    product = services.index.product(body.product_id)
    variant = product.variant(body.variant_id) if product else None
    if variant is None:
        raise NotFound(f"there is no variant {body.variant_id} of a product {body.product_id}")
    if variant.in_stock is False:
        raise Invalid("variant_id: it is sold out", "variant_id")
    line = CartLine(body.product_id, variant.variant_id, body.quantity)
    kept = await asyncio.to_thread(services.carts.add, session.sender_id, line, variant.stock)
    told = {"product_id": body.product_id, "variant_id": variant.variant_id, "quantity": kept}
    return web.json_response(told, status=201)
