"""What the shop's rules say of a wish, with the rules it was judged by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from actions.policies.errors import Refused
from actions.stores.change import Change
from retrieval.values import Money


@dataclass(frozen=True, slots=True)
class RuleUsed:
    """Where the rule stands (`data/policies/rules.toml`, `return.window_days`) and what it says.
    `held` is false for the one that the wish failed by."""

    file: str
    key: str
    value: str
    held: bool = True

    def as_json(self) -> dict[str, Any]:
        return {"file": self.file, "key": self.key, "value": self.value, "held": self.held}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`change` is there where it is allowed, `refusal` (a code) where it isn't. `needs` names what
    is to be asked before it can be judged (`unopened`, `method`). `fee` is what the shop keeps or
    charges for doing it, contained in `refund` and `to_pay`."""

    rules: tuple[RuleUsed, ...]
    change: Change | None = None
    refusal: str = ""
    needs: tuple[str, ...] = ()
    fee: Money | None = None
    refund: Money | None = None
    to_pay: Money | None = None

    @property
    def allowed(self) -> bool:
        return self.change is not None


@dataclass(slots=True)
class Case:
    """One judgement under way: each rule looked at is noted, the first that fails ends it."""

    file: str
    rules: list[RuleUsed] = field(default_factory=list)

    def require(
        self, holds: bool, key: str, value: Any, why: str, needs: tuple[str, ...] = ()
    ) -> None:
        """Raises `Refused` where it doesn't hold."""
        self.rules.append(RuleUsed(self.file, key, _text(value), holds))
        if not holds:
            raise Refused(why, needs)

    def require_reason(self, reason: str, allowed: tuple[str, ...], key: str) -> None:
        """One of those allowed. Where there are none, it is no matter."""
        if allowed:
            self.require(reason in allowed, key, allowed, "reason", () if reason else ("reason",))

    def note(self, key: str, value: Any) -> None:
        """A rule that costs or spares something, and forbids nothing."""
        self.rules.append(RuleUsed(self.file, key, _text(value)))


def _text(value: Any) -> str:
    if isinstance(value, Collection) and not isinstance(value, str):
        return ", ".join(str(one) for one in value)
    return str(value)
