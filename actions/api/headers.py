"""What every public response says to browsers: what a page may load, who may frame it, and which
other sites may call. Owns no content."""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler
from yarl import URL

from actions.api.middleware import TRACE_HEADER
from actions.errors import NotAllowed
from actions.keys import CONFIG, TRACE_ID

# Scripts come from our own files alone: text of a product, policy or customer can't become one.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors {ancestors}"
)
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": f"Authorization, Content-Type, {TRACE_HEADER}",
    "Access-Control-Max-Age": "600",
}
EXPOSED = f"Retry-After, {TRACE_HEADER}"


async def secure(request: web.Request, response: web.StreamResponse) -> None:
    """An `on_response_prepare` signal: also what fails or is a file gets its headers."""
    origins = request.app[CONFIG].server.embed_origins
    headers = response.headers
    ancestors = " ".join(("'self'", *origins))
    headers.setdefault("Content-Security-Policy", POLICY.format(ancestors=ancestors))
    headers["Server"] = "Storeclerk"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    if TRACE_ID in request:
        headers[TRACE_HEADER] = request[TRACE_ID]
    if origins:
        headers["Vary"] = "Origin"
    origin = request.headers.get("Origin")
    if origin and origin in origins:
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Expose-Headers"] = EXPOSED


@web.middleware
async def preflight(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answers a browser that asks whether another site may call; `secure` says which may."""
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        return web.Response(status=204, headers=PREFLIGHT)
    return await handler(request)


def check_origin(request: web.Request) -> None:
    """A WebSocket is not bound by CORS: a page of a site not on the list is refused here.

    Raises `NotAllowed`.
    """
    origin = request.headers.get("Origin")
    if origin is None or origin in request.app[CONFIG].server.embed_origins:
        return
    if URL(origin).host_port_subcomponent != request.host:
        raise NotAllowed(f"{origin} is not among this shop's embed_origins")
