"""RNNLG's own spelling of a sentence: lower case, marks apart, contractions written out, some
endings cut off (`ports` -> `port -s`). Owns no slots.

BLEU depends on it to the third digit, so it follows the set's normalisation (RNNLG, Apache-2.0)
step by step, oddities included."""

from __future__ import annotations

import re

_MARKS = "?.,!"
_PHONE = re.compile(r"\(?(\d{3})\)?[-.\s]?(\d{3})[-.\s]?(\d{4})")
_IS_NOT = {
    "do": "don't", "does": "doesn't", "did": "didn't", "could": "couldn't", "are": "aren't",
    "is": "isn't", "was": "wasn't", "were": "weren't",
}  # fmt: skip
_SHORT = {
    "it's": "it is", "you'd": "you would", "you're": "you are", "you'll": "you will",
    "i'm": "i am", "they're": "they are", "that's": "that is", "what's": "what is",
    "i've": "i have", "we've": "we have", "can't": "cannot", "i'd": "i would",
    "won't": "will not", "there's": "there is", "there're": "there are",
}  # fmt: skip
_PLURALS = """restaurant hotel laptop dinner breakfast price place venue range meal location area
card use dimension include computer machine rating constraint requirement drive specification hour
port television restriction driver factor"""
_OTHER_PLURALS = {
    "lunches": "lunch", "policies": "policy", "children": "child", "kids": "kid",
    "inches": "inch", "families": "family", "businesses": "business", "accessories": "accessory",
}  # fmt: skip
_ADVERBS = """expensive moderate extreme actual typical definite mostly:most nice sure certain
total"""
_OTHER = {
    ". .": ".", "cheaper": "cheap -er", "cheaply": "cheap -ly", "truly": "true -ly",
    "kidfriendly": "kid friendly", "st": "street", "ave": "avenue", "upmarket": "expensive",
    "inpricey": "cheap", "driverange": "drive range", "ecorating": "eco rating",
    "pricerange": "price range", "batteryrating": "battery rating", "weightrange": "weight range",
    "harddrive": "hard drive", "batterylife": "battery life", "teh": "the", "#": "number",
    "&": "and",
}  # fmt: skip


def _spellings() -> dict[str, str]:
    table = {short: f"{verb} not" for verb, short in _IS_NOT.items()} | _SHORT | _OTHER
    table |= {f"{word}s": f"{word} -s" for word in _PLURALS.split()}
    table |= {plural: f"{word} -s" for plural, word in _OTHER_PLURALS.items()}
    for entry in _ADVERBS.split():
        said, _, stem = entry.rpartition(":")
        table[said or f"{stem}ly"] = f"{stem} -ly"
    return table


SPELLINGS = tuple((f" {said} ", f" {written} ") for said, written in _spellings().items())


def normalise(sentence: str) -> str:
    """The sentence's tokens with one space between them; a full stop that stood apart at its end
    is gone, as the set has it."""
    text = re.sub(r" [.?!]$", "", sentence).lower().strip()
    text = _join_phones(text)
    text = text.replace(";", ",").replace("/", " and ")
    text = re.sub(r'[":<>@]', "", text).replace(" - ", "")
    for mark in _MARKS:
        text = _apart(mark, text)
    text = re.sub(r"^'|'$", "", text)
    text = re.sub(r"\s'", " ", re.sub(r"'\s", " ", text))
    for said, written in SPELLINGS:
        text = f" {text} ".replace(said, written)[1:-1]
    text = re.sub(" +", " ", _apart("'s", text))
    return " ".join(_join_numbers(text.split()))


def _apart(token: str, text: str) -> str:
    """`token` with a space on both sides, but not within a number."""
    place = 0
    while (place := text.find(token, place)) != -1:
        after = place + 1
        if after < len(text) and _digit(text[place - 1]) and _digit(text[after]):
            place += 1
            continue
        if text[place - 1] != " ":
            text = f"{text[:place]} {text[place:]}"
            place += 1
        end = place + len(token)
        if end < len(text) and text[end] != " ":
            text = f"{text[: place + 1]} {text[place + 1 :]}"
        place += 1
    return text


def _digit(character: str) -> bool:
    return character in "0123456789"


def _join_phones(text: str) -> str:
    start = 0
    for found in _PHONE.findall(text):
        start = text.find(found[0], start)
        if text[start - 1] == "(":
            start -= 1
        end = text.find(found[-1], start) + len(found[-1])
        text = text.replace(text[start:end], "".join(found))
    return text


def _join_numbers(tokens: list[str]) -> list[str]:
    joined: list[str] = []
    for token in tokens:
        if joined and re.fullmatch(r"\d+", token) and re.match(r"\d+$", joined[-1]):
            joined[-1] += token
        else:
            joined.append(token)
    return joined
