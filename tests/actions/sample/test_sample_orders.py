"""Customers are plausible and reachable by no one; orders add up and their dates run forwards."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, datetime

import pytest
from sample_shop import CATALOG, POLICIES, records

from actions.sample.orders import LARGE, STATES
from actions.sample.people import read_people

AS_OF = date.fromisoformat(json.loads((CATALOG / "meta.json").read_text())["as_of"])
SENT = {"shipped", "out_for_delivery", "delayed", "delivered", "return_requested", "returned",
        "refunded"}  # fmt: skip
ARRIVED = {"delivered", "return_requested", "returned", "refunded"}
DATES = ("shipped_on", "delivered_on", "cancelled_on", "expected_from", "expected_to")


def day(order, key):
    return date.fromisoformat(order[key]) if key in order else None


def test_customers_differ_and_live_at_example_domains():
    customers = records("customers")
    assert len(customers) == 200
    assert len({customer["email"] for customer in customers}) == 200
    assert all(customer["email"].endswith(".example") for customer in customers)
    assert len({customer["address"]["country"] for customer in customers}) >= 6
    assert all(customer["consent"]["service"] for customer in customers)
    assert 20 < sum(customer["consent"]["marketing"] for customer in customers) < 150


def test_each_state_is_well_represented():
    states = Counter(order["state"] for order in records("orders"))
    assert states == STATES
    assert min(states.values()) >= 30


def test_order_10234_is_on_its_way():
    order = next(order for order in records("orders") if order["id"] == "10234")
    assert order["state"] == "shipped"
    assert order["carrier"]
    assert order["tracking"]
    assert day(order, "expected_to") >= AS_OF


def test_totals_add_up_and_delivery_costs_what_the_shop_says():
    people = read_people(CATALOG)
    homes = {c["id"]: c["address"]["country"] for c in records("customers")}
    for order in records("orders"):
        goods = round(sum(i["price"] * i["quantity"] for i in order["items"]), 2)
        zone = people.zone(homes[order["customer_id"]])
        assert order["shipping"] == (0 if goods >= zone.free_from else zone.price), order["id"]
        assert order["total"] == pytest.approx(goods + order["shipping"], abs=0.001), order["id"]
        assert order["currency"] == "EUR"


def test_items_are_the_shop_s_and_cost_what_they_cost():
    variants = {(r["id"], v["id"]): (r, v) for r in records("products") for v in r["variants"]}
    for order in records("orders"):
        for item in order["items"]:
            record, variant = variants[item["product_id"], item["variant_id"]]
            assert item["title"] == record["title"]
            assert item["price"] == variant["price"]
            assert record["added"] <= order["placed"][:10]
            assert record["category"] not in LARGE


def test_a_state_has_the_facts_it_needs_and_no_others():
    for order in records("orders"):
        state = order["state"]
        for key in ("carrier", "tracking", "shipped_on"):
            assert (key in order) == (state in SENT), (order["id"], key)
        assert ("delivered_on" in order) == (state in ARRIVED), order["id"]
        assert ("cancelled_on" in order) == (state == "cancelled"), order["id"]
        assert ("refund" in order) == (state in ("refunded", "cancelled")), order["id"]
        assert ("expected_to" in order) == (state != "cancelled"), order["id"]


def test_dates_run_forwards():
    joined = {c["id"]: date.fromisoformat(c["joined"]) for c in records("customers")}
    for order in records("orders"):
        placed = datetime.fromisoformat(order["placed"]).date()
        shipped, delivered = day(order, "shipped_on"), day(order, "delivered_on")
        assert joined[order["customer_id"]] <= placed <= AS_OF, order["id"]
        assert shipped is None or placed <= shipped <= AS_OF, order["id"]
        assert delivered is None or shipped < delivered <= AS_OF, order["id"]
        if "expected_from" in order:
            assert placed < day(order, "expected_from") <= day(order, "expected_to"), order["id"]
        if "refund" in order:
            start = delivered or day(order, "cancelled_on")
            assert start <= date.fromisoformat(order["refund"]["issued_on"]) <= AS_OF, order["id"]
            assert order["refund"]["amount"] == order["total"]


def test_what_is_still_to_come_is_expected_in_the_future():
    for order in records("orders"):
        if order["state"] in ("pending", "processing", "packed", "shipped", "delayed"):
            assert day(order, "expected_to") >= AS_OF, order["id"]


def test_shipping_policy_names_the_prices_that_orders_paid():
    text = (POLICIES / "shipping.md").read_text(encoding="utf-8")
    for zone in read_people(CATALOG).zones:
        assert f"€{zone.price:.2f}" in text
        assert f"€{zone.free_from:.0f} or more" in text
        assert f"{zone.days[0]} to {zone.days[1]} days" in text
        assert zone.carrier in text


def test_tracking_numbers_differ():
    numbers = [order["tracking"] for order in records("orders") if "tracking" in order]
    assert len(set(numbers)) == len(numbers)
    assert all(re.fullmatch(r"[A-Z0-9-]{12,15}", number) for number in numbers)
