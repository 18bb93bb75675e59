"""What every public request passes: its trace id, the access log, and errors made JSON.

Owns the shape of an error's body. Headers are `headers`', routes `routes`'."""

from __future__ import annotations

import math
import time
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from actions import log
from actions.api.pages import missing_page
from actions.gateway.errors import Unauthorized
from actions.keys import TRACE_ID
from actions.outcomes import INTERNAL, outcome_of

TRACE_HEADER = "X-Trace-Id"
HTTP_CODES = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}

logger = log.get_logger(__name__)


@web.middleware
async def trace(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Gives the request its id and writes its line to the access log."""
    log.clear()
    request[TRACE_ID] = log.trace_id(request.headers.get(TRACE_HEADER))
    log.bind(trace_id=request[TRACE_ID])
    started = time.perf_counter()
    status = 499  # the caller went away
    try:
        response = await handler(request)
        status = response.status
        return response
    finally:
        logger.info(
            "request",
            method=request.method,
            path=request.path,
            status=status,
            took_ms=round((time.perf_counter() - started) * 1000, 1),
        )


@web.middleware
async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Nothing escapes as a page of the framework's: each error is `{"error": {...}}`, and an
    address that isn't there is a page of the shop's to a browser."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        if error.status == 404 and (page := missing_page(request)):
            return page
        code = HTTP_CODES.get(error.status, "http_error")
        allow = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
        return _json(error.status, {"code": code, "message": error.reason}, allow)
    except Exception as error:
        if outcome_of(error) is INTERNAL:
            logger.error("unexpected", exc_info=error)
        return error_response(error, request[TRACE_ID])


def error_body(error: BaseException, trace_id: str) -> dict[str, Any]:
    """`{code, message, field?, retry_after_s?, trace_id?}`; the inside of a fault stays inside."""
    outcome = outcome_of(error)
    if outcome is INTERNAL:
        message = "something went wrong on our side; the log has it under this trace id"
        return {"code": INTERNAL.code, "message": message, "trace_id": trace_id}
    code = error.code if isinstance(error, Unauthorized) else outcome.code
    body: dict[str, Any] = {"code": code, "message": str(error)}
    if field := getattr(error, "field", None):
        body["field"] = field
    if (retry_after_s := getattr(error, "retry_after_s", None)) is not None:
        body["retry_after_s"] = math.ceil(retry_after_s)
    return body


def error_response(error: BaseException, trace_id: str) -> web.Response:
    outcome, body = outcome_of(error), error_body(error, trace_id)
    headers = {}
    if outcome.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if outcome.retryable:
        headers["Retry-After"] = str(body.get("retry_after_s", 1))
    return _json(outcome.status, body, headers)


def _json(status: int, body: dict[str, Any], headers: dict[str, str]) -> web.Response:
    return web.json_response({"error": body}, status=status, headers=headers)
