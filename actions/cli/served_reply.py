"""A running server's explanation of a reply that it gave. Owns the asking and its errors."""

from __future__ import annotations

import http
import json
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import quote

from actions.errors import BadInput, Unavailable

TIMEOUT_S = 30.0


def served_reply(server: str, reply_id: str | None, token: str | None) -> dict[str, Any]:
    """Raises `BadInput` for a wrong address, token or id, `Unavailable` where nobody answers."""
    if not server.startswith(("http://", "https://")):
        raise BadInput(f"{server} is no address: give http://... or https://...")
    if not token:
        raise BadInput("a server asks for its admin token: set STORECLERK_ADMIN_TOKEN")
    address = f"{server.rstrip('/')}/api/replies"
    if reply_id is None:
        kept = _get(address, token)["replies"]
        if not kept:
            raise BadInput(f"{server} has given no reply of late")
        reply_id = kept[0]["reply_id"]
    return _get(f"{address}/{quote(reply_id, safe='')}", token)


def _get(address: str, token: str) -> dict[str, Any]:
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
            told: dict[str, Any] = json.load(answer)
            return told
    except urllib.error.HTTPError as error:
        raise _told(address, error) from error
    except (OSError, ValueError) as error:
        raise Unavailable(f"{address} doesn't answer as a Storeclerk does: {error}") from error


def _told(address: str, error: urllib.error.HTTPError) -> Exception:
    """The server's own words where it has some."""
    try:
        message = json.load(error)["error"]["message"]
    except (ValueError, KeyError, TypeError):
        message = error.reason
    mine = error.code < http.HTTPStatus.INTERNAL_SERVER_ERROR
    return (BadInput if mine else Unavailable)(f"{address}: {message}")
