"""How much a campaign's products are for somebody, as a sum whose parts are the reasons. Owns the
parts' values; nothing is fitted, and nothing of who somebody is can come in: a `Person` holds none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from retrieval.personal.audience.because import SUPPORTING, Because, Part
from retrieval.personal.audience.campaign import Aim
from retrieval.personal.audience.person import Person
from retrieval.personal.audience.ties import FLOOR, Tie, Ties
from retrieval.personal.deed import WEIGHTS, Deed, Did, interests
from retrieval.personal.suggest.demand import Demand
from retrieval.personal.suggest.reason import Ground, Reason
from retrieval.personal.suggest.sources.again import EARLY, LATE
from retrieval.personal.suggest.taste import Taste
from retrieval.values import Product

FADES_DAYS = 90.0
CERTAIN = WEIGHTS[Did.CART]
"""In the cart now, or looked at three times today: no more can be said by looking."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is made of one person's deeds. `liked` product -> interest in it, the most first;
    `last` product -> the newest deed with it; `had` product -> when it was bought last."""

    deeds: tuple[Deed, ...]
    liked: dict[str, float]
    last: dict[str, Deed]
    had: dict[str, Deed]
    taste: Taste


@dataclass(frozen=True, slots=True)
class Affinity:
    """`together` and `alike` are the ties of all there is to `aim`'s products."""

    demand: Demand
    product: Callable[[str], Product | None]
    together: Ties
    alike: Ties

    def of(self, person: Person, aim: Aim, now: datetime) -> tuple[Because, ...]:
        """The most telling first; none where nothing speaks for it."""
        if not aim.products or not person.deeds:
            return ()
        seen = self._seen(person, now)
        found = [*self._looked(seen, aim, now), *self._again(seen, aim, now)]
        found += [*self._together(seen, aim), *self._like(seen, aim), *self._leaning(seen, aim)]
        if not any(one.added > 0 for one in found):
            return ()
        target = max(found, key=lambda one: one.added).target
        found += [*self._price(seen, aim, target), _recent(seen, target, now)]
        return tuple(sorted(found, key=lambda one: (one.part in SUPPORTING, -one.added, one.part)))

    def _seen(self, person: Person, now: datetime) -> Seen:
        deeds = tuple(deed for deed in person.deeds if deed.when <= now)
        return Seen(
            deeds,
            interests(deeds, now),
            {deed.product_id: deed for deed in deeds},
            {deed.product_id: deed for deed in deeds if deed.did is Did.PURCHASE},
            Taste.of(deeds, self.product, now),
        )

    def _looked(self, seen: Seen, aim: Aim, now: datetime) -> Iterator[Because]:
        """All that they did with one of them, but for buying it."""
        weights: dict[str, float] = {}
        newest: dict[str, Deed] = {}
        for deed in seen.deeds:
            if deed.product_id in aim.products and deed.did is not Did.PURCHASE:
                weights[deed.product_id] = weights.get(deed.product_id, 0.0) + deed.weight(now)
                newest[deed.product_id] = deed
        weight, target = max(((w, one) for one, w in weights.items()), default=(0.0, ""))
        if weight > 0:
            value = min(1.0, weight / CERTAIN)
            yield Because(Part.LOOKED, value, target, Reason.after(newest[target]))

    def _again(self, seen: Seen, aim: Aim, now: datetime) -> Iterator[Because]:
        best: Because | None = None
        for product_id in aim.products.keys() & seen.had.keys():
            every, deed = self.demand.again.get(product_id), seen.had[product_id]
            if every is None or not EARLY <= (now - deed.when).days / every <= LATE:
                continue
            late = abs(1.0 - (now - deed.when).days / every)
            reason = Reason(Ground.AGAIN, when=deed.when.date(), days=every, source=deed.source)
            one = Because(Part.AGAIN, max(0.0, 1.0 - late / LATE), product_id, reason)
            if best is None or (one.value, one.target) > (best.value, best.target):
                best = one
        if best is not None:
            yield best

    def _together(self, seen: Seen, aim: Aim) -> Iterator[Because]:
        found = _strongest(seen.had, self.together, aim)
        if found is not None:
            anchor, tie = found
            deed, of = seen.had[anchor], self.demand.with_[anchor]
            reason = Reason(
                Ground.TOGETHER, other=anchor, count=tie.count, of=of, when=deed.when.date(),
                source=deed.source,
            )  # fmt: skip
            yield Because(Part.TOGETHER, tie.value, tie.target, reason)

    def _like(self, seen: Seen, aim: Aim) -> Iterator[Because]:
        found = _strongest(seen.liked, self.alike, aim)
        if found is not None:
            anchor, tie = found
            near = (tie.value - FLOOR) / (1.0 - FLOOR)
            reason = Reason.after(seen.last[anchor])
            yield Because(Part.LIKE, min(1.0, near), tie.target, reason, cosine=tie.value)

    def _leaning(self, seen: Seen, aim: Aim) -> Iterator[Because]:
        for part, shares in ((Part.KIND, seen.taste.kinds), (Part.BRAND, seen.taste.brands)):
            ours = {_named(part, product): one for one, product in sorted(aim.products.items())}
            best = next(((name, share) for name, share in shares if name in ours), None)
            deed = best and self._newest(seen, part, best[0])
            if best and deed:
                told = {"kind" if part is Part.KIND else "brand": best[0]}
                reason = Reason(Ground.TASTE, other=deed.product_id, source=deed.source, **told)  # type: ignore[arg-type]
                yield Because(part, best[1], ours[best[0]], reason, share=best[1])

    def _newest(self, seen: Seen, part: Part, name: str) -> Deed | None:
        """The newest deed that bears a leaning out."""
        for deed in reversed(seen.deeds):
            product = self.product(deed.product_id) if deed.product_id in seen.liked else None
            if product is not None and _named(part, product) == name:
                return deed
        return None

    def _price(self, seen: Seen, aim: Aim, target: str) -> Iterator[Because]:
        price, band = price_of(aim.products[target]), seen.taste.prices
        if price is None or band is None or not band[0] <= price <= band[1]:
            return
        low, high = band
        sources = sorted({deed.source for deed in seen.deeds})
        reason = Reason(Ground.TASTE, source="+".join(sources))
        yield Because(Part.PRICE, 1.0, target, reason, low=low, high=high, price=price)


def price_of(product: Product) -> float | None:
    """The least of its variants', in major units."""
    return min((float(one.price.amount) for one in product.variants if one.price), default=None)


def _recent(seen: Seen, target: str, now: datetime) -> Because:
    deed = seen.deeds[-1]
    days = max(0.0, (now - deed.when).total_seconds() / 86_400)
    return Because(Part.RECENT, 0.5 ** (days / FADES_DAYS), target, Reason.after(deed))


def _strongest(anchors: Iterable[str], ties: Ties, aim: Aim) -> tuple[str, Tie] | None:
    found = [
        (tie.value, anchor, tie)
        for anchor in anchors
        for tie in ties.get(anchor, ())
        if tie.target in aim.products and tie.target != anchor
    ]
    if not found:
        return None
    _, anchor, tie = max(found, key=lambda one: (one[0], one[1], one[2].target))
    return anchor, tie


def _named(part: Part, product: Product) -> str:
    return product.category if part is Part.KIND else product.brand
