"""Shoe sizes by other countries' numbers (`uk 9`, `8.5 us`), as the catalogue's continental ones.
Owns the arithmetic; which words name a country's sizes, and for whom it counts how, the language
says."""

from __future__ import annotations

from collections.abc import Mapping

from retrieval.query.reading import Reading

LEAST, MOST = 1.0, 16.0
"""British sizes of grown-ups' shoes."""
NEAR = 0.6
"""Continental sizes: shops differ by half a size in what they call the same, and no more."""

Size = tuple[int, str, tuple[str, ...]]


def shoe_size_at(reading: Reading, place: int) -> Size | None:
    """The place after the size that begins at `place`, its name, and the catalogue's sizes that
    it may be; the whole size it is nearest to where there is none of them."""
    found = _said(reading, place)
    if found is None:
        return None
    number, system, stop = found
    wanted = [continental(number - less) for less in _less(reading, system)]
    if not all(LEAST <= number - less <= MOST for less in _less(reading, system)):
        return None
    sizes = reading.gazetteers.sizes.items()
    known = [name for name, size in sizes if _is_near(size.name, wanted)]
    values = sorted(known) or [f"{round(size)}" for size in wanted]
    return stop, reading.said(place, stop), tuple(values)


def continental(british: float) -> float:
    """Paris points of two thirds of a centimetre from thirds of an inch: how long a last is for a
    British size is (size + 25) / 3 inches (ISO/TS 19407:2015, adults)."""
    return (british + 25) / 3 * 2.54 * 1.5


def _said(reading: Reading, place: int) -> tuple[float, Mapping[str, float], int] | None:
    """`uk 9` or `9 uk`."""
    tokens, language = reading.tokens, reading.language
    before = language.shoe_systems.at(tokens, place)
    start = before[0] if before else place
    number = tokens[start].number if start < len(tokens) else None
    if number is None or number > MOST + 2 or number % 0.5:
        return None
    system = before or language.shoe_systems.at(tokens, start + 1)
    if system is None or reading.gazetteers.size_phrases.at(tokens, place):
        return None
    return number, language.list.size.shoes[system[1]].less, start + 1 if before else system[0]


def _less(reading: Reading, system: Mapping[str, float]) -> set[float]:
    """What the number is more than a British one, for whom it is meant; for anyone where that
    isn't said."""
    said = {group for _, _, group in reading.language.audiences.find(reading.tokens)}
    fitting = {less for group, less in system.items() if group in said}
    return fitting or set(system.values())


def _is_near(written: str, wanted: list[float]) -> bool:
    try:
        size = float(written.replace(",", "."))
    except ValueError:
        return False
    return any(abs(size - one) < NEAR for one in wanted)
