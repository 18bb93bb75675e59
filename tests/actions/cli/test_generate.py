"""`storeclerk generate`: rows in, worded rows out, and clear words for a row that can't be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from actions.cli.generate import command
from actions.errors import BadInput
from retrieval.errors import BadCatalogue

HIT = {
    "product_id": "p1", "variant_id": "p1-a", "title": "Harrow Rain Jacket", "brand": "Harrow",
    "price": {"amount": 89.0, "currency": "EUR"}, "list_price": None, "in_stock": True,
    "rating": 4.6, "rating_count": 57, "attributes": {"weight": "420 g", "waterproof": "yes"},
    "reasons": [], "score": 1.0, "url": "", "image": "",
}  # fmt: skip
NATIVE = {
    "id": "p2", "title": "Fell Jacket", "brand": "Fell", "currency": "EUR",
    "attributes": {"weight": {"value": 510, "unit": "g"}, "waterproof": False},
    "variants": [{"id": "p2-a", "options": {"colour": "rust"}, "price": 120, "stock": 0},
                 {"id": "p2-b", "options": {"colour": "moss"}, "price": 125, "stock": 3}],
}  # fmt: skip
ORDER = {
    "id": "10234", "customer_id": "C1", "placed": "2026-11-03T10:20:00", "state": "shipped",
    "items": [], "shipping": 4.9, "total": 93.9, "currency": "EUR", "carrier": "Swallow Post",
    "tracking": "SP1", "expected_from": "2026-11-26", "expected_to": "2026-11-28",
}  # fmt: skip
PASSAGE = {"source": "returns", "heading": "How long you have", "text": "You have 30 days."}


def _row(number: int, task: str, **more: Any) -> dict[str, Any]:
    return {"id": number, "task": task, "language": "en", "tone": "plain"} | more


ROWS = [
    _row(1, "search", query="rain jacket", products=[HIT, NATIVE]),
    _row(2, "why", query="rain jacket", products=[HIT]),
    _row(3, "compare", query="which one", products=[HIT, NATIVE]),
    _row(4, "qa", query="how heavy is it?", ask="weight", products=[NATIVE]),
    _row(5, "qa", query="is it waterproof?", products=[HIT]),
    _row(6, "order", query="where is 10234", order=ORDER),
    _row(7, "order", query="where is order 999?"),
    _row(8, "policy", query="can I return it?", policy=PASSAGE),
    _row(9, "nothing", query="moon boots"),
    _row(10, "clarify", query="hm", ask="order"),
    _row(11, "return", ask="open", **{"return": {"order_id": "10234", "until": "2026-12-03"}}),
    _row(12, "recommend", ask="viewed", products=[HIT, NATIVE], recommendation={"viewed": "p2"}),
    _row(13, "handoff", ask="closed", handoff={"opens": "tomorrow at 09:00"}),
    _row(14, "apology", ask="trouble"),
    _row(15, "chat", ask="greet", shop="Fenwick & Lane"),
]


def _run(folder: Path, rows: list[Any], *more: str) -> list[dict[str, Any]]:
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    arguments = ["--in", str(source), "--out", str(target), "--no-model", *more]
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def test_every_task_is_worded_from_its_records(tmp_path: Path) -> None:
    replies = {row["id"]: row for row in _run(tmp_path, ROWS)}
    said = {number: row["reply"] for number, row in replies.items()}
    assert list(replies) == [row["id"] for row in ROWS]
    assert "Harrow Rain Jacket" in said[1]
    assert "€89.00" in said[1]
    assert "€125.00" in said[3]
    assert "510 g" in said[4]
    assert "waterproof" in said[5]
    assert "n't" not in said[5]
    assert "10234" in said[6]
    assert "on its way" in said[6]
    assert "999" in said[7]
    assert "You have 30 days." in said[8]
    assert "10234" in said[11]
    assert "3 December" in said[11]
    assert "Harrow Rain Jacket" in said[12]
    assert "Fell Jacket" in said[12]
    assert "tomorrow at 09:00" in said[13]
    assert "orry" in said[14] or "apolog" in said[14]
    assert "Fenwick & Lane" in said[15]
    assert all(row["source"] == "template" for row in replies.values())


def test_evidence_names_a_value_that_stands_in_the_row(tmp_path: Path) -> None:
    replies = _run(tmp_path, ROWS)
    for row, reply in zip(ROWS, replies, strict=True):
        text = json.dumps(row)
        for evidence in reply["evidence"]:
            assert set(evidence) == {"field", "value", "source"}
            value = evidence["value"]
            if evidence["source"].startswith("catalog:"):
                assert evidence["source"].split(":")[1].split("/")[0] in ("p1", "p2")
            parts = value.values() if isinstance(value, dict) else [value]
            for part in parts:
                plain = str(part).removesuffix(".0").split(" ")[0]
                assert plain in text or plain in ("True", "False", "no", "2")


def test_a_sold_out_variant_gives_way_to_one_in_stock(tmp_path: Path) -> None:
    reply = _run(tmp_path, [_row(1, "qa", ask="stock", products=[NATIVE])])[0]
    assert reply["evidence"][1]["source"] == "catalog:p2/p2-b"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": 2, "task": "search",, }', "line 2, column 2"),
        ('{"id": 2, "task": "sing"}', "line 2, column 11: task"),
        ('{"id": 2}', "line 2, column 1: task"),
        ('{"id": 2, "task": "qa", "products": [{"id": 1}]}', "line 2, column 25: products"),
        ('{"id": 2, "task": "qa", "products": []}', "line 2, column 25: products"),
        ('{"id": 2, "task": "compare", "query": "x"}', "line 2, column 1"),
        ('{"id": 2, "task": "return", "return": {"days": 0}}', "line 2, column 29: return.days"),
        ('{"id": 2, "task": "return", "ask": "open"}', "line 2, column 1: return"),
        ('{"id": 2, "task": "chat", "ask": "sing"}', "line 2, column 27: ask"),
        ("[]", "line 2, column 1"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(tmp_path: Path, line: str, said: str) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    target.write_text("before\n", encoding="utf-8")
    source.write_text(json.dumps(ROWS[8]) + "\n" + line + "\n", encoding="utf-8")
    arguments = ["--in", str(source), "--out", str(target), "--no-model"]
    result = CliRunner().invoke(command, arguments)
    assert isinstance(result.exception, BadInput | BadCatalogue)
    assert said in str(result.exception)
    assert target.read_text(encoding="utf-8") == "before\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_an_empty_file_and_missing_options_are_refused(tmp_path: Path) -> None:
    empty = tmp_path / "in.jsonl"
    empty.write_text("\n", encoding="utf-8")
    for arguments in (["--in", str(empty), "--out", str(tmp_path / "o"), "--no-model"], [],
                      ["--in", str(empty)]):  # fmt: skip
        assert isinstance(CliRunner().invoke(command, arguments).exception, BadInput)


def test_the_schema_is_one_json_object(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["--schema"])
    schema = json.loads(result.output)
    assert {"id", "task", "products", "order", "policy"} <= set(schema["in"]["properties"])
    out = {"id", "reply", "evidence", "source", "variant"}
    assert set(schema["out"]["properties"]) == out


def test_counts_are_printed_as_json(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(ROWS[8]) + "\n", encoding="utf-8")
    arguments = ["--in", str(source), "--out", str(tmp_path / "o"), "--no-model", "--json"]
    result = CliRunner().invoke(command, arguments)
    assert json.loads(result.output) == {"replies": 1, "template": 1}


def test_a_row_that_asks_for_several_pieces_gets_them_numbered(tmp_path: Path) -> None:
    row = _row(1, "description", products=[HIT], n=3)
    replies = _run(tmp_path, [row, _row(2, "search_ad", ask="headline", products=[HIT])])
    assert [(reply["id"], reply.get("variant")) for reply in replies] == [
        (1, 1), (1, 2), (1, 3), (2, None),
    ]  # fmt: skip
    assert len({reply["reply"] for reply in replies[:3]}) > 1
    assert len(replies[3]["reply"]) <= 30


def test_only_a_known_task_is_drawn(tmp_path: Path) -> None:
    arguments = ["--requests", "1", "--task", "sonnet", "--out", str(tmp_path / "out.jsonl")]
    result = CliRunner().invoke(command, arguments)
    assert isinstance(result.exception, BadInput)
    assert "sonnet" in str(result.exception)


def test_streamed_sentences_are_those_of_the_reply(tmp_path: Path) -> None:
    said = {row["id"]: row["reply"] for row in _run(tmp_path, ROWS[:4])}
    arguments = ["--in", str(tmp_path / "in.jsonl"), "--no-model", "--stream"]
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    told = dict(paragraph.split(":\n", 1) for paragraph in result.stdout.strip().split("\n\n"))
    for number, reply in said.items():
        assert " ".join(told[str(number)].split()) == " ".join(reply.split())
    with pytest.raises(BadInput, match="--stream"):
        CliRunner().invoke(
            command, [*arguments, "--out", str(tmp_path / "x")], catch_exceptions=False
        )
