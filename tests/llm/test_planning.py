"""Plans state what the records hold, in shapes the corpus knows, with evidence for each fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from llm.grounding.templates import Templates
from llm.plan import Plan, Task, Tone
from llm.planning import (
    AskWords,
    OrderFacts,
    OrderState,
    plan_card,
    plan_clarify,
    plan_compare,
    plan_nothing,
    plan_order,
    plan_policy,
    plan_qa,
    plan_search,
    plan_why,
)
from llm.planning.shape import fits
from retrieval.values import (
    Attribute,
    Constraint,
    Correction,
    Hit,
    Money,
    Op,
    Passage,
    Product,
    Reason,
    Relaxation,
    SearchResult,
    Understood,
    Variant,
)

WORDS = Templates(Path("data/languages")).language("en").asks


def _product(product_id: str = "p1", title: str = "Harrow Rain Jacket", **more: Any) -> Product:
    variant = Variant(f"{product_id}-a", {"colour": "green"}, Money(8900, "EUR"), stock=4)
    other = Variant(f"{product_id}-b", {"colour": "rust"}, Money(9900, "EUR"), stock=0)
    given = {
        "brand": "Harrow",
        "attributes": (
            Attribute("weight", 420, "g"),
            Attribute("battery_life", 30, "h"),
            Attribute("waterproof", True),
            Attribute("hood", False),
            Attribute("pockets", 4),
        ),
        "rating": 4.6,
        "rating_count": 57,
    } | more
    return Product(product_id, title, (variant, other), **given)


def _hit(product: Product | None = None, *reasons: Reason) -> Hit:
    product = product or _product()
    return Hit(product, product.variants[0], 1.0, reasons)


def _values(plan: Plan) -> dict[str, str]:
    return {fact.slot: fact.text or str(fact.value) for fact in plan.facts}


def test_search_names_the_best_hit_and_others_with_their_prices() -> None:
    hits = tuple(_hit(_product(f"p{n}", f"Jacket {n}")) for n in range(1, 5))
    result = SearchResult(hits, Understood("a jacket", "jacket"), total=12)
    plan = plan_search(result, tone=Tone.WARM, locale="en_IE")
    values = _values(plan)
    assert plan.ask == "many"
    assert (values["name"], values["name3"], values["price"]) == ("Jacket 1", "Jacket 3", "€89.00")
    assert values["count"] == "12"
    assert fits(plan.task, plan.ask, plan.slots)


def test_search_tells_what_was_loosened_and_corrected() -> None:
    understood = Understood(
        "jaket under 50", "jacket", corrections=(Correction("jaket", "jacket"),)
    )
    relaxed = (Relaxation("price", "under 50", "under 90"),)
    plan = plan_search(SearchResult((_hit(),), understood, relaxed, total=1))
    assert plan.slots[:4] == ("said", "meant", "wanted", "instead")
    assert plan.ask == "one"


def test_search_always_says_that_the_best_hit_is_sold_out() -> None:
    product = _product()
    hit = Hit(product, product.variants[1], 1.0)
    plan = plan_search(SearchResult((hit,), Understood("jacket", "jacket"), total=1))
    assert next(f for f in plan.facts if f.slot == "stock").value is False


def test_search_without_hits_plans_nothing() -> None:
    plan = plan_search(SearchResult((), Understood("moon boots", "moon boots")))
    assert (plan.task, plan.ask) == (Task.NOTHING, "nothing")


def test_search_invents_no_price_and_no_rating() -> None:
    bare = Product("p9", "Plain Thing", (Variant("p9"),))
    plan = plan_search(SearchResult((Hit(bare, bare.variants[0], 1.0),), Understood("x", "x")))
    assert plan.slots == ("name",)


@pytest.mark.parametrize("around", [True, False])
def test_why_names_no_limit_that_nobody_said(around: bool) -> None:
    hit = _hit(None, Reason("constraint", "price", "€89.00", "words"))
    price = Constraint("price", Op.BETWEEN, low=60, high=102, around=around)
    assert ("budget" in plan_why(hit, Understood("q", "q", (price,))).slots) is not around


def test_why_sets_the_price_beside_the_limit_only_where_it_holds() -> None:
    reason = Reason("constraint", "price", "€89.00", "under 100")
    hit = _hit(None, reason)
    wish = Understood("q", "q", (Constraint("price", Op.BETWEEN, high=100),))
    assert _values(plan_why(hit, wish, locale="en"))["budget"] == "€100.00"
    wish = Understood("q", "q", (Constraint("price", Op.BETWEEN, high=50),))
    assert "budget" not in plan_why(hit, wish).slots


def test_why_credits_a_wish_only_where_there_was_one() -> None:
    hit = _hit(
        None, Reason("constraint", "brand", "Harrow"), Reason("constraint", "colour", "green")
    )
    wished = (
        Constraint("brand", Op.ANY_OF, ("Harrow",)),
        Constraint("colour", Op.ANY_OF, ("green",)),
    )
    assert {"brand", "colour"} <= set(plan_why(hit, Understood("q", "q", wished)).slots)
    avoided = (
        Constraint("brand", Op.NONE_OF, ("Fell",)),
        Constraint("colour", Op.NONE_OF, ("red",)),
    )
    assert not {"brand", "colour"} & set(plan_why(hit, Understood("q", "q", avoided)).slots)


def test_a_colour_is_not_said_twice() -> None:
    product = _product(attributes=(Attribute("colour", "green"), Attribute("weight", 420, "g")))
    hit = _hit(
        product,
        Reason("constraint", "colour", "green"),
        Reason("constraint", "attribute:colour", "green"),
    )
    plan = plan_search(SearchResult((hit,), Understood("green jacket", "jacket"), total=1))
    assert [fact.text for fact in plan.facts].count("green") == 1


def test_why_is_near_when_nothing_asked_for_is_met() -> None:
    plan = plan_why(_hit(None, Reason("meaning", "", "")), Understood("gift", "gift"))
    assert plan.ask == "near"
    assert fits(plan.task, plan.ask, plan.slots)


def _wish(*fields: str, high: float | None = None, query: str = "q") -> Understood:
    constraints = [Constraint(field, Op.ANY_OF, ("x",)) for field in fields]
    if high is not None:
        constraints.append(Constraint("price", Op.BETWEEN, high=high))
    return Understood(query, query, tuple(constraints))


def test_a_card_says_what_answers_the_wish_and_no_name() -> None:
    product = _product(attributes=(Attribute("non_stick", True), Attribute("hood", True)))
    met = [Reason("constraint", "attribute:non_stick", "yes"), Reason("constraint", "colour", "g")]
    plan = plan_card(_hit(product, *met), _wish("colour", high=100), locale="en", words=WORDS)
    assert plan.slots == ("feature", "colour", "price", "budget")
    assert fits(plan.task, plan.ask, plan.slots)
    assert plan.facts[0].text == "non-stick"
    assert plan.facts[0].evidence() == {
        "field": "attributes.non_stick", "value": "yes", "source": "catalog:p1",
    }  # fmt: skip


def test_a_card_without_a_wish_falls_back_on_a_feature_then_rating_then_price() -> None:
    assert plan_card(_hit(), _wish(), words=WORDS).slots[0] == "feature"
    bare = _hit(_product(attributes=()))
    assert plan_card(bare, _wish(), words=WORDS).slots == ("rating", "rating_count")
    unrated = _hit(_product(attributes=(), rating=None))
    assert plan_card(unrated, _wish(), words=WORDS).slots == ("price",)
    nothing = Product("p9", "Plain Thing", (Variant("p9"),), brand="Fell")
    assert plan_card(_hit(nothing), _wish(), words=WORDS).slots == ("name",)


@pytest.mark.parametrize(
    ("query", "title", "found", "quoted"),
    [
        ("non-stick pan, induction", "Ingle Non-Stick Frying Pan", "non-stick pan", "non-stick"),
        ("a chef's knife, Plainware", "No. 6 Chef's Knife", "chef's knife", "chef's knife"),
        ("coffee, who drinks it", "Night Ferry Coffee", "coffee", "coffee"),
        ("bag for the beach", "Beach Bag", "bag beach", "beach"),
        ("Rain jackets", "Fell Rain Jacket", "rain jackets", "Rain jackets"),
        ("a warm thing", "Fell Rain Jacket", "", None),
    ],
)
def test_quoted_words_are_one_run_of_the_customers_own(
    query: str, title: str, found: str, quoted: str | None
) -> None:
    hit = _hit(_product(title=title), Reason("words", "title", title, found))
    plan = plan_why(hit, Understood(query, query), words=WORDS)
    assert _values(plan).get("words") == quoted


def test_two_wished_properties_stand_together() -> None:
    product = _product(attributes=(Attribute("washable", True), Attribute("vegan", True)))
    met = [Reason("constraint", f"attribute:{name}", "yes") for name in ("washable", "vegan")]
    plan = plan_why(_hit(product, *met), _wish("attribute:vegan"), words=WORDS)
    assert (_values(plan)["feature"], _values(plan)["feature2"]) == ("washable", "vegan")
    assert fits(plan.task, plan.ask, plan.slots)


def test_a_language_without_words_for_it_says_a_property_by_its_label() -> None:
    product = _product(attributes=(Attribute("waterproof", True),))
    plan = plan_card(_hit(product, Reason("constraint", "attribute:waterproof", "yes")), _wish())
    assert plan.slots[:2] == ("label", "value")


def test_what_the_title_says_is_not_said_again() -> None:
    said = (Attribute("material", "oak"), Attribute("thing", "lamp"), Attribute("width", 20, "cm"))
    plan = plan_qa(_product(title="Oak Lamp", attributes=said), words=WORDS)
    assert _values(plan)["predicate"] == "is 20 cm wide"
    assert not {"predicate2", "label"} & set(plan.slots)


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("dishwasher_safe", "dishwasher-safe"),
        ("squirrel_proof", "squirrel-proof"),
        ("washable", "washable"),
        ("non_stick", "non-stick"),
        ("usb_cable", ""),
        ("side_table", ""),
        ("hood", ""),
        ("safe", ""),
    ],
)
def test_adjectives_are_known_by_the_languages_endings(name: str, spoken: str) -> None:
    assert WORDS.as_property(name) == spoken


def test_comparison_names_the_single_lowest_price_and_real_differences() -> None:
    other = _product("p2", "Fell Jacket", attributes=(Attribute("weight", 510, "g"),))
    dear = replace(other.variants[0], price=Money(12000, "EUR"))
    plan = plan_compare([_hit(), Hit(replace(other, variants=(dear,)), dear, 1.0)])
    values = _values(plan)
    assert (values["value"], values["value2"]) == ("420 g", "510 g")
    assert values["cheaper"] == "Harrow Rain Jacket"
    assert fits(plan.task, plan.ask, plan.slots)


def test_comparison_of_equal_prices_names_no_winner() -> None:
    assert "cheaper" not in plan_compare([_hit(), _hit(_product("p2", "Fell"))]).slots


def test_comparison_needs_two() -> None:
    with pytest.raises(ValueError, match="two"):
        plan_compare([_hit()])


@pytest.mark.parametrize(
    ("question", "ask", "slot", "said"),
    [
        ("how much is it?", "price", "price", "€89.00"),
        ("is it in stock", "stock", "stock", "True"),
        ("who makes it", "brand", "brand", "Harrow"),
        ("how is it rated", "rating", "rating", "4.6"),
        ("what's the battery life?", "attribute", "predicate", "has a battery life of 30 h"),
        ("how heavy is it?", "attribute", "predicate", "weighs 420 g"),
        ("is it waterproof?", "yes", "feature", "waterproof"),
        ("does it have a hood?", "no", "thing", "a hood"),
        ("how many pocket", "attribute", "predicate", "has 4 pockets"),
        ("which colours does it come in?", "options", "choices", "green, rust"),
        ("does it have a warranty?", "unknown", "topic", "whether it has a warranty"),
        ("does it have a visor?", "unknown", "topic", "whether it has a visor"),
        ("what is it made of?", "unknown", "topic", "the material"),
    ],
)
def test_questions_find_their_attribute(question: str, ask: str, slot: str, said: str) -> None:
    plan = plan_qa(_product(), None, question, words=WORDS)
    assert plan.ask == ask
    assert _values(plan)[slot] == said
    assert fits(plan.task, plan.ask, plan.slots)


def test_a_named_attribute_goes_before_the_words_and_may_be_missing() -> None:
    product = _product()
    assert _values(plan_qa(product, ask="battery_life"))["value"] == "30 h"
    plan = plan_qa(product, question="is it heavy", ask="fill_power")
    assert (plan.ask, _values(plan)["topic"]) == ("unknown", "fill power")


def test_a_price_the_record_lacks_is_not_answered() -> None:
    bare = Product("p9", "Plain Thing", (Variant("p9"),))
    for question in ("how much is it", "is it available", "how is it rated", "what brand is it"):
        assert plan_qa(bare, None, question, words=WORDS).ask == "unknown"


def test_a_sentence_is_quoted_where_the_record_is_silent_and_only_there() -> None:
    quote = "It comes with a visor for the helmet."
    plan = plan_qa(_product(), None, "does it have a visor?", quote=quote, words=WORDS)
    assert plan.ask == "evidence"
    assert _values(plan)["quote"] == quote
    assert plan.facts[1].field == "description"
    assert fits(plan.task, plan.ask, plan.slots)
    known = plan_qa(_product(), None, "is it waterproof?", quote=quote, words=WORDS)
    assert known.ask == "yes"


def test_no_price_is_taken_from_a_description() -> None:
    bare = Product("p9", "Plain Thing", (Variant("p9"),))
    for question in ("how much is it", "is it available", "how is it rated", "what brand is it"):
        plan = plan_qa(bare, None, question, quote="Now only 3 euros!", words=WORDS)
        assert plan.ask == "unknown"


def test_no_words_of_a_language_still_find_attributes_by_name() -> None:
    assert plan_qa(_product(), None, "weight?", words=AskWords()).ask == "attribute"


@pytest.mark.parametrize("state", list(OrderState))
def test_every_order_state_has_its_facts(state: OrderState) -> None:
    order = OrderFacts(
        "10234", state, date(2026, 11, 3), "Parcel Post", "PP1", date(2026, 11, 5),
        date(2026, 11, 26), date(2026, 11, 28), date(2026, 11, 27), date(2026, 11, 4),
        Money(4200, "EUR"), date(2026, 11, 9), "card",
    )  # fmt: skip
    plan = plan_order(order, locale="en_IE", today=date(2026, 11, 23))
    assert fits(plan.task, plan.ask, plan.slots), plan.slots
    bare = plan_order(OrderFacts("1", state))
    assert bare.slots == ("order", "state")
    assert fits(bare.task, bare.ask, bare.slots)


def test_order_dates_are_the_records_own() -> None:
    order = OrderFacts("7", "shipped", expected_to=date(2026, 11, 26))
    due = plan_order(order, locale="en_IE", today=date(2026, 11, 23)).facts[-1]
    assert (due.slot, due.text, due.value) == ("due", "26 November", "2026-11-26")
    assert due.evidence() == {"field": "expected_to", "value": "2026-11-26", "source": "order:7"}
    old = plan_order(order, locale="en_IE", today=date(2028, 1, 1)).facts[-1]
    assert old.text == "26 November 2026"


def test_an_unknown_order_is_said_to_be_unknown() -> None:
    plan = plan_order(None, order_id="999")
    assert (plan.ask, plan.slots) == ("not_found", ("order",))


def test_policy_is_quoted_word_for_word_with_its_heading() -> None:
    passage = Passage("returns", "How long you have", "You may return it within 30 days.")
    plan = plan_policy([passage], "can I return it?")
    assert _values(plan)["quote"] == passage.text
    assert plan.facts[1].source == "policy:returns#How long you have"
    assert plan_policy([], "?").ask == "unknown"


def test_nothing_offers_the_nearest() -> None:
    plan = plan_nothing("moon boots", [_hit()], locale="en")
    assert plan.slots == ("wanted", "name", "price")
    assert fits(plan.task, plan.ask, plan.slots)


def test_clarify_offers_at_most_three_and_knows_what_is_missing() -> None:
    assert plan_clarify(["a", "b", "c", "d"]).slots == ("option", "option2", "option3")
    assert plan_clarify(missing="order").ask == "order"
    with pytest.raises(ValueError, match="missing"):
        plan_clarify(missing="money")
