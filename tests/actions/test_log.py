"""The structured log."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from actions import log


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    log.set_up("info", stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()
    log.clear()


def parsed(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_one_json_object_with_the_bound_ids(lines: io.StringIO) -> None:
    log.bind(trace_id="abc", turn_id=None)
    log.get_logger("actions.test").info("turn", messages=2)
    (line,) = parsed(lines)
    assert line["event"] == "turn"
    assert line["trace_id"] == "abc"
    assert line["messages"] == 2
    assert "turn_id" not in line
    assert line["timestamp"].endswith("Z")


def test_other_peoples_logging_takes_the_same_form_and_ids(lines: io.StringIO) -> None:
    log.bind(trace_id="abc")
    logging.getLogger("somebody.else").warning("it is %s", "late")
    (line,) = parsed(lines)
    assert (line["event"], line["level"], line["trace_id"]) == ("it is late", "warning", "abc")


def test_an_exception_stays_on_its_one_line(lines: io.StringIO) -> None:
    try:
        raise ZeroDivisionError("oh")
    except ZeroDivisionError:
        log.get_logger("x").exception("failed")
    (line,) = parsed(lines)
    assert line["exception"][0]["exc_type"] == "ZeroDivisionError"


@pytest.mark.parametrize("offered", [None, "", "short", "a b c d e f g h", "x" * 65, "né" * 10])
def test_an_odd_trace_id_is_replaced(offered: str | None) -> None:
    made = log.trace_id(offered)
    assert made != offered
    assert log.TRACE_ID.fullmatch(made)
