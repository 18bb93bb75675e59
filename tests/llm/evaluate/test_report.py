import json

import pytest

from llm.evaluate import BadRow, evaluate, read_rows
from llm.evaluate.report import slot_error
from llm.evaluate.statistics import bootstrap, wilson


def write(path, *rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_figures_over_a_file(checker, row):
    rows = [
        row("qa", "Skerry Rain Jacket weighs 420 g.", source="model"),
        row("qa", "Skerry Rain Jacket weighs 500 g.", source="template"),
        row("order", "It is on its way.", source="model"),
        row("qa", "Skerry Rain Jacket weighs 420 g.", source="model"),
    ]
    seen = []
    report = evaluate(rows, checker, lambda done, total: seen.append((done, total)))
    metrics = report.metrics
    assert metrics["rows"] == 4
    assert metrics["faithful"] == 0.75
    assert metrics["coverage"] == 0.75
    assert metrics["fallback_share"] == 0.25
    assert metrics["distinct_wordings"] == 3  # the wrong one has a number where a value stood
    assert metrics["problems"] == {"unit": 1}
    assert metrics["faithful_ci95"] == pytest.approx([0.3006, 0.9544], abs=1e-4)
    assert "bleu" not in metrics
    assert "facts_said" not in metrics  # no reply brought evidence
    assert metrics["tasks"]["qa"] == {
        "rows": 3,
        "unfaithful": 1,
        "coverage": 1.0,
        "fallback_share": pytest.approx(1 / 3),
        "distinct": pytest.approx(2 / 3),
    }
    assert seen[-1] == (4, 4)


def test_references_bring_bleu_and_slot_error(checker, row):
    reference = "Skerry Rain Jacket weighs 420 g and costs €119.90."
    rows = [
        row("qa", reference, reference=reference),
        row("qa", "Skerry Rain Jacket weighs 500 g.", reference=reference),
    ]
    metrics = evaluate(rows, checker).metrics
    # The second: 420 g and the price are missing, 500 g is added, of 3 slots; over both 3 of 6.
    assert metrics["slot_error"] == pytest.approx(0.5)
    assert 0 < metrics["bleu"] < 1
    assert metrics["bleu_ci95"][0] <= metrics["bleu"] <= metrics["bleu_ci95"][1]


def test_slot_error_is_of_all_slots_together():
    assert slot_error([(1, 2), (0, 8)]) == pytest.approx(0.1)
    assert slot_error([]) == 0.0


def test_wilson_by_hand():
    # 81 of 263 gives .255 to .366 (Newcombe, 1998, table I).
    low, high = wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert wilson(0, 1000)[0] == pytest.approx(0.0, abs=1e-12)
    assert wilson(1000, 1000)[1] == pytest.approx(1.0)


def test_bootstrap_of_a_mean_is_about_its_standard_error():
    low, high = bootstrap(list(range(100)), lambda rows: sum(rows) / len(rows))
    assert low == pytest.approx(49.5 - 1.96 * 2.89, abs=1.0)
    assert high == pytest.approx(49.5 + 1.96 * 2.89, abs=1.0)


def test_replies_are_joined_with_their_requests(tmp_path):
    requests = write(tmp_path / "in.jsonl", {"id": "a", "task": "qa", "query": "kettle"})
    replies = write(tmp_path / "out.jsonl", {"id": "a", "reply": "Yes.", "source": "model"})
    (row,) = read_rows(replies, requests)
    assert (row["task"], row["query"], row["reply"]) == ("qa", "kettle", "Yes.")
    merged = write(tmp_path / "merged.jsonl", row)
    assert read_rows(merged) == [row]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"id": "a", "reply": "x"', r"out\.jsonl:1:\d+"),
        ('{"id": "a", "reply": 5}', "no text in `reply`"),
        ("[1]", "a line is an object"),
        ('{"id": "b", "reply": "x"}', "'b' has no request"),
        ("\n\n", "no replies"),
    ],
)
def test_a_bad_line_is_named(tmp_path, text, message):
    path = tmp_path / "out.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadRow, match=message):
        read_rows(path, write(tmp_path / "in.jsonl", {"id": "a", "task": "qa"}))
