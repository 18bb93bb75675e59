"""What is said when the model finds no right wording: a sentence that a person wrote for the
nearest act, else the act's slots one by one. Owns no check of its own beyond the count of slots."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from llm.data_to_text.act import ASKED, Act, Features, is_special
from llm.data_to_text.rows import Row
from llm.data_to_text.slot_error import KEY_WORDS, slot_count
from llm.data_to_text.slots import slot_word


class Templates:
    """Sentences by their act's features, in the order of the rows."""

    def __init__(self, rows: Iterable[Row]) -> None:
        said: defaultdict[Features, Counter[str]] = defaultdict(Counter)
        for row in rows:
            if slot_count(row.sentence, row.act, strict=True).errors == 0:
                said[row.act.features][row.sentence] += 1
        self._said = {features: tuple(c) for features, c in said.items()}

    def nearest(self, act: Act) -> str:
        """Of the features most alike (the cosine that RNNLG's own kNN baseline takes)."""
        wanted = frozenset(act.features)

        def likeness(features: Features) -> float:
            return len(wanted & set(features)) / math.sqrt(len(features))

        for features in sorted(self._said, key=lambda f: (-likeness(f), f)):
            if features[0] != act.kind:
                continue
            for sentence in self._said[features]:
                if slot_count(sentence, act, strict=True).errors == 0:
                    return sentence
        return plain(act)


def plain(act: Act) -> str:
    """ "name is SLOT_NAME , usb is yes": right, and no more."""
    said = []
    for slot, value in act.slots:
        word = KEY_WORDS[slot][0] if slot in KEY_WORDS else slot
        if value == ASKED:
            said.append(f"which {slot}")
        else:
            said.append(f"{word} is {value if is_special(value) else slot_word(slot)}")
    return " , ".join(said) or act.kind.strip("?")
