"""Reviewed copy as a CSV file. Owns its columns, and that a spreadsheet runs nothing of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from actions.copydesk.kinds import PARTS

COLUMNS = (
    "piece_id", "kind", "product_id", "customer_id", "audience", "language", "tone", "state",
    "decided_by", "decided", "reason",
)  # fmt: skip
TEXTS = tuple(dict.fromkeys(part for parts in PARTS.values() for part in parts))
MAIL = ("plain", "html")
LEADS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(pieces: Iterable[Mapping[str, Any]]) -> str:
    """A row a piece, a column for each part there is; `pieces` as the API tells them."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow((*COLUMNS, *TEXTS, *MAIL, "stale"))
    for piece in pieces:
        texts = {one["part"]: one["text"] for one in piece["parts"]}
        mail = piece.get("mail") or {}
        stale = "; ".join(f"{one['words']} {one['why']}".strip() for one in piece["findings"])
        row = [*(piece.get(name) or "" for name in COLUMNS)]
        row += [texts.get(part, "") for part in TEXTS]
        row += [mail.get(name, "") for name in MAIL]
        writer.writerow([safe(str(cell)) for cell in (*row, stale)])
    return file.getvalue()


def safe(cell: str) -> str:
    """What a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.lstrip().startswith(LEADS) or cell.startswith(LEADS) else cell
