"""The sections of a language's `query.toml`, one class each: their keys and defaults. Owns no words
and no reading of files."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

Phrases = tuple[str, ...]
Groups = dict[str, Phrases]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PriceWords(Section):
    """`*` in `currencies` is money of whatever currency. `up_to` and `from_on` take in the amount
    itself, `under` and `over` don't."""

    under: Phrases = ()
    up_to: Phrases = ()
    over: Phrases = ()
    from_on: Phrases = ()
    between: Phrases = ()
    around: Phrases = ()
    to: Phrases = ()
    under_after: Phrases = ()
    around_after: Phrases = ()
    having: Phrases = ()
    over_after: Phrases = ()
    context: Phrases = ()
    currencies: Groups = {}


class NumberWords(Section):
    """`parts` stand for a part of a unit: `half a litre`. `notes` are words for money itself: a
    `tenner`."""

    articles: Phrases = ()
    fillers: Phrases = ()
    minus: Phrases = ()
    words: dict[str, float] = {}
    scales: dict[str, float] = {}
    parts: dict[str, float] = {}
    notes: dict[str, float] = {}


class MeasureWords(Section):
    """`packed` stands between a count and what holds so many (`50 per box`). `counting` names
    attributes that say for how many of something a thing is; with those of
    `spare`, one more does as well. `called` has other names of attributes (`ram`); one
    with a word of `never` in its name is meant only where the query names it (`package_weight`).
    `count_words` say in the name of an attribute only that it counts (`number_of_slices`).
    `quantities` has, by the kind of the unit, how attributes that state no unit are called."""

    counted: Phrases = ()
    count_words: Phrases = ()
    packed: Phrases = ()
    counting: Groups = {}
    spare: Phrases = ()
    never: Phrases = ()
    for_so_many: Groups = {}
    called: Groups = {}
    quantities: Groups = {}
    weight_words: Phrases = ()


class AgeWords(Section):
    """`attributes` say from which age on a thing is meant; `before` and `after` stand beside an
    age (`age 5`, `5 year old`). A number after `of_person` (`she's about 60`), or after whom it is
    for and `being`, is an age and no price."""

    attributes: Phrases = ()
    before: Phrases = ()
    of_person: Phrases = ()
    being: Phrases = ()
    after: Groups = {}


class RatingWords(Section):
    unit: Phrases = ()
    words: Phrases = ()


class SortWords(Section):
    """`words` ask for an order that is said later: `sort mugs by price`."""

    price_asc: Phrases = ()
    price_desc: Phrases = ()
    rating: Phrases = ()
    newest: Phrases = ()
    words: Phrases = ()


class SoftWords(Section):
    """Wishes that only rank. `never` are phrases in which none is meant (`cheap to run`)."""

    cheap: Phrases = ()
    premium: Phrases = ()
    light: Phrases = ()
    small: Phrases = ()
    big: Phrases = ()
    popular: Phrases = ()
    new: Phrases = ()
    never: Phrases = ()


class StockWords(Section):
    in_stock: Phrases = ()


class NegationWords(Section):
    """Of `words` one thing follows, of `phrases` all that belongs together, of `prefixes` a name;
    `helpers` deny what a thing measures (`doesn't weigh more than`)."""

    words: Phrases = ()
    phrases: Phrases = ()
    prefixes: Phrases = ()
    helpers: Phrases = ()
    after: Phrases = ()
    features: Phrases = ()
    joiners: Phrases = ()
    skipped: Phrases = ()


class ColourWords(Section):
    words: Phrases = ()
    also_things: Phrases = ()
    before: Phrases = ()
    same: dict[str, str] = {}
    never: Phrases = ()


class ShoeSystem(Section):
    """A country's shoe sizes: how they are `said`, and by how much the number is more than the
    British one, for each group of `[audience]`."""

    said: Phrases = ()
    less: dict[str, float] = {}


class SizeWords(Section):
    words: Phrases = ()
    bare: Phrases = ()
    names: Groups = {}
    shoes: dict[str, ShoeSystem] = {}


class AudienceWords(Section):
    attributes: Phrases = ()
    shared: Phrases = ()
    groups: Groups = {}


class ValueWords(Section):
    """How values of attributes are said. `same` has other names of one, `families` what is a kind
    of one (oak of wood); with a word of `unlike` before it or of `unlike_after` after it, a value
    is not meant (`vegan leather`, `nut free`). `made_of` leaves no doubt that a value follows;
    attributes of `never` say nothing that is asked for. `without` values say that the thing their
    attribute is called after isn't there (`decaf` of caffeine), words of `without_after` that what
    they follow isn't (`gluten free`). `opposites` are words for the no of a yes-or-no attribute."""

    same: Groups = {}
    families: Groups = {}
    opposites: Groups = {}
    unlike: Phrases = ()
    unlike_after: Phrases = ()
    made_of: Phrases = ()
    never: Phrases = ()
    without: Phrases = ()
    without_after: Phrases = ()


class Words(Section):
    words: Phrases = ()


class BrandWords(Section):
    by: Phrases = ()
    words: Phrases = ()


class DepartmentWords(Section):
    words: Phrases = ()
    before: Phrases = ()


class SpellingWords(Section):
    """`stemmer` is tantivy's name of one (`english`), for the words of the index. A plural puts an
    ending to a word or changes the one it has (`ies` for `y`)."""

    dictionary: str = ""
    stemmer: str = ""
    plural_endings: Phrases = ()
    plural_changes: tuple[tuple[str, str], ...] = ()


class KindWords(Section):
    """`ends` begin what is said of a thing after its name, but for those of `links` where the
    catalogue says them in names; `containers` count things (`set`),
    what they hold follows a word of `holding` (`of`);
    `open` leave open what is wanted (`gift`), as those of `whatever` do, which are no names
    (`anything`), and are for something after a word of `purpose`; things whose category says a
    word of `apart` are meant only where the query says one, too (`dog`)."""

    ends: Phrases = ()
    links: Phrases = ()
    joiners: Phrases = ()
    containers: Phrases = ()
    holding: Phrases = ()
    open: Phrases = ()
    whatever: Phrases = ()
    purpose: Phrases = ()
    apart: Phrases = ()
    same: Groups = {}


class PolicyWords(Section):
    """What people call the shop's terms on a subject, with `{}` for the subject."""

    called: Phrases = ()


class SayWords(Section):
    """How a bound is told, with `{}` for the amount."""

    at_most: str = "≤ {}"
    at_least: str = "≥ {}"
    between: str = "{}–{}"


class RefineWords(Section):
    """`points` stand for the things already spoken of (`ones`). `wished` are the words for further
    wishes; `less` and `more` name the measures that a wish may want less or more of, the likeliest
    first (`lighter`: the weight)."""

    cheaper: Phrases = ()
    dearer: Phrases = ()
    bigger: Phrases = ()
    smaller: Phrases = ()
    lighter: Phrases = ()
    heavier: Phrases = ()
    better_rated: Phrases = ()
    newer: Phrases = ()
    also: Phrases = ()
    instead: Phrases = ()
    other_brands: Phrases = ()
    other_colours: Phrases = ()
    forget: Phrases = ()
    forget_after: Phrases = ()
    points: Phrases = ()
    wished: Groups = {}
    less: Groups = {}
    more: Groups = {}
    adds: dict[str, str] = {}
    fields: Groups = {}


class OfferWords(Section):
    """Changes of a search as a customer would say them, with `{}` for the value: what is offered
    to be sent by a click is read like anything else that is said."""

    under: str = ""
    brand: str = "{}"
    colour: str = "{}"
    size: str = "{}"
    in_stock: str = ""
    other: str = "{}"
    forget: str = ""
    forget_field: str = ""
