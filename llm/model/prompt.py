"""The prompt of a plan: task, language, tone, ask, the customer's words, the slots to say.

Owns the control tokens and what is kept of the customer's words; no vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from llm.plan import Form, Length, Number, Plan, Task, Tone
from llm.planning.shape import all_slots, asks

QUERY, FACTS, REPLY = "<q>", "<f>", "<r>"
EOS, PAD = "<eos>", "<pad>"
MAX_QUERY_WORDS = 16
MAX_QUERY_CHARS = 80
BLANK = "_"
_MARKS = re.compile(r"[^\w\s.,;:!?'’\"()/&%+-]")


def slot_token(slot: str) -> str:
    return f"<s:{slot}>"


def control_tokens(languages: Iterable[str]) -> list[str]:
    """Every token that stands for itself, in a fixed order: padding first, then the end."""
    tokens = [PAD, EOS, QUERY, FACTS, REPLY]
    tokens += [f"<t:{task}>" for task in Task]
    tokens += [f"<l:{code}>" for code in sorted(languages)]
    tokens += [f"<tone:{tone}>" for tone in Tone]
    tokens += [f"<len:{length}>" for length in Length if length is not Length.MEDIUM]
    tokens.append(f"<num:{Number.MANY}>")
    tokens += [f"<ask:{ask}>" for ask in sorted({ask for _, ask in asks()})]
    return tokens + [slot_token(slot) for slot in all_slots()]


def prompt_text(form: Form, query: str, slots: Iterable[str]) -> tuple[str, str, str]:
    """Head, query, tail: the query is text, the other two are control tokens only. The usual
    length and number go without saying."""
    said = "" if form.length is Length.MEDIUM else f"<len:{form.length}>"
    said += "" if form.number is Number.ONE else f"<num:{form.number}>"
    head = f"<t:{form.task}><l:{form.language}><tone:{form.tone}>{said}<ask:{form.ask}>{QUERY}"
    tail = FACTS + "".join(slot_token(slot) for slot in slots) + REPLY
    return head, query, tail


def delexicalise(plan: Plan) -> str:
    """The customer's words without values: facts and numbers blanked, cut to a sentence's length.

    What is left is words and plain marks: `<` goes, so that no customer can write a control token,
    and so do emoji, which tell nothing of how to answer and which no training has shown the model.
    """
    query = plan.query.lower()
    texts = sorted((fact.text.lower() for fact in plan.facts), key=len, reverse=True)
    for text in texts:
        if len(text) > 2:
            query = query.replace(text, BLANK)
    query = re.sub(r"\S*\d\S*", BLANK, _MARKS.sub(" ", query))
    words = query.split()[:MAX_QUERY_WORDS]
    return " ".join(words)[:MAX_QUERY_CHARS].strip()
