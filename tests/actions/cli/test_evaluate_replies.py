import csv
import json

import pytest
from click.testing import CliRunner

from actions.cli.evaluate.replies import command
from actions.errors import BadInput

PRODUCT = {
    "product_id": "K1", "title": "Brae Kettle", "brand": "Brae",
    "price": {"amount": 45.0, "currency": "EUR"}, "attributes": {"capacity": "1.5 l"},
}  # fmt: skip


@pytest.fixture
def files(tmp_path):
    requests, replies = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    said = ["Brae Kettle costs €45.00.", "Brae Kettle costs €54.00.", "Brae Kettle holds 1.5 l."]
    asked = [{"id": n, "task": "qa", "products": [PRODUCT]} for n in range(3)]
    answered = [{"id": n, "reply": text, "source": "model"} for n, text in enumerate(said)]
    requests.write_text("\n".join(map(json.dumps, asked)))
    replies.write_text("\n".join(map(json.dumps, answered)))
    return requests, replies


def test_json_is_one_object_and_the_false_reply_is_explained(files, tmp_path):
    requests, replies = files
    out = tmp_path / "rows.csv"
    result = CliRunner().invoke(
        command, ["--in", replies, "--requests", requests, "--out", out, "--json"]
    )
    assert result.exit_code == 0
    metrics = json.loads(result.stdout)
    assert (metrics["rows"], metrics["unfaithful"]) == (3, 1)
    assert "€54.00" in result.stderr
    rows = list(csv.DictReader(out.read_text().splitlines()))
    assert [(row["row"], row["prediction"]) for row in rows] == [("0", "1"), ("1", "0"), ("2", "1")]
    assert float(rows[1]["score"]) < 1


def test_a_table_for_people(files):
    requests, replies = files
    result = CliRunner().invoke(command, ["--in", replies, "--requests", requests])
    assert result.exit_code == 0
    assert "faithful" in result.stdout
    assert "price" in result.stdout


def test_a_broken_line_is_bad_input(tmp_path):
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": ')
    result = CliRunner().invoke(command, ["--in", broken])
    assert isinstance(result.exception, BadInput)
    assert "broken.jsonl:1:" in str(result.exception)
