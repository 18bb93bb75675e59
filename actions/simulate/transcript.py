"""What was said in a conversation, turn by turn, and how it reads."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Turn:
    """`note` says what was done to the line, or what of a card the words don't tell."""

    said: str
    answers: tuple[str, ...]
    stages: tuple[str, ...] = ()
    note: str = ""


@dataclass(slots=True)
class Transcript:
    turns: list[Turn] = field(default_factory=list)

    def as_markdown(self) -> str:
        lines = []
        for turn in self.turns:
            note = f" *({turn.note})*" if turn.note else ""
            lines.append(f"**Customer:** {turn.said}{note}\n")
            shown = f" *[{', '.join(turn.stages)}]*" if turn.stages else ""
            for answer in turn.answers or ("(no answer)",):
                quoted = answer.replace("\n", "  \n")
                lines.append(f"**Assistant:** {quoted}{shown}\n")
                shown = ""
        return "\n".join(lines)
