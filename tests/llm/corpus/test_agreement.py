"""Clauses about one thing become clauses about several, and nothing else becomes plural."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from llm.corpus.agreement import Agreement
from llm.corpus.clause import Clause
from llm.corpus.compose import Composer
from llm.corpus.corpus import Corpus
from llm.errors import CorpusError
from llm.plan import Form, Number, Task, Tone

ENGLISH = Agreement.load(Path("data/languages/en/agreement.toml"))
CORPUS = Corpus.load(Path("data/replies")).languages[0]


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("It's {stock} right now.", "They're {stock} right now."),
        ("{name} costs {price} and is {stock}.", "{name} cost {price} and are {stock}."),
        ("{name} by {brand} is {feature}.", "{name} by {brand} are {feature}."),
        (
            "How about {name}, at {price}? It has {thing}.",
            "How about {name}, at {price}? They have {thing}.",
        ),
        ("It {predicate}, and it's {feature}.", "They {predicate}, and they're {feature}."),
        (
            "I showed you {name} because it meets what you asked for.",
            "I showed you {name} because they meet what you asked for.",
        ),
        ("Its description says: “{quote}”", "Their description says: “{quote}”"),
        ("This one is {feature}.", "These are {feature}."),
        ("Here is {name}: it {predicate}.", "Here are {name}: they {predicate}."),
        ("Customers give it {rating}.", "Customers give them {rating}."),
        ("The price of {name} is {price}.", "The price of {name} is {price}."),
        ("The brand behind {name} is {brand}.", "The brand behind {name} is {brand}."),
        ("The best fit is {name}.", "The best fit is {name}."),
        ("I looked it up.", "I looked it up."),
        ("Our record of {name}: it says nothing.", "Our record of {name}: it says nothing."),
        ("Which of them appeals to you?", "Which of them appeals to you?"),
    ],
)
def test_the_twin_agrees_with_several(one: str, many: str) -> None:
    assert ENGLISH.many(one) == many


def test_only_clauses_about_products_have_twins() -> None:
    order = Clause("It's due on {due}.", Task.ORDER)
    kept = Clause("Here's why it's {feature}.", Task.QA, agrees=False)
    assert list(ENGLISH.twins([order, kept])) == [order, kept]
    assert list(Agreement().twins([Clause("It's {stock}.", Task.QA)])) == [
        Clause("It's {stock}.", Task.QA)
    ]


def test_a_reply_is_about_one_or_about_several_throughout() -> None:
    rng, slots = random.Random(3), ("name", "price", "feature", "rating", "stock")
    words = {Number.ONE: r"\b(it|its|it's)\b", Number.MANY: r"\b(they|them|their|they're)\b"}
    told = Counter[Number]()
    for _ in range(60):
        for number, other in ((Number.ONE, Number.MANY), (Number.MANY, Number.ONE)):
            form = Form(Task.QA, "details", tone=Tone.BRIEF, number=number)
            reply = CORPUS.composer.compose(form, slots, rng)
            assert reply is not None
            assert not re.search(words[other], reply, re.IGNORECASE), reply
            told[number] += bool(re.search(words[number], reply, re.IGNORECASE))
    assert min(told.values()) > 40


def test_the_written_clauses_are_counted_once() -> None:
    assert all(clause.number is not Number.MANY for clause in CORPUS.written)
    assert len(CORPUS.written) < len(CORPUS.clauses) < 1.5 * len(CORPUS.written)


def test_a_broken_table_is_named(tmp_path: Path) -> None:
    path = tmp_path / "agreement.toml"
    path.write_text('tasks = ["sing"]\n')
    with pytest.raises(CorpusError, match=r"agreement\.toml"):
        Agreement.load(path)
    assert Agreement.load(tmp_path / "none.toml") == Agreement()


def test_without_a_table_a_plural_name_gets_the_clause_as_it_is() -> None:
    composer = Composer(Agreement().twins([Clause("It's {stock}.", Task.QA)]))
    form = Form(Task.QA, "stock", number=Number.MANY)
    assert composer.compose(form, ("stock",), random.Random(1)) == "It's {stock}."
