"""Who may call a route: the guard that stands beside it in the table. Owns reading the header and
the rate of an address; what tokens mean is `gateway.tokens`'."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import StrEnum

from aiohttp import web

from actions.errors import NotAllowed
from actions.gateway.errors import Unauthorized
from actions.gateway.tokens import Caller
from actions.keys import API_RATE, CALLER, CONFIG, DESK_DOOR, TOKENS

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Guard(StrEnum):
    """`VISITOR`: any token the shop knows. `DESK`: the admin's, or the desk's own. A token that is
    shown is checked on every route."""

    ANYONE = "anyone"
    VISITOR = "visitor"
    ADMIN = "admin"
    DESK = "desk"


def guarded(handler: Handler, guard: Guard, *, rated: bool) -> Handler:
    """`handler`, behind `guard`; with `rated`, at most so often from one address."""

    async def handle(request: web.Request) -> web.StreamResponse:
        if rated:
            request.app[API_RATE].take(address(request))
        request[CALLER] = admit(request, guard)
        return await handler(request)

    return handle


def admit(request: web.Request, guard: Guard) -> Caller:
    """Raises `Unauthorized` without a good token, `NotAllowed` with one that isn't enough."""
    token = bearer(request)
    if guard is Guard.DESK and token and request.app[DESK_DOOR].admits(token):
        return Caller()
    caller = request.app[TOKENS].read_bearer(token) if token else Caller()
    if guard is Guard.ANYONE or caller.is_admin:
        return caller
    if not token:
        raise Unauthorized("this needs a token: Authorization: Bearer ...", "token_missing")
    if guard in (Guard.ADMIN, Guard.DESK):
        raise NotAllowed("this needs the shop's admin token")
    return caller


def bearer(request: web.Request) -> str | None:
    header = request.headers.get("Authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthorized("Authorization must be: Bearer and a token")
    return token.strip()


def address(request: web.Request) -> str:
    """Where the request comes from, past as many reverse proxies as the shop says it runs."""
    proxies = request.app[CONFIG].server.proxies
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(told) >= proxies and told[-proxies]:
        return told[-proxies]
    return request.remote or "unknown"
