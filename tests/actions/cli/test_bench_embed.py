import json

import numpy as np
import pytest
from click.testing import CliRunner

from actions.cli.bench.embed import command
from actions.config import load_config

pytestmark = pytest.mark.skipif(
    not (load_config().path("encoder") / "encoder.json").exists(), reason="no encoder: make setup"
)


def test_every_run_is_measured_against_sentence_transformers():
    result = CliRunner().invoke(command, ["--queries", "3", "--titles", "5", "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    runs = told["runs"]
    assert list(runs) == [
        *(
            f"{name}, {what}"
            for name in ("sentence-transformers", "ONNX fp32", "int8")
            for what in ("query by query", "titles")
        ),
        "int8, 8 searches at a time",
        "int8, 32 searches at a time",
    ]
    assert runs["sentence-transformers, titles"]["ratio"] == 1.0
    assert all(run["texts_s"] > 0 and np.isfinite(run["cpu_ratio"]) for run in runs.values())
    assert 0.99 < told["cosine_min"] <= told["cosine"] < 1.0
