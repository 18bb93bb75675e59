"""Values out of a sentence and in again: `4 gb` <-> `SLOT_MEMORY`, by RNNLG's rules.

Owns the replacement; which act a sentence belongs to is the data's. A slot with two values fills in
the act's order, whatever the sentence's was: the set does so with its references too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from llm.data_to_text.act import Act

MARK = "SLOT_"
MOST_PARTS = 6  # a value of more parts is tried as it is written only


def slot_word(slot: str) -> str:
    return MARK + slot.upper()


def delexicalise(sentence: str, act: Act) -> str:
    """Each value that stands in the sentence gives way to its slot, once, the longest first."""
    for slot, value in sorted(act.valued, key=lambda pair: len(pair[1]), reverse=True):
        for said in _orders(value):
            if said in sentence:
                sentence = _replace(sentence, said, slot_word(slot))
                break
    return sentence


def lexicalise(sentence: str, act: Act) -> str:
    """The act's values in the places of their slots; `SLOT_TYPE` as often as it is said."""
    for slot, value in sorted(act.valued, key=lambda pair: len(pair[0]), reverse=True):
        sentence = _replace(sentence, slot_word(slot), value)
    kinds = [value for slot, value in act.valued if slot == "type"]
    return f" {sentence} ".replace(" SLOT_TYPE ", f" {kinds[0]} ")[1:-1] if kinds else sentence


def _replace(sentence: str, said: str, written: str) -> str:
    return f" {sentence} ".replace(f" {said} ", f" {written} ", 1)[1:-1]


def _orders(value: str) -> Iterator[str]:
    """ "a and b" may be said as "b and a", "a or b", "b or a"."""
    parts = value.replace(" or ", " and ").split(" and ")
    if len(parts) > MOST_PARTS:
        yield value
        return
    for joint in (" and ", " or "):
        yield from (joint.join(order) for order in permutations(parts))
