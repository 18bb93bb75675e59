"""`python -m actions.sample` writes the sample shop's records again, byte for byte the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from actions.sample.customers import make_customers
from actions.sample.material import read_departments
from actions.sample.orders import make_orders
from actions.sample.payments import give_methods, give_payments, make_gift_cards
from actions.sample.people import read_people
from actions.sample.products import AS_OF, make_products
from actions.sample.reviews import make_reviews, read_material

SEED = 20261120
CATALOG = Path(__file__).resolve().parents[2] / "data" / "catalog"


def make_shop(catalog: Path) -> dict[str, str]:
    """Each file's name and text, drawn from the material under `catalog`."""
    products = list(make_products(read_departments(catalog / "departments"), SEED))
    people = read_people(catalog)
    customers = list(make_customers(people, SEED))
    orders = make_orders(products, customers, people, SEED)
    give_methods(customers, SEED)
    give_payments(orders, customers, SEED)
    return {
        "products.jsonl": _lines(products),
        "customers.jsonl": _lines(customers),
        "orders.jsonl": _lines(orders),
        "reviews.jsonl": _lines(make_reviews(products, read_material(catalog), AS_OF, SEED)),
        "gift_cards.jsonl": _lines(make_gift_cards(SEED)),
        "meta.json": json.dumps({"as_of": AS_OF.isoformat(), "seed": SEED}) + "\n",
    }


def main() -> None:
    for name, text in make_shop(CATALOG).items():
        (CATALOG / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {text.count(chr(10))} lines")


def _lines(records: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


if __name__ == "__main__":
    main()
