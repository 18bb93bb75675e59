"""Keeps the sample shop's made-up reviews where its catalogue is served, moved so that the day they
were made as of is today; and nowhere else."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine

from actions.errors import Unavailable
from actions.feelings.review import Review, ReviewRecord, read_record
from actions.feelings.reviews import ReviewTable

FILE = "reviews.jsonl"


def load_sample_reviews(engine: Engine, catalog: Path, today: date) -> int:
    """How many were loaded; 0 when they are current. Raises `Unavailable` without the file."""
    records, as_of = _read(catalog)
    shift = today - as_of
    reviews = [_moved(record, shift, today) for record in records]
    table = ReviewTable(engine)
    newest = max((one.written for one in reviews), default=None)
    if newest == table.newest_sample():
        return 0
    table.replace_sample(reviews)
    return len(reviews)


def drop_sample_reviews(engine: Engine) -> None:
    table = ReviewTable(engine)
    if table.newest_sample() is not None:
        table.replace_sample([])


def _read(catalog: Path) -> tuple[list[ReviewRecord], date]:
    try:
        lines = (catalog / FILE).read_text(encoding="utf-8").splitlines()
        as_of = date.fromisoformat(json.loads((catalog / "meta.json").read_text())["as_of"])
    except OSError as error:
        raise Unavailable(
            f"The sample shop lacks {error.filename}; check out data/catalog."
        ) from error
    return [
        read_record(json.loads(line), f"{FILE}, line {n}") for n, line in enumerate(lines, 1)
    ], as_of


def _moved(record: ReviewRecord, shift: timedelta, today: date) -> Review:
    written = record.written + shift if record.written else today
    return Review.of(record.model_copy(update={"written": written}), today)
