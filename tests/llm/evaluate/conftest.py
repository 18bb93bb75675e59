from pathlib import Path

import pytest

from llm.evaluate import Checker

LANGUAGES = Path(__file__).parents[3] / "data" / "languages"


@pytest.fixture(scope="session")
def checker():
    return Checker(LANGUAGES)


@pytest.fixture(scope="session")
def jackets():
    """Two products in the public form of a hit."""
    return [
        {
            "product_id": "J1", "variant_id": "J1-M", "title": "Skerry Rain Jacket",
            "brand": "Tarnholm", "price": {"amount": 119.9, "currency": "EUR"},
            "list_price": {"amount": 149.0, "currency": "EUR"}, "in_stock": True, "rating": 4.6,
            "rating_count": 213,
            "attributes": {
                "colour": "mustard", "size": "M", "weight": "420 g", "material": "ripstop nylon",
                "waterproof": "yes", "packable": "no", "warranty": "2 years",
            },
        },
        {
            "product_id": "J2", "variant_id": "J2-L", "title": "Fellside Shell",
            "brand": "Oddmoor", "price": {"amount": 79.0, "currency": "EUR"}, "list_price": None,
            "in_stock": False, "rating": 4.1, "rating_count": 38,
            "attributes": {
                "colour": "slate", "size": "L", "weight": "610 g", "material": "cotton canvas",
                "waterproof": "no", "packable": "yes", "warranty": "5 years",
            },
        },
    ]  # fmt: skip


@pytest.fixture(scope="session")
def order():
    return {
        "id": "10234", "state": "shipped", "placed": "2026-11-17T10:43:00",
        "shipped_on": "2026-11-19", "carrier": "Norland Parcel", "tracking": "NL-6454-2154-49",
        "expected_from": "2026-11-22", "expected_to": "2026-11-25",
        "items": [{"title": "Tilth Bird Feeder", "quantity": 1, "price": 35.9}], "currency": "EUR",
    }  # fmt: skip


@pytest.fixture(scope="session")
def returns():
    return {
        "source": "returns", "heading": "How long you have",
        "text": "You may send goods back within 30 days of delivery. Worn shoes can't be taken "
        "back. The refund reaches you within five working days.",
    }  # fmt: skip


@pytest.fixture
def row(jackets, order, returns):
    """A row of a task with its records; the reply is the test's."""

    def make(task, reply, query="a waterproof jacket", **fields):
        records = {
            "search": {"products": jackets}, "compare": {"products": jackets},
            "why": {"products": jackets[:1]}, "qa": {"products": jackets[:1]},
            "order": {"order": order}, "policy": {"policy": [returns]},
        }.get(task, {})  # fmt: skip
        start = {"id": "1", "task": task, "language": "en", "query": query, "evidence": []}
        return start | records | {"reply": reply} | fields

    return make
