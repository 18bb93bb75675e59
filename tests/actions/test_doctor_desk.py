"""What `storeclerk doctor` says of the desk."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actions.config import ConfigError, load_config
from actions.doctor.check import Check, State
from actions.doctor.configuration import configuration
from actions.settings import HandoffSettings

SHOP = 'name = "Test"\ncurrency = "EUR"\n'


def told(**handoff: Any) -> Check:
    config = replace(load_config(environ={}), handoff=HandoffSettings(**handoff))
    return next(one for one in configuration(config) if one.name == "Desk")


def test_the_sample_shop_has_an_inbox() -> None:
    config = load_config(environ={})
    check = next(one for one in configuration(config) if one.name == "Desk")
    assert (check.state, check.found) == (State.OK, "the page /admin/inbox")


def test_a_shop_without_a_desk_is_told_of_the_inbox() -> None:
    check = told(to="none")
    assert check.state is State.NOTE
    assert "docs/handoff.md" in check.fix


def test_a_secret_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_SECRET_OF_TEST", "x")
    desk = {"to": "chatwoot", "url": "https://x.example", "account_id": 1, "inbox_id": 1}
    check = told(**desk, secret_env="DESK_SECRET_OF_TEST", token_env="NOWHERE_SET")
    assert check.state is State.BROKEN
    assert "NOWHERE_SET of handoff.token_env is empty" in check.found
    assert "DESK_SECRET_OF_TEST" not in check.found
    assert "names no environment variable" in told(to="webhook", url="https://x.example").found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('to = "webhook"', "needs url"),
        ('to = "chatwoot"\nurl = "https://x.example"', "needs account_id"),
        ('to = "webhook"\nurl = "x.example"', "no address"),
        ('to = "fax"', "handoff.to"),
        ("keep_days = 0", "handoff.keep_days"),
        ("keep_day = 3", "did you mean handoff.keep_days"),
    ],
)
def test_a_desk_that_can_not_be_is_refused(tmp_path: Any, text: str, said: str) -> None:
    (tmp_path / "shop.toml").write_text(f"{SHOP}[handoff]\n{text}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        load_config(tmp_path, {})


def test_the_environment_beats_the_file(tmp_path: Any) -> None:
    (tmp_path / "shop.toml").write_text(f'{SHOP}[handoff]\nto = "console"\n', encoding="utf-8")
    assert load_config(tmp_path, {"STORECLERK_HANDOFF_TO": "none"}).handoff.to == "none"
