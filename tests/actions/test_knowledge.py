"""The policies' files, followed while the shop runs."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import actions.knowledge as module
from actions.config import PROJECT_ROOT
from actions.knowledge import Knowledge, Spoken, followed
from actions.serving import DeviceOwner
from retrieval.encoder import Encoder, open_encoder
from retrieval.passages import Asked

QUESTION = "within how many days do you refund me"
RETURNS = "# Returns\n\n## Refunds\nWe refund you within {} days of receiving the goods.\n"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return open_encoder(PROJECT_ROOT / "var" / "models" / "minilm")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "en" / "returns.md"
    path.parent.mkdir()
    write(path, RETURNS.format(5))
    return path


def write(path: Path, text: str) -> None:
    """With a time of its own, however quick the test is."""
    stamp = (path.stat().st_mtime_ns if path.exists() else 0) + 1_000_000_000
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(stamp, stamp))


def opened(path: Path, encode: Any) -> Knowledge:
    asked = Asked.load(PROJECT_ROOT / "data" / "languages" / "en")
    knowledge = Knowledge(path.parents[1], {"en": Spoken(asked)}, encode)
    knowledge.refresh()
    return knowledge


def quoted(knowledge: Knowledge) -> str:
    passages = knowledge.passages("en")
    assert passages is not None
    found = passages.find(QUESTION)
    return found.text if found else ""


def test_an_edited_file_is_quoted_as_it_is_now(path: Path, encoder: Encoder) -> None:
    knowledge = opened(path, encoder.encode)
    assert "within 5 days" in quoted(knowledge)
    assert not knowledge.refresh()
    write(path, RETURNS.format(7))
    assert knowledge.refresh()
    assert "within 7 days" in quoted(knowledge)


def test_a_broken_file_leaves_its_last_good_text_and_is_told(path: Path, encoder: Encoder) -> None:
    knowledge = opened(path, encoder.encode)
    other = path.with_name("shipping.md")
    write(other, "# Shipping\n\n## Where\nWe deliver to Ireland.\n")
    write(path, "# Returns\n\n## Refunds\n")
    assert knowledge.refresh()
    (problem,) = knowledge.problems
    assert "returns.md, line 3: nothing stands under “Refunds”" in problem
    assert problem.endswith("its last good text is used.")
    assert "within 5 days" in quoted(knowledge)
    assert knowledge.counted() == {"en": {"files": 2, "passages": 2}}
    write(path, RETURNS.format(9))
    knowledge.refresh()
    assert (knowledge.problems, "within 9 days" in quoted(knowledge)) == ((), True)


def test_a_file_that_was_never_good_is_left_out_and_the_rest_serves(
    path: Path, encoder: Encoder
) -> None:
    write(path.with_name("odd.md"), "no heading")
    knowledge = opened(path, encoder.encode)
    assert "odd.md" in knowledge.problems[0]
    assert knowledge.problems[0].endswith("it is left out.")
    assert "within 5 days" in quoted(knowledge)


def test_a_removed_file_is_quoted_no_more(path: Path, encoder: Encoder) -> None:
    knowledge = opened(path, encoder.encode)
    path.unlink()
    assert knowledge.refresh()
    assert quoted(knowledge) == ""


def test_an_edit_encodes_what_it_touched_alone(path: Path, encoder: Encoder) -> None:
    seen: list[str] = []

    def encode(texts: Sequence[str]) -> Any:
        seen.extend(texts)
        return encoder.encode(texts)

    knowledge = opened(path, encode)
    seen.clear()
    write(path, RETURNS.format(7) + "\n## Gifts\nGladly.\n")
    knowledge.refresh()
    assert all("7 days" in text or "Gifts" in text for text in seen)
    assert seen


async def test_the_next_answer_uses_the_new_text_without_a_restart(
    path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "EVERY_S", 0.02)
    knowledge = opened(path, encoder.encode)
    owner = DeviceOwner(encoder, None)
    await owner.start()
    async with followed(knowledge, owner):
        write(path, RETURNS.format(8))
        for _ in range(2_000):
            if "within 8 days" in await asyncio.to_thread(quoted, knowledge):
                break
            await asyncio.sleep(0.02)
        else:
            raise AssertionError("the new text was never quoted")
    await owner.drain()
