"""One reply with all that its model looked at, ready to be shown or written as JSON.

Attention is where the model's heads took values from, not why it chose a word: that isn't claimed
here. Facts' values are never among what it read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from torch import Tensor

from llm.explain.shares import (
    HeadShares,
    SlotShares,
    head_shares,
    part_shares,
    slot_shares,
    written_rows,
)
from llm.explain.token import Part, Token, prompt_tokens, reply_tokens
from llm.grounding.fill import fill
from llm.grounding.verifier import pieces
from llm.model.bundle import Generator
from llm.plan import Plan
from llm.reply import Reply, Wording

PLACES = 4


@dataclass(frozen=True, slots=True)
class Explanation:
    """`attention` is (layers, H, T, T) over `tokens`; a template has none of either."""

    plan: Plan
    reply: Reply
    sentences: tuple[str, ...]
    tokens: tuple[Token, ...] = ()
    attention: Tensor | None = None
    model: dict[str, Any] | None = None
    slots: tuple[SlotShares, ...] = ()
    heads: tuple[HeadShares, ...] = ()
    parts: dict[str, float] | None = None

    @property
    def prompt_tokens(self) -> int:
        return sum(token.part is not Part.REPLY for token in self.tokens)

    def as_json(self) -> dict[str, Any]:
        """Row r of a head holds what token r looked at: r + 1 numbers, as nothing looks ahead. The
        token after r was drawn from that row."""
        plan = self.plan
        return {
            "reply": self.reply.text,
            "source": self.reply.source,
            "fault": self.reply.fault,
            "model": self.model,
            "plan": {"task": plan.task, "ask": plan.ask, "language": plan.language,
                     "tone": plan.tone},
            "facts": [{"slot": f.slot, "text": f.text} | f.evidence() for f in plan.facts],
            "sentences": list(self.sentences),
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": len(self.tokens) - self.prompt_tokens,
            "tokens": [token.as_json() for token in self.tokens],
            "attention": [] if self.attention is None else _nested(self.attention),
            "summary": self._summary(),
        }  # fmt: skip

    def _summary(self) -> dict[str, Any] | None:
        if self.parts is None:
            return None
        return {
            "parts": {part: round(share, PLACES) for part, share in self.parts.items()},
            "slots": [slot.as_json() for slot in self.slots],
            "heads": [head.as_json() for head in self.heads],
        }


def explain(
    plan: Plan, reply: Reply, wording: Wording, attention: Tensor, model: Generator
) -> Explanation:
    """`plan` with its language's words; `attention` over `wording.tokens`."""
    tokenizer, layers, heads = model.tokenizer, *attention.shape[:2]
    prompt = prompt_tokens(tokenizer.pieces(wording.prompt_tokens))
    tokens = (*prompt, *reply_tokens(tokenizer.pieces(wording.completion_tokens)))
    text = tokenizer.decode(wording.completion_tokens)
    return Explanation(
        plan=plan,
        reply=reply,
        sentences=tuple(fill(sentence, plan) for sentence in pieces(text)),
        tokens=tokens,
        attention=attention,
        model={"name": model.name, "version": model.version, "layers": layers, "heads": heads},
        slots=tuple(slot_shares(attention, tokens)),
        heads=tuple(head_shares(attention, tokens)),
        parts=part_shares(written_rows(attention, tokens).mean((0, 1, 2)), tokens),
    )


def explain_template(plan: Plan, reply: Reply) -> Explanation:
    """Facts and words; nothing was generated, so nothing was looked at."""
    return Explanation(plan=plan, reply=reply, sentences=pieces(reply.text))


def _nested(attention: Tensor) -> list[Any]:
    """Layers of heads of rows, each row up to its own token."""
    return [
        [[_row(row, end) for end, row in enumerate(head, start=1)] for head in layer]
        for layer in attention.tolist()
    ]


def _row(row: list[float], end: int) -> list[float]:
    return [round(share, PLACES) for share in row[:end]]
