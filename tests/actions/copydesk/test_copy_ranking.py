"""What was rejected teaches the order: which way it moves, and from when on."""

from __future__ import annotations

import pytest
from goods import piece

from actions.copydesk.features import features_of
from actions.copydesk.kinds import Kind
from actions.copydesk.pieces import Pieces, Said
from actions.copydesk.ranking import ENOUGH, NOTHING_KNOWN, Decision, learn
from actions.stores import SqlStore

QUESTION = features_of(piece(Kind.SOCIAL, "Need a jacket? Harrow Rain Jacket."))
PLAIN = features_of(piece(Kind.SOCIAL, "From Harrow: the Harrow Rain Jacket, at 420 g."))


def test_until_there_are_enough_the_order_is_the_generators() -> None:
    few = [Decision(PLAIN, True), Decision(QUESTION, False)] * (ENOUGH // 2)
    assert learn(few[:-1]) is NOTHING_KNOWN
    assert learn(few[:-1]).order([QUESTION, PLAIN]) == [0, 1]
    assert learn([Decision(PLAIN, True)] * ENOUGH) is NOTHING_KNOWN
    assert learn(few) is not NOTHING_KNOWN


def test_what_is_like_the_rejected_moves_back() -> None:
    decisions = [Decision(PLAIN, True), Decision(QUESTION, False)] * ENOUGH
    assert learn(decisions).order([QUESTION, PLAIN]) == [1, 0]
    turned = [Decision(PLAIN, False), Decision(QUESTION, True)] * ENOUGH
    assert learn(turned).order([QUESTION, PLAIN]) == [0, 1]


def test_the_chance_is_near_the_share_accepted_where_nothing_tells_them_apart() -> None:
    ranking = learn([Decision(PLAIN, number % 4 == 0) for number in range(40)])
    assert ranking.score(PLAIN) == pytest.approx(0.25, abs=0.02)


def test_an_edit_says_half_as_much_as_a_rejection() -> None:
    known = [Decision(PLAIN, True), Decision(PLAIN, False)] * ENOUGH
    edited = learn([*known, *[Decision(QUESTION, False, 0.5)] * 6]).score(QUESTION)
    rejected = learn([*known, *[Decision(QUESTION, False)] * 6]).score(QUESTION)
    assert rejected < edited < 0.5


def test_it_is_learned_from_the_table_by_kind(database_url: str) -> None:
    store = SqlStore(database_url)
    pieces = Pieces(store.engine)
    for _ in range(ENOUGH // 2):
        good, bad = pieces.propose(
            [
                piece(Kind.SOCIAL, "From Harrow: the Harrow Rain Jacket, at 420 g."),
                piece(Kind.SOCIAL, "Need a jacket? Harrow Rain Jacket."),
            ]
        )
        pieces.decide(good.piece_id, Said("accepted", "Ada"))
        pieces.decide(bad.piece_id, Said("rejected", "Ada", "Asks too much."))
    assert pieces.ranking(Kind.SOCIAL).order([QUESTION, PLAIN]) == [1, 0]
    assert pieces.ranking(Kind.EMAIL) is NOTHING_KNOWN
    store.close()


def test_what_the_records_say_is_no_part_of_how_a_sentence_opens() -> None:
    features = features_of(piece(Kind.SOCIAL, "Harrow Rain Jacket keeps you dry."))
    assert "opens:… keeps" in features
