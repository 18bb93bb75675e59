"""Whether a session goes on: told by what was known at each click, of sessions that taught
nothing."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from actions.cli.evaluate.predict import command
from retrieval.errors import BadInput
from retrieval.personal.predict.clicks import ClickSession, goes_on, read_sessions
from retrieval.personal.predict.clicks.compare import cross_told
from retrieval.personal.predict.clicks.crowd import Crowd
from retrieval.personal.predict.clicks.rows import FEATURES, rows_of
from retrieval.personal.predict.grouped import BASE_RATE, LOGISTIC, OURS


def drawn(many: int, seed: int = 0) -> list[ClickSession]:
    """Most end at `z`, or when a pause was long."""
    sessions = []
    for number in range(many):
        rng = Random(f"{seed}/{number}")
        items, seconds = [rng.choice("abcd")], [float(rng.randrange(10**6))]
        while len(items) < 12 and rng.random() < (0.15 if items[-1] == "z" else 0.85):
            items.append(rng.choice("abcdz"))
            seconds.append(seconds[-1] + rng.choice((5.0, 300.0)))
        sessions.append(ClickSession(f"s{number}", tuple(items), tuple(seconds)))
    return sessions


def test_a_row_knows_no_later_click() -> None:
    crowd = Crowd.of(drawn(80))
    for session in drawn(20, seed=3):
        table, _ = rows_of([session], crowd)
        for done in range(1, len(session.items) + 1):
            begun = ClickSession("x", session.items[:done], session.seconds[:done])
            part, _ = rows_of([begun], crowd)
            assert {name: cells[-1] for name, cells in part.columns.items()} == {
                name: cells[done - 1] for name, cells in table.columns.items()
            }


def test_a_sessions_own_clicks_arent_in_the_crowd_that_tells_of_it() -> None:
    sessions = drawn(60)
    odd = ClickSession("odd", ("never-seen",), (0.0,))
    table, whose = cross_told([*sessions, odd], 5, 0)
    place = whose.index("odd")
    assert table.columns["known"][place] == "0.0"
    assert set(table.columns) == set(FEATURES)
    assert set(Crowd.of([*sessions, odd]).seen) >= {"never-seen"}


@pytest.mark.parametrize("apart", [False, True])
def test_it_tells_better_than_the_base_rate_on_sessions_it_has_not_seen(apart: bool) -> None:
    found = goes_on(drawn(360), drawn(150, seed=9) if apart else None, folds=2)
    by = found.every.by
    assert by[OURS].auc > 0.6
    assert by[OURS].log_loss < by[BASE_RATE].log_loss
    assert LOGISTIC in by
    assert len(set(found.session)) == (150 if apart else 360)
    assert found.later.rows == found.every.rows - len(set(found.session))
    assert set(list(found.importance)[:3]) & {"ends", "popularity"}, "what tells `z` from others"


def test_few_sessions_are_refused() -> None:
    with pytest.raises(BadInput, match="50 are the fewest"):
        goes_on(drawn(10))


def test_the_command_prints_both_figures_with_intervals(tmp_path: Path) -> None:
    path = tmp_path / "clicks.tsv"
    lines = [
        f"{one.name}\t{item}\t{when}"
        for one in drawn(150)
        for item, when in zip(one.items, one.seconds, strict=True)
    ]
    path.write_text("SessionId\tItemId\tTime\n" + "\n".join(lines), encoding="utf-8")
    assert len(read_sessions(path)) == 150
    out = tmp_path / "out.csv"
    arguments = ["--sessions", str(path), "--folds", "2", "--json", "--out", str(out)]
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    told = json.loads(result.stdout)
    assert told["auc_ci95"][0] < told["auc"] < told["auc_ci95"][1]
    assert told["baselines"]["logistic regression"]["auc_ci95"]
    assert told["ahead_of_logistic"]["auc_ci95"]
    assert told["rows"] == len(lines)
    assert len(out.read_text(encoding="utf-8").splitlines()) == told["rows"] + 1
    shown = CliRunner().invoke(command, arguments[:4], catch_exceptions=False)
    assert "Ahead of logistic regression by" in shown.stdout
    mixed = CliRunner().invoke(command, ["--sessions", str(path), "--target", "x"])
    assert mixed.exit_code == 2
    assert CliRunner().invoke(command, ["--target", "x"]).exit_code == 2
