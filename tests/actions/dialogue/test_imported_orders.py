"""A shop's own orders, brought in while it serves: the assistant tells their state."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from actions.cli.records import command
from actions.config import load_config
from actions.dialogue.answer import Answer
from actions.metrics import Metrics
from actions.opening import open_services
from actions.turns import Turns
from tests.actions.dialogue.talking import Conversation
from tests.actions.two_customers import CUSTOMERS, order_record


def bring_in(file: Path, *records: object) -> None:
    file.write_text("".join(json.dumps(one) + "\n" for one in records))
    result = CliRunner().invoke(command, [str(file)], catch_exceptions=False)
    assert result.exit_code == 0, result.output


def words(answer: Answer) -> str:
    return " ".join(part.text for part in answer.parts)


async def test_an_imported_orders_state_is_told_and_the_samples_are_gone(
    index_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORECLERK_INDEX", str(index_dir))
    monkeypatch.setenv("STORECLERK_DATABASE", f"sqlite:///{tmp_path / 'shop.db'}")
    config = load_config(environ=dict(os.environ))
    async with open_services(config, Metrics(), Turns()) as services:
        conversation = Conversation(services)
        bring_in(tmp_path / "a.jsonl", *CUSTOMERS, order_record("70001", "processing"))
        asked = "where is order {}? ada@shop.example"
        told = await conversation.say("order_status", asked.format("70001"))
        assert "being prepared" in words(told)
        bring_in(
            tmp_path / "b.jsonl",
            order_record("70001", "shipped") | {"carrier": "Swift", "tracking": "SW123"},
        )
        told = await conversation.say("order_status", asked.format("70001"))
        assert "SW123" in words(told)
        told = await conversation.say("order_status", asked.format("10234"))
        assert "don't see that number" in words(told)
