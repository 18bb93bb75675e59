"""`storeclerk bench suggest`, on a catalogue small enough to be quick. No time is asserted."""

from __future__ import annotations

import json

from click.testing import CliRunner

from actions.cli.bench.suggest import command


def test_every_run_is_timed_against_the_scan() -> None:
    asked = ["--products", "300", "--queries", "2", "--scans", "5", "--json"]
    result = CliRunner().invoke(command, asked, catch_exceptions=False)
    told = json.loads(result.stdout)
    assert told["products"] == 300
    assert told["keystrokes"] > 20
    assert list(told["runs"]) == ["suggest", "suggest, one slip", "scan of every name"]
    for run in told["runs"].values():
        assert 0 < run["p50_cpu_ms"] <= run["p95_cpu_ms"]
    assert told["runs"]["scan of every name"]["ratio"] == 1.0
