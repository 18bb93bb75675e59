"""Training examples: drawn plans, drawn wordings, and queries as untidy as customers' are.

Owns the mix; the same seed draws the same examples.
"""

from __future__ import annotations

import random
import string
from collections.abc import Iterator
from dataclasses import dataclass

from llm.corpus.corpus import Corpus, LanguageCorpus
from llm.errors import CorpusError
from llm.plan import Length, Task, Tone
from llm.planning.shape import SHAPES, draw_shape

TASK_WEIGHTS = {
    Task.SEARCH: 0.30,
    Task.WHY: 0.13,
    Task.COMPARE: 0.11,
    Task.QA: 0.22,
    Task.ORDER: 0.14,
    Task.POLICY: 0.04,
    Task.NOTHING: 0.04,
    Task.CLARIFY: 0.02,
    Task.RETURN: 0.08,
    Task.RECOMMEND: 0.08,
    Task.HANDOFF: 0.03,
    Task.APOLOGY: 0.03,
    Task.CHAT: 0.07,
    Task.DESCRIPTION: 0.12,
    Task.SEARCH_AD: 0.04,
    Task.SOCIAL: 0.05,
    Task.EMAIL: 0.07,
}
ASK_WEIGHTS = {
    (Task.SEARCH, "many"): 4.0,
    (Task.SEARCH, "one"): 2.0,
    (Task.WHY, "card"): 2.0,
    (Task.QA, "details"): 4.0,
}
TONE_WEIGHTS = {Tone.WARM: 0.42, Tone.PLAIN: 0.34, Tone.BRIEF: 0.24}
LENGTH_WEIGHTS = {Length.SHORT: 0.2, Length.MEDIUM: 0.6, Length.LONG: 0.2}

# How often a query in training is not what a customer would ask here: the plan alone decides the
# reply, and a model that learned to trust the query breaks on garbage.
NOISE_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Example:
    """A prompt's parts and the reply to learn, `{slot}` in the place of each fact."""

    task: Task
    ask: str
    language: str
    tone: Tone
    query: str
    slots: tuple[str, ...]
    reply: str
    length: Length = Length.MEDIUM


def draw_examples(corpus: Corpus, seed: int) -> Iterator[Example]:
    """Examples without end. Raises `CorpusError` for a shape that the clauses don't cover."""
    rng = random.Random(seed)
    while True:
        yield _draw(rng.choice(corpus.languages), rng)


def _draw(language: LanguageCorpus, rng: random.Random) -> Example:
    task = rng.choices(list(TASK_WEIGHTS), list(TASK_WEIGHTS.values()))[0]
    kinds = list(SHAPES[task])
    ask = rng.choices(kinds, [ASK_WEIGHTS.get((task, kind), 1.0) for kind in kinds])[0]
    tone = rng.choices(list(TONE_WEIGHTS), list(TONE_WEIGHTS.values()))[0]
    length = rng.choices(list(LENGTH_WEIGHTS), list(LENGTH_WEIGHTS.values()))[0]
    slots = draw_shape(task, ask, rng)
    reply = language.composer.compose(task, ask, tone, slots, rng, length)
    if reply is None:
        raise CorpusError(f"{language.code}: no clauses for {task}/{ask} with {', '.join(slots)}")
    query = noisy_query(language, task, ask, rng)
    return Example(task, ask, language.code, tone, query, slots, reply, length)


def noisy_query(language: LanguageCorpus, task: Task, ask: str, rng: random.Random) -> str:
    """What a customer might have said; `NOISE_SHARE` of the time something else."""
    query = _query(language, ask if ask in language.queries else task.value, rng)
    if rng.random() >= NOISE_SHARE:
        return query
    match rng.randrange(4):
        case 0:
            return ""
        case 1:
            return _gibberish(rng)
        case 2:
            return _query(language, rng.choice(sorted(language.queries) or [""]), rng)
        case _:
            words = query.split()
            rng.shuffle(words)
            return " ".join(words)


def _query(language: LanguageCorpus, key: str, rng: random.Random) -> str:
    """A way of asking, its blanks sometimes filled with made-up words."""
    said = language.queries.get(key, ())
    if not said:
        return ""
    words = rng.choice(said).split()
    return " ".join(_word(rng) if w == "_" and rng.random() < 0.6 else w for w in words)


def _gibberish(rng: random.Random) -> str:
    return " ".join(_word(rng) for _ in range(rng.randint(1, 8)))


def _word(rng: random.Random) -> str:
    return "".join(rng.choices(string.ascii_lowercase, k=rng.randint(2, 9)))
