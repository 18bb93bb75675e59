"""Who is speaking: session tokens that the gateway signs, customer tokens that the shop signs.

Owns the claims and their checks. Keys are `secrets`' business; what a caller may then do is
decided where the route is declared.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jwt

from actions.gateway.errors import NotYourSession, Unauthorized
from actions.gateway.secrets import ADMIN_PREFIX, Secrets

ALGORITHM = "HS256"
SESSION_AUDIENCE = "storeclerk:session"
CUSTOMER_AUDIENCE = "storeclerk:customer"
UNSUBSCRIBE_AUDIENCE = "storeclerk:unsubscribe"


@dataclass(frozen=True, slots=True)
class Customer:
    """Whom a customer token names, and until when (seconds since 1970)."""

    customer_id: str
    expires: int


@dataclass(frozen=True, slots=True)
class Session:
    """`customer_id` is set once the shop's own token has proved it."""

    session_id: str
    expires: int
    customer_id: str | None = None

    @property
    def sender_id(self) -> str:
        """The name Rasa knows the conversation by. A session that becomes a customer's gets a
        new one: a token from before then opens nothing of what the customer says."""
        told = f"{self.session_id}|{self.customer_id or ''}"
        return hashlib.sha256(told.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Caller:
    """What an `Authorization` header proved. All empty: somebody who showed nothing."""

    session: Session | None = None
    customer: Customer | None = None
    is_admin: bool = False

    @property
    def is_nobody(self) -> bool:
        return self == Caller()

    @property
    def customer_id(self) -> str | None:
        if self.customer is not None:
            return self.customer.customer_id
        return self.session.customer_id if self.session else None


class Tokens:
    """Signs and reads. Everything it refuses raises `Unauthorized` or `NotYourSession`."""

    def __init__(self, keys: Secrets, session_ttl_s: int) -> None:
        self._keys = keys
        self._ttl_s = session_ttl_s

    def sign(self, session: Session) -> str:
        claims: dict[str, Any] = {
            "aud": SESSION_AUDIENCE,
            "sid": session.session_id,
            "exp": session.expires,
        }
        if session.customer_id is not None:
            claims["cus"] = session.customer_id
        return jwt.encode(claims, self._keys.session_key, ALGORITHM)

    def sign_unsubscribe(self, customer_id: str) -> str:
        """For the link in an e-mail to one customer. The shop's own page reads it with the key of
        its customer tokens; it never expires, and opens nothing else."""
        claims = {"aud": UNSUBSCRIBE_AUDIENCE, "sub": customer_id}
        return jwt.encode(claims, self._keys.customer_key, ALGORITHM)

    def read_session(self, token: str) -> Session:
        claims = _verified(token, self._keys.session_key, SESSION_AUDIENCE, ("exp", "aud", "sid"))
        return Session(str(claims["sid"]), int(claims["exp"]), claims.get("cus"))

    def read_customer(self, token: str) -> Customer:
        claims = _verified(token, self._keys.customer_key, CUSTOMER_AUDIENCE, ("exp", "aud", "sub"))
        return Customer(str(claims["sub"]), int(claims["exp"]))

    def read_bearer(self, token: str) -> Caller:
        """Any of the three kinds; which one it claims to be decides how it is checked."""
        if token.startswith(ADMIN_PREFIX):
            if not self._keys.is_admin(token):
                raise Unauthorized("this admin token is not the shop's")
            return Caller(is_admin=True)
        if _claimed_audience(token) == CUSTOMER_AUDIENCE:
            return Caller(customer=self.read_customer(token))
        return Caller(session=self.read_session(token))

    def open_session(self, token: str | None, customer: Customer | None = None) -> Session:
        """The session of a message: the one shown, or a new one; the customer's, once proved.

        Raises `NotYourSession` when the session shown is another customer's.
        """
        session = self.read_session(token) if token else self._new_session()
        if customer is None or session.customer_id == customer.customer_id:
            return session
        if session.customer_id is not None:
            raise NotYourSession("this session belongs to another customer")
        expires = min(session.expires, customer.expires)
        return Session(session.session_id, expires, customer.customer_id)

    def _new_session(self) -> Session:
        return Session(secrets.token_urlsafe(16), int(time.time()) + self._ttl_s)


def _verified(token: str, key: str, audience: str, required: Sequence[str]) -> dict[str, Any]:
    try:
        claims: dict[str, Any] = jwt.decode(
            token, key, [ALGORITHM], audience=audience, options={"require": list(required)}
        )
    except jwt.ExpiredSignatureError:
        raise Unauthorized("this token has expired", "token_expired") from None
    except jwt.InvalidTokenError as error:
        raise Unauthorized(f"this token can't be accepted: {error}") from None
    return claims


def _claimed_audience(token: str) -> Any:
    """Unchecked: it only picks the check that follows."""
    try:
        return jwt.decode(token, options={"verify_signature": False}).get("aud")
    except jwt.InvalidTokenError:
        return None
