"""One conversation of a scripted customer with the assistant, from hello to goodbye.

Owns the turns and what is amiss in the words themselves: no answer, the same sentence twice in a
row, no end. What it did to the shop's records is judged afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from actions.simulate.customer import Ending, ScriptedCustomer
from actions.simulate.heard import Heard
from actions.simulate.line import Line, Twice
from actions.simulate.transcript import Transcript, Turn

MOST_TURNS = 60


@dataclass(slots=True)
class Conversation:
    transcript: Transcript = field(default_factory=Transcript)
    endings: tuple[Ending, ...] = ()
    yeses: frozenset[str] = frozenset()
    dead_ends: list[str] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """All that the assistant said."""
        return [text for turn in self.transcript.turns for text in turn.answers]

    @property
    def said(self) -> list[str]:
        return [turn.said for turn in self.transcript.turns]


async def converse(
    customer: ScriptedCustomer, line: Line, repeats: float, rng: Random
) -> Conversation:
    """`repeats` is the chance that a message reaches the assistant more than once."""
    held = Conversation()
    text: str | None = customer.open()
    while text is not None:
        twice = rng.choice(list(Twice)) if rng.random() < repeats else None
        answers = [Heard.of(messages) for messages in await line.say(text, twice)]
        _note(held, text, answers, twice)
        if len(held.transcript.turns) >= MOST_TURNS:
            held.dead_ends.append(f"no end after {MOST_TURNS} turns")
            break
        text = customer.hear(answers[0])
    held.endings = tuple(customer.endings)
    held.yeses = frozenset(customer.yeses)
    held.dead_ends += [f"{one.want.kind}: {one.why}" for one in held.endings if one.why]
    return held


def _note(held: Conversation, text: str, answers: list[Heard], twice: Twice | None) -> None:
    """An answer to a repetition may well be the same once more."""
    turns = held.transcript.turns
    texts = tuple(one for answer in answers for one in answer.texts)
    stages = tuple(
        f"{card.stage} {card.kind} {card.asks}".strip()
        for answer in answers
        for card in answer.cards
    )
    if not answers[0].texts:
        held.dead_ends.append("no answer")
    elif turns and not turns[-1].note and turns[-1].answers == answers[0].texts:
        held.dead_ends.append(f"the same twice in a row: {answers[0].texts[0][:60]}")
    turns.append(Turn(text, texts, stages, f"sent twice, {twice}" if twice else ""))
