"""`/api/copy/pieces`: copy that is kept for review: made, read, decided on, exported. Owns requests
and answers; the desk and its table are `actions.copydesk`'s."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from aiohttp import web
from pydantic import Field

from actions.api.body import Body, check, read
from actions.api.copy import DEADLINE_S, read_order
from actions.copydesk.export import as_csv
from actions.copydesk.pieces import Said
from actions.copydesk.review import Finding
from actions.copydesk.schema import CopyPieceRow
from actions.keys import CONFIG, COPYDESK

By = Annotated[str, Field(max_length=64)]
MOST = 10_000


class PieceListing(Body):
    """`state` empty for all; `kind` as in `POST /api/copy`."""

    state: Literal["", "proposed", "accepted", "edited", "rejected"] = ""
    kind: Annotated[str, Field(max_length=16)] = ""
    product_id: Annotated[str, Field(max_length=128)] = ""
    k: Annotated[int, Field(ge=1, le=1_000)] = 100


class PieceExport(Body):
    """What may be used: accepted and edited pieces, or those of one `state`."""

    state: Literal["", "proposed", "accepted", "edited", "rejected"] = ""
    kind: Annotated[str, Field(max_length=16)] = ""


class Accepting(Body):
    """`by` is who decides, for colleagues."""

    by: By = ""


class Editing(Body):
    """A merchant's own words by part; a part that isn't named stays."""

    texts: dict[str, Annotated[str, Field(max_length=20_000)]]
    by: By = ""


class Rejecting(Body):
    """`reason` is for colleagues; that it was rejected teaches the order of what is offered."""

    reason: Annotated[str, Field(max_length=2_000)] = ""
    by: By = ""


async def post_pieces(request: web.Request) -> web.Response:
    order = await read_order(request)
    deadline = time.monotonic() + DEADLINE_S
    pieces = await request.app[COPYDESK].propose(order, deadline=deadline)
    return web.json_response({"pieces": pieces}, status=201)


async def get_pieces(request: web.Request) -> web.Response:
    asked = check(dict(request.query), PieceListing)
    states = (asked.state,) if asked.state else ()
    rows = await asyncio.to_thread(
        request.app[COPYDESK].pieces.listed, states, asked.kind, asked.product_id, asked.k
    )
    return web.json_response({"pieces": await _told(request, rows)})


async def get_export(request: web.Request) -> web.Response:
    asked = check(dict(request.query), PieceExport)
    states = (asked.state,) if asked.state else ("accepted", "edited")
    desk = request.app[COPYDESK]
    rows = await asyncio.to_thread(desk.pieces.listed, states, asked.kind, "", MOST)
    text = await asyncio.to_thread(as_csv, await _told(request, rows))
    headers = {"Content-Disposition": 'attachment; filename="copy.csv"'}
    return web.Response(text=text, content_type="text/csv", charset="utf-8", headers=headers)


async def post_accept(request: web.Request) -> web.Response:
    body = await _read(request, Accepting)
    desk = request.app[COPYDESK]
    row, found = await asyncio.to_thread(desk.accept, _id(request), _by(request, body.by))
    return await _answer(request, row, found)


async def post_edit(request: web.Request) -> web.Response:
    body = await _read(request, Editing)
    desk = request.app[COPYDESK]
    row, found = await asyncio.to_thread(desk.edit, _id(request), body.texts, _by(request, body.by))
    return await _answer(request, row, found)


async def post_reject(request: web.Request) -> web.Response:
    body = await _read(request, Rejecting)
    said = Said("rejected", _by(request, body.by), body.reason)
    row = await asyncio.to_thread(request.app[COPYDESK].pieces.decide, _id(request), said)
    return await _answer(request, row)


async def post_undo(request: web.Request) -> web.Response:
    row = await asyncio.to_thread(request.app[COPYDESK].pieces.undo, _id(request))
    return await _answer(request, row)


async def _read(request: web.Request, model: Any) -> Any:
    return await read(request, model, request.app[CONFIG].limits.api_body_bytes)


def _id(request: web.Request) -> str:
    return request.match_info["id"]


def _by(request: web.Request, by: str) -> str:
    return by or request.app[CONFIG].shop.name[:64]


async def _told(request: web.Request, rows: Sequence[CopyPieceRow]) -> list[dict[str, Any]]:
    return await asyncio.to_thread(request.app[COPYDESK].told, rows)


async def _answer(
    request: web.Request, row: CopyPieceRow, found: Sequence[Finding] = ()
) -> web.Response:
    """The piece; 422 with all that was found where that kept it from being decided on."""
    if not found:
        return web.json_response((await _told(request, [row]))[0])
    first = found[0]
    message = f"“{first.words}” {first.why}" if first.words else first.why
    error = {"code": "not_true", "message": message, "field": first.part or "piece"}
    findings = [one.as_json() for one in found]
    return web.json_response({"error": error, "findings": findings}, status=422)
