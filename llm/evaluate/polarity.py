"""Whether something is said or denied: "waterproof" against "not waterproof". Owns the reach of a
negating word; a yes-or-no attribute speaks by its value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm.evaluate.canvas import Mark, Sentence
from llm.evaluate.records import Item, stem, words_of
from llm.evaluate.words import WordLists, any_of, matches

REACH = 3


def polarities(item: Item, word: str, words: WordLists) -> Iterator[bool]:
    """True for each place where the record states `word` (a stem), False where it denies it."""
    for name, values in item.values.items():
        if set(word.split("-")) <= set(words_of(name)):
            for value in values:
                if value.lower() in words.list("yes"):
                    yield True
                elif value.lower() in words.list("no"):
                    yield False
    labels = {name.replace("_", " ") for name in item.values}
    for text in item.texts:
        if text in labels:
            continue
        tokens = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text.lower())
        for place, token in enumerate(tokens):
            if stem(token) == word or word in map(stem, token.split("-")):
                head = " ".join(tokens[max(0, place - REACH) : place])
                yield not matches(words.list("negators"), head)


def said_negated(text: str, sentence: Sentence, claim: Mark, words: WordLists) -> bool:
    """Whether one of the few words before the claim, in its clause, denies it."""
    clause = re.split(r"[,;:()]|\bbut\b", text[sentence.start : claim.start])[-1]
    head = last_words(clause, REACH)
    return re.search(any_of(words.list("negators")), head.replace("’", "'"), re.I) is not None


def last_words(clause: str, reach: int) -> str:
    """What may deny the word after `clause`: the "non" of "non-stick and dishwasher-safe" denies
    nothing that follows, so compounds are left out."""
    return " ".join(word for word in clause.split()[-reach:] if not re.search(r"\w-\w", word))


def is_lacking(clause: str, words: WordLists) -> bool:
    """Whether the words after `clause` name what is lacking: "doesn't have a base for ..."."""
    lacks, joins = any_of(words.list("lacking")), any_of(words.list("joining"))
    found = re.search(rf"{lacks}(?!.*{joins})", clause.replace("’", "'"), re.IGNORECASE)
    return found is not None
