"""The verifier of final texts: true sentences in any wording pass, whatever isn't so doesn't."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.wording.plans import Planner
from actions.wording.written import read_written
from llm.grounding.final import FinalVerifier
from llm.grounding.templates import Templates
from llm.plan import Fact, Plan, Task

LANGUAGES = Path("data/languages")
WRITTEN = Path("tests/llm/grounding/true_replies.toml")
VERIFIER = FinalVerifier.of_corpus(LANGUAGES, Path("data/replies"))
TEMPLATES = Templates(LANGUAGES)


def _product(name: str, number: int, cents: int, rating: float) -> list[Fact]:
    place = "" if number == 1 else str(number)
    source = f"catalog:{number}"
    price = {"amount": cents / 100, "currency": "EUR"}
    return [
        Fact(f"name{place}", name, "title", name, source),
        Fact(f"price{place}", f"€{cents / 100:.2f}", "price", price, f"{source}/{number}a"),
        Fact(f"rating{place}", "", "rating", rating, source),
    ]


def _plan(task: Task, ask: str, *facts: Fact) -> Plan:
    flags = (fact.field.partition(".")[2] for fact in facts if fact.slot == "feature")
    return TEMPLATES.speak(Plan(task, facts, ask=ask, locale="en_IE", answers=next(flags, "")))


def _day(slot: str, day: str, text: str) -> Fact:
    return Fact(slot, text, slot, day, "order:10")


JACKET = Fact("name", "Harrow Jacket", "title", "Harrow Jacket", "catalog:1")
PRICE = Fact("price", "€89.00", "price", {"amount": 89.0, "currency": "EUR"}, "catalog:1/1a")
BEFORE = Fact(
    "list_price", "€119.00", "list_price", {"amount": 119.0, "currency": "EUR"}, "catalog:1/1a"
)
IN_STOCK = Fact("stock", "", "in_stock", True, "catalog:1/1a")
WATERPROOF = Fact("feature", "waterproof", "attributes.waterproof", "no", "catalog:1")
PRICED = _plan(Task.QA, "price", JACKET, PRICE, BEFORE, IN_STOCK)
DENIED = _plan(Task.QA, "no", JACKET, WATERPROOF)
KETTLES = (*_product("Alder Kettle", 1, 5450, 4.7), *_product("Brae Kettle", 2, 3990, 4.1))
TWO = _plan(Task.COMPARE, "two", *KETTLES)
ORDER = _plan(
    Task.ORDER,
    "pending",
    Fact("order", "10432", "id", "10432", "order:10"),
    Fact("state", "", "state", "pending", "order:10"),
    _day("placed", "2026-11-18", "18 November"),
    _day("due", "2026-11-27", "27 November"),
)
SAID = "It's €89.00 now instead of €119.00"
FIRST, SECOND = "The Alder Kettle is €54.50 and has 4.7 stars.", "The Brae Kettle is €39.90"
COMPARED = f"{FIRST} {SECOND} and has 4.1 stars."
SWAPPED = COMPARED.replace("€39.90", "€0").replace("€54.50", "€39.90").replace("€0", "€54.50")
TOGETHER = "The Alder Kettle and the Brae Kettle cost €54.50 and €39.90."
PENDING = "Order 10432 is pending."


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        (PRICED, "You'd pay €89.00 for the Harrow Jacket instead of €119.00, and it's in stock."),
        (PRICED, "Harrow Jacket: €89, with a list price of €119. It's available."),
        (DENIED, "No, the Harrow Jacket is not waterproof."),
        (DENIED, "I had a look, and the Harrow Jacket isn't waterproof. Would another one do?"),
        (TWO, COMPARED),
        (TWO, f"{COMPARED} The Brae Kettle is cheaper, the Alder Kettle is rated higher."),
        (TWO, f"{TOGETHER} They have 4.7 stars and 4.1 stars."),
        (ORDER, "Order 10432 is pending. You placed it on 18 Nov, and it should arrive by 27 Nov."),
    ],
)  # fmt: skip
def test_true_sentences_in_other_words_pass(plan: Plan, text: str) -> None:
    assert VERIFIER.fault(plan, text) is None


@pytest.mark.parametrize(
    ("plan", "text", "why"),
    [
        (PRICED, f"The Harrow Jacket is in stock. {SAID} and black.", "word 'black'"),
        (PRICED, f"The Harrow Jacket is in stock. {SAID}, 20 less.", "a number"),
        (PRICED, f"The Harrow Jacket is out of stock. {SAID}.", "isn't what the record says"),
        (PRICED, f"The Harrow Jacket is not in stock. {SAID}.", "denial"),
        (PRICED, "Harrow Jacket, in stock. It's €119.00 now instead of €89.00.", "list_price"),
        (PRICED, "The Harrow Jacket is in stock, at €89.00.", "'list_price' isn't said"),
        (PRICED, f"The Harrow Jacket is in stock. {SAID}. It's €89.00.", "said twice"),
        (PRICED, f"The Harrow Jacket is in stock. {SAID}. It's the best one.", "a record can say"),
        (PRICED, f"The Harrow Jacket is in stock. {SAID}. Only a few left.", "presses"),
        (PRICED, f"The Harrow Jacket is in stock. {SAID}. It comes with it.", "rests on no fact"),
        (PRICED, f"The Harrow Jacket is in stock. {SAID}. Next made it.", None),
        (PRICED, f"The Harrow Jacket by Next is in stock. {SAID}.", "the name 'Next'"),
        (PRICED, f"The Harrow Jacket is in stock. {SAID}. <eos>", "sign"),
        (PRICED, f"The Harrow Jacket is in stock. {SAID}. Das ist gut.", "word 'Das'"),
        (PRICED, f"The Harrow Jacket is in stock. {SAID}. 这是一个", "word"),
        (PRICED, f"The Harrow Jacket is in stock. {SAID} of the and.", "no order of words"),
        (DENIED, "The Harrow Jacket is waterproof.", "isn't denied"),
        (DENIED, "Yes, the Harrow Jacket isn't waterproof.", "the record says no"),
        (TWO, COMPARED.replace("€39.90", "€5.00"), "sign"),
        (TWO, SWAPPED, "another product"),
        (TWO, f"{COMPARED} The Alder Kettle is cheaper.", "comparison"),
        (TWO, f"{COMPARED} The Brae Kettle is rated higher.", "comparison"),
        (TWO, f"{COMPARED} These are similar.", "rests on no fact"),
        (TWO, f"{COMPARED} I have three of them.", "how many"),
        (ORDER, f"{PENDING} Placed on 27 November, it's due by 18 November.", "placed"),
        (ORDER, f"{PENDING} You placed it on 18 December; it is due by 27 November.", "number"),
        (ORDER, f"{PENDING} It was delivered on 18 November, due by 27 November.", "delive"),
    ],
)  # fmt: skip
def test_what_is_not_so_is_named(plan: Plan, text: str, why: str | None) -> None:
    fault = VERIFIER.fault(plan, text)
    assert fault is not None
    assert why is None or why in fault


def test_each_sentence_names_the_facts_it_rests_on() -> None:
    verdict = VERIFIER.judge(TWO, f"{COMPARED} It is made of gold.")
    assert [one.slots for one in verdict.sentences] == [
        ("name", "price", "rating"),
        ("name2", "price2", "rating2"),
        (),
    ]
    assert [one.fault is None for one in verdict.sentences] == [True, True, False]
    assert not verdict.passes


def test_the_half_of_the_written_replies_that_was_looked_at_passes() -> None:
    planner = Planner(
        lambda code: TEMPLATES.language(code).asks, "EUR", "en_IE", date(2026, 11, 26)
    )
    written = read_written(WRITTEN, "EUR")
    assert len(written) >= 250
    seen = [one for one in written if not one.held_out]
    assert 100 < len(seen) < 150
    faults = [
        fault
        for one in seen
        if (fault := VERIFIER.fault(TEMPLATES.speak(planner.plan(one.row)), one.reply))
    ]
    assert faults == []


@given(st.text(max_size=60))
def test_free_text_never_passes_as_a_priced_reply(text: str) -> None:
    assert VERIFIER.fault(PRICED, f"{text}x9") is not None


@given(name=st.text(min_size=1, max_size=40).filter(lambda text: text.strip(" .")))
def test_whatever_a_title_holds_a_written_sentence_about_it_passes(name: str) -> None:
    named = Fact("name", name, "title", name, "catalog:1")
    brand = Fact("brand", "Wxq", "brand", "Wxq", "catalog:1")
    VERIFIER.judge(Plan(Task.QA, (named, brand), ask="brand"), f"{name} is made by Wxq.")


def test_a_language_without_a_voice_has_its_clauses_alone(tmp_path: Path) -> None:
    folder = tmp_path / "languages"
    for code in ("en", "xx"):
        (folder / code).mkdir(parents=True)
    english = (LANGUAGES / "en" / "templates.toml").read_text(encoding="utf-8")
    (folder / "en" / "templates.toml").write_text(english, encoding="utf-8")
    toy = '[[clauses]]\ntask = "qa"\nasks = ["price"]\ntext = ["Zu {name}: {price}."]\n'
    (folder / "xx" / "templates.toml").write_text(toy, encoding="utf-8")
    verifier = FinalVerifier(folder, Templates(folder), {})
    plan = Plan(Task.QA, (JACKET, PRICE), ask="price", language="xx")
    assert verifier.fault(plan, "Zu Harrow Jacket: €89.00.") is None
    assert verifier.fault(plan, "Zu Harrow Jacket: €89.00. Ba bo.") is not None


def test_a_tip_meets_the_wish_even_where_that_names_the_product() -> None:
    wish = Fact("wanted", JACKET.text, "wanted", JACKET.text, "query")
    tip = _plan(Task.RECOMMEND, "fits", JACKET, PRICE, wish)
    said = "You asked for “Harrow Jacket”, and Harrow Jacket meets it, at €89.00."
    assert VERIFIER.fault(tip, said) is None
    assert VERIFIER.fault(tip, said.replace("meets it", "doesn't meet it")) is not None


def _valued(product: int, name: str, text: str, slot: str) -> Fact:
    return Fact(slot, text, f"attributes.{name}", text, f"catalog:{product}")


CASES = _plan(
    Task.COMPARE,
    "two",
    *(fact for fact in KETTLES if "rating" not in fact.slot),
    Fact("label", "case", "attributes", "case", "catalog:1"),
    _valued(1, "case", "steel", "value"),
    _valued(2, "case", "glass", "value2"),
    Fact("other_label", "diameter", "attributes", "diameter", "catalog:1"),
    _valued(1, "diameter", "46 mm", "other_value"),
    _valued(2, "diameter", "44 mm", "other_value2"),
)
PRICES = "The first is Alder Kettle, at €54.50; the second is Brae Kettle, at €39.90."


@pytest.mark.parametrize(
    "told",
    [
        "As for case, the first lists steel and the second glass. On diameter, the first has 46 mm "
        "and the second 44 mm.",
        "The first has the case steel and a diameter of 46 mm; the second has glass and 44 mm.",
        "The first has a case of steel and the diameter 46 mm; the second has the diameter 44 mm "
        "and a case of glass.",
    ],
)
def test_a_label_that_stands_once_is_all_products(told: str) -> None:
    assert VERIFIER.fault(CASES, f"{PRICES} {told}") is None


@pytest.mark.parametrize(
    "told",
    [
        "As for case, the first lists steel and the second 44 mm. On diameter, the first has 46 mm "
        "and the second glass.",
        "The first has the case steel and a diameter of 46 mm; the second has 44 mm and glass.",
    ],
)
def test_a_value_of_the_second_under_anothers_label_is_refused(told: str) -> None:
    fault = VERIFIER.fault(CASES, f"{PRICES} {told}")
    assert fault == "a value stands under another label than its own"


def test_yes_and_no_are_said_only_of_what_was_asked() -> None:
    text = "No, the Harrow Jacket isn't waterproof."
    assert VERIFIER.fault(DENIED, text) is None
    for other in ("", "vegan"):
        assert "something else" in str(VERIFIER.fault(replace(DENIED, answers=other), text))
