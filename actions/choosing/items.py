"""Which items of an order are meant, and how many of each. Owns the choice among an order's items;
what names one item is `naming`'s."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from actions.choosing.naming import Mention, Naming
from actions.choosing.options import Options
from actions.choosing.terms import Term, is_number
from actions.choosing.variants import fits
from actions.choosing.wishes import read_wishes
from actions.choosing.words import ChoosingWords
from actions.stores.change import Line
from actions.stores.order import Order, OrderItem
from retrieval.values import Product

ProductOf = Callable[[str], Product | None]
COUNT_REACH = 5


@dataclass(frozen=True, slots=True)
class ItemsMeant:
    """`lines` in the order's own order, each with how many. `unclear` are items of which the words
    could mean one or another."""

    lines: tuple[Line, ...] = ()
    unclear: tuple[OrderItem, ...] = ()


def items_meant(
    text: str, order: Order, product_of: ProductOf, words: ChoosingWords
) -> ItemsMeant | None:
    """None when the text names no item of the order."""
    terms = words.cut(text)
    naming = Naming(order, product_of, words)
    if words.has(terms, "items", "rest"):
        return _the_rest(terms, order, naming)
    everything = words.spans(terms, "items", "all")
    if everything and _covers_all(everything[0], terms, order, words):
        return _all_but(terms[everything[0][1] :], order, naming, words)
    meant = _named(terms, order, naming, words, product_of)
    if meant is None and everything and len(order.items) > 1:
        return ItemsMeant((), order.items)
    return meant or _pointed(terms, order, words)


def _covers_all(
    span: tuple[int, int], terms: Sequence[Term], order: Order, words: ChoosingWords
) -> bool:
    """`both` of an order of three is not all of it, and `both mugs` names them."""
    said = {term.key for term in terms[span[0] : span[1]]}
    if said & words.phrases("items", "pair"):
        return len(order.items) == 2
    return True


def _all_but(
    rest: Sequence[Term], order: Order, naming: Naming, words: ChoosingWords
) -> ItemsMeant:
    exceptions = words.spans(rest, "items", "but")
    left_out: set[str] = set()
    if exceptions:
        kept = naming.mentions(rest[exceptions[0][1] :])
        left_out = {item.variant_id for one in kept for item in one.items if not one.unclear}
        unclear = [item for one in kept if one.unclear for item in one.items]
        if unclear:
            return ItemsMeant((), tuple(unclear))
    return ItemsMeant(
        tuple(Line(i.variant_id, i.quantity) for i in order.items if i.variant_id not in left_out)
    )


def _the_rest(terms: Sequence[Term], order: Order, naming: Naming) -> ItemsMeant | None:
    """`keep the lamp and return the rest`: all but what is named."""
    named = naming.mentions(terms)
    unclear = [item for one in named if one.unclear for item in one.items]
    if unclear or not named:
        return ItemsMeant((), tuple(unclear)) if unclear else None
    kept = {item.variant_id for one in named for item in one.items}
    left = [item for item in order.items if item.variant_id not in kept]
    return ItemsMeant(tuple(Line(item.variant_id, item.quantity) for item in left))


def _named(
    terms: Sequence[Term],
    order: Order,
    naming: Naming,
    words: ChoosingWords,
    product_of: ProductOf,
) -> ItemsMeant | None:
    many: dict[str, int] = {}
    open_ones: list[tuple[OrderItem, ...]] = []
    for one in _told_apart(naming.mentions(terms), terms, product_of, words):
        if one.unclear:
            open_ones.append(one.items)
            continue
        if _is_kept(terms, one.start, words):
            continue
        for item in one.items:
            many[item.variant_id] = _how_many(terms, one.start, item, words)
    # "the lamp, the black one": what follows makes it clear.
    left = [items for items in open_ones if not {item.variant_id for item in items} & set(many)]
    unclear = {item.variant_id: item for items in left for item in items}
    if not many and not unclear:
        return None
    lines = tuple(
        Line(i.variant_id, many[i.variant_id]) for i in order.items if i.variant_id in many
    )
    return ItemsMeant(lines, tuple(unclear.values()))


def _told_apart(
    mentions: Sequence[Mention], terms: Sequence[Term], product_of: ProductOf, words: ChoosingWords
) -> Iterator[Mention]:
    """Two of one product by what is said of their options: `the speaker without waterproofing`."""
    for place, one in enumerate(mentions):
        product = product_of(one.items[0].product_id)
        if not one.unclear or product is None or len({i.product_id for i in one.items}) > 1:
            yield one
            continue
        begin = mentions[place - 1].end if place else 0
        end = mentions[place + 1].start if place + 1 < len(mentions) else len(terms)
        wishes = read_wishes(terms[begin:end], Options(product, words), words)
        variants = [(item, product.variant(item.variant_id)) for item in one.items]
        left = tuple(i for i, v in variants if v and wishes and fits(v, wishes[0]))
        yield replace(one, items=left, unclear=False) if len(left) == 1 else one


def _is_kept(terms: Sequence[Term], start: int, words: ChoosingWords) -> bool:
    """`keep the lamp`, `but not the lamp`: named, but not meant."""
    begin = max((at + 1 for at in range(start) if terms[at].breaks), default=0)
    before = terms[max(begin, start - 4) : start]
    return words.has(before, "items", "kept")


def _how_many(terms: Sequence[Term], start: int, item: OrderItem, words: ChoosingWords) -> int:
    """`two of the three mugs` is two: the first number before the name; never more than were
    ordered."""
    begin = max(0, start - COUNT_REACH)
    stops = [at + 1 for at in range(begin, start) if terms[at].breaks or _joins(terms[at], words)]
    before = terms[stops[-1] if stops else begin : start]
    numbers = [int(float(term.key)) for term in before if is_number(term.key)]
    said = numbers[0] if numbers else item.quantity
    return said if 0 < said <= item.quantity else item.quantity


def _joins(term: Term, words: ChoosingWords) -> bool:
    return term.key in words.phrases("items", "joins")


def _pointed(terms: Sequence[Term], order: Order, words: ChoosingWords) -> ItemsMeant | None:
    """By its place (`the second one`), its price, or as `it` where there is only one."""
    places = _places(terms, len(order.items), words)
    for name, most in (("least", False), ("most", True)):
        if not places and len(order.items) > 1 and words.has(terms, "items", name):
            ranked = sorted(order.items, key=lambda i: i.price.amount_minor, reverse=most)
            places = [order.items.index(ranked[0])]
    if places:
        items = [order.items[place] for place in places]
        return ItemsMeant(tuple(Line(item.variant_id, item.quantity) for item in items))
    if len(order.items) == 1 and words.has(terms, "items", "it"):
        only = order.items[0]
        return ItemsMeant((Line(only.variant_id, _how_many(terms, len(terms), only, words)),))
    return None


def _places(terms: Sequence[Term], many: int, words: ChoosingWords) -> list[int]:
    ordinals = words.listed("items", "ordinals")
    found: list[int] = []
    for place, term in enumerate(terms):
        after = terms[place + 1].key if place + 1 < len(terms) else ""
        alone = not after or after in words.phrases("items", "pointed") or not after.isalpha()
        if term.key in ordinals and alone and ordinals.index(term.key) < many:
            found.append(ordinals.index(term.key))
        elif term.key in words.phrases("items", "last") and alone:
            found.append(many - 1)
    return list(dict.fromkeys(found))
