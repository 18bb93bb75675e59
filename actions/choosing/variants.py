"""Which variant of a product is meant. Owns the choice among variants by a wish; words and their
values are `options`', what is wished is `wishes`'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actions.choosing.comparing import rank_of
from actions.choosing.options import Options
from actions.choosing.terms import Term
from actions.choosing.wish import Step, Wish
from actions.choosing.wishes import read_wishes
from actions.choosing.words import ChoosingWords
from retrieval.values import Product, Variant


@dataclass(frozen=True, slots=True)
class Candidate:
    variant: Variant
    available: bool


@dataclass(frozen=True, slots=True)
class VariantMeant:
    """`variant` is always available. Without one: `candidates` fit as far as was said, those that
    are available first; `missing` are the options that would decide among those; `unmet` are
    options of which something was asked that no available variant has."""

    variant: Variant | None
    candidates: tuple[Candidate, ...] = ()
    missing: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()


def variant_meant(
    text: str, product: Product, current: Variant | None, words: ChoosingWords
) -> VariantMeant | None:
    """None when the text says nothing about an option or the price. Options not spoken of stay
    as they are in `current` where such a variant is available."""
    return variant_in(words.cut(text), product, current, words)


def variant_in(
    terms: Sequence[Term], product: Product, current: Variant | None, words: ChoosingWords
) -> VariantMeant | None:
    """As `variant_meant`, of words already cut."""
    options = Options(product, words)
    wishes = read_wishes(terms, options, words)
    if not wishes:
        return None
    meant = [_Choice(product, current, options, words).by(wish) for wish in wishes]
    found = next((one for one in meant if one.variant), None)
    return found or next((one for one in meant if not one.unmet), meant[0])


def available(variant: Variant) -> bool:
    return variant.in_stock is not False


class _Choice:
    def __init__(
        self, product: Product, current: Variant | None, options: Options, words: ChoosingWords
    ) -> None:
        self._product, self._current = product, current
        self._options, self._words = options, words

    def by(self, wish: Wish) -> VariantMeant:
        if wish.unheard:
            rest = [v for v in self._product.variants if fits(v, wish)]
            return VariantMeant(None, _candidates(rest), (), tuple(sorted(wish.unheard)))
        pool = [v for v in self._product.variants if fits(v, wish) and self._as_held(v, wish)]
        for step in wish.steps:
            pool = self._stepped(pool, step, wish)
        if wish.price:
            return self._priced(pool, wish)
        return self._settled(pool, wish)

    def _settled(self, pool: list[Variant], wish: Wish) -> VariantMeant:
        kept = [v for v in pool if self._keeps(v, wish)]
        there = self._preferred([v for v in kept if available(v)], wish)
        if len(there) == 1:
            return VariantMeant(there[0])
        among = there or [v for v in pool if available(v)]
        if not among:
            return self._nearest(pool, wish)
        fitting = kept if there else pool
        return VariantMeant(None, _candidates(fitting), self._deciding(among, wish))

    def _as_held(self, variant: Variant, wish: Wish) -> bool:
        """Whether what must stay as it is does."""
        held = self._current.options if self._current else {}
        return all(
            variant.options.get(option) == held[option] for option in wish.kept if option in held
        )

    def _keeps(self, variant: Variant, wish: Wish) -> bool:
        """Whether it is as the current one in all that wasn't spoken of."""
        if self._current is None:
            return True
        return all(
            variant.options.get(option) == value
            for option, value in self._current.options.items()
            if option not in wish.options
        )

    def _preferred(self, there: list[Variant], wish: Wish) -> list[Variant]:
        """Of alternatives (`black or white`) those that were named first and can be had."""
        for pairs in wish.wanted:
            if len({option for option, _ in pairs}) > 1 or len(there) < 2:
                continue
            for option, value in pairs:
                so = [v for v in there if v.options.get(option) == value]
                if so and len(so) < len(there) and self._said_in_turn(pairs):
                    there = so
                    break
        return there

    def _said_in_turn(self, pairs: Sequence[tuple[str, str]]) -> bool:
        """Families (`blue` for navy and cobalt) come as one word and prefer none."""
        families = {self._words.language.family(value) for _, value in pairs}
        return len(families) > 1

    def _stepped(self, pool: list[Variant], step: Step, wish: Wish) -> list[Variant]:
        ranks = rank_of(self._options, step.option, self._words)
        held = self._current.options.get(step.option) if self._current else None
        sides = [v for v in pool if step.option in v.options]
        if not step.whole and held in ranks:
            sides = [
                v for v in sides if (ranks[v.options[step.option]] - ranks[held]) * step.way > 0
            ]
        order = sorted({ranks[v.options[step.option]] for v in sides}, reverse=step.way < 0)
        if not order:
            return []
        towards = order[-1] if step.whole or held not in ranks else order[0]
        if step.whole:
            having = [v for v in sides if available(v) and self._keeps(v, wish)] or sides
            reached = [ranks[v.options[step.option]] for v in having]
            towards = max(reached) if step.way > 0 else min(reached)
            if held in ranks and towards == ranks[held]:  # more is there when the rest may change
                reached = [ranks[v.options[step.option]] for v in sides if available(v)]
                towards = (max if step.way > 0 else min)(reached, default=towards)
        return [v for v in sides if ranks[v.options[step.option]] == towards]

    def _priced(self, pool: list[Variant], wish: Wish) -> VariantMeant:
        priced = [v for v in pool if v.price is not None and available(v)]
        held = self._current.price if self._current else None
        if not wish.price_whole and held is not None:
            sign = wish.price
            priced = [
                v
                for v in priced
                if v.price is not None and (v.price.amount_minor - held.amount_minor) * sign > 0
            ]
        priced.sort(key=lambda v: v.price.amount_minor if v.price else 0, reverse=wish.price > 0)
        if not priced:
            return self._nearest([], wish)
        best = [v for v in priced if v.price == priced[0].price]
        if len(best) == 1 and (wish.price_whole or len(priced) == 1):
            return VariantMeant(best[0])
        among = best if wish.price_whole else priced
        return VariantMeant(None, _candidates(among), self._deciding(among, wish))

    def _deciding(self, among: Sequence[Variant], wish: Wish) -> tuple[str, ...]:
        """The options in which they differ, those not spoken of first."""
        names = list(self._options.values)
        differing = [o for o in names if len({v.options.get(o) for v in among}) > 1]
        return tuple(sorted(differing, key=lambda option: option in wish.options))

    def _nearest(self, pool: Sequence[Variant], wish: Wish) -> VariantMeant:
        """Nothing that can be had fits: what would, and what comes closest of what can be."""
        there = [v for v in self._product.variants if available(v)]
        met = {v.variant_id: sum(_has(v, pairs) for pairs in wish.wanted) for v in there}
        most = max(met.values(), default=0)
        closest = [v for v in there if met[v.variant_id] == most and most > 0]
        failed = [
            {option for pairs in wish.wanted if not _has(v, pairs) for option, _ in pairs}
            for v in closest
        ]
        unmet = set.intersection(*failed) if failed else set()
        unmet = unmet or set().union(*failed) or set(wish.options) or {"price"}
        return VariantMeant(None, _candidates([*pool, *closest]), (), tuple(sorted(unmet)))


def fits(variant: Variant, wish: Wish) -> bool:
    said = set(variant.options.items())
    return all(_has(variant, pairs) for pairs in wish.wanted) and not said & wish.avoided


def _has(variant: Variant, pairs: Sequence[tuple[str, str]]) -> bool:
    return any(variant.options.get(option) == value for option, value in pairs)


def _candidates(variants: Sequence[Variant]) -> tuple[Candidate, ...]:
    told = [Candidate(variant, available(variant)) for variant in variants]
    return tuple(sorted(told, key=lambda one: not one.available))
