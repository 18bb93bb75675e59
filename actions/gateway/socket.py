"""`/chat`: the widget's WebSocket. Owns the frames and their order; the turn is the gateway's.

A line that drops in the middle of a turn loses nothing: the answer waits among the exchanges, and
is sent when the same session says hello again."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Annotated, Any, Literal

from aiohttp import WSCloseCode, WSMsgType, web
from pydantic import Field, TypeAdapter

from actions import log
from actions.api.access import address
from actions.api.body import Body, check, parse
from actions.api.headers import check_origin
from actions.api.middleware import error_body
from actions.errors import ActionsError, BadInput
from actions.gateway.errors import TooLarge
from actions.gateway.exchanges import Exchange
from actions.gateway.http import customer_of, messages
from actions.gateway.pushing import push_news
from actions.gateway.tokens import Caller, Session
from actions.gateway.visit import visitor_in
from actions.keys import (
    CALLER,
    CONFIG,
    GATEWAY,
    HANDOFFS,
    SENTENCES,
    STOPPING,
    TOKENS,
    TRACE_ID,
)

HEARTBEAT_S = 30.0
# Over our own limit, so that a message too long is told so and not just cut off.
MAX_FRAME_BYTES = 4 * 1024 * 1024
LAST_ANSWERS_S = 4.0

logger = log.get_logger(__name__)


class Hello(Body):
    type: Literal["hello"]
    session: str | None = None
    customer_token: str | None = None


class Message(Body):
    """`visit` is the token a page knows its visitor by (`POST /api/session`)."""

    type: Literal["message"]
    id: Annotated[str, Field(min_length=1, max_length=64)]
    text: str
    visit: Annotated[str, Field(max_length=4_096)] | None = None


class Ping(Body):
    type: Literal["ping"]


class Seen(Body):
    """`turn_ids` of messages that came unasked: a colleague's. They aren't sent again."""

    type: Literal["seen"]
    turn_ids: Annotated[tuple[Annotated[str, Field(max_length=96)], ...], Field(max_length=100)]


Frame = Annotated[Hello | Message | Seen | Ping, Field(discriminator="type")]
FRAMES: TypeAdapter[Hello | Message | Seen | Ping] = TypeAdapter(Frame)


async def chat(request: web.Request) -> web.WebSocketResponse:
    check_origin(request)
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT_S, max_msg_size=MAX_FRAME_BYTES)
    await socket.prepare(request)
    await Line(request, socket).serve()
    return socket


class Line:
    """One open WebSocket."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        self._app, self._socket = request.app, socket
        self._address = address(request)
        self._caller, self._trace_id = request[CALLER], request[TRACE_ID]
        self._session: Session | None = None
        self._answered: list[Exchange] = []
        self._answering: set[asyncio.Task[None]] = set()
        self._pushing: asyncio.Task[None] | None = None

    async def serve(self) -> None:
        goodbye = asyncio.create_task(self._close_when_stopping())
        try:
            with suppress(ConnectionResetError):
                async for received in self._socket:
                    if received.type is WSMsgType.TEXT:
                        await self._receive(received.data)
        finally:
            goodbye.cancel()
            self._push_no_more()
            for task in self._answering:
                task.cancel()

    async def _receive(self, data: str) -> None:
        # A client that still speaks has what was sent before on this line.
        for exchange in self._answered:
            exchange.confirmed = True
        self._answered.clear()
        message_id = None
        try:
            frame = self._frame(data)
            if isinstance(frame, Hello):
                await self._hello(frame)
            elif isinstance(frame, Message):
                message_id = frame.id
                await self._message(frame)
            elif isinstance(frame, Seen):
                await self._seen(frame)
            else:
                await self._send(type="pong")
        except ActionsError as error:
            await self._refuse(error, message_id)

    def _frame(self, data: str) -> Hello | Message | Seen | Ping:
        limit = self._app[CONFIG].limits.chat_body_bytes
        if len(data.encode("utf-8", "surrogatepass")) > limit:
            raise TooLarge(f"a frame may have {limit:,} bytes")
        return check(parse(data), FRAMES)

    async def _hello(self, frame: Hello) -> None:
        tokens, token = self._app[TOKENS], frame.customer_token
        caller = Caller(customer=tokens.read_customer(token)) if token else self._caller
        session = tokens.open_session(frame.session, customer_of(caller))
        self._session = session
        await self._send(type="session", session=tokens.sign(session))
        for exchange in self._app[GATEWAY].exchanges.unconfirmed(session.sender_id):
            self._answer_later(exchange)
        self._push_no_more()
        handoffs = self._app[HANDOFFS]
        if handoffs is not None:
            news = push_news(handoffs, session.sender_id, self._send)
            self._pushing = asyncio.create_task(news)

    async def _seen(self, frame: Seen) -> None:
        handoffs = self._app[HANDOFFS]
        if handoffs is not None and self._session is not None:
            await handoffs.seen(self._session.sender_id, frame.turn_ids)

    def _push_no_more(self) -> None:
        if self._pushing is not None:
            self._pushing.cancel()
            self._pushing = None

    async def _message(self, frame: Message) -> None:
        if self._session is None:
            raise BadInput("say hello before the first message")
        trace_id = log.trace_id()
        exchange = self._app[GATEWAY].submit(
            self._session,
            frame.text,
            address=self._address,
            trace_id=trace_id,
            channel="websocket",
            message_id=frame.id,
            visitor=visitor_in(self._session, frame.visit, self._app[TOKENS]),
        )
        await self._send(type="typing", id=frame.id)
        self._answer_later(exchange)

    def _answer_later(self, exchange: Exchange) -> None:
        task = asyncio.create_task(self._answer_unless_gone(exchange))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer_unless_gone(self, exchange: Exchange) -> None:
        """A line that is gone is no error: what it missed waits among the exchanges."""
        with suppress(ConnectionResetError):
            await self._answer(exchange)

    async def _answer(self, exchange: Exchange) -> None:
        try:
            answer = await asyncio.shield(exchange.task)
        except ActionsError as error:
            await self._refuse(error, exchange.message_id)
            return
        for message in messages(answer):
            await self._send(type="message", id=exchange.message_id, **message)
        await self._send(type="done", id=exchange.message_id, turn_id=answer.turn_id)
        self._answered.append(exchange)

    async def _refuse(self, error: ActionsError, message_id: str | None) -> None:
        body = error_body(error, self._trace_id)
        kindly = self._app[SENTENCES].errors.get(body["code"])
        if kindly:
            body |= {"message": kindly, "detail": body["message"]}
        logger.info("refused", code=body["code"], reason=str(error))
        named = {"id": message_id} if message_id else {}
        await self._send(type="error", **named, error=body)

    async def _send(self, **frame: Any) -> None:
        """Raises `ConnectionResetError` when the line is gone."""
        if self._socket.closed:
            raise ConnectionResetError("the line is closed")
        await self._socket.send_json(frame)

    async def _close_when_stopping(self) -> None:
        """Answers under way are waited for; then the client is told to come back."""
        await self._app[STOPPING].wait()
        if self._answering:
            await asyncio.wait(self._answering, timeout=LAST_ANSWERS_S)
        await self._socket.close(code=WSCloseCode.GOING_AWAY, message=b"the server is stopping")
