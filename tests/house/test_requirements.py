"""What holds of a fresh clone: what set-up installs, and that the tests can be collected."""

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


def test_no_two_test_modules_bear_one_name() -> None:
    """pytest imports them by their basenames: two of one name stop the whole run."""
    names = [path.name for path in Path("tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
