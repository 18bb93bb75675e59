"""The two applications of one process: the public side (8080) and the inside (5055, loopback).

Owns their making, their ports, and the order of a stop: no new callers, then answers under way,
then the device. `python -m actions.server` runs it; `storeclerk up` runs that, with Rasa."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from typing import NoReturn

from aiohttp import web

from actions import keys, log
from actions.api.headers import preflight, secure
from actions.api.middleware import errors, trace
from actions.api.openapi import document
from actions.config import Config, load_config
from actions.copydesk.desk import CopyDesk
from actions.errors import ActionsError, BadInput, Unavailable
from actions.exits import INDEX_UNUSABLE
from actions.gateway.limits import RateLimiter
from actions.gateway.waiting import Waiting
from actions.parts import Parts, open_parts
from actions.routes import PUBLIC, add_inside, add_public
from llm.errors import LlmError
from retrieval.errors import IndexDamaged, IndexStale, RetrievalError

LOOPBACK = "127.0.0.1"
# The device needs its own time after this; `up` waits longer than both before it ends us.
SHUTDOWN_S = 5.0

logger = log.get_logger(__name__)


def public_app(parts: Parts, stopping: asyncio.Event) -> web.Application:
    """What customers, shop pages and shop developers reach. Knows no `/webhook` and `/metrics`."""
    limits = parts.config.limits
    app = web.Application(
        middlewares=[trace, errors, preflight], client_max_size=limits.api_body_bytes
    )
    app[keys.CONFIG] = parts.config
    app[keys.TOKENS] = parts.tokens
    app[keys.SENTENCES] = parts.sentences
    app[keys.GATEWAY] = parts.gateway
    app[keys.RASA] = parts.rasa
    app[keys.SERVICES] = parts.services
    app[keys.COPYDESK] = CopyDesk(parts.config, parts.services, parts.tokens)
    app[keys.SHELVES] = parts.shelves
    app[keys.MERCHANDISING] = parts.merchandising
    app[keys.HANDOFFS] = handoffs = parts.gateway.handoffs
    app[keys.WAITING] = Waiting(handoffs) if handoffs is not None else None
    app[keys.DESK_DOOR] = parts.door
    app[keys.API_RATE] = RateLimiter(limits.api_rate, limits.api_burst)
    app[keys.STOPPING] = stopping
    app[keys.OPENAPI] = document(PUBLIC)
    app.on_response_prepare.append(secure)
    add_public(app)
    return app


def inside_app(parts: Parts) -> web.Application:
    """Rasa's action protocol and the metrics. A tracker is large, so the bound is too."""
    app = web.Application(client_max_size=parts.config.limits.webhook_body_bytes)
    app[keys.WEBHOOK] = parts.webhook
    app[keys.METRICS] = parts.metrics
    add_inside(app)
    return app


async def serve(config: Config, stopping: asyncio.Event) -> None:
    """Until `stopping` is set. Raises `Unavailable` when a port is taken."""
    async with open_parts(config) as parts:
        if parts.admin_token:
            print(f"The admin token, shown this once: {parts.admin_token}", flush=True)
        public = web.AppRunner(public_app(parts, stopping), access_log=None)
        inside = web.AppRunner(inside_app(parts), access_log=None)
        try:
            await _listen(inside, LOOPBACK, config.server.inside_port)
            await _listen(public, config.server.host, config.server.port)
            logger.info("serving", host=config.server.host, port=config.server.port)
            await stopping.wait()
            logger.info("stopping")
        finally:
            # The inside goes last: a turn that ends needs Rasa, and Rasa needs the webhook.
            await public.cleanup()
            await parts.gateway.drain(SHUTDOWN_S)
            await inside.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port, shutdown_timeout=SHUTDOWN_S).start()
    except OSError as error:
        raise Unavailable(f"port {port} on {host} can't be had: {error.strerror}") from error


async def _serve_until_told(config: Config) -> None:
    stopping, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    await serve(config, stopping)


def main() -> int:
    """Exit 0 after a stop, 1 when a part failed, 2 when the configuration is wrong, 3 when the
    index is there and can't be opened."""
    try:
        config = load_config()
        log.set_up(config.server.log_level)
        asyncio.run(_serve_until_told(config))
    except (ActionsError, RetrievalError, LlmError) as error:
        print(f"storeclerk: {error}", file=sys.stderr, flush=True)
        if isinstance(error, IndexDamaged | IndexStale):
            return INDEX_UNUSABLE
        return 2 if isinstance(error, BadInput) else 1
    return 0


def leave(code: int) -> NoReturn:
    """Ends the process at once. All that is ours is closed by now; taking torch and its kin apart
    object by object would hold a stop up for seconds."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main())
