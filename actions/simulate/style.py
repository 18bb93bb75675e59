"""How a scripted customer writes and behaves. Owns the styles by name, no words."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Style:
    """Chances are of 1. `detail` weighs openings that name nothing, something, and all. `patience`
    is how often in a row the customer puts up with not getting any further; `pleas` is how often a
    refusal is argued with."""

    name: str
    detail: tuple[int, int, int] = (2, 4, 4)
    hello: float = 0.4
    lower: float = 0.1
    chatty: float = 0.0
    rude: float = 0.0
    typos: float = 0.0
    digress: float = 0.1
    second_thoughts: float = 0.05
    slips: float = 0.05
    repeats: float = 0.1
    pleas: int = 0
    patience: int = 5


STYLES = {
    style.name: style
    for style in (
        Style("plain"),
        Style("terse", detail=(4, 5, 1), hello=0.0, lower=0.8, digress=0.0),
        Style("chatty", detail=(1, 4, 5), hello=0.9, chatty=0.5, digress=0.4),
        Style("rude", hello=0.1, rude=0.4, lower=0.3, pleas=2, digress=0.1),
        Style("typos", lower=0.4, typos=0.12, digress=0.1),
        Style("undecided", digress=0.3, second_thoughts=0.4, slips=0.5),
    )
}
MIXED = "mixed"


def style_for(name: str, rng: Random) -> Style:
    """`mixed` is any of them."""
    return STYLES[name] if name != MIXED else STYLES[rng.choice(sorted(STYLES))]
