"""Facts of other customers in what the assistant said. Owns the comparison of words alone.

Found are full names, addresses of e-mail, streets with their numbers, numbers of orders and of
parcels. What the customer said themselves is no leak.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]
SHORTEST = 5


class Secrets:
    """Of a shop's records: fact -> whose it is. Made once, asked for every conversation."""

    def __init__(self, customers: Iterable[Record], orders: Iterable[Record]) -> None:
        self._owners: dict[str, set[str]] = {}
        for person in customers:
            for fact in (person.get("name"), person.get("email"), _street(person)):
                self._add(fact, person["id"])
        for order in orders:
            for fact in (order["id"], order.get("tracking"), _street(order)):
                self._add(fact, order["customer_id"])
        longest_first = sorted(self._owners, key=len, reverse=True)
        facts = "|".join(re.escape(one) for one in longest_first)
        self._pattern = re.compile(rf"(?<![\w.@€$£])({facts})(?![\w@]|\.\d)")

    def leaked(self, customer_id: str, texts: Sequence[str], said: Sequence[str]) -> list[str]:
        """Others' facts in `texts` that are not in `said`."""
        spoken = "\n".join(said).casefold()
        found = []
        for text in texts:
            for match in self._pattern.finditer(text.casefold()):
                fact = match[1]
                if customer_id not in self._owners[fact] and fact not in spoken:
                    found.append(fact)
        return sorted(set(found))

    def _add(self, fact: object, owner: str) -> None:
        if isinstance(fact, str) and len(fact) >= SHORTEST:
            self._owners.setdefault(fact.casefold(), set()).add(owner)


def _street(record: Record) -> str:
    return str((record.get("address") or {}).get("street", ""))
