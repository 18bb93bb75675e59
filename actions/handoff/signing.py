"""Proof that a request comes from who knows the secret, and is of now: HMAC-SHA256 of
`{timestamp}.{body}` beside the time stamp. Owns both sides of it."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

MOST_AGE_S = 300


def signature(secret: str, timestamp: str, body: bytes) -> str:
    told = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return f"sha256={told.hexdigest()}"


def is_signed(secret: str, timestamp: str, body: bytes, shown: str, now_s: float) -> bool:
    """No for a wrong signature, for a time stamp that is no number or some minutes off."""
    if not secret or not timestamp.isascii() or not timestamp.isdigit():
        return False
    if abs(now_s - int(timestamp)) > MOST_AGE_S:
        return False
    return hmac.compare_digest(signature(secret, timestamp, body).encode(), shown.encode())


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in from the desk's own system: by a `token` of its own, or by the `secret`."""

    token: str = ""
    secret: str = ""

    def admits(self, token: str) -> bool:
        return bool(self.token) and hmac.compare_digest(self.token.encode(), token.encode())

    def knows(self, secret: str) -> bool:
        return bool(self.secret) and hmac.compare_digest(self.secret.encode(), secret.encode())
