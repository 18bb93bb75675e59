"""Words that the catalogue doesn't know, read as those that were probably meant: one with a slip,
two written as one, one written as two. Owns what is never corrected; says each correction."""

from __future__ import annotations

from dataclasses import replace

from symspellpy.editdistance import DamerauOsa

from retrieval.query.reading import Reading
from retrieval.query.tokens import Token
from retrieval.values import Correction

SHORTEST_JOINED = 6
SHORTEST_PART = 3


def read_spelling(reading: Reading) -> None:
    """A code, a number, a word of the language is never corrected."""
    _join(reading)
    place = 0
    while place < len(reading.tokens):
        if _unknown(reading, place):
            _mend(reading, place)
        elif (colour := _slipped_colour(reading, place)) is not None:
            token = reading.tokens[place]
            said = reading.query[token.start : token.end]
            reading.correct(Correction(said, colour), place, [replace(token, key=colour)])
        place += 1


def _mend(reading: Reading, place: int) -> None:
    token = reading.tokens[place]
    said = reading.query[token.start : token.end]
    parted = _parted(reading, token)
    if parted is not None:
        reading.correct(Correction(said, " ".join(t.key for t in parted)), place, parted)
        return
    meant = _nearest(reading, token.key)
    if meant is not None:
        reading.correct(Correction(said, meant), place, [replace(token, key=meant)])


def _nearest(reading: Reading, word: str) -> str | None:
    """A word of the catalogue; one of the language where that is nearer."""
    meant, language = reading.gazetteers.vocabulary.nearest(word), reading.language
    own = language.nearest_colour(word) or language.nearest_word(word)
    if own is None or meant is None:
        return meant or own
    return meant if DamerauOsa().distance(word, meant, 1) >= 0 else own


def _slipped_colour(reading: Reading, place: int) -> str | None:
    """An English word that the catalogue never says, right before a thing that comes in colours,
    where a letter too few, too many or two swapped make it: `brow hat`. No `glue` is a blue."""
    token, known = reading.tokens[place], reading.gazetteers
    following = reading.tokens[place + 1 : place + 2]
    forms = reading.language.forms(token.key)
    if token.key in reading.language.known_words or not following or not following[0].word:
        return None
    if not _stands_alone(reading, place) or any(form in known.vocabulary for form in forms):
        return None
    colour = reading.language.nearest_colour(token.key)
    if colour is None or colour in forms or colour[0] != token.key[0]:
        return None
    swapped = sorted(colour) == sorted(token.key)
    things = known.heads(reading.language).called(reading.language.forms(following[0].key))
    fits = swapped or len(colour) != len(token.key)
    return colour if fits and things & known.coloured() else None


def _join(reading: Reading) -> None:
    """`back pack` where the catalogue only knows backpacks."""
    known, place = reading.gazetteers, 0
    while place + 1 < len(reading.tokens):
        first, second = reading.tokens[place : place + 2]
        joined = first.key + second.key
        if (
            first.word
            and second.word
            and len(joined) >= SHORTEST_JOINED
            and known.saying(joined)
            and not known.said.saying(f"{first.key} {second.key}")
        ):
            whole = replace(first, key=joined, end=second.end)
            said = reading.query[first.start : second.end]
            reading.correct(Correction(said, joined), place, [whole], took=2)
        place += 1


def _parted(reading: Reading, token: Token) -> list[Token] | None:
    """`rainjacket` where the catalogue has a rain jacket."""
    word = token.key
    if len(word) != token.end - token.start:
        return None
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        before, after = word[:cut], word[cut:]
        if reading.gazetteers.said.called(f"{before} {after}"):
            middle = token.start + cut
            first = replace(token, key=before, end=middle)
            return [first, replace(token, key=after, start=middle, glued=True)]
    return None


def _unknown(reading: Reading, place: int) -> bool:
    token, language = reading.tokens[place], reading.language
    if not _stands_alone(reading, place) or place in reading.features:
        return False
    if token.key in language.known_words or token.key in language.ordinary:
        return False
    doubled = f"{token.key}{token.key[-1]}"  # `wireles` is no singular
    forms = (form for form in language.forms(token.key) if form != doubled)
    return not any(form in reading.gazetteers.vocabulary for form in forms)


def _stands_alone(reading: Reading, place: int) -> bool:
    """A word, and no part of a code."""
    token = reading.tokens[place]
    following = reading.tokens[place + 1] if place + 1 < len(reading.tokens) else None
    in_code = token.glued or (following is not None and following.glued and not following.sign)
    return token.word and not in_code


def corrected(text: str, corrections: list[Correction]) -> str:
    """`text` with the words that were probably meant."""
    padded = f" {text} "
    for correction in corrections:
        padded = padded.replace(f" {correction.said} ", f" {correction.meant} ")
    return padded.strip()
