"""All products' filterable values in columns: constraints -> a mask over rows. Owns no products
and no row numbers: the index gives both."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from retrieval.filters.postings import Postings
from retrieval.filters.predicates import Wish, full_text, in_stock_word, title_without_brand
from retrieval.fold import folded, phrase
from retrieval.values import AttributeValue, Constraint, Op, Product

Mask = NDArray[np.bool_]

_PRODUCT_FIELDS = ("brand", "department", "category")
# Type, value and unit of an attribute: without the type, 1 and True would be one value.
_Held: TypeAlias = tuple[type, AttributeValue, str]


class _Texts:
    """One folded text a row, with a space at both ends so that a word is found as a word."""

    def __init__(self, of: Callable[[Product], str]) -> None:
        self._of = of
        self._by_row: dict[int, str] = {}

    def put(self, row: int, product: Product) -> None:
        self._by_row[row] = f" {self._of(product)} "

    def remove(self, row: int) -> None:
        del self._by_row[row]

    def stating(self, values: Iterable[str], size: int) -> Mask:
        """(size,) True where the row's text states one of `values`. The bare value is looked for
        first: letters are rarer than the spaces around them, so this is the quick way."""
        mask = np.zeros(size, dtype=np.bool_)
        for value in values:
            padded = f" {value} "
            found = [r for r, text in self._by_row.items() if value in text and padded in text]
            mask[found] = True
        return mask


class FilterTable:
    """`mask` answers for row r exactly what `matching_variant` answers for its product.

    A variant has a *slot*, so that one variant must meet all constraints together.
    """

    def __init__(self) -> None:
        self._products: dict[int, Product] = {}
        self._slots: dict[int, range] = {}
        self._free: dict[int, list[int]] = {}
        self._titles = _Texts(lambda product: folded(product.title))
        self._bare_titles = _Texts(title_without_brand)
        self._full = _Texts(full_text)
        self._fields: dict[str, Postings[str]] = {name: Postings() for name in _PRODUCT_FIELDS}
        self._options: dict[str, Postings[str]] = {}
        self._attributes: dict[str, Postings[_Held]] = {}
        self._rating = np.empty(0)
        self._owner = np.empty(0, dtype=np.int64)
        self._price = np.empty(0)
        self._stock = np.empty(0, dtype=np.int8)
        self._rows = 0
        self._used = 0

    def __len__(self) -> int:
        return len(self._products)

    def put(self, row: int, product: Product) -> None:
        """Let `row` hold `product`, whatever it held before."""
        before = self._products.get(row)
        if before is not None and _same_but_offers(before, product):
            self._products[row] = product
            self._write_offers(row, product)
            return
        if before is not None:
            self.remove(row)
        self._rows = max(self._rows, row + 1)
        self._rating = _grown(self._rating, self._rows, np.nan)
        self._products[row] = product
        for texts in (self._titles, self._bare_titles, self._full):
            texts.put(row, product)
        self._rating[row] = np.nan if product.rating is None else product.rating
        self._claim_slots(row, product)
        self._post(row, product, Postings.add)

    def remove(self, row: int) -> None:
        """Forget the row; it matches nothing until it is put again. Unknown rows are no error."""
        product = self._products.pop(row, None)
        if product is None:
            return
        self._post(row, product, Postings.remove)
        slots = self._slots.pop(row)
        self._owner[slots.start : slots.stop] = -1
        self._free.setdefault(len(slots), []).append(slots.start)
        self._rating[row] = np.nan
        for texts in (self._titles, self._bare_titles, self._full):
            texts.remove(row)

    def mask(self, constraints: Iterable[Constraint], rows: int | None = None) -> Mask:
        """(rows,) True where one variant of the row's product meets all `constraints`. `rows` is
        the length wanted; by default one past the highest row ever put."""
        result = np.zeros(self._rows if rows is None else rows, dtype=np.bool_)
        slots = self._owner[: self._used] >= 0
        keep = np.ones(self._rows, dtype=np.bool_)
        for wish in (w for w in map(Wish.of, constraints) if not w.empty):
            if wish.field in (*_PRODUCT_FIELDS, "rating"):
                keep &= self._row_mask(wish)
            else:
                slots &= self._slot_mask(wish)
        owners = self._owner[: self._used][slots]
        owners = owners[keep[owners]]
        result[owners[owners < len(result)]] = True
        return result

    def _row_mask(self, wish: Wish) -> Mask:
        if wish.field == "rating":
            rating = self._rating[: self._rows]
            known = (rating >= wish.low) & (rating <= wish.high)
            return known if wish.op is Op.BETWEEN else np.zeros(self._rows, dtype=np.bool_)
        if wish.op is Op.BETWEEN:
            return np.zeros(self._rows, dtype=np.bool_)
        named = self._fields[wish.field].mask(wish.names, self._rows)
        if not wish.negated:
            return named
        if wish.field == "brand":
            named |= self._titles.stating(wish.wanted, self._rows)
        return ~named

    def _slot_mask(self, wish: Wish) -> Mask:
        if wish.field == "price":
            price = self._price[: self._used]
            known = (price >= wish.low) & (price <= wish.high)
            return known if wish.op is Op.BETWEEN else np.zeros(self._used, dtype=np.bool_)
        if wish.field == "in_stock":
            return self._stock_mask(wish)
        if wish.field == "text":
            said = self._of_rows(self._full.stating(wish.wanted, self._rows))
            for postings in self._options.values():
                said |= postings.mask(lambda v: wish.said_in(phrase(v)), self._used)
            return ~said if wish.negated else said
        has = self._having(wish)
        if not wish.negated:
            return has
        if wish.field == "colour":
            has |= self._of_rows(self._bare_titles.stating(wish.wanted, self._rows))
        return ~has

    def _stock_mask(self, wish: Wish) -> Mask:
        if wish.op is Op.BETWEEN:
            return np.zeros(self._used, dtype=np.bool_)
        wanted = [
            state
            for state, known in ((-1, None), (0, False), (1, True))
            if (in_stock_word(known) in wish.wanted) != wish.negated
        ]
        return np.isin(self._stock[: self._used], wanted)

    def _having(self, wish: Wish) -> Mask:
        """By option; by attribute where no variant of the product has the option."""
        options = self._options.get(wish.option)
        attributes = self._attributes.get(wish.attribute)
        has = np.zeros(self._used, dtype=np.bool_)
        if attributes:
            has = self._of_rows(attributes.mask(lambda held: wish.met_by(*held[1:]), self._rows))
        if options:
            optional = np.zeros(self._rows, dtype=np.bool_)
            owners = self._owner[: self._used][options.mask(lambda _: True, self._used)]
            optional[owners] = True
            has &= ~self._of_rows(optional)
            has |= options.mask(wish.met_by, self._used)
        return has

    def _of_rows(self, mask: Mask) -> Mask:
        """The slots of the rows in `mask`; dead slots belong to none."""
        if not len(mask):
            return np.zeros(self._used, dtype=np.bool_)
        owner = self._owner[: self._used]
        taken: Mask = mask[owner] & (owner >= 0)
        return taken

    def _claim_slots(self, row: int, product: Product) -> None:
        freed = self._free.get(len(product.variants))
        start = freed.pop() if freed else self._used
        stop = start + len(product.variants)
        self._used = max(self._used, stop)
        self._owner = _grown(self._owner, self._used, -1)
        self._price = _grown(self._price, self._used, np.nan)
        self._stock = _grown(self._stock, self._used, -1)
        self._slots[row] = range(start, stop)
        self._owner[start:stop] = row
        self._write_offers(row, product)

    def _write_offers(self, row: int, product: Product) -> None:
        for slot, variant in zip(self._slots[row], product.variants, strict=True):
            self._price[slot] = float(variant.price.amount) if variant.price else np.nan
            self._stock[slot] = -1 if variant.in_stock is None else int(variant.in_stock)

    def _post(
        self, row: int, product: Product, act: Callable[[Postings[Any], Any, int], None]
    ) -> None:
        for name in _PRODUCT_FIELDS:
            act(self._fields[name], getattr(product, name), row)
        for slot, variant in zip(self._slots[row], product.variants, strict=True):
            for name, value in variant.options.items():
                act(self._options.setdefault(name, Postings()), value, slot)
        for attribute in product.attributes:
            held = self._attributes.setdefault(attribute.name, Postings())
            act(held, (type(attribute.value), attribute.value, attribute.unit), row)


def _same_but_offers(before: Product, after: Product) -> bool:
    """Price and stock are all that changed: the usual update, and the quick one."""
    return replace(before, variants=()) == replace(after, variants=()) and [
        (v.variant_id, dict(v.options)) for v in before.variants
    ] == [(v.variant_id, dict(v.options)) for v in after.variants]


def _grown(column: NDArray[Any], size: int, fill: float) -> NDArray[Any]:
    """`column` with room for `size`, twice as much at a time."""
    if len(column) >= size:
        return column
    grown = np.full(max(size, 2 * len(column), 1024), fill, dtype=column.dtype)
    grown[: len(column)] = column
    return grown
