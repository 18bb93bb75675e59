"""What a thing is to be without, where the catalogue says so: `without caffeine` is decaf, `without
gluten` gluten-free. Owns no negation."""

from __future__ import annotations

from retrieval.query.gazetteers import Rows
from retrieval.query.reading import Reading
from retrieval.values import Constraint, Op


def stated_absence(reading: Reading, word: str, rows: Rows | None, words: str) -> Constraint | None:
    """The condition that says of products of `rows` that they are without `word` (folded); never
    to be given up. None where no such thing is stated of them."""
    known = reading.gazetteers
    rows = known.rows if rows is None else rows
    for said in (f"{word} {after}" for after in reading.language.absent_after):
        flag = known.flags.get(said.replace(" ", "_"))
        if flag is not None and flag.set & rows:
            field = f"attribute:{said.replace(' ', '_')}"
            return Constraint(field, Op.ANY_OF, ("yes",), words=words, firm=True)
    for name in (word, *sorted(known.stated.names([word]))):
        values = _absent_values(reading, name, word)
        if known.stated.texts[name].of(values) & rows if values else False:
            return Constraint(f"attribute:{name}", Op.ANY_OF, values, words=words, firm=True)
    return None


def _absent_values(reading: Reading, name: str, word: str) -> tuple[str, ...]:
    """Values of the attribute `name` that say that there is none of `word`."""
    language = reading.language
    without = {f"{word} {after}" for after in language.absent_after}
    if name == word:
        without |= language.absent_values
    return tuple(v for v in reading.gazetteers.stated.texts.get(name, ()) if v in without)
