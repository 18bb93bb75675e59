"""What training never sees, so that the figures are of something new. Owns the choice only.

Where a kind of answer has many combinations of slots, some of these are kept back whole: the model
has to say facts together that it never said together. Where there are few, leaving one out would
leave the shop without it; there some replies are kept back, word for word, of those that join
several sentences."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from llm.corpus.corpus import Corpus
from llm.corpus.examples import Example, draw_examples
from llm.plan import Task
from llm.planning.shape import every_shape

MANY_SHAPES = 24
SHARE = 0.04
_SENTENCE_END = re.compile(r"[.?。？](?=\W|$)")


def training_examples(corpus: Corpus, seed: int) -> Iterator[Example]:
    """Examples without end, none of them held out."""
    return (example for example in draw_examples(corpus, seed) if not held_out(example))


def held_out_examples(corpus: Corpus, seed: int) -> Iterator[Example]:
    """Examples without end, all of them held out."""
    return (example for example in draw_examples(corpus, seed) if held_out(example))


def held_out(example: Example) -> bool:
    form = example.form
    if example.slots and has_many_shapes(form.task, form.ask):
        return _drawn(f"{form.task}|{form.ask}|{'|'.join(example.slots)}")
    return len(_SENTENCE_END.findall(example.reply)) > 1 and _drawn(example.reply)


@cache
def has_many_shapes(task: Task, ask: str) -> bool:
    return sum(1 for _ in islice(every_shape(task, ask), MANY_SHAPES)) == MANY_SHAPES


def _drawn(text: str) -> bool:
    """The same on every machine, in every release."""
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:4], "big") < SHARE * 2**32
