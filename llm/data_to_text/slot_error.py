"""Slot error as RNNLG counts it: slots said too often or too seldom, over slots to say.

A value counts by its slot's place in the sentence, a yes-or-no slot by its key words. `strict`
counts what the set's own count leaves out, and is what our verifier goes by: `processor` (missing
from the set's list) and the acts `?select` and `suggest`. Whether yes was said as yes is counted by
neither: `llm.data_to_text.verify` asks the model."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from llm.data_to_text.act import ASKED, Act, is_special
from llm.data_to_text.slots import MARK, slot_word

KEY_WORDS = {  # RNNLG's (Apache-2.0)
    "kidsallowed": ("child", "kid", "kids", "children"),
    "dogsallowed": ("dog", "dogs", "puppy"),
    "hasinternet": ("internet", "wifi"),
    "acceptscreditcards": ("card", "cards"),
    "isforbusinesscomputing": ("business", "nonbusiness", "home", "personal", "general"),
    "hasusbport": ("usb",),
}
UNCOUNTED_ACTS = frozenset({"?select", "suggest"})
UNCOUNTED_SLOTS = frozenset({"processor"})


@dataclass(frozen=True, slots=True)
class SlotCount:
    slots: int
    errors: int


def slot_count(sentence: str, act: Act, *, strict: bool = False) -> SlotCount:
    """`sentence` has slots in the place of values (`delexicalise` makes it so)."""
    if act.kind in UNCOUNTED_ACTS and not strict:
        return SlotCount(0, 0)
    words = Counter(sentence.split())
    left_out = {"type"} if strict else {"type"} | UNCOUNTED_SLOTS
    wanted = _wanted(act, left_out)
    said = Counter(
        {word: n for word, n in words.items() if word.startswith(MARK)}
        | {slot: sum(words[key] for key in keys) for slot, keys in KEY_WORDS.items()}
    )
    for slot in left_out:
        del said[slot_word(slot)]
    errors = sum(abs(wanted[name] - said[name]) for name in wanted.keys() | said.keys())
    return SlotCount(sum(wanted.values()), errors)


def _wanted(act: Act, left_out: set[str]) -> Counter[str]:
    wanted: Counter[str] = Counter()
    for slot, value in act.slots:
        if slot in KEY_WORDS and value != ASKED:
            wanted[slot] += 1
        elif not is_special(value) and slot not in left_out and slot not in KEY_WORDS:
            wanted[slot_word(slot)] += 1
    return wanted
