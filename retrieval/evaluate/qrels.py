"""TREC judgements: a line `query_id 0 docid rating`, and the queries' texts in a file of their own.
Owns reading, not scoring."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from retrieval.errors import BadInput
from retrieval.evaluate.ratings import Ratings

COLUMNS = 4


def read_qrels(path: Path, queries: Path) -> Ratings:
    """`queries` holds `query_id<TAB>text` a line, or just a text: then the line's number is its
    id, as in the runs that we write. Negative ratings count 0. Raises `BadInput` with the line."""
    texts = _texts(queries)
    ratings: dict[str, dict[str, float]] = {}
    for number, line in _lines(path):
        pieces = line.split()
        if len(pieces) != COLUMNS:
            raise BadInput("is no `query_id 0 docid rating`", source=path, line=number)
        query_id, _, product_id, rating = pieces
        if query_id not in texts:
            raise BadInput(f"the query {query_id!r} is not in {queries}", source=path, line=number)
        try:
            value = float(rating)
        except ValueError as error:
            raise BadInput(
                f"the rating {rating!r} is not a number", source=path, line=number
            ) from error
        if not -100 < value < 100:  # NaN fails too
            raise BadInput(f"the rating {rating!r} makes no sense", source=path, line=number)
        ratings.setdefault(texts[query_id], {})[product_id] = max(0.0, value)
    if not ratings:
        raise BadInput("holds no rating", source=path)
    return ratings


def _texts(path: Path) -> Mapping[str, str]:
    texts = {}
    for number, line in _lines(path):
        query_id, tab, text = line.partition("\t")
        texts[query_id.strip() if tab else str(number)] = (text if tab else line).strip()
    return texts


def _lines(path: Path) -> list[tuple[int, str]]:
    """With their numbers from 1, empty ones left out."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"can't be read: {error}", source=path) from error
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
