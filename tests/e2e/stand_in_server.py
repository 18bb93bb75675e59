"""A small server that speaks the documented protocol, for testing the widget and the shop pages
alone. Owns no truth: what it says stands in `stand_in_answers.py`.

Words that make it misbehave: `hang up` (drops the connection once, before any answer), `refuse`
(an error), `silence` (typing, then nothing until released).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web
from stand_in_answers import answer
from stand_in_catalogue import PRODUCTS, RELAXED, SHOP, UNDERSTOOD
from stand_in_replies import REPLIES, explained
from stand_in_searching import (
    ADMIN_TOKEN,
    FACETS,
    KNOWLEDGE,
    MERCHANDISING,
    QUESTIONS,
    SEARCHES,
    suggested,
)

WIDGET = Path(__file__).resolve().parents[2] / "bot" / "widget"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
)
ORDERS = {
    "price_asc": lambda p: p["price"]["amount"],
    "price_desc": lambda p: -p["price"]["amount"],
    "rating": lambda p: -p["rating"],
}
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" '
    'fill="#e9e2d4"/><circle cx="50" cy="54" r="24" fill="#8aa79b"/></svg>'
)


@dataclass
class StandIn:
    """What a test sets and looks at. `has_websocket` False: `/chat` is not there at all."""

    has_websocket: bool = True
    url: str = ""
    hellos: list[dict[str, Any]] = field(default_factory=list)
    received: list[tuple[str, str]] = field(default_factory=list)
    votes: list[dict[str, Any]] = field(default_factory=list)
    searches: list[str] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    sockets: set[web.WebSocketResponse] = field(default_factory=set)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def texts(self) -> list[str]:
        return [text for _, text in self.received]

    def app(self) -> web.Application:
        app = web.Application(middlewares=[guarded])
        app.add_routes(
            [
                web.get("/", page),
                web.get("/d/{name}", page),
                web.get("/p/{product_id}", page),
                web.get("/health", health),
                web.get("/api/shop", shop),
                web.get("/api/departments", departments),
                web.get("/api/products", products),
                web.get("/api/products/{product_id}", one_product),
                web.get("/images/{name}", image),
                web.post("/api/search", self.search),
                web.post("/api/recommend", nothing_recommended),
                web.get("/api/suggest", self.suggest),
                web.get("/api/offer", self.offer),
                web.post("/api/events", self.event),
                web.get("/admin", admin_page),
                web.get("/admin/{page}", admin_page),
                web.get("/api/searches", searches),
                web.get("/api/questions", questions),
                web.get("/api/merchandising", merchandising),
                web.get("/api/knowledge", knowledge),
                web.get("/api/replies", replies),
                web.get("/api/replies/{reply_id}", one_reply),
                web.post("/api/feedback", self.feedback),
                web.post("/chat/messages", self.chat_messages),
                web.get("/chat", self.chat),
                web.static("/widget", WIDGET),
            ]
        )
        return app

    async def chat(self, request: web.Request) -> web.StreamResponse:
        if not self.has_websocket:
            raise web.HTTPNotFound
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.add(socket)
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self.on_frame(socket, frame.json())
        self.sockets.discard(socket)
        return socket

    async def on_frame(self, socket: web.WebSocketResponse, frame: dict[str, Any]) -> None:
        if frame["type"] == "hello":
            self.hellos.append(frame)
            session = frame["session"] or f"session-{len(self.hellos)}"
            await socket.send_json({"type": "session", "session": session})
        elif frame["type"] == "ping":
            await socket.send_json({"type": "pong"})
        elif frame["type"] == "message":
            await self.on_message(socket, frame["id"], frame["text"])

    async def on_message(self, socket: web.WebSocketResponse, client_id: str, text: str) -> None:
        self.received.append((client_id, text))
        if "hang up" in text and self.texts().count(text) == 1:
            await socket.close()
            return
        if "refuse" in text:
            error = {"code": "too_many_requests", "message": "That was a lot at once."}
            await socket.send_json({"type": "error", "id": client_id, "error": error})
            return
        await socket.send_json({"type": "typing", "id": client_id})
        if "silence" in text:
            await self.released.wait()
        turn_id = f"turn-{len(self.received)}"
        for index, message in enumerate(answer(text)):
            head = {"type": "message", "id": client_id, "turn_id": turn_id, "index": index}
            await socket.send_json(head | message)
        await socket.send_json({"type": "done", "id": client_id, "turn_id": turn_id})

    async def chat_messages(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.received.append(("", body["text"]))
        session = body.get("session") or "session-http"
        return web.json_response({"session": session, "messages": answer(body["text"])})

    async def feedback(self, request: web.Request) -> web.Response:
        self.votes.append(await request.json())
        return web.json_response({"stored": True})

    async def search(self, request: web.Request) -> web.Response:
        body = await request.json()
        query, kinds = body["query"], [f["values"] for f in body.get("filters", [])]
        without, also = body.get("without", []), body.get("also", [])
        self.searches.append(query)
        self.asked.append(body)
        hits = [p for p in PRODUCTS.values() if "jacket" in query and "jacket" in p["title"]]
        if query == "jackets":
            hits = [p for p in PRODUCTS.values() if p["category"] == "Jackets"]
        if kinds:
            hits = [p for p in PRODUCTS.values() if p["category"] in kinds[0]]
        constraints = [
            c
            for c in UNDERSTOOD["constraints"]
            if c["words"] in " ".join([query, *also]) and c["field"] not in without
        ]
        understood = UNDERSTOOD | {"query": query, "constraints": constraints}
        relaxed = RELAXED if hits and not without else []
        found = {"hits": hits, "understood": understood, "relaxed": relaxed, "total": len(hits)}
        facets = FACETS if hits and body.get("facets") else []
        more = {"found": len(hits), "took_ms": 1.0, "facets": facets}
        return web.json_response(found | more)

    async def suggest(self, request: web.Request) -> web.Response:
        typed = request.query["q"]
        self.typed.append(typed)
        return web.json_response(suggested(typed))

    async def offer(self, request: web.Request) -> web.Response:
        """To the visitor of this token, once."""
        self.offered.append(request.headers.get("Authorization", ""))
        text = "Tell me about the Harrow Drumlin rain jacket" if len(self.offered) == 1 else None
        offer = {"product_id": "FL-100", "text": text} if text else None
        return web.json_response({"offer": offer})

    async def event(self, request: web.Request) -> web.Response:
        self.events.append(await request.json())
        return web.json_response({"received": 1, "stored": 0}, status=202)

    async def hang_up(self) -> None:
        """Close every chat connection, as a restarting server does."""
        for socket in list(self.sockets):
            await socket.close()


@web.middleware
async def guarded(request: web.Request, handler: Any) -> web.StreamResponse:
    response = await handler(request)
    if not response.prepared:
        response.headers["Content-Security-Policy"] = POLICY
        if "Origin" in request.headers:
            response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
    return response


async def page(_: web.Request) -> web.FileResponse:
    return web.FileResponse(WIDGET / "shop.html")


async def admin_page(_: web.Request) -> web.FileResponse:
    return web.FileResponse(WIDGET / "admin.html")


def _is_admin(request: web.Request) -> bool:
    return request.headers.get("Authorization") == f"Bearer {ADMIN_TOKEN}"


def _refused() -> web.Response:
    return web.json_response({"error": {"code": "token_invalid", "message": "no"}}, status=401)


async def replies(request: web.Request) -> web.Response:
    return web.json_response({"replies": REPLIES}) if _is_admin(request) else _refused()


async def one_reply(request: web.Request) -> web.Response:
    if not _is_admin(request):
        return _refused()
    told = explained(request.match_info["reply_id"])
    if told is None:
        return web.json_response({"error": {"code": "not_found", "message": "no"}}, status=404)
    return web.json_response(told)


async def searches(request: web.Request) -> web.Response:
    if not _is_admin(request):
        return _refused()
    only = request.query.get("only", "")
    listed = [s for s in SEARCHES if not only or (s["empty"] > 0) == (only == "empty")]
    return web.json_response({"searches": listed})


async def questions(request: web.Request) -> web.Response:
    if not _is_admin(request):
        return _refused()
    kind = request.query.get("kind", "")
    listed = [one for one in QUESTIONS if kind in ("", one["kind"])]
    return web.json_response({"questions": listed})


async def knowledge(request: web.Request) -> web.Response:
    return web.json_response(KNOWLEDGE) if _is_admin(request) else _refused()


async def merchandising(request: web.Request) -> web.Response:
    if not _is_admin(request):
        return _refused()
    return web.json_response(MERCHANDISING)


async def nothing_recommended(request: web.Request) -> web.Response:
    return web.json_response({"hits": [], "personalised": False, "took_ms": 0.1})


async def health(_: web.Request) -> web.Response:
    return web.json_response({"ok": True})


async def shop(_: web.Request) -> web.Response:
    return web.json_response(SHOP)


async def departments(_: web.Request) -> web.Response:
    counts: dict[str, list[dict[str, Any]]] = {}
    for product in PRODUCTS.values():
        counts.setdefault(product["department"], []).append(product)
    doors = [{"name": n, "count": len(p), "image": p[0]["image"]} for n, p in counts.items()]
    return web.json_response({"departments": doors})


async def products(request: web.Request) -> web.Response:
    query = request.query
    found = [p for p in PRODUCTS.values() if query.get("department") in (None, p["department"])]
    if query.get("sort") in ORDERS:
        found.sort(key=ORDERS[query["sort"]])
    page_number, size = int(query.get("page", 1)), int(query.get("per_page", 24))
    start = (page_number - 1) * size
    shown = found[start : start + size]
    return web.json_response({"products": shown, "total": len(found), "page": page_number})


async def one_product(request: web.Request) -> web.Response:
    product = PRODUCTS.get(request.match_info["product_id"])
    if product is None:
        error = {"code": "not_found", "message": "No such product."}
        return web.json_response({"error": error}, status=404)
    return web.json_response(product)


async def image(_: web.Request) -> web.Response:
    return web.Response(text=PICTURE, content_type="image/svg+xml")
