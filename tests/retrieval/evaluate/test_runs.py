from __future__ import annotations

import itertools
from pathlib import Path

from retrieval.evaluate import read_run, write_run


def test_a_run_is_in_trec_form_and_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "run.txt"
    assert write_run(path, [[("b", 0.9), ("a", 0.9)], [], [("c", 0.1)]]) == 3
    assert path.read_text().splitlines()[0].split() == ["1", "Q0", "b", "1", "2", "storeclerk"]
    assert read_run(path) == {1: ["b", "a"], 3: ["c"]}


def test_scores_fall_strictly_so_that_sorting_by_score_keeps_the_rank(tmp_path: Path) -> None:
    path = tmp_path / "run.txt"
    write_run(path, [[(f"p{n}", 0.5) for n in range(30)]])
    scores = [float(line.split()[4]) for line in path.read_text().splitlines()]
    assert all(before > after for before, after in itertools.pairwise(scores))


def test_an_id_with_spaces_stays_one_column(tmp_path: Path) -> None:
    path = tmp_path / "run.txt"
    write_run(path, [[("AX 22\tB", 1.0)]])
    assert len(path.read_text().split()) == 6
