import csv
import json

import pytest
from click.testing import CliRunner

from actions.cli.evaluate.pqa import command
from actions.cli.train.evidence import command as train
from actions.config import load_config

pytestmark = pytest.mark.skipif(
    not (load_config().path("encoder") / "encoder.json").exists(), reason="no encoder: make setup"
)
ASKED = """qid,question,ASIN,candidate,source,label
1,are the seams taped?,P,the seams are taped at the factory,description,2
1,are the seams taped?,P,it comes in green and grey,description,0
1,are the seams taped?,P,"weight:  { value:2, unit:kilograms }",attribute,0
2,does it play the radio?,P,it comes in green and grey,description,0
2,does it play the radio?,P,"weight:  { value:2, unit:kilograms }",attribute,0
"""


def test_evidence_is_ranked_beside_baselines_and_quoted_faithfully(tmp_path):
    source, target = tmp_path / "dev.csv", tmp_path / "out.csv"
    source.write_text(ASKED)
    result = CliRunner().invoke(
        command, ["--in", str(source), "--out", str(target), "--json"], catch_exceptions=False
    )
    assert result.exit_code == 0
    told = json.loads(result.stdout)["sets"]["dev"]
    assert told["questions"] == 2
    assert told["answerable"] == 1
    assert list(told["rankings"]) == ["random", "bm25", "cosine", "storeclerk"]
    assert told["rankings"]["storeclerk"] == {"mrr": 1.0, "top1": 1.0}
    assert (told["answered"], told["precision"], told["faithful"]) == (0.5, 1.0, 1.0)
    rows = list(csv.DictReader(target.read_text().splitlines()))
    assert [row["quoted"] for row in rows] == ["the seams are taped at the factory", ""]


def test_weights_can_be_learned_again(tmp_path):
    words = ("red", "light", "loud", "wide", "warm", "sharp")
    right = [f"lamp,is it {word}?,it is very {word} indeed,yes" for word in words]
    (tmp_path / "train.csv").write_text(
        "\n".join(["ASIN,question,candidate,answer", *right]) + "\n"
    )
    (tmp_path / "dev.csv").write_text(ASKED.replace(",P,", ",tent,"))
    target = tmp_path / "e.json"
    result = CliRunner().invoke(
        train, ["--in", str(tmp_path), "--out", str(target), "--json"], catch_exceptions=False
    )
    assert result.exit_code == 0
    assert json.loads(result.stdout)["questions"] > 2
    assert json.loads(target.read_text())["weights"]["words_held"] > 0
