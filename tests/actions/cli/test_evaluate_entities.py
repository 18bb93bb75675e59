"""`storeclerk evaluate nlu --entities`: the marked messages, the figures, and the bar they meet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from actions.cli.evaluate.entity_truth import Same, read_marked
from actions.cli.evaluate.nlu import BOT_PYTHON, command
from actions.cli.evaluate.nlu_entities import DATA, PARTS, f1_figures
from actions.config import PROJECT_ROOT
from actions.errors import BadInput

BAR = 0.93
SAME = Same(PROJECT_ROOT / "data" / "languages" / "en", " ".join)


def marked(tmp_path: Path, line: str) -> Path:
    file = tmp_path / "marked.txt"
    file.write_text(f"# a comment\n\n{line}\n", encoding="utf-8")
    return file


def test_marks_are_values_and_the_rest_is_text(tmp_path: Path) -> None:
    line = (
        "?who|it's [Anna Kelly](name), [two](quantity) [mugs](product:mug)\\n[X](date:2026-01-02)"
    )
    (one,) = read_marked(marked(tmp_path, line), SAME)
    assert one.text == "it's Anna Kelly, two mugs\nX"
    assert one.asked == {"who"}
    assert one.entities == {
        ("name", "anna kelly"), ("quantity", "2"), ("product", "mug"), ("date", "2026-01-02"),
    }  # fmt: skip


def test_a_kind_that_is_not_measured_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"line 3: no such kind: nam\b"):
        read_marked(marked(tmp_path, "[Anna](nam)"), SAME)


@pytest.mark.parametrize(
    ("kind", "said", "other"),
    [
        ("size", "1 litre", "1000 ml"),
        ("size", "size M", "medium"),
        ("quantity", "three", "3"),
        ("ordinal", "second", "2nd"),
        ("price", "19.90", "19.9"),
        ("postcode", "h91e53a", "H91 E53A"),
        ("name", "Siobhán O\u2019Neill", "siobhan o'neill"),
    ],
)
def test_two_ways_of_writing_one_value_are_the_same(kind: str, said: str, other: str) -> None:
    assert SAME.value(kind, said) == SAME.value(kind, other)


def test_f1_counts_what_is_missed_and_what_is_made_up(tmp_path: Path) -> None:
    (one,) = read_marked(marked(tmp_path, "[10234](order_number) [red](colour)"), SAME)
    found = f1_figures([(one, frozenset({("order_number", "10234"), ("city", "cork")}))])
    assert found["entity_f1"] == 0.5
    assert found["entities"]["colour"] == {"f1": 0.0, "right": 0, "meant": 1, "wrong": 0}
    assert found["entities"]["city"] == {"f1": 0.0, "right": 0, "meant": 0, "wrong": 1}


def test_six_hundred_messages_are_marked_each_once() -> None:
    read = {name: read_marked(DATA / file, SAME) for name, file in PARTS.items()}
    texts = [one.text for part in read.values() for one in part]
    assert len(texts) >= 600
    assert len(read["held_back_"]) == 200
    assert len({(one.text, one.asked) for part in read.values() for one in part}) == len(texts)


@pytest.mark.skipif(not BOT_PYTHON.exists(), reason="Rasa's environment is missing")
def test_what_is_mentioned_is_understood_as_well_as_promised(tmp_path: Path) -> None:
    misses = tmp_path / "misses.txt"
    done = CliRunner().invoke(command, ["--entities", "--misses", str(misses), "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["entity_f1"] >= BAR
    assert found["held_back_entity_f1"] >= BAR
    low, high = found["entity_f1_ci95"]
    assert low <= found["entity_f1"] <= high
    told = misses.read_text(encoding="utf-8").splitlines()
    assert all("\tmissed: " in line for line in told)
