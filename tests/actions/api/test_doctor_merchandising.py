"""What the doctor says of the merchant's file."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from actions.config import Config
from actions.doctor import Check, State, configuration

PIN = "[[pin]]\nquery = 'jacket'\nproducts = ['{}']\n"


@pytest.fixture
def config(config: Config, built: Path, tmp_path: Path) -> Config:
    shutil.copytree(built, tmp_path / "shelves")
    return replace(config, server=replace(config.server, index="shelves"))


def merchandising(config: Config, text: str | None) -> Check:
    if text is not None:
        (config.root / "merchandising.toml").write_text(text, encoding="utf-8")
    return next(check for check in configuration(config) if check.name == "Merchandising")


def test_no_file_and_a_good_one_are_well(config: Config) -> None:
    assert merchandising(config, None).found == "no rules"
    good = merchandising(config, PIN.format("jacket-1"))
    assert (good.state, good.found) == (State.OK, "1 pins, 0 boosts, 0 synonyms")


@pytest.mark.parametrize(
    ("text", "found"),
    [(PIN.format("gone"), "no such product: gone"), ("[[pin]]\nquery = 'x'", "pin 1, products")],
)
def test_what_is_wrong_is_broken_and_named(config: Config, text: str, found: str) -> None:
    check = merchandising(config, text)
    assert check.state is State.BROKEN
    assert found in check.found
    assert "merchandising.toml" in check.fix
