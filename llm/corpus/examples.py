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
from llm.plan import Form, Length, Number, Task, Tone
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
    Task.HANDOFF: 0.04,
    Task.APOLOGY: 0.03,
    Task.CHAT: 0.07,
    Task.DESCRIPTION: 0.13,
    Task.SEARCH_AD: 0.07,
    Task.SOCIAL: 0.05,
    Task.EMAIL: 0.10,
}
ASK_WEIGHTS = {
    (Task.SEARCH, "many"): 4.0,
    (Task.SEARCH, "one"): 2.0,
    (Task.WHY, "card"): 2.0,
    (Task.QA, "details"): 4.0,
}
TONE_WEIGHTS = {Tone.WARM: 0.42, Tone.PLAIN: 0.34, Tone.BRIEF: 0.24}
MANY_SHARE = 0.3  # of products, those whose name is a plural
LENGTH_WEIGHTS = {Length.SHORT: 0.2, Length.MEDIUM: 0.6, Length.LONG: 0.2}

# Between two questions in one message.
JOINTS = (" and ", ", and ", "? ", ". ", " also ")
# Letters of other scripts, of which no query in training is made but the generator hears some: of
# accented Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, kana, Han and Hangul.
FOREIGN_SHARE = 0.3
SCRIPTS = tuple(
    "".join(map(chr, range(first, last + 1)))
    for first, last in (
        (0xDF, 0xF6), (0x3B1, 0x3C9), (0x430, 0x44F), (0x5D0, 0x5EA), (0x627, 0x64A),
        (0x905, 0x939), (0x3042, 0x3093), (0x4E00, 0x9FA5), (0xAC00, 0xD7A3),
    )
)  # fmt: skip

# How often a query in training is not what a customer would ask here: the plan alone decides the
# reply, and a model that learned to trust the query breaks on garbage.
NOISE_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Example:
    """A prompt's parts and the reply to learn, `{slot}` in the place of each fact."""

    form: Form
    query: str
    slots: tuple[str, ...]
    reply: str


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
    number = _number(language, task, rng)
    form, slots = Form(task, ask, language.code, tone, length, number), draw_shape(task, ask, rng)
    reply = language.composer.compose(form, slots, rng)
    if reply is None:
        raise CorpusError(f"{language.code}: no clauses for {task}/{ask} with {', '.join(slots)}")
    return Example(form, noisy_query(language, task, ask, rng), slots, reply)


def _number(language: LanguageCorpus, task: Task, rng: random.Random) -> Number:
    many = task in language.agreement.tasks and rng.random() < MANY_SHARE
    return Number.MANY if many else Number.ONE


def noisy_query(language: LanguageCorpus, task: Task, ask: str, rng: random.Random) -> str:
    """What a customer might have said; `NOISE_SHARE` of the time something else."""
    query = _query(language, ask if ask in language.queries else task.value, rng)
    if rng.random() >= NOISE_SHARE:
        return query
    match rng.randrange(5):
        case 0:
            return ""
        case 1:
            return _gibberish(rng)
        case 2:
            return _any_query(language, rng)
        case 3:
            return rng.choice(JOINTS).join((query, _any_query(language, rng)))
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


def _any_query(language: LanguageCorpus, rng: random.Random) -> str:
    return _query(language, rng.choice(sorted(language.queries) or [""]), rng)


def _gibberish(rng: random.Random) -> str:
    letters = rng.choice(SCRIPTS) if rng.random() < FOREIGN_SHARE else string.ascii_lowercase
    return " ".join(_word(rng, letters) for _ in range(rng.randint(1, 8)))


def _word(rng: random.Random, letters: str = string.ascii_lowercase) -> str:
    return "".join(rng.choices(letters, k=rng.randint(2, 9)))
