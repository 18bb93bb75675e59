"""Whatever people wrote for the corpus and the templates passes the verifier of final texts, in
every composition: else a customer would get a template for nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from llm.corpus.corpus import Corpus
from llm.grounding.fill import fill
from llm.grounding.final import FinalVerifier
from llm.plan import Fact, Number, Plan, Task, Tone
from llm.planning.shape import SHAPES, asks, draw_shape

CORPUS = Corpus.load(Path("data/replies")).languages[0]
VERIFIER = FinalVerifier.of_corpus(Path("data/languages"), Path("data/replies"))
DRAWS = 12
OF_PRODUCT = {"name": "title", "price": "price", "rating": "rating", "cheaper": "title"}
OF_NONE = ("said", "meant", "wanted", "instead", "words", "count", "together", "orders", "budget")


def _fact(slot: str, task: Task, number: int) -> Fact:
    """A made-up fact as the planners make them: which product it is of, and by which field."""
    family, place = slot.rstrip("23"), slot[-1] if slot[-1] in "23" else "1"
    compared = task is Task.COMPARE and family in ("value", "other_value")
    product = place if compared or family in ("name", "price") or slot.startswith("rating") else "1"
    product = "2" if slot == "only_second" else product
    field = OF_PRODUCT.get(family, family)
    if "value" in family:
        field = f"attributes.{family}{'' if compared else place}"
    value: object = f"{family}{'' if compared else place}"
    text = f"Qx{slot.replace('_', '')}zq{number}"
    if "label" in family:
        field, value = "attributes", family.replace("label", "value") + place
        value = value.rstrip("1") if task is Task.COMPARE else value
    if slot == "cheaper":
        text = f"Qxnamezq{number}"
    source = f"catalog:{product}" if family not in OF_NONE else "query"
    return Fact(slot, text, field, value, source)


@pytest.mark.parametrize(("task", "ask"), list(asks()))
def test_every_composition_passes(task: Task, ask: str) -> None:
    rng = random.Random(f"{task}/{ask}")
    assert ask in SHAPES[task]
    for number in range(DRAWS):
        tone, slots = rng.choice(list(Tone)), draw_shape(task, ask, rng)
        facts = tuple(_fact(slot, task, number) for slot in slots)
        many = rng.choice(list(Number))
        answers = next((f.field.partition(".")[2] for f in facts if "attributes." in f.field), "")
        plan = Plan(task, facts, ask=ask, tone=tone, number=many, answers=answers)
        text = CORPUS.composer.compose(plan.form, slots, rng)
        assert text is not None
        filled = fill(text, plan)
        fault = VERIFIER.fault(plan, filled)
        assert fault is None, f"{fault}: {filled}"
