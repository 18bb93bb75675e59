"""The server's own keys in `var/secrets.json`, readable by its owner alone.

Owns making and reading them. The admin token itself is never kept: only its hash is."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from actions.errors import Unavailable

ADMIN_PREFIX = "storeclerk_admin_"


@dataclass(frozen=True, slots=True)
class Secrets:
    """`session_key` signs our sessions; `customer_key` is the one the shop's own back end signs
    customer tokens with; `admin_hash` is the SHA-256 of the admin token."""

    session_key: str
    customer_key: str
    admin_hash: str

    def is_admin(self, token: str) -> bool:
        return hmac.compare_digest(_hash(token), self.admin_hash)


def load_secrets(path: Path) -> tuple[Secrets, str | None]:
    """The secrets, and the admin token where they were made just now: print it, it is not kept.

    Raises `Unavailable` when the file is there but can't be used.
    """
    if path.exists():
        return _read(path), None
    token = _new_admin_token()
    made = Secrets(secrets.token_hex(32), secrets.token_hex(32), _hash(token))
    _write(path, made)
    return made, token


def renew_admin_token(path: Path) -> str:
    """A new admin token in place of a lost one; the old one stops working at the next start."""
    current, fresh = load_secrets(path)
    if fresh is not None:
        return fresh
    token = _new_admin_token()
    _write(path, replace(current, admin_hash=_hash(token)))
    return token


def _new_admin_token() -> str:
    return ADMIN_PREFIX + secrets.token_urlsafe(32)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _read(path: Path) -> Secrets:
    try:
        return Secrets(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError, OSError) as error:
        raise Unavailable(
            f"{path} can't be used ({error}). Delete it to have new keys and a new admin token made"
        ) from error


def _write(path: Path, content: Secrets) -> None:
    """Whole or not at all, and never readable by others in between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(content), file, indent=2)
    draft.replace(path)
