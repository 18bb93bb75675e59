"""Aspects, clause by clause; the folder that a model lies in; the lessons it is taught."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm.errors import DataError, ModelError
from llm.sentiment import Said
from llm.sentiment.clauses import Joints, clauses
from llm.sentiment.hearing import Sentiment
from llm.sentiment.lessons import FEELINGS, Lessons, read_lessons
from llm.sentiment.saving import TOLD, WEIGHTS, load, save
from llm.sentiment.teaching import teach, with_own

ROOT = Path(__file__).resolve().parents[3]
ENGLISH = ROOT / "data" / "languages" / "en"
SENTENCES = ROOT / "data" / "sentiment" / "en"
SHIPPED = ROOT / "data" / "models" / "sentiment"
JOINTS = Joints(("but", "and"), 2)
ASPECTS = {"fit", "comfort", "look", "quality", "use", "taste", "delivery", "price", "service"}


@pytest.fixture(scope="module")
def shipped() -> Sentiment:
    return load(SHIPPED)


def _told(sentiment: Sentiment, text: str) -> dict[str, str]:
    (heard,) = sentiment.heard([Said(text)])
    return {one.aspect: one.label for one in heard.aspects}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The colour is beautiful, but the delivery took three weeks.",
         {"look": "positive", "delivery": "negative"}),
        ("Too tight and far too expensive.", {"fit": "negative", "price": "negative"}),
        ("The staff were very helpful.", {"service": "positive"}),
        ("I ordered two of them last week.", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_each_clause_has_its_own_feeling(
    shipped: Sentiment, text: str, told: dict[str, str]
) -> None:
    assert _told(shipped, text) == told


def test_words_and_quotes_stand_in_the_text(shipped: Sentiment) -> None:
    text = "It is lovely. The zip broke after a week, but the refund came quickly."
    (heard,) = shipped.heard([Said(text)])
    by_name = {one.aspect: one for one in heard.aspects}
    assert {"quality", "service"} <= set(by_name)
    quote = by_name["quality"].quotes[0]
    assert text[quote.start : quote.stop] == quote.text == "The zip broke after a week,"
    for aspect in heard.aspects:
        for word in aspect.words:
            assert text[word.start : word.stop].lower() == word.word
            assert word.adds > 0
    assert "broke" in {word.word for word in by_name["quality"].words}


def test_a_question_about_a_thing_is_no_feeling_about_it(shipped: Sentiment) -> None:
    assert _told(shipped, "Where is my order?") == {}
    assert _told(shipped, "What is your returns policy?") == {}


def test_the_shipped_model_says_what_carries_it_and_it_adds_up(shipped: Sentiment) -> None:
    (heard,) = shipped.heard([Said("The zip broke and I am disappointed.")])
    felt = heard.feeling
    told = felt.given + felt.meaning + sum(word.adds for word in felt.words)
    assert told == pytest.approx(felt.margin, abs=1e-3)
    assert felt.label == "negative"


def test_the_shipped_model_knows_the_aspects_and_feelings(shipped: Sentiment) -> None:
    assert set(shipped.aspects.labels) == {*ASPECTS, "any"}
    assert set(shipped.feelings.labels) == set(FEELINGS)


def test_the_shipped_model_is_the_one_that_the_lessons_make(shipped: Sentiment) -> None:
    lessons = read_lessons(SENTENCES, ENGLISH)
    counted = {"feelings": len(lessons.feelings), "aspects": len(lessons.aspects)}
    assert shipped.card["lessons"] == counted


def test_a_model_kept_and_opened_again_says_the_same(tmp_path: Path) -> None:
    lessons = read_lessons(SENTENCES, ENGLISH)
    few = Lessons(lessons.feelings[::12], lessons.aspects[::6])
    draw = np.random.default_rng(0)
    seen: dict[str, np.ndarray] = {}

    def vectors(texts: object) -> np.ndarray:
        said = [one.whole for one in texts]  # type: ignore[attr-defined]
        for text in said:
            seen.setdefault(text, draw.normal(size=4).astype(np.float32))
        return np.stack([np.concatenate([seen[text], np.zeros(4)]) for text in said])

    taught = teach(few, ENGLISH, vectors, encoder="v1")
    save(taught, tmp_path)
    again = load(tmp_path)
    asked = [Said("The fit is lovely, but it came late.")]
    encoded = {text: np.ones(4, np.float32) for text in taught.wanted(asked)}
    for told in (None, encoded):
        (one,), (other,) = taught.heard(asked, told), again.heard(asked, told)
        assert other.feeling.margin == pytest.approx(one.feeling.margin, abs=0.02)
        assert [a.aspect for a in one.aspects] == [a.aspect for a in other.aspects]
    assert (again.encoder, again.language, again.card) == ("v1", "en", taught.card)


@pytest.mark.parametrize("broken", [TOLD, WEIGHTS])
def test_a_folder_that_is_not_whole_says_what_mends_it(tmp_path: Path, broken: str) -> None:
    for name in (TOLD, WEIGHTS):
        (tmp_path / name).write_bytes((SHIPPED / name).read_bytes())
    (tmp_path / broken).write_bytes(b"{}")
    with pytest.raises(ModelError, match="train sentiment"):
        load(tmp_path)
    with pytest.raises(ModelError, match="train sentiment"):
        load(tmp_path / "nowhere")


def test_no_sentence_that_measures_is_a_lesson() -> None:
    lessons = read_lessons(SENTENCES, ENGLISH)
    taught = {_folded(text) for text, _ in (*lessons.feelings, *lessons.aspects)}
    for part in ("dev", "held_out"):
        path = Path(__file__).with_name(f"aspects_{part}.tsv")
        said = [line.split("\t")[1] for line in path.read_text(encoding="utf-8").splitlines()[1:]]
        assert len(said) > 150
        assert [text for text in said if _folded(text) in taught] == []


def _folded(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def test_a_shops_own_rows_are_taught_and_strange_labels_refused(tmp_path: Path) -> None:
    lessons = read_lessons(SENTENCES, ENGLISH)
    own = tmp_path / "own.csv"
    own.write_text("text,label\nGrand so,positive\n", encoding="utf-8")
    assert with_own(lessons, own).feelings[-1] == ("Grand so", "positive")
    own.write_text("text,label\nGrand so,5\n", encoding="utf-8")
    with pytest.raises(DataError, match="5 is none of positive, neutral, negative"):
        with_own(lessons, own)


def test_clauses_are_cut_at_joints_and_short_ones_are_not() -> None:
    text = "It fits well, but the box was crushed. Nice and soft!"
    assert [one.text for one in clauses(text, JOINTS)] == [
        "It fits well,",
        "but the box was crushed.",
        "Nice and soft!",
    ]


@given(st.text())
def test_clauses_hold_every_word_once(text: str) -> None:
    found = clauses(text, JOINTS)
    kept = "".join(text[one.start : one.stop] for one in found)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum() and c != "_"]
    for one in found:
        assert text[one.start : one.stop] == one.text
