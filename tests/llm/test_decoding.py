"""The best of several wordings: the likeliest that the customer hasn't just heard."""

from __future__ import annotations

from llm.decoding import Candidates, Decoding
from llm.engine.request import Completion, FinishReason


def _said(token: int, nll: float) -> Completion:
    return Completion((token,), (nll, nll), FinishReason.STOP)


def test_the_likeliest_of_as_many_as_are_wanted_is_best() -> None:
    candidates = Candidates(2)
    assert candidates.best is None
    candidates.add(_said(1, 0.5))
    assert not candidates.enough
    candidates.add(_said(2, 0.2))
    assert candidates.enough
    assert candidates.best == _said(2, 0.2)


def test_what_was_said_lately_comes_after_all_others() -> None:
    candidates = Candidates(3, lately={(2,)})
    for token, nll in ((1, 0.5), (2, 0.1), (3, 0.5)):
        candidates.add(_said(token, nll))
    assert candidates.best == _said(1, 0.5)


def test_where_all_was_said_lately_a_few_more_are_drawn_but_not_for_ever() -> None:
    stuck, lucky = Candidates(1, lately={(1,)}), Candidates(1, lately={(1,)})
    for candidates, second in ((stuck, 1), (lucky, 2)):
        candidates.add(_said(1, 0.1))
        assert not candidates.enough
        candidates.add(_said(second, 0.9))
    assert lucky.enough
    assert lucky.best == _said(2, 0.9)
    assert not stuck.enough
    stuck.add(_said(1, 0.1))
    assert stuck.enough
    assert stuck.best == _said(1, 0.1)


def test_greed_is_for_the_first_try_alone() -> None:
    greedy = Decoding(temperature=0.0)
    assert greedy.temperature_of(0) == 0.0
    assert greedy.temperature_of(1) == Decoding().temperature_of(0) > 0
