"""The plain webhook: each letter a signed POST of JSON to the shop's own address.

Owns body and headers (`docs/handoff.md`). The far side tells a repeat by `X-Storeclerk-Delivery`,
and that nothing is missing by `sequence`.
"""

from __future__ import annotations

import json
import time
from typing import Any

import aiohttp

from actions.handoff.errors import Undelivered
from actions.handoff.outbox import Letter
from actions.handoff.signing import signature
from actions.handoff.target import Taken


class Webhook:
    """`http` is the caller's to close."""

    name = "webhook"

    def __init__(
        self, http: aiohttp.ClientSession, url: str, secret: str, timeout_s: float
    ) -> None:
        self._http, self._url, self._secret = http, url, secret
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)

    async def deliver(self, letter: Letter) -> Taken:
        """Any answer of 2xx is a yes. Raises `Undelivered`."""
        body = json.dumps(body_of(letter)).encode()
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            "X-Storeclerk-Event": letter.event,
            "X-Storeclerk-Delivery": letter.letter_id,
            "X-Storeclerk-Timestamp": timestamp,
            "X-Storeclerk-Signature": signature(self._secret, timestamp, body),
        }
        try:
            async with self._http.post(
                self._url, data=body, headers=headers, timeout=self._timeout,
                allow_redirects=False,
            ) as answer:  # fmt: skip
                if not 200 <= answer.status < 300:
                    raise Undelivered(f"the webhook answered {answer.status}")
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Undelivered(f"the webhook can't be reached: {error or 'no answer'}") from error
        return Taken()


def body_of(letter: Letter) -> dict[str, Any]:
    return {
        "id": letter.letter_id,
        "event": letter.event,
        "sequence": letter.place,
        "sender": letter.sender_id,
        "written": letter.written.isoformat(timespec="milliseconds"),
        **letter.payload,
    }
