"""Whatever is typed, a search answers: with nothing, if need be, but never with an error, and in
a time that doesn't grow with what was typed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hash_encoder import HashEncoder
from hostile import hostile
from sample_goods import sample_products
from small_shop import shop

from retrieval.builder import build_index
from retrieval.encoder import Encoder
from retrieval.fold import words
from retrieval.index import Index
from retrieval.query import Language

QUERIES = int(os.environ.get("STORECLERK_SOAK_QUERIES", "10000"))
MOST_MS = 100.0


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory, english: Language) -> Iterator[Index]:
    """The small shop with vectors that cost nothing: all but the encoder is as it serves."""
    folder, encoder = tmp_path_factory.mktemp("quick") / "index", HashEncoder()
    index = Index.build(shop(), folder, encoder=encoder, languages=[english], currency="EUR")
    yield index
    index.close()


def test_no_query_is_an_error(quick: Index) -> None:
    for query in hostile(240):
        result = quick.search(query, k=5)
        assert len(result.hits) <= 5
        assert quick.refine(quick.understand("jacket"), query) is not None
        quick.baseline("bm25", query, 5)


def test_the_encoder_takes_any_text(encoder: Encoder) -> None:
    texts = list(hostile(24, seed=3))
    vectors = encoder.encode(texts)
    assert vectors.shape == (len(texts), encoder.dim)
    assert (abs((vectors**2).sum(axis=1) - 1) < 1e-3).all()


def test_what_is_searched_for_is_no_query_language(quick: Index) -> None:
    """Operators and fields of tantivy's are words like any others."""
    for query in ('title:"kettle"', "+kettle", "kettle^5", "(kettle", "kettle AND", "-kettle~3"):
        assert "kettle" in [name for name, _ in quick.baseline("bm25", query, 5)]
        plain = " ".join(words(query))
        assert quick.baseline("bm25", query, 5) == quick.baseline("bm25", plain, 5)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_ten_thousand_hostile_queries(
    tmp_path: Path, encoder: Encoder, english: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the encoder that serves, over part of the sample shop; the thread's own time, so that
    what else the machine does isn't counted."""
    products = list(sample_products())
    build_index(products, tmp_path / "index", encoder=encoder, language=english, currency="EUR")
    index = Index.open(tmp_path / "index", encoder=encoder, languages=[english])
    plain = [_ms(index, query) for query in ("rain jacket", "kettle under 50", "red bag") * 20]
    times = sorted((_ms(index, query), query) for query in hostile(QUERIES, seed=11))
    index.close()
    usual, worst = sorted(plain)[len(plain) // 2], times[-1]
    with capsys.disabled():
        print(f"\n{QUERIES} hostile queries, {len(products)} products, thread time in ms:")
        print(f"  an ordinary query {usual:.1f}")
        for share in (0.5, 0.95, 0.999):
            print(f"  {share:.1%} within {times[int(share * (len(times) - 1))][0]:.1f}")
        print(f"  worst {worst[0]:.1f} ({worst[0] / usual:.0f} x): {worst[1][:60]!r}")
        print(f"  over {MOST_MS:.0f} ms: {sum(took > MOST_MS for took, _ in times)}")
    assert worst[0] < 10 * MOST_MS, "something grows with what was typed"


def _ms(index: Index, query: str) -> float:
    began = time.thread_time()
    index.search(query)
    return (time.thread_time() - began) * 1000
