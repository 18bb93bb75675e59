"""Whether a sentence says an act's special values (`yes`, `no`, `none`, `dontcare`, `?`), which no
count of slots can tell. Owns that question only; slots are counted by `slot_error`.

The model is asked backwards: the sentence must be likelier from the act than from the act with that
slot left out or with its other special values."""

from __future__ import annotations

from collections.abc import Iterator

from llm.data_to_text.act import SPECIAL, Act, is_special
from llm.data_to_text.committee import Committee
from llm.data_to_text.vocabulary import Vocabulary


def says_special_values(committee: Committee, sentence: str, act: Act) -> bool:
    others = list(_alternatives(act, committee.vocabulary))
    if not others:
        return True
    own, *theirs = committee.log_likelihoods(sentence, [act, *others])
    return own > max(theirs)


def _alternatives(act: Act, vocabulary: Vocabulary) -> Iterator[Act]:
    for place, (slot, value) in enumerate(act.slots):
        if not is_special(value):
            continue
        before, after = act.slots[:place], act.slots[place + 1 :]
        yield Act(act.kind, before + after)
        for other in sorted(set(SPECIAL.values()) - {value}):
            changed = Act(act.kind, (*before, (slot, other), *after))
            if vocabulary.knows(changed):
                yield changed
