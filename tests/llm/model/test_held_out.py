from itertools import islice

from llm.corpus.corpus import Corpus
from llm.corpus.examples import draw_examples
from llm.model.held_out import (
    SHARE,
    has_many_shapes,
    held_out,
    held_out_examples,
    training_examples,
)


def test_training_meets_no_held_out_combination_and_no_held_out_reply(corpus: Corpus) -> None:
    kept = list(islice(held_out_examples(corpus, 5), 150))
    learned = list(islice(training_examples(corpus, 6), 3_000))
    many = [e for e in kept if e.slots and has_many_shapes(e.form.task, e.form.ask)]
    assert many
    combinations = {(e.form.task, e.form.ask, e.slots) for e in learned}
    assert not combinations & {(e.form.task, e.form.ask, e.slots) for e in many}
    whole = {e.reply for e in learned if not has_many_shapes(e.form.task, e.form.ask)}
    assert not whole & {e.reply for e in kept if e not in many}


def test_a_kind_with_few_combinations_is_learned_whole(corpus: Corpus) -> None:
    few = [
        e
        for e in islice(draw_examples(corpus, 7), 2_000)
        if not has_many_shapes(e.form.task, e.form.ask)
    ]
    single = [e for e in few if e.reply.count(".") + e.reply.count("?") == 1]
    assert single
    assert not any(held_out(e) for e in single)


def test_about_the_share_is_held_out(corpus: Corpus) -> None:
    drawn = list(islice(draw_examples(corpus, 8), 3_000))
    assert 0.2 * SHARE < sum(map(held_out, drawn)) / len(drawn) < 3 * SHARE
