"""Human judgements: which product is how good for which query. Owns reading, not scoring."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from retrieval.errors import BadInput

Ratings: TypeAlias = Mapping[str, Mapping[str, float]]
"""query -> product id -> rating, higher better; queries in the file's order."""

COLUMNS = ("query", "docid", "rating")


def read_ratings(path: Path) -> Ratings:
    """A CSV with a header `query,docid,rating`. Raises `BadInput` with the line."""
    ratings: dict[str, dict[str, float]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise BadInput(
                    f"has no column {', '.join(missing)}",
                    source=path,
                    line=1,
                    advice=f"The header must be {','.join(COLUMNS)}",
                )
            for row in reader:
                ratings.setdefault(row["query"], {})[row["docid"]] = _rating(row, path, reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"can't be read: {error}", source=path) from error
    if not ratings:
        raise BadInput("holds no rating", source=path)
    return ratings


def _rating(row: Mapping[str, str], path: Path, reader: csv.DictReader[str]) -> float:
    try:
        rating = float(row["rating"])
    except (TypeError, ValueError):
        rating = -1.0
    if not 0 <= rating < 100:  # NaN fails too
        raise BadInput(
            f"the rating {row['rating']!r} is not a number from 0",
            source=path,
            line=reader.line_num,
        )
    return rating
