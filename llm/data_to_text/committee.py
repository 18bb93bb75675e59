"""Several models of one training file that word acts together: each draws, all judge.

Trained alike but for their seeds, they err in different places, so that a sentence that all of them
find likely is more often a good one. Owns the drawing and the mean; ranking is the writer's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from transformers import GPT2LMHeadModel

from llm.data_to_text.act import Act
from llm.data_to_text.candidates import Candidate, Drawing, draw
from llm.data_to_text.likelihood import log_likelihoods, mean_nll
from llm.data_to_text.vocabulary import Vocabulary
from llm.engine.engine import Engine

SLOTS, QUEUE = 64, 1_000_000


class Committee:
    """`members` share the vocabulary. Raises `ValueError` without a member."""

    def __init__(self, members: Sequence[GPT2LMHeadModel], vocabulary: Vocabulary) -> None:
        if not members:
            raise ValueError("a committee has members")
        self.vocabulary = vocabulary
        self._members = tuple(members)
        self._engines = [Engine(model, slots=SLOTS, max_queue=QUEUE) for model in members]

    def draw(self, acts: Sequence[Act], drawing: Drawing) -> Iterator[list[Candidate]]:
        """Candidates of each act in turn, an equal share from each member, as likely as the members
        find them in the mean."""
        share = -(-drawing.count // len(self._members))
        drawn = [
            draw(engine, self.vocabulary, acts, replace(drawing, count=share, seed=seed))
            for seed, engine in enumerate(self._engines, start=drawing.seed)
        ]
        for act, *pools in zip(acts, *drawn, strict=True):
            yield self._judged(act, [candidate for pool in pools for candidate in pool])

    def log_likelihoods(self, sentence: str, acts: Sequence[Act]) -> list[float]:
        """log p of the sentence from each act, in the members' mean."""
        heard = [log_likelihoods(m, self.vocabulary, sentence, acts) for m in self._members]
        return [sum(values) / len(values) for values in zip(*heard, strict=True)]

    def _judged(self, act: Act, candidates: list[Candidate]) -> list[Candidate]:
        """A member's own word counts as it is where it is the only one."""
        if len(self._members) == 1 or not candidates:
            return candidates
        sentences = list(dict.fromkeys(candidate.sentence for candidate in candidates))
        heard = [mean_nll(m, self.vocabulary, act, sentences) for m in self._members]
        means = [sum(values) / len(values) for values in zip(*heard, strict=True)]
        nll = dict(zip(sentences, means, strict=True))
        return [replace(candidate, nll=nll[candidate.sentence]) for candidate in candidates]
