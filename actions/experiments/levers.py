"""What may be tried: a closed list of levers that the product really has, and what each may be set
to. Owns names, values and defaults; each is read where its decision is made, and nowhere else.

| lever | read in |
|---|---|
| suggestion_blend, suggestion_variety, suggestion_exploring | `actions.personal.advisor` |
| help_offer | `actions.personal.forecast.helping` |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actions.errors import BadInput
from retrieval.personal.suggest import BLENDS, VARIETIES

BLEND, VARIETY = "suggestion_blend", "suggestion_variety"
EXPLORING, OFFER = "suggestion_exploring", "help_offer"

LOOKS: Mapping[str, int | None] = {"usual": 3, "sooner": 2, "never": None}
"""How often the same thing was looked at before help with it is offered."""
SOONEST = min(looks for looks in LOOKS.values() if looks)
SHARES: Mapping[str, float] = {"off": 0.0, "twentieth": 0.05, "tenth": 0.1, "fifth": 0.2}
"""Of the pages of suggestions whose order is drawn."""


@dataclass(frozen=True, slots=True)
class Lever:
    """`values` is value -> what it does; the first is the default, which holds where nothing else
    was said."""

    name: str
    about: str
    values: Mapping[str, str]

    @property
    def default(self) -> str:
        return next(iter(self.values))

    def checked(self, value: str) -> str:
        """Raises `BadInput`."""
        if value not in self.values:
            raise BadInput(f"{self.name} can't be {value}: {', '.join(self.values)}", "value")
        return value

    def as_json(self) -> dict[str, object]:
        values = [{"value": name, "about": about} for name, about in self.values.items()]
        return {"lever": self.name, "about": self.about, "values": values, "default": self.default}


LEVERS: Mapping[str, Lever] = {
    one.name: one
    for one in (
        Lever(
            BLEND,
            "What counts for more in suggestions.",
            {
                "usual": "What others bought and what is like it, about alike.",
                "orders_first": "What other customers bought counts for more.",
                "taste_first": "What is like what was looked at counts for more.",
            },
        ),
        Lever(
            VARIETY,
            "How unlike each other suggestions are.",
            {
                "usual": "Of ten at most three of a kind and four of a brand.",
                "more": "Of ten at most one of a kind and two of a brand.",
                "less": "Of ten at most six of a kind and eight of a brand.",
            },
        ),
        Lever(
            OFFER,
            "Whether and when a visitor who hesitates is offered help.",
            {
                "usual": "After looking at the same thing three times.",
                "sooner": "After looking at the same thing twice.",
                "never": "Not at all.",
            },
        ),
        Lever(
            EXPLORING,
            "On how many pages the order of suggestions is drawn, to learn what others would do.",
            {
                "off": "On none.",
                "twentieth": "On one page in twenty.",
                "tenth": "On one page in ten.",
                "fifth": "On one page in five.",
            },
        ),
    )
}

if not (set(LEVERS[BLEND].values) == set(BLENDS) and set(LEVERS[VARIETY].values) == set(VARIETIES)):
    raise RuntimeError("levers and what suggestions can be set to have come apart")


def lever_of(name: str) -> Lever:
    """Raises `BadInput`."""
    if name not in LEVERS:
        raise BadInput(f"there is no lever {name}: {', '.join(LEVERS)}", "lever")
    return LEVERS[name]
