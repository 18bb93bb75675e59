"""The server's keys on disk."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from actions.errors import Unavailable
from actions.gateway.secrets import load_secrets, renew_admin_token


def test_the_admin_token_is_told_once_and_only_its_hash_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secrets.json"
    made, token = load_secrets(path)
    again, second = load_secrets(path)
    assert token is not None
    assert second is None
    assert again == made
    assert token not in path.read_text()
    assert made.is_admin(token)
    assert not made.is_admin(token + "x")


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    load_secrets(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["secrets.json"]


def test_two_shops_share_no_key(tmp_path: Path) -> None:
    first, _ = load_secrets(tmp_path / "a.json")
    second, _ = load_secrets(tmp_path / "b.json")
    keys = {first.session_key, first.customer_key, second.session_key, second.customer_key}
    assert len(keys) == 4


def test_a_lost_admin_token_is_renewed_and_the_keys_stay(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    before, old = load_secrets(path)
    fresh = renew_admin_token(path)
    after, _ = load_secrets(path)
    assert old is not None
    assert after.is_admin(fresh)
    assert not after.is_admin(old)
    assert after.session_key == before.session_key


@pytest.mark.parametrize("content", ["", "{", "[]", '{"session_key": "x"}'])
def test_a_damaged_file_is_an_error_with_the_cure(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(content)
    with pytest.raises(Unavailable, match="Delete it"):
        load_secrets(path)
    assert path.read_text() == content
