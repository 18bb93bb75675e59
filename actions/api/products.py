"""`/api/products`: pages of the catalogue, one product, and its live change by the shop."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from aiohttp import web
from pydantic import Field, RootModel

from actions.api.body import Body, check, read
from actions.api.errors import Invalid
from actions.api.product_json import detail, record, summary
from actions.errors import NotFound
from actions.keys import CONFIG, SERVICES, SHELVES
from actions.shelves import Order
from retrieval.catalog.build import ProductBuilder
from retrieval.catalog.mapping import COMMON, Price
from retrieval.changes import Change, Put, Remove
from retrieval.values import Product


class Listing(Body):
    """`sort`: `featured`, `price_asc`, `price_desc`, `rating` or `newest`."""

    department: str = ""
    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    per_page: Annotated[int, Field(ge=1, le=100)] = 24
    sort: Order = Order.FEATURED


class ProductRecord(RootModel[dict[str, Any]]):
    """A product as a line of a JSONL catalogue: `title`, `brand`, `price` or `variants`, ...; any
    other field is an attribute."""


class Changes(Body):
    """Products to add or replace, each as a line of a JSONL catalogue with its `id`, and the ids
    of those to take out. All of it is done, or none."""

    put: list[dict[str, Any]] = Field(default=[], max_length=1000)
    remove: list[str] = Field(default=[], max_length=1000)


async def list_products(request: web.Request) -> web.Response:
    wanted = check(dict(request.query), Listing)
    products, total = await asyncio.to_thread(
        request.app[SHELVES].page, wanted.department, wanted.sort, wanted.page, wanted.per_page
    )
    content = {"products": [summary(product) for product in products], "total": total}
    return web.json_response(content | {"page": wanted.page, "per_page": wanted.per_page})


async def get_product(request: web.Request) -> web.Response:
    product = _named(request)
    return web.json_response(detail(product) | {"record": record(product)})


async def put_products(request: web.Request) -> web.Response:
    """Many at once: far quicker than one by one. Searchable when this returns."""
    body = await read(request, Changes, request.app[CONFIG].limits.api_body_bytes)
    index = request.app[SERVICES].index
    put = [_built(fields, index.meta.currency, f"put.{n}") for n, fields in enumerate(body.put)]
    changes: list[Change] = [Put(product) for product in put]
    changes += [Remove(product_id) for product_id in body.remove]
    there = await asyncio.to_thread(index.apply, changes)
    request.app[SHELVES].refresh()
    ids = {product.product_id for product in put}.difference(body.remove)
    counts = {
        "added": sum(not there[product_id] for product_id in ids),
        "replaced": sum(there[product_id] for product_id in ids),
        "removed": sum(there[product_id] for product_id in set(body.remove)),
    }
    return web.json_response(counts)


async def put_product(request: web.Request) -> web.Response:
    """201 for a new product, 200 for one that was there. Searchable when this returns."""
    body = await read(request, ProductRecord, request.app[CONFIG].limits.api_body_bytes)
    services, product_id = request.app[SERVICES], request.match_info["id"]
    if body.root.get("id", product_id) != product_id:
        raise Invalid("id: the body names another product than the address", "id")
    product = _built({**body.root, "id": product_id}, services.index.meta.currency)
    is_new = services.index.product(product_id) is None
    await asyncio.to_thread(services.index.upsert, product)
    request.app[SHELVES].refresh()
    return web.json_response(detail(product), status=201 if is_new else 200)


async def delete_product(request: web.Request) -> web.Response:
    product = _named(request)
    await asyncio.to_thread(request.app[SERVICES].index.remove, product.product_id)
    request.app[SHELVES].refresh()
    return web.Response(status=204)


def _built(fields: dict[str, Any], currency: str, place: str = "") -> Product:
    """In the catalogue's own currency. Raises `Invalid`; `place` names the record among others."""
    mapping = COMMON.model_copy(update={"price": Price(currency=currency)})
    try:
        return ProductBuilder(mapping, currency).build(fields)
    except ValueError as error:
        raise Invalid(f"{place or 'the record'}: {error}", place or None) from None


def _named(request: web.Request) -> Product:
    product_id = request.match_info["id"]
    product: Product | None = request.app[SERVICES].index.product(product_id)
    if product is None:
        raise NotFound(f"there is no product {product_id}")
    return product
