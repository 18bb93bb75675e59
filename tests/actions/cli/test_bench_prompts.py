import json

import pytest
from click.testing import CliRunner

from actions.cli.bench.prompts import CONCURRENT, command, shared_tokens
from actions.config import load_config


def test_only_what_an_earlier_prompt_began_with_is_shared():
    assert shared_tokens([(1, 2, 3, 4), (1, 2, 9, 4), (5, 2, 3, 4)]) == 2
    assert shared_tokens([(1, 2, 3), (1, 2, 3)]) == 2  # the last is read, whatever is known
    assert shared_tokens([(1, 2), (1, 2, 3, 4)]) == 2


def test_what_could_be_saved_is_the_shared_part_of_what_is_read():
    if not (load_config().path("generator") / "model.safetensors").is_file():
        pytest.skip("no shipped weights")
    result = CliRunner().invoke(command, ["--prompts", "40", "--json"])
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert 0 < report["shared"] < 1
    assert [run["concurrent"] for run in report["runs"]] == list(CONCURRENT)
    for run in report["runs"]:
        assert run["saved_at_most"] == pytest.approx(report["shared"] * run["reading"])
