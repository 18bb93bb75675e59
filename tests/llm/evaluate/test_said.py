"""What a reply brings evidence for must be said in it, in whatever words."""

import pytest


def entry(field, value, source="catalog:J1"):
    return {"field": field, "value": value, "source": source}


@pytest.mark.parametrize(
    ("text", "evidence", "said"),
    [
        ("Skerry Rain Jacket costs €119.90.", entry("price", {"amount": 119.9}), True),
        ("Skerry Rain Jacket costs little.", entry("price", {"amount": 119.9}), False),
        ("It comes in mustard.", entry("attributes.colour", "mustard"), True),
        ("It comes in slate.", entry("attributes.colour", "mustard"), False),
        ("It is made of ripstop-nylon.", entry("attributes.material", "ripstop nylon"), True),
        ("It is waterproof.", entry("attributes.waterproof", "yes"), True),
        ("It is light.", entry("attributes.waterproof", "yes"), False),
        ("You can buy it: it is in stock.", entry("in_stock", True), True),
        ("You can buy it.", entry("in_stock", True), False),
        ("Customers give it 4.6 out of 5.", entry("rating", 4.6), True),
        ("Customers like it.", entry("rating", 4.6), False),
        ("It comes in S, M, L.", entry("options.size", ["S", "M", "L"]), True),
        ("It comes in S, L.", entry("options.size", ["S", "M"]), False),
    ],
)
def test_a_value_is_said_or_not(checker, row, text, evidence, said):
    assert checker.check(row("qa", text, evidence=[evidence])).said == (said,)


def test_a_day_is_said_in_any_form(checker, row):
    evidence = [entry("placed", "2026-11-17", "order:10234")]
    verdict = checker.check(row("order", "Placed on 17 November.", evidence=evidence))
    assert verdict.said == (True,)
    verdict = checker.check(row("order", "Placed on 18 November.", evidence=evidence))
    assert verdict.said == (False,)
