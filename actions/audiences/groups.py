"""The groups that an audience is audited by: a file that the shop gives for that once. Owns its
format; nothing of it is kept.
"""

from __future__ import annotations

import csv
from pathlib import Path

from actions.errors import BadInput

COLUMNS = ("customer_id", "group")


def load_groups(path: Path) -> dict[str, str]:
    """Raises `BadInput` that names the line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if not set(COLUMNS) <= set(rows.fieldnames or ()):
                raise BadInput(f"{path}: needs the columns customer_id and group")
            found: dict[str, str] = {}
            for row in rows:
                customer, group = (row[name] or "" for name in COLUMNS)
                if not customer.strip() or not group.strip():
                    raise BadInput(f"{path}, line {rows.line_num}: a cell is empty")
                found[customer.strip()] = group.strip()
            return found
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{path}: {error}") from None
