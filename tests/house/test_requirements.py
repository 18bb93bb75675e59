"""What the documents promise of a fresh clone is among the packages that set-up installs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path


def test_the_driver_of_postgresql_is_the_servers_own_and_locked() -> None:
    """Not of the tests alone: a merchant's server has no development packages."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    asked = [one for one in project["project"]["dependencies"] if one.startswith("psycopg")]
    pinned = re.fullmatch(r"psycopg\[binary\]==(\S+)", asked[0])
    assert pinned
    lock = tomllib.loads(Path("uv.lock").read_text(encoding="utf-8"))
    locked = {one["name"]: one.get("version") for one in lock["package"]}
    assert locked["psycopg"] == locked["psycopg-binary"] == pinned[1]
