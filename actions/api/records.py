"""`PUT /api/customers/{id}` and `/api/orders/{id}`: one record of the shop's own, as it is now.

Owns requests and answers; what becomes of a record that was changed here is `actions.records`'."""

from __future__ import annotations

import asyncio
from zoneinfo import ZoneInfo

from aiohttp import web

from actions.api.body import read_json
from actions.api.errors import Invalid
from actions.errors import NotAllowed
from actions.keys import CONFIG, SERVICES
from actions.records import Batch, Intake, Raw, check
from actions.records.kinds import Kind
from actions.records.rows import Fate
from actions.stores import SqlStore


async def put_customer(request: web.Request) -> web.Response:
    return await _put(request, Kind.CUSTOMER)


async def put_order(request: web.Request) -> web.Response:
    return await _put(request, Kind.ORDER)


async def _put(request: web.Request, kind: Kind) -> web.Response:
    """201 for a new record, 200 for one that was there."""
    batch = await _read(request, kind)
    store = request.app[SERVICES].store
    if not isinstance(store, SqlStore):
        raise NotAllowed("customers and orders lie in a back end of the shop's own: put them there")
    fate = await asyncio.to_thread(_take, Intake(store), batch, kind)
    answer = {"id": request.match_info["id"], "outcome": fate.value}
    return web.json_response(answer, status=201 if fate is Fate.NEW else 200)


async def _read(request: web.Request, kind: Kind) -> Batch:
    """Raises `Invalid`, which names the field."""
    config, named = request.app[CONFIG], request.match_info["id"]
    body = await read_json(request, config.limits.api_body_bytes)
    if not isinstance(body, dict):
        raise Invalid(f"the body is no JSON object: one {kind.value} as a line of the JSONL has it")
    if body.get("id", named) != named:
        raise Invalid(f"id: the body names another {kind.value} than the address", "id")
    raw = Raw("", kind, {**body, "id": named})
    batch, faults = check([raw], ZoneInfo(config.shop.time_zone))
    for fault in faults:
        raise Invalid(str(fault), fault.field or None)
    return batch


def _take(intake: Intake, batch: Batch, kind: Kind) -> Fate:
    for fault in intake.without_customer(batch):
        raise Invalid(str(fault), fault.field)
    counts = intake.take(batch).fates[kind]
    return next(fate for fate, count in counts.items() if count)
