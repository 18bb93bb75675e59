"""`make clean` removes what can be made again, and nothing of the shop's."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOPS = ("storeclerk.db", "storeclerk.db-wal", "rasa.db", "secrets.json", "export.json")
MADE = (
    "models/minilm/a",
    "index/index.json",
    "mine/index.json",
    "indexes/a-1/index.json",
    "log/a.log",
    "rasa-endpoints.yml",
    "uv/bin/uv",
    "t.log",
)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of the two files with a shop's `var` beside them."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "clean", tmp_path / "scripts" / "clean")
    shutil.copy(ROOT / "Makefile", tmp_path / "Makefile")
    for name in (*SHOPS, *MADE):
        path = tmp_path / "var" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (tmp_path / ".venv").mkdir()
    return tmp_path


def make(target: str, clone: Path, typed: str = "") -> tuple[int, str]:
    done = subprocess.run(
        ["make", target], cwd=clone, input=typed, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def left(clone: Path) -> set[str]:
    return {str(path.relative_to(clone / "var")) for path in (clone / "var").rglob("*")}


def test_clean_keeps_databases_and_keys_and_says_so(clone: Path) -> None:
    code, told = make("clean", clone)
    assert code == 0
    assert left(clone) == set(SHOPS)
    assert not (clone / ".venv").exists()
    assert all(f"var/{name}" in told for name in SHOPS)


@pytest.mark.parametrize("typed", ["", "y\n", "no\n"])
def test_the_shop_is_forgotten_only_after_a_whole_yes(clone: Path, typed: str) -> None:
    code, told = make("forget-shop", clone, typed)
    assert code != 0
    assert "Nothing was removed" in told
    assert set(SHOPS) <= left(clone)


def test_after_a_yes_all_of_it_is_gone(clone: Path) -> None:
    code, told = make("forget-shop", clone, "yes\n")
    assert code == 0
    assert "var/storeclerk.db" in told
    assert not (clone / "var").exists()
