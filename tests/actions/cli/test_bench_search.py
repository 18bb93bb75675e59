import json

import numpy as np
from click.testing import CliRunner

from actions.cli.bench.made_catalogue import RANGES, products, queries
from actions.cli.bench.made_vectors import MadeEncoder
from actions.cli.bench.search import command
from retrieval.document import vector_text


def test_searches_are_held_against_looking_at_everything(tmp_path):
    folder = str(tmp_path / "index")
    asked = ["--products", "2000", "--queries", "8", "--index", folder, "--json"]
    result = CliRunner().invoke(command, asked)
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert [run["passing"] for run in told["runs"]] == [1.0, *RANGES.values()]
    assert told["build_s"] > 0
    for run in told["runs"]:
        assert 0 < run["p50_ms"] <= run["p95_ms"]
        assert run["page_recall"] in (None, 1.0)  # so few are searched exactly
        assert run["vectors_recall"] in (None, 1.0)
    first, sharp = told["runs"][0], told["runs"][2]
    assert first["filter_after_recall"] == 1.0
    assert sharp["filter_after_recall"] < 0.9
    assert told["mb_per_million"]["resident"] > told["mb_per_million"]["texts"] > 0


def test_the_same_seed_makes_the_same_catalogue():
    first, again = (list(products(300)) for _ in range(2))
    assert first == again
    assert list(products(120)) == first[:120]
    assert queries(16) == queries(16)
    assert len({product.title for product in first}) > 290


def test_vectors_of_one_kind_of_thing_lie_together():
    shop = list(products(400))
    vectors = MadeEncoder().encode([vector_text(product) for product in shop])
    (asked,) = MadeEncoder().encode([shop[0].category])
    same = np.asarray([product.category == shop[0].category for product in shop])
    scores = vectors @ asked
    assert same.sum() > 1
    assert scores[same].min() > scores[~same].mean() + 0.3
