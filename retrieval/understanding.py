"""What customers' words mean in this catalogue, per language. Owns which parser takes which query;
the gazetteers that they read are the index's to keep up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pyroaring import BitMap

from retrieval.facets import Split, splits
from retrieval.fold import phrase, words
from retrieval.merchandise.pins import pinned
from retrieval.merchandise.rules import Rules
from retrieval.merchandise.synonyms import Synonyms
from retrieval.query import (
    Gazetteers,
    Kind,
    Kinds,
    Language,
    QueryParser,
    begins_anew,
    forgetting,
    forgetting_sort,
    refine,
)
from retrieval.query.kind import joined
from retrieval.rank.evidence import Sought
from retrieval.telling import told
from retrieval.values import Constraint, Money, Op, Product, Understood

UNHEARD_OF = "qxzqxz"
"""A query that is looked up everywhere."""


class Understanding:
    """A language that isn't known is read as the catalogue's own, the first of `languages`."""

    def __init__(
        self, languages: Sequence[Language], currency: str, gazetteers: Gazetteers
    ) -> None:
        self._gazetteers = gazetteers
        self._currency = currency
        self._parsers = {
            language.code: QueryParser(language, self._gazetteers, currency)
            for language in languages
        }
        self._default = self._parsers[languages[0].code]

    def prepare(self) -> None:
        """Make now what the first query would else wait for."""
        self._gazetteers.vocabulary.prepare()
        for parser in self._parsers.values():
            parser.parse(UNHEARD_OF)

    def departments(self) -> dict[str, int]:
        """How many products each holds, by the name that most of them write."""
        return {one.name: len(one.rows) for one in self._gazetteers.departments.values()}

    @property
    def gazetteers(self) -> Gazetteers:
        return self._gazetteers

    def parse(self, query: str, language: str, rules: Rules | None = None) -> Understood:
        """`query` stays as it was said, though the merchant's synonyms put it in other words."""
        parser = self._parsers.get(language, self._default)
        if not rules or not rules.synonyms:
            return parser.parse(query)
        put, corrections = self._synonyms(parser.language, rules).instead(query)
        understood = parser.parse(put)
        told = (*corrections, *understood.corrections)
        return replace(understood, query=query, corrections=told)

    def kind(self, understood: Understood, rules: Rules) -> Kind | None:
        """The kind of thing looked for, by the words that name it, else by any of the text; what
        the merchant takes for the same thing is of it, too."""
        language = self.language(understood.language)
        kinds, said = Kinds(self._gazetteers, language), understood.kind or understood.text
        others = self._synonyms(language, rules).others(said) if rules.synonyms else ()
        named = [kinds.of(text, understood.query) for text in (said, *others)]
        return joined([kind for kind in named if kind is not None])

    def leaves_open(self, understood: Understood) -> bool:
        """Whether it says in so many words that it may be anything, for whom or what it says."""
        language = self.language(understood.language)
        idle, spoken = language.kind_open | language.kind_whatever, words(understood.query)
        for_whom = any(_says_for_whom(one) for one in understood.constraints)
        purpose = any(
            one in idle and after in language.kind_purpose for one, after in pairwise(spoken)
        )
        return (for_whom and not idle.isdisjoint(spoken)) or purpose

    def sought(self, understood: Understood) -> Sought:
        """What a ranker looks for in a candidate. A thing that is only spoken of (`charge my phone
        while travelling`) isn't what is looked for."""
        language = self.language(understood.language)
        kinds = Kinds(self._gazetteers, language)
        named = words(understood.kind or understood.text)
        found = kinds.head(named)
        if found and not understood.kind and found[0] < len(named) - 1:
            found = None
        spoken = dict.fromkeys(words(understood.text))
        return Sought(
            words=tuple(language.forms(word) for word in spoken),
            things=kinds.names(named[found[0]]) if found else (),
            heads=self._gazetteers.heads(language),
        )

    def widened(self, understood: Understood, rules: Rules) -> str:
        """Its text with what the catalogue calls such a thing, and what the merchant takes for the
        same, behind it: to be found by either."""
        language, text = self.language(understood.language), understood.text
        own = Kinds(self._gazetteers, language).also_called(understood.kind or text)
        others = self._synonyms(language, rules).others(text) if rules.synonyms else ()
        said = set(words(text))
        more = (word for other in (own, *others) for word in words(other) if word not in said)
        return " ".join([text, *dict.fromkeys(more)])

    def pinned(self, understood: Understood, rules: Rules) -> tuple[str, ...]:
        """The ids of the products that the merchant wants first for what was understood."""
        language = self.language(understood.language)
        parse = self._parsers.get(understood.language, self._default).parse
        return pinned(rules.pins, understood, language, parse)

    def _synonyms(self, language: Language, rules: Rules) -> Synonyms:
        said = self._gazetteers.said
        return Synonyms(rules.synonyms, language, lambda phrase: bool(said.saying(phrase)))

    def is_known(self, understood: Understood) -> bool:
        """Whether the catalogue says the name of the thing looked for at all."""
        language = self.language(understood.language)
        return Kinds(self._gazetteers, language).is_said(understood.kind)

    def names_other(self, said: str, row: int, language: str) -> bool:
        """Whether words of `said` are what things are called, and none of them what `row` is."""
        kinds = Kinds(self._gazetteers, self.language(language))
        heads = [found[1] for word in words(said) if (found := kinds.head([word]))]
        return bool(heads) and not any(row in rows for rows in heads)

    def named(self, spoken: Sequence[str], language: str) -> BitMap:
        """Rows whose title or category says all of the folded words `spoken`, in any number."""
        forms, known = self.language(language).forms, self._gazetteers
        rows = known.rows
        for word in spoken:
            rows = rows & BitMap.union(*(known.saying(form) for form in forms(word)))
        return rows

    def wider(self, constraint: Constraint, language: str) -> Iterator[Constraint]:
        """A colour's whole family, as far as the catalogue has more of it."""
        if constraint.field != "colour":
            return
        spoken = self.language(language)
        families = {spoken.family(value) for value in constraint.values}
        known = (c for c in self._gazetteers.colours if spoken.family(c) in families)
        asked = set(map(phrase, constraint.values))
        values = tuple(dict.fromkeys([*constraint.values, *known]))
        if families & spoken.families and not set(values) <= asked:
            named = ", ".join(sorted(families & spoken.families))
            yield replace(constraint, op=Op.ANY_OF, values=values, words=named)

    def told(self, constraint: Constraint, language: str) -> str:
        """A constraint's demand as a reader of `language` sees it."""
        return told(constraint, self.language(language), self._currency)

    def language(self, code: str) -> Language:
        return self._parsers.get(code, self._default).language

    def refine(
        self,
        understood: Understood,
        utterance: str,
        shown_prices: Sequence[Money],
        shown: Sequence[Product] = (),
    ) -> Understood:
        parser = self._parsers.get(understood.language, self._default)
        return refine(parser, understood, utterance, shown_prices, shown)

    def is_new_search(self, understood: Understood, utterance: str, supposed: bool) -> bool:
        parser = self._parsers.get(understood.language, self._default)
        return begins_anew(parser, understood, utterance, supposed)

    def forgetting(self, understood: Understood) -> tuple[str, ...]:
        """For each condition, and last for the order where one is wished, what to say to be rid
        of just that; empty where no words would do."""
        language = self.language(understood.language)
        says = [(c, forgetting(understood, c, language)) for c in understood.constraints]
        texts = [text if self._gives_up(understood, c, text) else "" for c, text in says]
        return (*texts, forgetting_sort(language)) if understood.sort else tuple(texts)

    def splits(self, products: Sequence[Product], understood: Understood) -> list[Split]:
        """What would split `products`, but for the fields that `understood` has settled."""
        fixed = {c.field for c in understood.constraints if c.op is not Op.NONE_OF}
        language = self.language(understood.language)
        return splits(products, fixed, language, self._currency)

    def _gives_up(self, understood: Understood, constraint: Constraint, text: str) -> bool:
        kept = tuple(c for c in understood.constraints if c is not constraint)
        return bool(text) and self.refine(understood, text, ()).constraints == kept


def _says_for_whom(constraint: Constraint) -> bool:
    """What a price or a rating leaves is any of the shop's goods; a brand is no use."""
    name = constraint.field.partition(":")[0]
    return constraint.op is not Op.NONE_OF and name in ("attribute", "department", "category")
