"""Many wordings of an act, drawn by the engine. Owns the drawing; which is best is `choose`'s."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llm.data_to_text.act import Act
from llm.data_to_text.vocabulary import Vocabulary
from llm.engine.engine import Engine
from llm.engine.request import FinishReason, GenerateRequest

MAX_WORDS = 90
IN_FLIGHT = 32


@dataclass(frozen=True, slots=True)
class Candidate:
    """`sentence` with slots in the place of values; `nll` is the mean -log p of its words."""

    sentence: str
    nll: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """How candidates are drawn: `count` of them; the first is greedy."""

    count: int = 32
    temperature: float = 0.5
    top_p: float = 0.95
    seed: int = 17


def draw(
    engine: Engine, vocabulary: Vocabulary, acts: Sequence[Act], drawing: Drawing
) -> Iterator[list[Candidate]]:
    """Candidates of each act in turn, those cut off or with an unknown word left out."""
    rng = random.Random(drawing.seed)
    for start in range(0, len(acts), IN_FLIGHT):
        batch = acts[start : start + IN_FLIGHT]
        sequences = [
            [engine.add(request) for request in _requests(vocabulary, act, drawing, rng)]
            for act in batch
        ]
        while engine.has_work:
            engine.step()
        for drawn in sequences:
            found = []
            for sequence in drawn:
                said = sequence.completion()
                whole = said.finish_reason is FinishReason.STOP
                if whole and said.tokens and vocabulary.unknown not in said.tokens:
                    sentence = vocabulary.decode(said.tokens)
                    found.append(Candidate(sentence, sum(said.nll) / len(said.nll)))
            yield found


def _requests(
    vocabulary: Vocabulary, act: Act, drawing: Drawing, rng: random.Random
) -> Iterator[GenerateRequest]:
    for number in range(drawing.count):
        yield GenerateRequest(
            prompt_tokens=tuple(vocabulary.prompt(act, rng if number else None)),
            stop_token=vocabulary.eos,
            max_new_tokens=MAX_WORDS,
            temperature=drawing.temperature if number else 0.0,
            top_p=drawing.top_p if number else 1.0,
            seed=rng.getrandbits(32),
        )
