"""`storeclerk forget` and `/api/customers/{id}`, where Rasa runs elsewhere; with a real Rasa:
tests/e2e."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from two_customers import open_shop

from actions.cli.forget import command
from actions.erasure import StillOpen
from actions.errors import BadInput, NotFound
from actions.stores import SqlStore

ELSEWHERE = "http://127.0.0.1:1"


@pytest.fixture
def forget(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("STORECLERK_DATABASE", database_url)
    monkeypatch.setenv("STORECLERK_RASA_URL", ELSEWHERE)
    open_shop(database_url).close()

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(command, arguments)

    return run


@pytest.mark.parametrize(
    "arguments", [(), ("--sender", "s", "--customer", "c"), ("--sender", "s", "--export-only")]
)
def test_a_wrong_call_is_exit_2(forget: Any, arguments: tuple[str, ...]) -> None:
    assert forget(*arguments).exit_code == 2


def test_a_customer_is_exported_for_the_owners_eyes_and_erased(
    forget: Any, tmp_path: Path, database_url: str
) -> None:
    file = tmp_path / "c1.json"
    refused = forget("--customer", "C1", "--export", str(file))
    assert isinstance(refused.exception, StillOpen)
    assert "order 20001 is pending" in str(refused.exception)
    assert not file.exists()
    done = forget("--customer", "C1", "--export", str(file), "--anyway", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["erased"] == {"customers": 1, "orders": 2}
    assert ELSEWHERE in done.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(file.read_text())["tables"]["customers"][0]["record"]["name"] == "Ada Bell"
    store = SqlStore(database_url)
    assert store.customer("C1") is None
    assert store.customer("C2")
    store.close()
    assert isinstance(forget("--customer", "C1").exception, NotFound)


def test_an_export_alone_erases_nothing_and_overwrites_nothing(forget: Any, tmp_path: Path) -> None:
    call = ("--customer", "C1", "--export", str(tmp_path / "c1.json"), "--export-only")
    assert forget(*call).exit_code == 0
    assert isinstance(forget(*call).exception, BadInput)


def test_a_sender_of_whom_nothing_is_kept_is_no_error(forget: Any) -> None:
    done = forget("--sender", "nobody")
    assert done.exit_code == 0
    assert "Nothing was kept" in done.stdout
