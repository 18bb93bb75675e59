"""An audience as CSV, for the program that writes to them. Owns the columns, and that a cell is
never run as a formula by the spreadsheet that opens it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from actions.audiences.kept import KeptMember

COLUMNS = ("customer_id", "email", "score", "why")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
REASONS = 3


def as_csv(members: Iterable[KeptMember], emails: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in members:
        why = "; ".join(str(reason["words"]) for reason in one.reasons[:REASONS])
        cells = (one.customer_id, emails.get(one.customer_id, ""), f"{one.score:.4f}", why)
        writer.writerow([_inert(cell) for cell in cells])
    return out.getvalue()


def _inert(cell: str) -> str:
    """An apostrophe in front makes a text of it (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
