"""`python -m bot.patterns`: what the served extractor finds, as the measure of mentions asks it."""

from __future__ import annotations

from pathlib import Path

from bot.patterns import find_all


def test_each_text_gets_its_entities() -> None:
    found = find_all(["where is order 10234?", "hello", "#10001"], Path("data", "nlu", "en"), "en")
    assert found == [
        [["order_number", "10234", 15, 20]],
        [],
        [["order_number", "10001", 1, 6]],
    ]
