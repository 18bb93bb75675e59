"""A product and one variant, as the checker reads them. Owns no verdict."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.evaluate.constraints.quantities import Quantity, in_text, of_attribute
from retrieval.evaluate.constraints.words import Words, says, stems, words_of
from retrieval.values import Product, Variant

COLOUR_FIELDS = ("colour", "color")


@dataclass(frozen=True, slots=True)
class Record:
    product: Product
    variant: Variant
    words: Words

    @property
    def price(self) -> float | None:
        return float(self.variant.price.amount) if self.variant.price else None

    def texts(self) -> list[str]:
        """What the record says of itself: title, brand, kind, options and attributes, but no
        description; a true flag by its name."""
        product = self.product
        said = [product.title, product.brand, product.category, product.department]
        said += self.variant.options.values()
        for attribute in product.attributes:
            if isinstance(attribute.value, bool):
                said += [attribute.label] if attribute.value else []
            else:
                said.append(attribute.text)
        return said

    def says(self, phrase: str) -> bool:
        return any(says(text, phrase) for text in self.texts())

    def states(self, phrase: str) -> bool:
        """Says it, and not that it is without it, as in `sugar-free`."""
        return any(says(text, phrase) and not self._denied(text, phrase) for text in self.texts())

    def _denied(self, text: str, phrase: str) -> bool:
        said, wanted = stems(text), stems(phrase)
        width = len(wanted)
        places = [i for i in range(len(said)) if said[i : i + width] == wanted]
        before, after = self.words.absent_before, self.words.absent_after
        return bool(places) and all(
            (i > 0 and said[i - 1] in before)
            or (said[i + width : i + width + 1] or [""])[0] in after
            for i in places
        )

    def is_called(self, phrase: str) -> bool:
        """The category ends in it, or the title says it."""
        wanted, category = stems(phrase), stems(self.product.category)
        return category[-len(wanted) :] == wanted or says(self.product.title, phrase)

    def colours(self) -> list[str]:
        """The colours stated for this variant, by its options or the title. What the product
        states elsewhere holds for it where it is the only one, or where no option says."""
        options = [v for k, v in self.variant.options.items() if self._is_colour(k)]
        stated = [a.text for a in self.product.attributes if self._is_colour(a.name)]
        if options and len(self.product.variants) > 1:
            stated = []
        return [*options, *stated, *self.words.colours_in(self.product.title)]

    def _is_colour(self, name: str) -> bool:
        return any(field in name for field in COLOUR_FIELDS) and "temperature" not in name

    def sizes(self) -> list[str]:
        options = [v for k, v in self.variant.options.items() if k != "colour"]
        return options + [a.text for a in self.product.attributes if "size" in a.name]

    def audiences(self) -> set[str]:
        """Whom it says it is for: `women`, `men`, `children`, `either`; empty where it doesn't."""
        table, fields = self.words.audience, self.words.audience_fields
        said = [a.text for a in self.product.attributes if a.name in fields]
        said += [v for k, v in self.variant.options.items() if k in fields]
        spoken = {word for text in said for word in [*words_of(text), text.casefold()]}
        return {who for who, names in table.items() if names & spoken}

    def quantities(self, name: str, dimension: str) -> list[Quantity]:
        """Those stated under `name` in `dimension`: the variant's own option first, then the
        product's attributes, then (where a dimension is asked for) the title."""
        fields = self.words.fields(name)
        options = [v for k, v in self.variant.options.items() if k in fields or k == name]
        found = [quantity for text in options for quantity in in_text(text, self.words)]
        found = _of(found, dimension)
        if not found:
            found = [
                quantity
                for attribute in self.product.attributes
                if attribute.name in fields
                for quantity in of_attribute(attribute, self.words)
            ]
            found = _of(found, dimension)
        if not found and dimension:
            found = [q for q in in_text(self.product.title, self.words) if q.dimension == dimension]
        return found


def _of(found: list[Quantity], dimension: str) -> list[Quantity]:
    """A number that states no unit is taken to be in the one that was asked for."""
    return [q for q in found if not dimension or q.dimension in (dimension, "")]
