"""`storeclerk index`, `search` and `evaluate search`, as a person runs them."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from actions.cli.evaluate.search import command as evaluate_search
from actions.cli.index import command as index_command
from actions.cli.search import command as search_command
from actions.errors import BadInput
from retrieval.encoder import export_encoder
from retrieval.errors import BadCatalogue, IndexMissing
from retrieval.errors import BadInput as BadRetrievalInput

PROJECT = Path(__file__).parents[3]
DATASETS = Path(os.environ.get("STORECLERK_DATASETS", PROJECT.parent / "shared" / "datasets"))
THINGS = [
    ("m1", "Quiet Wireless Mouse", 24.9, "Two years on one battery."),
    ("m2", "Gaming Wireless Mouse", 79.0, "Eleven buttons and a heavy base."),
    ("m3", "Wired Office Mouse", 9.5, "A long cable and no battery."),
    ("k1", "Compact Keyboard", 45.0, "For small desks."),
    ("l1", "Desk Lamp with Dimmer", 38.0, "Warm light, heavy foot."),
]


def run(command: click.Command, *arguments: object) -> Result:
    result = CliRunner().invoke(command, [str(a) for a in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def as_json(result: Result) -> dict[str, object]:
    """The one object on stdout and nothing else there."""
    assert result.exit_code == 0, result.output
    data: dict[str, object] = json.loads(result.stdout)
    return data


def write(path: Path, lines: Sequence[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    keys = ("id", "title", "price", "description")
    lines = [json.dumps(dict(zip(keys, thing, strict=True))) for thing in THINGS]
    return write(tmp_path_factory.mktemp("catalogue") / "things.jsonl", lines)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, catalogue: Path) -> Path:
    export_encoder(PROJECT / "var" / "models" / "minilm")
    folder = tmp_path_factory.mktemp("cli") / "index"
    report = as_json(run(index_command, catalogue, "--index", folder, "--json"))
    assert report["products"] == len(THINGS)
    assert report["skipped"] == []
    return folder


def hits(folder: Path, query: str) -> list[str]:
    result = as_json(run(search_command, query, "--index", folder, "--json"))
    found = result["hits"]
    assert isinstance(found, list)
    return [hit["product_id"] for hit in found]


def test_a_search_obeys_the_price_and_its_json_is_the_apis(folder: Path) -> None:
    result = as_json(run(search_command, "wireless mouse under 30", "--index", folder, "--json"))
    assert set(result) == {"hits", "understood", "relaxed", "total", "found", "took_ms"}
    assert result["relaxed"] == []
    found = result["hits"]
    assert isinstance(found, list)
    assert found[0]["product_id"] == "m1"
    assert all(hit["price"]["amount"] <= 30 for hit in found)
    assert any(reason["kind"] == "constraint" for reason in found[0]["reasons"])


def test_a_person_reads_what_was_understood_and_why(folder: Path) -> None:
    output = run(search_command, "wireless mouse under 30", "--index", folder).stdout
    assert "Quiet Wireless Mouse" in output
    assert "price < 30" in output
    assert "Gaming" not in output


def test_markup_and_escapes_in_a_catalogue_stay_text(tmp_path: Path) -> None:
    record = {"id": "x", "title": "Lamp [red]bold[/] \x1b[31mred", "price": 5}
    source = write(tmp_path / "c.jsonl", [json.dumps(record)])
    run(index_command, source, "--index", tmp_path / "i")
    output = run(search_command, "lamp", "--index", tmp_path / "i").stdout
    assert "\x1b" not in output
    assert "[red]bold[/]" in output


def test_a_run_has_a_line_a_hit_and_keeps_the_queries_numbers(folder: Path, tmp_path: Path) -> None:
    queries = write(tmp_path / "q.txt", ["mouse", "", "desk lamp"])
    out = tmp_path / "run.txt"
    report = as_json(
        run(
            search_command,
            "--queries",
            queries,
            "-k",
            1000,
            "--out",
            out,
            "--index",
            folder,
            "--json",
        )
    )
    rows = [line.split() for line in out.read_text().splitlines()]
    assert report["lines"] == len(rows)
    assert {row[0] for row in rows} == {"1", "3"}
    assert next(row for row in rows if row[0] == "3")[2] == "l1"


def test_evaluation_stands_beside_both_single_retrievers(folder: Path, tmp_path: Path) -> None:
    ratings = write(
        tmp_path / "r.csv",
        ["query,docid,rating", "wireless mouse,m1,3", "wireless mouse,m2,3", "lamp,l1,2", "x,m1,0"],
    )
    out = tmp_path / "run.txt"
    report = as_json(
        run(evaluate_search, "--ratings", ratings, "--index", folder, "--out", out, "--json")
    )
    assert report["ndcg@10"] == pytest.approx(1.0)
    assert (report["queries"], report["left_out"]) == (2, 1)
    baselines = report["baselines"]
    assert isinstance(baselines, dict)
    assert set(baselines) == {"bm25", "vectors"}
    against = report["against_best"]
    assert isinstance(against, dict)
    assert against["ndcg@10"]["baseline"] in baselines
    assert {"ndcg@10", "judged_ndcg@10", "recall@100", "judged@10"} <= set(baselines["bm25"])
    assert {line.split()[0] for line in out.read_text().splitlines()} <= {"1", "2", "3"}
    table = run(evaluate_search, "--ratings", ratings, "--index", folder, "--compare").stdout
    assert "rank_fusion" in table
    assert "bm25_fields" in table
    assert "2 queries, 1 left out" in table


def test_a_broken_line_is_named_and_the_index_stays_as_it_was(folder: Path, tmp_path: Path) -> None:
    lines = ['{"id": "a", "title": "Rope"}', '{"id": "b", "title": ', '{"id": "c", "title": "Tar"}']
    source = write(tmp_path / "broken.jsonl", lines)
    with pytest.raises(BadCatalogue, match="line 2, column"):
        run(index_command, source, "--index", folder)
    assert hits(folder, "wireless mouse")[:2] == ["m1", "m2"]


def test_bad_lines_can_be_left_out_and_are_listed(tmp_path: Path) -> None:
    lines = ['{"id": "a", "title": "Rope"}', "{broken", '{"id": "c", "title": "Tar"}']
    source = tmp_path / "broken.jsonl.gz"
    source.write_bytes(gzip.compress("\n".join(lines).encode()))
    index = tmp_path / "index"
    report = as_json(run(index_command, source, "--index", index, "--skip-bad", "--json"))
    assert report["products"] == 2
    skipped = report["skipped"]
    assert isinstance(skipped, list)
    assert [line["line"] for line in skipped] == [2]
    assert hits(index, "rope") == ["a"]


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_an_empty_catalogue_is_refused_and_leaves_nothing(tmp_path: Path, content: str) -> None:
    source = tmp_path / "empty.jsonl"
    source.write_text(content)
    with pytest.raises(BadCatalogue):
        run(index_command, source, "--index", tmp_path / "index")
    assert not (tmp_path / "index").exists()


def test_a_missing_index_is_refused_with_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="storeclerk index"):
        run(search_command, "rope", "--index", tmp_path)


def test_the_environment_says_where_the_index_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORECLERK_INDEX", str(folder))
    result = as_json(run(search_command, "compact keyboard", "--json"))
    assert json.dumps(result).count("k1") >= 1


@pytest.mark.parametrize(
    "arguments",
    [(), ("mouse", "--queries", "q.txt", "--out", "o.txt"), ("mouse", "--out", "o.txt")],
)
def test_options_that_make_no_sense_together_are_refused(arguments: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        run(search_command, *arguments)


def test_an_unknown_option_and_a_silly_k_exit_with_two(folder: Path) -> None:
    assert run(search_command, "mouse", "--colour").exit_code == 2
    assert run(search_command, "mouse", "-k", "0").exit_code == 2


def test_broken_ratings_are_named(folder: Path, tmp_path: Path) -> None:
    ratings = write(tmp_path / "r.csv", ["query,docid,rating", "mouse,m1,good"])
    with pytest.raises(BadRetrievalInput, match="line 2"):
        run(evaluate_search, "--ratings", ratings, "--index", folder)


@pytest.mark.skipif(not (DATASETS / "icecat").is_dir(), reason="the icecat data set is not there")
def test_a_slice_of_icecat_is_indexed_by_its_mapping_and_obeys_a_price(tmp_path: Path) -> None:
    source = tmp_path / "slice.jsonl"
    with gzip.open(DATASETS / "icecat" / "products.jsonl.gz", "rt", encoding="utf-8") as full:
        lines = [line for line in full if "mouse" in line.lower()][:150]
    source.write_text("".join(lines), encoding="utf-8")
    report = as_json(
        run(index_command, source, "--mapping", "icecat", "--index", tmp_path / "index", "--json")
    )
    assert (report["products"], report["currency"]) == (len(lines), "USD")
    result = as_json(
        run(search_command, "wireless mouse under 30", "--index", tmp_path / "index", "--json")
    )
    found = result["hits"]
    assert isinstance(found, list)
    assert found
    assert result["relaxed"] == []
    assert all(hit["price"]["amount"] <= 30 for hit in found)


def test_explain_draws_what_each_part_added(folder: Path) -> None:
    output = run(search_command, "wireless mouse under 30", "--explain", "--index", folder).stdout
    first = output[output.index("1. ") : output.index("2. ")]
    assert "under 30" in first
    assert "wireless mouse" in first
    longest, score = (line for line in first.splitlines() if "█" * 24 in line or "score" in line)
    assert re.search(r"\+\d\.\d{3}", longest)
    added = [float(number) for number in re.findall(r"[+-]\d\.\d{3}", first)]
    assert sum(added) == pytest.approx(float(score.split()[-1]), abs=0.003)
