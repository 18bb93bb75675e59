"""What `storeclerk doctor` says of the rules file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from actions.config import PROJECT_ROOT, Config, load_config
from actions.doctor.check import Check, State
from actions.doctor.configuration import configuration

SHIPPED = PROJECT_ROOT / "data" / "policies" / "rules.toml"


def told(config: Config) -> Check:
    return next(one for one in configuration(config) if one.name == "Service rules")


def with_rules(folder: Path, old: str, new: str) -> Config:
    path = folder / "rules.toml"
    path.write_text(SHIPPED.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    config = load_config(environ={})
    return replace(config, server=replace(config.server, service_rules=str(path)))


def test_the_shipped_rules_are_in_order() -> None:
    assert told(load_config(environ={})).state is State.OK


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[cancel]", "[cancle]", "did you mean cancel?"),
        ('currency = "EUR"', 'currency = "GBP"', "counts in GBP, the shop in EUR"),
    ],
)
def test_wrong_rules_are_named_with_the_fix(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    check = told(with_rules(tmp_path, old, new))
    assert check.state is State.BROKEN
    assert problem in check.found
    assert "rules.toml" in check.fix or "shop.toml" in check.fix
