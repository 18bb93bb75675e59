"""The fallback wordings cover everything that can be planned, in every tone."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from llm.corpus.clause import read_clauses
from llm.errors import LanguageError
from llm.grounding.fill import slots_in
from llm.grounding.templates import Language, Templates
from llm.plan import Fact, Form, Number, Plan, Task, Tone
from llm.planning.shape import asks, every_shape, slots_of

LANGUAGES = Path("data/languages")


def _plan(task: Task, ask: str, slots: tuple[str, ...], **more: Any) -> Plan:
    facts = tuple(Fact(slot, f"<{slot}>", slot, slot, "catalog:1") for slot in slots)
    return Plan(task, facts, ask=ask, **more)


@pytest.mark.parametrize(
    ("tone", "number"), [*((tone, Number.ONE) for tone in Tone), (Tone.PLAIN, Number.MANY)]
)
@pytest.mark.parametrize(("task", "ask"), list(asks()))
def test_english_says_every_fact_of_every_shape_once(
    task: Task, ask: str, tone: Tone, number: Number
) -> None:
    composer = Language.load(LANGUAGES / "en" / "templates.toml").composer
    for slots in every_shape(task, ask):
        form = Form(task, ask, tone=tone, number=number)
        text = composer.compose(form, slots, random.Random(1))
        assert text is not None, slots
        assert sorted(slots_in(text)) == sorted(slots)


def test_clauses_hold_only_slots_of_their_task() -> None:
    for clause in read_clauses(LANGUAGES / "en" / "templates.toml"):
        kinds = clause.asks or {ask for task, ask in asks() if task is clause.task}
        allowed = frozenset().union(*(slots_of(clause.task, ask) for ask in kinds))
        assert set(clause.slots) <= allowed, clause.text


def test_the_same_plan_gives_the_same_reply_and_other_facts_other_wordings() -> None:
    templates = Templates(LANGUAGES)
    plans = [
        Plan(
            Task.QA, (Fact("name", f"Lamp {n}", "title", f"Lamp {n}", "catalog:1"),), ask="unknown"
        )
        for n in range(20)
    ]
    replies = [templates.reply(plan) for plan in plans]
    assert replies == [templates.reply(plan) for plan in plans]
    wordings = {r.text.replace(p.facts[0].text, "") for r, p in zip(replies, plans, strict=True)}
    assert len(wordings) > 1


def test_a_small_language_says_what_it_can_and_cites_only_that(tmp_path: Path) -> None:
    _toy(tmp_path)
    plan = _plan(Task.SEARCH, "one", ("name", "price", "rating"), language="toy")
    reply = Templates(tmp_path).reply(plan)
    assert reply.text == "ho <name> po <price>."
    assert [row["field"] for row in reply.evidence] == ["name", "price"]


def test_a_task_the_small_language_lacks_is_answered_in_english(tmp_path: Path) -> None:
    _toy(tmp_path)
    plan = _plan(Task.ORDER, "shipped", ("order", "state"), language="toy")
    assert "rder <order> <state>" in Templates(tmp_path).reply(plan).text


def test_an_unknown_or_hostile_language_code_is_answered_in_english() -> None:
    templates = Templates(LANGUAGES)
    for code in ("xx", "../en", ""):
        plan = _plan(Task.CLARIFY, "order", (), language=code)
        assert "order" in templates.reply(plan).text


def test_broken_templates_are_named(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "templates.toml").write_text("[[clauses]\n", encoding="utf-8")
    with pytest.raises(LanguageError, match=r"templates\.toml"):
        Templates(tmp_path)


def _toy(folder: Path) -> None:
    english = (LANGUAGES / "en" / "templates.toml").read_text(encoding="utf-8")
    for code, text in {
        "en": english,
        "toy": '[[clauses]]\ntask = "search"\ntext = ["ho {name} po {price}."]\n',
    }.items():
        (folder / code).mkdir()
        (folder / code / "templates.toml").write_text(text, encoding="utf-8")
