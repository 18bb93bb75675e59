"""Who speaks for a customer and isn't one: "I'm his wife", "my husband's order". Owns the telling;
that nothing is told to them is the clerk's."""

from __future__ import annotations

import re

from actions.service.ears import WORD, Ears


def is_for_another(text: str, ears: Ears) -> bool:
    """Whether somebody says that the order, or the account, is another's."""
    said = " ".join(WORD.findall(text.casefold().replace("\u2019", "'")))
    if ears.has("on_behalf", text):
        return True
    i_am, theirs, relation = (_any(ears, cue) for cue in ("i_am", "theirs", "relations"))
    own = rf"\bmy {relation}(?:'s|s|s')? {_any(ears, 'belongings')}\b"
    return bool(re.search(rf"\b{i_am} {theirs} {relation}\b|{own}", said))


def _any(ears: Ears, cue: str) -> str:
    return f"(?:{'|'.join(re.escape(one) for one in ears.cues.get(cue, ())) or r'(?!)'})"
