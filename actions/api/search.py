"""`POST /api/search`: a query and filters -> hits, with what was understood and relaxed."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import Annotated, Any

from aiohttp import web
from pydantic import Field

from actions.api.body import Body, read
from actions.api.errors import Invalid
from actions.exposure.shown import Surface
from actions.keys import CONFIG, SERVICES
from actions.serving import ServingError
from retrieval import Index
from retrieval.backends.base import Vectors
from retrieval.query import drop
from retrieval.values import Constraint, Op, SearchResult, Sort, Understood

Saying = Annotated[str, Field(min_length=1, max_length=100)]
Values = Annotated[tuple[str, ...], Field(max_length=100)]


class Filter(Body):
    """A condition every hit must meet. `low` and `high` are inclusive; a price is in major units
    of the catalogue's currency. `field`: `price`, `brand`, `colour`, `size`, `department`,
    `category`, `in_stock`, `rating`, `text` or `attribute:<name>`."""

    field: Annotated[str, Field(min_length=1, max_length=100)]
    op: Op
    values: Values = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""
    words: str = ""

    def constraint(self) -> Constraint:
        """Raises `Invalid` when there is nothing to compare with."""
        between = self.op is Op.BETWEEN
        if between and self.low is None and self.high is None:
            raise Invalid("filters: between needs low or high", "filters")
        if not between and not self.values:
            raise Invalid(f"filters: {self.op.value} needs values", "filters")
        return Constraint(
            self.field, self.op, self.values, self.low, self.high, self.unit, self.words
        )


class SearchRequest(Body):
    """`filters` hold whatever the words say; `k` is how many hits to return at most. `counted` is
    false for a search that nobody typed, such as a page's own for more of a kind. `also` refines
    what was understood, a text at a time; `without` names fields of which conditions are let go;
    `facets` asks for so many conditions that would narrow the result, for `also`."""

    query: str
    filters: Annotated[tuple[Filter, ...], Field(max_length=50)] = ()
    k: Annotated[int, Field(ge=1)] = 10
    language: str | None = None
    counted: bool = True
    also: Annotated[tuple[Saying, ...], Field(max_length=10)] = ()
    without: Annotated[tuple[Saying, ...], Field(max_length=50)] = ()
    sort: Sort | None = None
    facets: Annotated[int, Field(ge=0, le=12)] = 0


async def post_search(request: web.Request) -> web.Response:
    limits = request.app[CONFIG].limits
    body = await read(request, SearchRequest, limits.api_body_bytes)
    _check(body, limits.query_chars, limits.search_hits)
    return web.json_response(await _search(request, body))


def _check(body: SearchRequest, query_chars: int, most_hits: int) -> None:
    if len(body.query) > query_chars:
        raise Invalid(f"query: at most {query_chars} characters", "query")
    if not body.query.strip() and not body.filters:
        raise Invalid("query: say what to look for, or give filters", "query")
    if body.k > most_hits:
        raise Invalid(f"k: at most {most_hits}", "k")


async def _search(request: web.Request, body: SearchRequest) -> dict[str, Any]:
    """Encoding waits in the device's queue; without a vector the index ranks by words alone."""
    services, started = request.app[SERVICES], time.perf_counter()
    language = body.language or services.shop.language
    if language not in services.phrases:
        raise Invalid(
            f"language: this shop speaks {', '.join(sorted(services.phrases))}", "language"
        )
    understood = _edited(services.index, body, language)
    vector = None
    if understood.text:
        deadline = time.monotonic() + request.app[CONFIG].limits.turn_deadline_s
        try:
            text = services.index.spoken(understood)
            vector = (await services.owner.encode([text], deadline=deadline))[0]
        except ServingError:
            vector = None
    filters = tuple(one.constraint() for one in body.filters)
    result = await asyncio.to_thread(
        services.index.search, understood, filters=filters, k=body.k, query_vector=vector
    )
    if body.counted:
        services.searches.searched(result)
        services.exposure.shown(Surface.SEARCH, (hit.product.product_id for hit in result.hits))
    facets = await asyncio.to_thread(_facets, services.index, result, vector, body.facets)
    # The caller waited for the encoder too, not only for the index.
    found: dict[str, Any] = result.as_json()
    return found | facets | {"took_ms": round((time.perf_counter() - started) * 1000, 3)}


def _edited(index: Index, body: SearchRequest, language: str) -> Understood:
    """What the words mean, with what the caller adds and lets go."""
    understood = index.understand(body.query, language=language)
    for text in body.also:
        understood = index.refine(understood, text)
    for field in body.without:
        understood = drop(understood, field)
    return replace(understood, query=body.query, sort=body.sort or understood.sort)


def _facets(
    index: Index, result: SearchResult, vector: Vectors | None, most: int
) -> dict[str, Any]:
    """Of what was found as asked: what had to be loosened can't be narrowed."""
    if not most:
        return {}
    if result.relaxed or not result.hits:
        return {"facets": []}
    found = index.facets(result.understood, query_vector=vector, most=most)
    return {"facets": [{"field": f.field, "text": f.text, "count": f.count} for f in found]}
