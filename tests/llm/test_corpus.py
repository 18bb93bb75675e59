"""The reply corpus keeps its rules, covers every plan, and recombines without saying too much."""

from __future__ import annotations

import random
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from llm.corpus.clause import SLOT, Part, read_folder
from llm.corpus.corpus import Corpus
from llm.corpus.examples import draw_examples
from llm.errors import CorpusError
from llm.plan import Form, Number, Task, Tone
from llm.planning.shape import asks, draw_shape, fits

REPLIES = Path("data/replies")
ENGLISH = read_folder(REPLIES / "en")
COMPOSER = Corpus.load(REPLIES).languages[0].composer


def test_the_corpus_is_large_enough_to_vary() -> None:
    assert len({clause.text for clause in ENGLISH}) >= 1500


@pytest.mark.parametrize(("task", "ask"), list(asks()))
@pytest.mark.parametrize("number", list(Number))
def test_drawn_replies_say_each_slot_once_and_in_order(
    task: Task, ask: str, number: Number
) -> None:
    rng = random.Random(5)
    for _ in range(40):
        slots = draw_shape(task, ask, rng)
        assert fits(task, ask, slots)
        form = Form(task, ask, tone=rng.choice(list(Tone)), number=number)
        reply = COMPOSER.compose(form, slots, rng)
        assert reply is not None
        assert Counter(SLOT.findall(reply)) == Counter(slots)
        if "name" in slots and "value" in slots:
            assert reply.index("{name}") < reply.index("{value}") or task is Task.QA


def test_brief_replies_have_no_small_talk() -> None:
    small = {c.text for c in ENGLISH if c.part is not Part.BODY}
    form, rng = Form(Task.QA, "price", tone=Tone.BRIEF), random.Random(1)
    for _ in range(50):
        reply = COMPOSER.compose(form, ("name", "price"), rng)
        assert reply not in small
        assert reply is not None
        assert not any(reply.startswith(text) for text in small)


def test_the_same_seed_draws_the_same_examples_and_another_seed_others() -> None:
    corpus = Corpus.load(REPLIES)
    first = list(islice(draw_examples(corpus, 3), 50))
    assert first == list(islice(draw_examples(corpus, 3), 50))
    assert first != list(islice(draw_examples(corpus, 4), 50))


def test_recombination_gives_far_more_wordings_than_asked_for() -> None:
    corpus = Corpus.load(REPLIES)
    wordings = {example.reply for example in islice(draw_examples(corpus, 1), 1000)}
    assert len(wordings) > 600


def test_a_broken_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no language folders"):
        Corpus.load(tmp_path)
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "x.toml").write_text('[[clauses]]\ntask = "sing"\ntext = ["La."]\n')
    with pytest.raises(CorpusError, match=r"x\.toml: block 1"):
        Corpus.load(tmp_path)
