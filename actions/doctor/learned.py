"""What a shop learns from its own past: there, how old, from what. All of it may be missing, and
the shop serves without; what is there and can't be read is worth a note, since it is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from actions.config import Config
from actions.doctor.check import Check, note, ok

CARD = "card.json"
OLD_DAYS = 90


def learned(config: Config) -> Iterator[Check]:
    yield _of(
        "Recommender",
        config.path("recommender"),
        "storeclerk train recommend",
        "none yet: suggestions go by likeness, orders and ratings",
    )
    yield _of(
        "Predictor",
        config.path("predictor"),
        "storeclerk train predict",
        "none yet: nothing is foreseen",
    )


def _of(name: str, folder: Path, made_by: str, without: str) -> Check:
    path = folder / CARD
    if not path.is_file():
        return ok(name, f"{without} (`{made_by}`)")
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return note(name, f"{path} can't be read: {error}", made_by)
    made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    told = f"learned {made:%Y-%m-%d} from {_source(card)}"
    if (datetime.now(UTC) - made).days > OLD_DAYS:
        return note(name, f"{told}: more than {OLD_DAYS} days ago", made_by)
    return ok(name, told)


def _source(card: Any) -> str:
    if not isinstance(card, dict):
        return "what its card doesn't say"
    told = str(card.get("source") or "what its card doesn't say")
    return f"{told}, made up" if card.get("made_up") else told
