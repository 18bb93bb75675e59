"""Structured logging: one JSON object a line, each with the trace id of the message it serves.

Owns the set-up and the ids. Says nothing itself, and nobody logs a customer's words: lengths and
ids only."""

from __future__ import annotations

import logging
import re
import secrets
import sys
from typing import Any, TextIO

import structlog

TRACE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
SHARED = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.dict_tracebacks,
)
# They say at INFO what our own access log says already, or nothing a shop needs.
QUIET = ("aiohttp.access", "rasa_sdk", "asyncio", "faker", "httpx")


def set_up(level: str = "info", stream: TextIO | None = None) -> None:
    """Call once, from a program's entry: everything logged in the process goes to `stream`."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*SHARED],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def get_logger(name: str) -> Any:
    """A logger whose lines carry what `bind` put on the running task."""
    return structlog.get_logger(name)


def bind(**values: str | None) -> None:
    """Put ids on every line logged by this task and those it starts; None is left out."""
    structlog.contextvars.bind_contextvars(**{k: v for k, v in values.items() if v is not None})


def clear() -> None:
    structlog.contextvars.clear_contextvars()


def trace_id(offered: str | None = None) -> str:
    """`offered` where it looks like an id, else a new one."""
    return offered if offered and TRACE_ID.fullmatch(offered) else secrets.token_hex(8)
