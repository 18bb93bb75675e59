"""Opening a database by its URL: which driver, and what is said when it can't be had."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from databases import fresh_database

from actions.config import load_config
from actions.doctor.check import Check, State
from actions.doctor.configuration import configuration
from actions.errors import BadInput, Unavailable
from actions.stores import SqlStore
from actions.stores.engine import open_engine

NOBODY = "postgresql://clerk:sesame@127.0.0.1:1/shop"


def doctor_says(url: str) -> Check:
    config = load_config(environ={})
    config = replace(config, server=replace(config.server, database=url))
    return next(one for one in configuration(config) if one.name == "Database")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_any_spelling_of_postgresql_takes_the_driver_that_is_there(
    scheme: str, tmp_path: Path
) -> None:
    with fresh_database("postgresql", tmp_path) as url:
        store = SqlStore(f"{scheme}://{url.partition('://')[2]}")
        assert store.order_count() == 0
        assert store.engine.driver == "psycopg"
        store.close()
        assert doctor_says(url).state is State.OK


def test_a_database_that_is_down_is_told_without_its_password() -> None:
    with pytest.raises(Unavailable) as told:
        SqlStore(NOBODY)
    assert "clerk:***@127.0.0.1:1/shop can't be reached" in str(told.value)
    assert "sesame" not in str(told.value)
    check = doctor_says(NOBODY)
    assert check.state is State.BROKEN
    assert "can't be reached" in check.found
    assert "sesame" not in check.found


@pytest.mark.parametrize("url", ["nonsense", "mysql://x@y/z", "oracle+nothing://x"])
def test_a_url_of_no_database_that_is_known_is_bad_input(url: str) -> None:
    with pytest.raises(BadInput, match=r"server\.database"):
        open_engine(url)
    assert doctor_says(url).state is State.BROKEN
