"""Which versions of a product a question asks after: "do you have it in L?". Owns that reading;
what fits a wish is `variants`' to say."""

from __future__ import annotations

from dataclasses import dataclass

from actions.choosing.options import Options
from actions.choosing.variants import fits
from actions.choosing.wishes import read_wishes
from actions.choosing.words import ChoosingWords
from retrieval.values import Product, Variant


@dataclass(frozen=True, slots=True)
class VersionsAsked:
    """`options` are those of which a value was asked for, `unheard` those of which no variant has
    what was asked; `fitting` have all that was said. `rest` are the words that name no option."""

    options: tuple[str, ...]
    unheard: tuple[str, ...]
    fitting: tuple[Variant, ...]
    rest: tuple[str, ...]

    def nearest(self, shown: Variant) -> Variant:
        """Of those that fit, the one most like `shown`, of these one that is to be had."""
        return max(
            self.fitting,
            key=lambda one: (one.in_stock is not False, _in_common(one, shown)),
            default=shown,
        )


def versions_asked(text: str, product: Product, words: ChoosingWords) -> VersionsAsked | None:
    """None where no value of an option is asked for."""
    options, terms = Options(product, words), words.cut(text)
    wish = next(iter(read_wishes(terms, options, words)), None)
    if wish is None or not (wish.wanted or wish.unheard):
        return None
    named = dict.fromkeys(option for pairs in wish.wanted for option, _ in pairs)
    taken = {at for said in options.said(terms) for at in range(said.start, said.end)}
    names = frozenset[str]().union(*options.names.values())
    rest = [
        term.key for at, term in enumerate(terms)
        if at not in taken and not term.breaks and term.key not in names
    ]  # fmt: skip
    fitting = () if wish.unheard else tuple(v for v in product.variants if fits(v, wish))
    return VersionsAsked(tuple(named), tuple(sorted(wish.unheard)), fitting, tuple(rest))


def _in_common(one: Variant, other: Variant) -> int:
    return len(set(one.options.items()) & set(other.options.items()))
