"""All products' filterable values in columns: constraints -> a mask over rows. Owns no products
and no row numbers: the index gives both."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from retrieval.filters.columns import grown
from retrieval.filters.offers import Offers
from retrieval.filters.postings import as_array, as_mask, union
from retrieval.filters.predicates import Wish
from retrieval.filters.standing import Standing
from retrieval.filters.texts import Texts
from retrieval.filters.values import Facts, Names, Options
from retrieval.values import Constraint, Op, Product

Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]

_NAMES = ("brand", "department", "category")
_OF_OFFERS = ("price", "in_stock")
REMEMBERED = 64
FEW = 8
"""Where fewer than one row in so many is left, it is quicker to look at each one's variants."""


class FilterTable:
    """`mask` answers for row r exactly what `matching_variant` answers for its product.

    A variant has a *slot*, so that one variant must meet all constraints together. What a product
    says is in `texts`, which may be shared. No product is kept: who changes one says what it was.
    Several threads may ask at once while none changes anything.
    """

    def __init__(self, texts: Texts | None = None) -> None:
        self.texts = Texts() if texts is None else texts
        self.standing = Standing()
        self.offers = Offers()
        self._held = BitMap()
        self._is_held = np.empty(0, dtype=np.bool_)
        self._names = {name: Names() for name in _NAMES}
        self._options: dict[str, Options] = {}
        self._facts: dict[str, Facts] = {}
        self._answers: dict[Wish, _Answer] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._held)

    def __getstate__(self) -> dict[str, Any]:
        """What was remembered of answers isn't kept."""
        return {k: v for k, v in vars(self).items() if k not in ("_answers", "_lock")}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        vars(self).update(state)
        self._answers, self._lock = {}, threading.Lock()

    def put(self, row: int, product: Product, before: Product | None = None) -> None:
        """Let `row` hold `product`; `before` is what it held until now."""
        if before is not None and _same_but_offers(before, product):
            self.offers.write(row, product)
            self._forget(_OF_OFFERS)
            return
        self._forget()
        if before is not None:
            self.remove(row, before)
        self._held.add(row)
        self._is_held = grown(self._is_held, row + 1, 0)
        self._is_held[row] = True
        self.texts.put(row, product)
        self.standing.put(row, product)
        self.offers.claim(row, product)
        for name in _NAMES:
            self._names[name].add(row, getattr(product, name))
        for slot, variant in zip(self.offers.slots(row), product.variants, strict=True):
            for option, value in variant.options.items():
                self._options.setdefault(option, Options()).add(slot, value)
        for attribute in product.attributes:
            self._facts.setdefault(attribute.name, Facts()).add(row, attribute)

    def remove(self, row: int, product: Product) -> None:
        """Forget the row, which held `product`; it matches nothing until it is put again. A row
        that isn't held is no error."""
        if row not in self._held:
            return
        self._forget()
        self._held.remove(row)
        self._is_held[row] = False
        self.texts.remove(row)
        self.standing.remove(row)
        for name in _NAMES:
            self._names[name].remove(row, getattr(product, name))
        for slot, variant in zip(self.offers.slots(row), product.variants, strict=True):
            for option, value in variant.options.items():
                self._options[option].remove(slot, value)
        for attribute in product.attributes:
            self._facts[attribute.name].remove(row, attribute)
        self.offers.free(row)

    def mask(self, constraints: Iterable[Constraint], rows: int | None = None) -> Mask:
        """(rows,) True where one variant of the row's product meets all `constraints`. `rows` is
        the length wanted; by default one past the highest row held."""
        size = self._size
        wishes = _wishes(constraints)
        prices = [wish for wish in wishes if wish.field == "price"]
        by_row, by_slot = self._answers_to(wish for wish in wishes if wish.field != "price")
        keep = self._is_held[:size].copy()
        for met in by_row:
            keep &= met
        if FEW * int(np.count_nonzero(keep)) > size:
            keep &= self._owning(by_slot, prices)
        else:
            keep = self._owning_few(np.flatnonzero(keep), by_slot, prices)
        result = np.zeros(size if rows is None else rows, dtype=np.bool_)
        result[:size] = keep[: len(result)]
        return result

    def among(self, rows: Rows, constraints: Iterable[Constraint]) -> Mask:
        """(k,) which of `rows` (k,), all of them held, `mask` would let through: quicker where
        they are few."""
        by_row, by_slot = self._answers_to(_wishes(constraints))
        keep = np.ones(len(rows), dtype=np.bool_)
        for met in by_row:
            keep &= met[rows]
        return keep if by_slot is None else keep & self.offers.any_of(rows, by_slot)

    def prices(self, rows: Rows, constraints: Iterable[Constraint]) -> NDArray[np.float64]:
        """(k,) the price of the variant that `matching_variant` would choose, infinite for none."""
        return self.offers.best_prices(rows, self._answers_to(_wishes(constraints))[1])

    def stated(self, unit: str, rows: Rows) -> NDArray[np.float64]:
        """(k,) the least that each of `rows` states in this or a like unit; NaN for none."""
        least = np.full(self._size, np.nan)
        for facts in self._facts.values():
            for row, value in facts.stated(unit):
                np.fmin.at(least, row, value)
        return least[rows]

    def spans(self, attribute: str, unit: str, rows: Rows) -> NDArray[np.float64]:
        """(k, 2) the least and the most that each of `rows` states as `attribute`; NaN for none."""
        ends = np.full((self._size, 2), np.nan)
        for held, span in self._facts.get(attribute, Facts()).spans(unit):
            ends[as_array(held)] = span
        return ends[rows]

    @property
    def _size(self) -> int:
        return int(self._held.max()) + 1 if self._held else 0

    def _owning(self, slots: Mask | None, prices: Sequence[Wish]) -> Mask | np.bool_:
        """(rows,) True where one of `slots`, or any, is as cheap or dear as wished."""
        for wish in prices:
            priced = self._answer(wish)[1]
            slots = priced if slots is None or priced is None else slots & priced
        return np.True_ if slots is None else self.offers.owners(slots, self._size)

    def _owning_few(self, rows: Rows, slots: Mask | None, prices: Sequence[Wish]) -> Mask:
        """(rows,) the same, of `rows` (k,) alone."""
        few = np.zeros(self._size, dtype=np.bool_)
        if len(rows):
            own, starts = self.offers.slots_by_row(rows)
            met = np.ones(len(own), dtype=np.bool_) if slots is None else slots[own]
            for wish in prices:
                met &= self.offers.priced(wish, own)
            few[rows] = np.logical_or.reduceat(met, starts)
        return few

    def _answers_to(self, wishes: Iterable[Wish]) -> tuple[list[Mask], Mask | None]:
        """What holds for rows, each for itself, and for slots, all together."""
        by_row: list[Mask] = []
        by_slot: Mask | None = None
        for wish in wishes:
            rows, slots = self._answer(wish)
            if rows is not None:
                by_row.append(rows)
            if slots is not None:
                by_slot = slots if by_slot is None else by_slot & slots
        return by_row, by_slot

    def _answer(self, wish: Wish) -> _Answer:
        """Remembered until something changes that it may depend on."""
        with self._lock:
            known = self._answers.get(wish)
        if known is None:
            known = self._worked_out(wish)
            with self._lock:
                if len(self._answers) >= REMEMBERED:
                    del self._answers[next(iter(self._answers))]
                self._answers[wish] = known
        return known

    def _forget(self, fields: Iterable[str] = ()) -> None:
        with self._lock:
            every = list(self._answers)
            for wish in (w for w in every if w.field in fields) if fields else every:
                del self._answers[wish]

    def _worked_out(self, wish: Wish) -> _Answer:
        if wish.field == "price":
            return None, self.offers.priced(wish)
        if wish.field == "in_stock":
            return None, self.offers.stocked(wish)
        if wish.field == "rating":
            rating = self.standing.rating[: self._size]
            within = (rating >= wish.low) & (rating <= wish.high)
            return within if wish.op is Op.BETWEEN else np.zeros(self._size, dtype=np.bool_), None
        if wish.field in _NAMES:
            return self._of_name(wish), None
        if wish.field == "text":
            slots = union(option.saying(wish) for option in self._options.values())
            rows = union(map(self.texts.saying, wish.wanted))
            return self._together(wish, rows - union(map(self.texts.saying, wish.but)), slots)
        facts, options = self._facts.get(wish.attribute), self._options.get(wish.option)
        rows = facts.meeting(wish) if facts else BitMap()
        slots = options.meeting(wish) if options else BitMap()
        if options and rows:
            rows = rows - self.offers.rows_of(options.stating)
        said = self._called(wish)
        if said and not wish.negated:
            said = said - facts.stating if facts else said
            said = said - self.offers.rows_of(options.stating) if options else said
        return self._together(wish, rows | said, slots)

    def _called(self, wish: Wish) -> BitMap:
        """Rows whose name says what is wanted."""
        texts = self.texts
        find = texts.titled_besides_brand if wish.field == "colour" else texts.called
        said = union(map(find, wish.spoken))
        return said - union(map(find, wish.but)) if said and wish.but else said

    def _of_name(self, wish: Wish) -> Mask:
        if wish.op is Op.BETWEEN:
            return np.zeros(self._size, dtype=np.bool_)
        named = self._names[wish.field].meeting(wish)
        if wish.negated and wish.field == "brand":
            named = named | union(map(self.texts.titled, wish.wanted))
        mask = as_mask(named, self._size)
        return ~mask if wish.negated else mask

    def _together(self, wish: Wish, rows: BitMap, slots: BitMap) -> _Answer:
        """What the product states counts for each of its variants, what a variant states for
        that one alone."""
        by_row = as_mask(rows, self._size)
        if wish.negated:
            return ~by_row, ~self.offers.mask(slots) if slots else None
        if not slots:
            return by_row, None
        return None, self.offers.mask(slots) | self.offers.slots_of(by_row)


def _wishes(constraints: Iterable[Constraint]) -> list[Wish]:
    return [wish for wish in map(Wish.of, constraints) if not wish.empty]


_Answer = tuple[Mask | None, Mask | None]
"""What holds for each row and for each slot; None for all of them."""


def _same_but_offers(before: Product, after: Product) -> bool:
    """Price and stock are all that changed: the usual update, and the quick one."""
    return replace(before, variants=()) == replace(after, variants=()) and [
        (v.variant_id, dict(v.options)) for v in before.variants
    ] == [(v.variant_id, dict(v.options)) for v in after.variants]
