from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_shop import thing

from retrieval.backends import lexical
from retrieval.backends.lexical import FIELD_BOOSTS, TantivyWords, scores_of
from retrieval.document import Document, document


def words_only(text: str, attributes: str = "") -> Document:
    return Document(text=text, category="", brand="", attributes=attributes, vector="")


@pytest.fixture(scope="module")
def words() -> Iterator[TantivyWords]:
    """300 texts of few words, so that many match and few do it well."""
    backend = TantivyWords(None, "english")
    rng = np.random.default_rng(11)
    stock = ["kettle", "copper", "lamp", "brass", "tent", "rope", "wool", "blanket"]
    texts = [" ".join(rng.choice(stock, size=rng.integers(2, 9))) for _ in range(300)]
    backend.add((2 * place, words_only(text)) for place, text in enumerate(texts))
    backend.commit()
    yield backend
    backend.close()


def test_one_field_scores_as_bm25_says() -> None:
    """Robertson's BM25 with k1 1.2 and b .75, as Lucene has it, on lengths that it keeps exact."""
    backend = TantivyWords(None)
    texts = ["copper kettle", "copper copper lamp", "brass lamp for the desk"]
    backend.add((row, words_only(text)) for row, text in enumerate(texts))
    backend.commit()
    lengths = [len(text.split()) for text in texts]
    mean = sum(lengths) / len(lengths)
    weight = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    expected = []
    for frequency, length in ((1, 2), (2, 3)):
        norm = 1.2 * (1 - 0.75 + 0.75 * length / mean)
        expected.append(weight * frequency * 2.2 / (frequency + norm) * FIELD_BOOSTS["text"])
    found = backend.search("copper", 10)
    scores = scores_of(found, np.asarray([0, 1]))
    np.testing.assert_allclose(scores, expected, rtol=1e-5)
    assert set(found.rows.tolist()) == {0, 1}


@pytest.mark.parametrize("share", [1.0, 0.4, 0.02])
@pytest.mark.parametrize("most", [0.0, 1.0])
def test_filtering_is_exact_by_either_plan(
    words: TantivyWords, monkeypatch: pytest.MonkeyPatch, share: float, most: float
) -> None:
    monkeypatch.setattr(lexical, "MOST_ALLOWED", most)
    allowed = np.random.default_rng(2).random(600) < share
    everything = words.search("copper kettle", 300)
    keep = allowed[everything.rows]
    found = words.search("copper kettle", 12, allowed)
    np.testing.assert_allclose(found.scores, everything.scores[keep][:12], rtol=1e-5)
    assert allowed[found.rows].all()


def test_nothing_allowed_is_nothing_found(words: TantivyWords) -> None:
    assert not len(words.search("copper kettle", 12, np.zeros(600, dtype=np.bool_)).rows)


@pytest.mark.parametrize("most", [0.0, 1.0])
def test_holding_all_is_exact_under_a_filter(
    words: TantivyWords, monkeypatch: pytest.MonkeyPatch, most: float
) -> None:
    monkeypatch.setattr(lexical, "MOST_ALLOWED", most)
    allowed = np.random.default_rng(4).random(600) < 0.5
    everything = words.holding_all("copper kettle rope", 300)
    found = words.holding_all("copper kettle rope", 300, allowed)
    assert 0 < len(found.rows) < len(everything.rows)
    assert set(found.rows.tolist()) == set(everything.rows[allowed[everything.rows]].tolist())


def test_a_filtered_search_sees_what_was_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexical, "MOST_ALLOWED", 0.0)
    backend, everything = TantivyWords(None), np.ones(9, dtype=np.bool_)
    backend.add([(1, words_only("lamp")), (2, words_only("rope"))])
    backend.commit()
    assert backend.search("lamp", 5, everything).rows.tolist() == [1]
    backend.add([(1, words_only("rope")), (3, words_only("lamp"))])
    backend.commit()
    assert backend.search("lamp", 5, everything).rows.tolist() == [3]


def test_words_match_by_stem_case_and_accent() -> None:
    backend = TantivyWords(None, "english")
    backend.add([(4, words_only("Café chairs"))])
    backend.commit()
    assert backend.search("CAFE CHAIR", 5).rows.tolist() == [4]


def test_a_replaced_row_holds_only_its_new_words() -> None:
    backend = TantivyWords(None)
    backend.add([(1, words_only("lamp")), (2, words_only("rope"))])
    backend.commit()
    backend.add([(1, words_only("kettle"))])
    backend.remove([2])
    backend.commit()
    assert backend.search("lamp rope", 5).rows.tolist() == []
    assert backend.search("kettle", 5).rows.tolist() == [1]
    assert len(backend) == 1


def test_what_was_committed_is_there_when_opened_again(tmp_path: Path) -> None:
    first = TantivyWords(tmp_path, "english")
    first.add([(7, words_only("boots for hiking"))])
    first.commit()
    first.close()
    assert TantivyWords(tmp_path, "english").search("hikes boot", 3).rows.tolist() == [7]


def test_an_attribute_that_is_false_is_no_match() -> None:
    backend = TantivyWords(None, "english")
    backend.add(
        (row, document(thing(str(row), "Pan", attributes={"dishwasher_safe": value})))
        for row, value in enumerate([False, True])
    )
    backend.commit()
    assert backend.search("dishwasher", 5).rows.tolist() == [1]


def test_known_share_counts_the_words_that_occur(words: TantivyWords) -> None:
    assert words.known_share("copper kettles") == 1.0
    assert words.known_share("copper xylophone") == 0.5
    assert words.known_share("") == 0.0


def test_a_rarer_word_weighs_more() -> None:
    backend = TantivyWords(None)
    backend.add((row, words_only("lamp" if row else "lamp rope")) for row in range(5))
    backend.commit()
    weights = backend.weights("lamp rope flute")
    assert weights["lamp"] < weights["rope"] < weights["flute"]


SYNTAX = st.text(alphabet='+-"()[]{}^~*?:\\/ANDORNOTtitle lamp\x00\u202e\n', max_size=60)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), SYNTAX))
def test_no_text_fails_and_no_syntax_is_read(words: TantivyWords, text: str) -> None:
    found = words.search(text, 5)
    assert len(found.rows) == len(found.scores) <= 5


def test_a_text_of_a_hundred_thousand_words_is_cut(words: TantivyWords) -> None:
    assert len(words.words(" ".join(f"w{n}" for n in range(100_000)))) <= lexical.MAX_QUERY_WORDS
