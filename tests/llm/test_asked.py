"""What a question asks of a record, over the whole sample catalogue: no yes and no no to anything
but what was asked."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from llm.grounding.templates import Templates
from llm.plan import Plan
from llm.planning import plan_qa
from llm.planning.asked import run, telling_sentence
from retrieval.catalog import read_products
from retrieval.values import Attribute, Product, Variant

WORDS = Templates(Path("data/languages")).language("en").asks
YES_OR_NO = ("yes", "no")


@cache
def catalogue() -> tuple[Product, ...]:
    return tuple(read_products(Path("data/catalog/products.jsonl")))


def _ask(product: Product, question: str) -> Plan:
    return plan_qa(product, None, question, words=WORDS)


def _made(title: str, /, **attributes: bool | str) -> Product:
    return Product(
        "p1",
        title,
        (Variant("v1"),),
        category="thing",
        attributes=tuple(Attribute(name, value) for name, value in attributes.items()),
    )


@pytest.mark.parametrize(
    "question",
    [
        "is the {} loud?",
        "does the {} come with a manual",
        "is the {} PFAS free?",
        "is the {} safe for my parrot",
        "is it safe for under 3s",
        "{}: is it safe for under 3s?",
        "is the {} any good in the desert",
        "can I return the {} after a month",
        "was the {} made in a prison",
        "what do I get with the {}",
    ],
)
def test_no_product_answers_yes_or_no_to_what_no_record_holds(question: str) -> None:
    plans = [_ask(product, question.format(product.title)) for product in catalogue()]
    assert not [(plan.query, plan.facts[1]) for plan in plans if plan.ask in YES_OR_NO]


def test_every_flag_is_answered_as_recorded_whatever_the_title_says() -> None:
    wrong = []
    for product in catalogue():
        for attribute in product.attributes:
            if not isinstance(attribute.value, bool) or attribute.name in WORDS.ambiguous:
                continue
            for question in ("is the {0} {1}?", "{0} - does it have {1}", "is it {1}"):
                plan = _ask(product, question.format(product.title, attribute.label))
                right = "yes" if attribute.value else "no"
                if plan.ask != right or plan.answers != attribute.name:
                    wrong.append((plan.query, plan.ask, plan.facts))
    assert not wrong


def test_other_words_ask_for_the_same_flag() -> None:
    wrong = []
    for product in catalogue():
        for attribute in product.attributes:
            for phrase in WORDS.synonyms.get(attribute.name, ()):
                if isinstance(attribute.value, bool):
                    plan = _ask(product, f"can the {product.title} {phrase}")
                    right = "yes" if attribute.value else "no"
                    if (plan.ask, plan.answers) != (right, attribute.name):
                        wrong.append((plan.query, plan.ask, plan.answers))
    assert not wrong


def test_price_and_weight_are_told_whatever_the_title_says() -> None:
    for product in catalogue():
        assert _ask(product, f"how much is the {product.title}").ask == "price"
        weight = product.attribute("weight")
        plan = _ask(product, f"how much does the {product.title} weigh")
        assert plan.answers == ("weight" if weight else ""), plan.query
        assert not weight or weight.text in plan.facts[1].text


def test_a_bare_name_asks_for_what_there_is_to_say() -> None:
    for product in catalogue():
        assert _ask(product, f"and the {product.title}?").ask == "details"


@pytest.mark.parametrize(
    ("question", "ask", "answers"),
    [
        ("is it water proof?", "yes", "waterproof"),
        ("is the Heron waterproof?", "yes", "waterproof"),
        ("is the waterproof jacket packable", "no", "packable"),
        ("does it pack into its own pocket", "no", "packable"),
        ("is the waterproof jacket dish washer safe", "yes", "dishwasher_safe"),
        ("how waterproof is it?", "attribute", ""),
        ("is it waterproof enough for a week at sea", "attribute", ""),
        ("is the hood detachable?", "attribute", ""),
        ("is it safe?", "unknown", ""),
        ("is it safe for under 3s?", "unknown", ""),
        ("is it leather?", "attribute", "material"),
        ("does it come with 3 spare cords", "unknown", ""),
        ("is it light?", "unknown", ""),
        ("is it vegan", "no", "vegan"),
        ("is it free of vegan leather", "unknown", ""),
        ("does it come without a hood", "attribute", ""),
        ("does it fit under a rucksack", "unknown", ""),
        ("what's the fit like", "attribute", "fit"),
        ("fit?", "attribute", "fit"),
        ("is it cruelty free", "unknown", ""),
    ],
)
def test_only_what_was_asked_is_answered_by_yes_or_no(
    question: str, ask: str, answers: str
) -> None:
    product = _made(
        "Heron Waterproof Jacket",
        waterproof=True,
        packable=False,
        hood=True,
        dishwasher_safe=True,
        material="leather",
        warranty="3 years",
        light=True,
        vegan=False,
        fit="unisex",
        coating="PFOA-free",
    )
    plan = _ask(product, question)
    assert (plan.ask, plan.answers) == (ask, answers)


def test_what_is_near_is_told_without_a_yes() -> None:
    plan = _ask(_made("Fell Trainers", waterproof=True), "are they waterproof enough for the sea?")
    assert [fact.text for fact in plan.facts] == ["Fell Trainers", "are waterproof"]


def test_a_quote_goes_before_what_is_only_near() -> None:
    product, quote = _made("Fell Coat", hood=True), "The hood comes off."
    near = plan_qa(product, None, "is the hood detachable?", quote=quote, words=WORDS)
    asked = plan_qa(product, None, "does it have a hood?", quote=quote, words=WORDS)
    assert (near.ask, asked.ask) == ("evidence", "yes")


@pytest.mark.parametrize(
    ("said", "phrase", "found"),
    [
        (["is", "it", "water", "proof"], ["waterproof"], (2, 4)),
        (["a", "nonstick", "pan"], ["non", "stick"], (1, 2)),
        (["two", "pocket"], ["pockets"], (1, 2)),
        (["waterproofing"], ["waterproof"], None),
        ([], ["waterproof"], None),
        (["waterproof"], [], None),
    ],
)
def test_words_are_found_written_apart_or_as_one(
    said: list[str], phrase: list[str], found: tuple[int, int] | None
) -> None:
    assert run(said, phrase) == found


@pytest.mark.parametrize(
    ("question", "one", "many"),
    [
        ("is it breathable?", "whether it's breathable", "whether they're breathable"),
        ("Is the {} PFAS free", "whether it's PFAS free", "whether they're PFAS free"),
        ("does the {} come with a manual?", "whether it comes with a manual",
         "whether they come with a manual"),
        ("and can I use it on my boat", "whether you can use it on your boat",
         "whether you can use them on your boat"),
        ("is it good for toddlers or not", None, None),
        ("is it safe for my parrot", "whether it's safe for your parrot",
         "whether they're safe for your parrot"),
        ("breathable?", "“breathable”", "“breathable”"),
        ("how long does it take to charge?", None, None),
        ("what is the thread count", "thread count", "thread count"),
    ],
)  # fmt: skip
def test_an_open_question_is_spoken_of_in_good_grammar(
    question: str, one: str | None, many: str | None
) -> None:
    for title, told in (("Fell Jacket", one), ("Suede Trainers", many)):
        plan = _ask(_made(title), question.format(title))
        topics = [fact.text for fact in plan.facts if fact.slot == "topic"]
        assert (plan.ask, topics) == ("unknown", [told] if told else [])
        values = [str(fact.value) for fact in plan.facts if fact.slot == "topic"]
        assert set(" ".join(values).split()) <= set(question.strip("?").split())


def test_a_telling_sentence_is_one_with_another_form_of_the_word() -> None:
    texts = ["Wash it at thirty, tumble it on low.", "A chest pocket takes a map."]
    assert telling_sentence("can I tumble dry it?", texts, WORDS) == texts[0]
    assert telling_sentence("is it machine washable", texts, WORDS) == texts[0]
    assert telling_sentence("can it be dry cleaned", texts, WORDS) == ""
    assert telling_sentence("is it dry in the rain", texts, WORDS) == ""
