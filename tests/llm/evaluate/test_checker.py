"""True replies pass, and each planted error is caught: see replies.toml, where a false reply
differs from a true one in nothing but its error."""

import tomllib
from pathlib import Path

import pytest

from llm.evaluate import Checker, vocabulary

LANGUAGES = Path(__file__).parents[3] / "data" / "languages"

REPLIES = tomllib.loads((Path(__file__).parent / "replies.toml").read_text("utf-8"))
TRUE = [(entry["task"], entry["reply"]) for entry in REPLIES["true"]]
PLANTED = REPLIES["planted"]


@pytest.mark.parametrize(("task", "reply"), TRUE)
def test_what_is_true_is_not_flagged(checker, row, task, reply):
    verdict = checker.check(row(task, reply))
    assert [str(problem) for problem in verdict.problems] == []
    assert verdict.missing == ""


@pytest.mark.parametrize("planted", PLANTED, ids=[entry["error"] for entry in PLANTED])
def test_each_planted_error_is_caught(checker, row, planted):
    verdict = checker.check(row(planted["task"], planted["reply"]))
    assert planted["kind"] in {problem.kind for problem in verdict.problems}, verdict.problems


def test_a_customers_limit_may_be_restated(checker, row):
    reply = "At €119.90, Skerry Rain Jacket stays within your limit of €120.00."
    assert checker.check(row("why", reply, query="waterproof jacket under 120")).faithful


def test_a_value_of_another_row_is_a_fact_though_no_list_has_it(row):
    other = {"products": [{"title": "X", "attributes": {"weave": "houndstooth"}}]}
    strict = Checker(LANGUAGES, vocabulary([other]))
    reply = "Skerry Rain Jacket, at €119.90, has a houndstooth lining."
    assert [p.kind for p in strict.check(row("search", reply)).problems] == ["word"]


def euros(amount):
    return {"amount": amount, "currency": "EUR"}


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ({"field": "price", "value": euros(119.9), "source": "catalog:J1/J1-M"}, True),
        ({"field": "price", "value": euros(79.0), "source": "catalog:J1/J1-M"}, False),
        ({"field": "title", "value": "Fellside Shell", "source": "catalog:J2"}, True),
        ({"field": "title", "value": "Fellside Shell", "source": "catalog:J1"}, False),
        ({"field": "attributes.weight", "value": "420 g", "source": "catalog:J1"}, True),
        ({"field": "attributes.weight", "value": "610 g", "source": "catalog:J1"}, False),
        ({"field": "attributes", "value": "weight", "source": "catalog:J1"}, True),
        ({"field": "in_stock", "value": True, "source": "catalog:J1/J1-M"}, True),
        ({"field": "in_stock", "value": False, "source": "catalog:J1/J1-M"}, False),
        ({"field": "rating", "value": 4.6, "source": "catalog:J1"}, True),
        ({"field": "rating", "value": 4.6, "source": "catalog:J9"}, False),
        ({"field": "total", "value": 2, "source": "search"}, True),
        ({"field": "total", "value": 7, "source": "search"}, False),
        ({"field": "query", "value": "waterproof jacket", "source": "query"}, True),
        ({"field": "query", "value": "kayak", "source": "query"}, False),
        ({"field": "title", "value": "Fellside Shell", "source": "hearsay"}, False),
        ({"value": 1}, False),
    ],
)  # fmt: skip
def test_evidence_is_looked_up_where_it_points(checker, row, entry, found):
    reply = "I found two matches. The best fit is Skerry Rain Jacket, at €119.90."
    assert checker.check(row("search", reply, evidence=[entry])).faithful is found


def test_evidence_of_orders_and_policies(checker, row, returns):
    order = "Order 10234 is on its way."
    policy = f"Our policy says: {returns['text']}"
    cases = [
        ("order", order, {"field": "state", "value": "shipped", "source": "order:10234"}, True),
        ("order", order, {"field": "state", "value": "delivered", "source": "order:10234"}, False),
        ("order", order, {"field": "state", "value": "shipped", "source": "order:10235"}, False),
        ("policy", policy, {"field": "text", "value": returns["text"],
                            "source": "policy:returns#How long you have"}, True),
        ("policy", policy, {"field": "text", "value": returns["text"],
                            "source": "policy:shipping#How long you have"}, False),
    ]  # fmt: skip
    for task, reply, entry, found in cases:
        assert checker.check(row(task, reply, evidence=[entry])).faithful is found


@pytest.mark.parametrize(
    ("task", "reply", "fields"),
    [
        ("search", "Tell me if you would like something different.", {}),
        ("search", "The best fit is Skerry Rain Jacket.", {}),
        ("qa", "Skerry Rain Jacket is by Tarnholm.", {"ask": "weight"}),
        ("qa", "Skerry Rain Jacket is by Tarnholm.", {"ask": "price"}),
        ("order", "It is on its way.", {}),
        ("order", "Thank you for order 10234.", {}),
        ("policy", "A colleague can tell you.", {}),
        ("compare", "Skerry Rain Jacket is €119.90.", {}),
        ("nothing", "Tell me more.", {}),
        ("clarify", "I see.", {}),
    ],
)
def test_a_reply_that_leaves_out_what_it_owes_is_not_covered(checker, row, task, reply, fields):
    verdict = checker.check(row(task, reply, **fields))
    assert verdict.missing
    assert verdict.faithful


def test_native_records_read_as_hits_do(checker):
    product = {
        "id": "P1", "title": "Kettle", "brand": "Brae", "currency": "EUR",
        "attributes": {"capacity": {"value": 1.5, "unit": "l"}, "cordless": True},
        "variants": [
            {"id": "P1-R", "options": {"colour": "red"}, "price": 49.5, "stock": 0},
            {"id": "P1-B", "options": {"colour": "blue"}, "price": 45.0, "stock": 4},
        ],
    }  # fmt: skip
    base = {"task": "qa", "query": "kettle", "products": [product]}
    red = {
        "field": "price",
        "value": euros(49.5),
        "source": "catalog:P1/P1-R",
    }
    true = "Kettle holds 1.5 l, comes in red and costs €49.50. It is cordless, and out of stock."
    assert checker.check({**base, "reply": true, "evidence": [red]}).problems == ()
    other = "Kettle costs €45.00."
    assert not checker.check({**base, "reply": other, "evidence": [red]}).faithful


def test_wordings_count_how_it_is_said_not_what(checker, row, jackets):
    one = checker.check(row("qa", "Skerry Rain Jacket costs €119.90.")).wording
    two = checker.check(row("qa", "Fellside Shell costs €79.00.", products=jackets[1:])).wording
    three = checker.check(row("qa", "The price of Fellside Shell is €79.00.", products=jackets[1:]))
    assert one == two == "<name> costs <money>."
    assert three.wording != one


def test_a_language_without_lists_is_still_checked_for_names_and_amounts(checker, row):
    true = "Zo: Skerry Rain Jacket, €119.90."
    assert checker.check(row("search", true, language="xx")).faithful
    false = "Zo: Skerry Rain Jacket, €79.00. Fellside Shell, €119.90."
    assert not checker.check(row("search", false, language="xx")).faithful


def test_an_empty_reply_is_not_faithful(checker, row):
    assert not checker.check(row("clarify", " ")).faithful


PAN = {
    "product_id": "P1", "variant_id": "P1", "title": "Tarn Pan", "brand": "Tarn", "in_stock": True,
    "price": {"amount": 20, "currency": "EUR"}, "rating": 4.2, "rating_count": 9,
    "attributes": {
        "non_stick": "yes", "gift_ready": "yes", "washable": "yes", "rain_cover": "yes",
        "dishwasher_safe": "no", "waterproof": "no", "hood": "no", "wall_mounted": "no",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("ask", "reply"),
    [
        ("non_stick", "Yes, Tarn Pan is non-stick."),
        ("dishwasher_safe", "No, Tarn Pan isn't dishwasher-safe."),
        ("hood", "No, Tarn Pan comes without a hood."),
        ("card", "It's non-stick and gift-ready, with 4.2 stars from 9 reviews."),
        ("card", "It's washable and has a rain cover."),
    ],
)
def test_a_property_said_as_an_adjective_answers_for_its_attribute(checker, ask, reply):
    task = "why" if ask == "card" else "qa"
    verdict = checker.check({"task": task, "ask": ask, "products": [PAN], "reply": reply})
    assert (verdict.problems, verdict.missing) == ((), "")


@pytest.mark.parametrize(
    "reply",
    [
        "It's waterproof.",
        "It's dishwasher-safe.",
        "It's non-stick and wall-mounted.",
        "It's washable, with a hood.",
        "It isn't non-stick.",
        "It comes without a rain cover.",
    ],
)
def test_a_property_the_record_denies_is_caught(checker, reply):
    row = {"task": "why", "ask": "card", "products": [PAN], "reply": reply}
    assert [p.kind for p in checker.check(row).problems][:1] == ["negation"]
