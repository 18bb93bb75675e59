"""Whether each value is said of the product whose record holds it, and by its own label.

"It" is the product named last; as many values as names go together in their order; values without
a name go to the products in the order in which they were named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from llm.corpus.clause import SLOT
from llm.grounding.final.sentence import Sentence
from llm.grounding.final.spans import Span
from llm.grounding.final.tongue import Tongue
from llm.plan import Fact, Plan

_CATALOGUE = "catalog:"
_NAMES, _LABELS = "title", "attributes"


def product_of(fact: Fact) -> str:
    """The product whose record holds it; empty for an order's, a policy's, the customer's words."""
    if not fact.source.startswith(_CATALOGUE):
        return ""
    return fact.source.removeprefix(_CATALOGUE).partition("/")[0]


@dataclass(slots=True)
class Named:
    """The products named so far, in the order of their first mention; `last` is "it"."""

    order: list[str] = field(default_factory=list)
    last: str = ""

    def hear(self, products: Sequence[str]) -> None:
        for product in products:
            if product not in self.order:
                self.order.append(product)
            self.last = product


def binding_fault(found: Sequence[Sentence], plan: Plan, tongue: Tongue) -> str | None:
    products = {product_of(fact) for fact in plan.facts if fact.field == _NAMES}
    if len(products) > 1:
        named = Named()
        for sentence in found:
            mentions = mentioned(sentence, named, tongue)
            if fault := _product_fault(sentence, mentions, named, plan):
                return fault
            named.hear([product for _, product in mentions])
    return _label_fault(found)


def mentioned(sentence: Sentence, named: Named, tongue: Tongue) -> list[tuple[int, str]]:
    """Where the sentence speaks of which product, by name or as the first or second."""
    places = [match.start() for match in SLOT.finditer(sentence.bare)]
    mentions = [
        (place, product_of(span.fact))
        for place, span in zip(places, sentence.said, strict=True)
        if span.fact.field == _NAMES
    ]
    known = [*named.order, *(p for _, p in mentions if p not in named.order)]
    for match in tongue.ordinal_words.finditer(sentence.bare):
        number = tongue.ordinals[match.group()]
        if number < len(named.order):
            mentions.append((match.start(), known[number]))
    return sorted(mentions)


def _product_fault(
    sentence: Sentence, mentions: list[tuple[int, str]], named: Named, plan: Plan
) -> str | None:
    groups: dict[str, list[tuple[int, Span]]] = {}
    for match, span in zip(SLOT.finditer(sentence.bare), sentence.said, strict=True):
        if sentence.known and product_of(span.fact) in {product for _, product in mentions}:
            continue  # people put this slot beside that name
        if product_of(span.fact) and span.fact.field not in (_NAMES, _LABELS):
            groups.setdefault(span.fact.field, []).append((match.start(), span))
    for name, values in groups.items():
        owners = _owners([place for place, _ in values], mentions, named)
        for (_, span), owner in zip(values, owners, strict=True):
            alike = (f for f in plan.facts if f.field == name and f.text == span.fact.text)
            if owner not in {product_of(fact) for fact in alike}:
                return f"“{span.fact.text}” is said of another product than its own"
    return None


def _owners(values: list[int], mentions: list[tuple[int, str]], named: Named) -> list[str]:
    if len(values) == len(mentions):
        return [product for _, product in mentions]
    if not mentions and len(values) > 1:
        return named.order if len(named.order) == len(values) else [""] * len(values)
    return [_nearest(place, mentions, named) for place in values]


def _nearest(place: int, mentions: list[tuple[int, str]], named: Named) -> str:
    before = [product for at, product in mentions if at < place]
    if before:
        return before[-1]
    return named.last or (mentions[0][1] if mentions else "")


def _label_fault(found: Sequence[Sentence]) -> str | None:
    """Labels and values of one sentence, its headings too, go together in their order."""
    said: list[Span] = []
    for sentence in found:
        said += sentence.said
        if sentence.bare.endswith(":"):
            continue
        labels, values = _labels(said), _values(said)
        both = [name for name in labels if name in values]
        mixed = [name for name in values if name in labels] != both
        if labels and values and (mixed or not both or _strays(said, labels)):
            return "a value stands under another label than its own"
        said = []
    return None


def _strays(said: Sequence[Span], labels: list[str]) -> bool:
    """Whether a product's values go another way than the labels that stand once for several: its
    own order, or another value where the others have the label's."""
    told: dict[str, list[str]] = {}
    for span in said:
        if "value" in span.fact.slot:
            told.setdefault(product_of(span.fact), []).extend(_values([span]))
    if sum(map(len, told.values())) <= sum(span.fact.field == _LABELS for span in said):
        return False  # each value has a label of its own
    for product, values in told.items():
        others = {name for other, names in told.items() if other != product for name in names}
        lacking = set(labels) & others - set(values)
        labelled = [value for value in values if value in labels]
        turned = labelled != [label for label in labels if label in values]
        if turned or (lacking and not set(values) <= set(labels)):
            return True
    return False


def _labels(said: Sequence[Span]) -> list[str]:
    return _unrepeated(str(span.fact.value) for span in said if span.fact.field == _LABELS)


def _values(said: Sequence[Span]) -> list[str]:
    valued = (s.fact.field for s in said if "value" in s.fact.slot)
    return _unrepeated(field.removeprefix("attributes.") for field in valued)


def _unrepeated(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
