"""What comes next by what came before: the model of `storeclerk train recommend`, where there is
one. Owns no model."""

from __future__ import annotations

from retrieval.personal.recommend.recommender import Recommender
from retrieval.personal.suggest.proposal import Proposal
from retrieval.personal.suggest.situation import Situation

LENGTH = 50


class Sequence:
    def __init__(self, recommender: Recommender) -> None:
        self._recommender = recommender

    def __call__(self, situation: Situation, k: int) -> list[Proposal]:
        history = [deed.product_id for deed in situation.deeds[-LENGTH:]]
        if situation.about:
            history.append(situation.about)
        if not history:
            return []
        found = self._recommender.recommend(history, k, leave_out=situation.excluded)
        return [Proposal(one.item, one.score) for one in found]
