"""What `storeclerk doctor` says of what a shop has learned: nothing of it has to be there."""

from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from actions.config import PROJECT_ROOT, load_config
from actions.doctor import Check, State, learned

DAY_S = 86_400


def said(folder: Path) -> Check:
    config = load_config(PROJECT_ROOT, {})
    config = replace(config, server=replace(config.server, recommender=str(folder)))
    return next(check for check in learned(config) if check.name == "Recommender")


def test_without_one_all_is_well(tmp_path: Path) -> None:
    check = said(tmp_path)
    assert check.state is State.OK
    assert "storeclerk train recommend" in check.found


@pytest.mark.parametrize(("days", "state"), [(1, State.OK), (100, State.NOTE)])
def test_its_age_is_told(tmp_path: Path, days: int, state: State) -> None:
    card = tmp_path / "card.json"
    card.write_text(json.dumps({"source": "orders.txt"}))
    then = time.time() - days * DAY_S
    os.utime(card, (then, then))
    check = said(tmp_path)
    assert check.state is state
    assert "from orders.txt" in check.found


@pytest.mark.parametrize("text", ["{", "[]"])
def test_a_card_of_no_use_breaks_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "card.json").write_text(text)
    assert said(tmp_path).state in (State.OK, State.NOTE)
