"""The stop-watch's own honesty: an untrue answer doesn't count, and nobody's memory is left out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from actions.cli.bench import processes, start
from actions.errors import Unavailable


def catalogue(folder: Path, **changed: Any) -> Path:
    variant = {"id": "v", "price": 99.0, "options": {"colour": "blue"}} | changed
    product = {"id": "p", "title": "Jacket", "attributes": {"waterproof": True}}
    path = folder / "products.jsonl"
    path.write_text(json.dumps(product | {"variants": [variant]}) + "\n")
    return path


ANSWER = {"hits": [{"product_id": "p", "variant_id": "v"}]}


def test_an_answer_that_obeys_counts(tmp_path: Path) -> None:
    start._check(ANSWER, catalogue(tmp_path))


@pytest.mark.parametrize("changed", [{"price": 121.0}, {"options": {"colour": "black"}}])
def test_an_answer_that_does_not_obey_ends_the_bench(
    tmp_path: Path, changed: dict[str, Any]
) -> None:
    with pytest.raises(Unavailable, match="Jacket doesn't obey"):
        start._check(ANSWER, catalogue(tmp_path, **changed))


def test_memory_is_that_of_the_children_too() -> None:
    code = "import time; held = bytearray(64_000_000); print(flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        found = processes.resident_mb(os.getpid())
        child.kill()
    assert sum(found.values()) > 64


def test_a_shop_that_ends_at_once_is_an_error(tmp_path: Path) -> None:
    with processes.running(["false"], tmp_path, dict(os.environ)) as process:
        process.wait()
        with pytest.raises(Unavailable, match="never answered"):
            start._first_answer("http://127.0.0.1:9/", process)


def test_settings_of_another_shop_do_not_reach_the_one_that_is_timed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STORECLERK_INDEX", "/elsewhere")
    assert "STORECLERK_INDEX" not in processes.clean_environment()
