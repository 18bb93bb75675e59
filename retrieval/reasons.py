"""Why a hit is there, in facts of the product's own: what a reply may say. Owns no ranking."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.values import Attribute, Constraint, Op, Product, Reason, Variant

WELL_RATED = 4.0
ENOUGH_RATINGS = 5
LONGEST_QUOTE = 240

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

Stems = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Words:
    """A query's words by their stems, to be found in a product's texts."""

    stems: Stems
    said: dict[str, str]

    @classmethod
    def of(cls, text: str, stems: Stems) -> Words:
        """`stems` is the index's own analyser, so that what matched there matches here."""
        said: dict[str, str] = {}
        for word in _WORD.findall(text):
            for stem in stems(word):
                said.setdefault(stem, word)
        return cls(stems, said)

    def matched(self, text: str) -> dict[str, str]:
        """stem -> the word as the customer said it, for those that `text` holds."""
        held = set(self.stems(text)) if text else set()
        return {stem: word for stem, word in self.said.items() if stem in held}

    def matched_names(self, text: str) -> dict[str, str]:
        """The same without bare numbers: "4" means little in a record's "weight 4 kg"."""
        return {stem: word for stem, word in self.matched(text).items() if not stem.isdigit()}


def reasons(
    product: Product,
    variant: Variant,
    constraints: Sequence[Constraint],
    words: Words,
    *,
    exact: bool,
    near: bool,
) -> tuple[Reason, ...]:
    """Most telling first. `exact`: the query names its code. `near`: its vector is near, which is
    worth saying only where no word matched."""
    found = [*_code(product, exact), *_obeyed(product, variant, constraints)]
    matched = list(_matched(product, words))
    found += matched
    if near and not matched:
        found.append(Reason("meaning", "title", product.title))
    rating = product.rating or 0.0
    if rating >= WELL_RATED and product.rating_count >= ENOUGH_RATINGS:
        found.append(Reason("rating", "rating", f"{rating:g}"))
    return tuple(found)


def _code(product: Product, exact: bool) -> Iterator[Reason]:
    if exact:
        yield Reason("code", "codes", product.codes[0] if product.codes else product.product_id)


def _obeyed(
    product: Product, variant: Variant, constraints: Sequence[Constraint]
) -> Iterator[Reason]:
    for constraint in constraints:
        value = own_value(product, variant, constraint)
        if value or constraint.op is Op.NONE_OF:
            yield Reason("constraint", constraint.field, value, constraint.words)


def own_value(product: Product, variant: Variant, constraint: Constraint) -> str:
    """What the product's record says where the constraint asks; empty where it says nothing."""
    match constraint.field:
        case "price":
            return variant.price.text() if variant.price else ""
        case "brand" | "department" | "category":
            return str(getattr(product, constraint.field))
        case "rating":
            return f"{product.rating:g}" if product.rating is not None else ""
        case "in_stock":
            return "" if variant.in_stock is None else ("yes" if variant.in_stock else "no")
        case "text":
            return ", ".join(constraint.values) if constraint.op is Op.ANY_OF else ""
    name = constraint.field.removeprefix("attribute:")
    if name in variant.options:
        return variant.options[name]
    attribute = product.attribute(name)
    return attribute.text if attribute else ""


def _matched(product: Product, words: Words) -> Iterator[Reason]:
    """Each word is told of once, by the field that says most."""
    untold = dict(words.said)
    for field, text in _texts(product, words):
        if not untold:
            return
        held = words.matched(text) if field == "title" else words.matched_names(text)
        matched = {stem: word for stem, word in held.items() if stem in untold}
        if matched:
            untold = {stem: word for stem, word in untold.items() if stem not in matched}
            value = _value(product, field, text, words)
            yield Reason("words", field, value, " ".join(matched.values()))


def _texts(product: Product, words: Words) -> Iterator[tuple[str, str]]:
    """The fields with what they say, the most telling first. Attributes are many and short: they
    are looked at one by one only where together they say any of the words."""
    yield "title", product.title
    yield "category", product.category
    yield "brand", product.brand
    facts = [(f"attribute:{a.name}", _attribute_text(a)) for a in product.attributes]
    if words.matched_names("\n".join(text for _, text in facts)):
        yield from facts
    yield "description", product.description
    yield "department", product.department


def _attribute_text(attribute: Attribute) -> str:
    if attribute.value is False:
        return ""
    return f"{attribute.label} {attribute.text}"


def _value(product: Product, field: str, text: str, words: Words) -> str:
    if field.startswith("attribute:"):
        attribute = product.attribute(field.removeprefix("attribute:"))
        return attribute.text if attribute else ""
    if field == "description":
        return _telling_sentence(text, words)
    return text


def _telling_sentence(text: str, words: Words) -> str:
    """The sentence, verbatim, that holds most of the words; empty where it is too long to quote."""
    sentences = [sentence for sentence in _SENTENCE_END.split(text) if sentence.strip()]
    best = max(sentences, key=lambda sentence: len(words.matched(sentence)), default="")
    return best.strip() if len(best) <= LONGEST_QUOTE else ""
