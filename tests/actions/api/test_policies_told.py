"""What is wrong with a policy's file reaches the merchant: over HTTP and by the doctor."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from actions.config import Config
from actions.doctor import State, configuration
from actions.knowledge import Knowledge, Spoken
from retrieval.passages import Asked
from tests.actions.api.conftest import HashEncoder

BROKEN = "Refunds within 5 days.\n"
TOLD = "returns.md, line 1: a text stands before the first heading"


def write(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "returns.md").write_text(text, encoding="utf-8")


async def test_the_merchant_alone_sees_the_problems(
    make_stand: Any, services: Any, tmp_path: Path
) -> None:
    write(tmp_path / "knowledge" / "en", BROKEN)
    knowledge = Knowledge(tmp_path / "knowledge", {"en": Spoken(Asked())}, HashEncoder().encode)
    knowledge.refresh()
    shop = await make_stand(replace(services, knowledge=knowledge))
    assert (await shop.client.get("/api/knowledge")).status == 401
    answer = await shop.client.get("/api/knowledge", headers=shop.admin())
    told = await answer.json()
    assert TOLD in told["problems"][0]
    assert told["languages"] == {"en": {"files": 0, "passages": 0}}


def test_the_doctor_names_file_and_line(config: Config) -> None:
    folder = config.path("knowledge") / "en"

    def check() -> Any:
        return next(one for one in configuration(config) if one.name == "Policies")

    assert check().state is State.NOTE
    write(folder, BROKEN)
    assert check().state is State.BROKEN
    assert TOLD in check().found
    write(folder, "# Returns\n\nWithin 30 days.\n")
    assert check().state is State.OK
