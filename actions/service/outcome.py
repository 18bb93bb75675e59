"""What the desk has to say to a customer, before it is put into words. Owns no wording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from actions.operations import Operation
from actions.policies import Verdict
from actions.service.about import About, Facet
from actions.service.matter import Matter
from actions.stores import Customer, GiftCard, Order


@dataclass(frozen=True, slots=True)
class Choice:
    """`choice_id` is what is chosen (an order, a variant), `kind` says of what sort."""

    choice_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Ask:
    """`need` is missing. `trouble` is a code where what was said won't do (`not_found`,
    `not_understood`, `out_of_stock` ...); `back` is set where the customer is led back to it.
    `orders` are those that can be chosen; `without` names ways of identification that the shop
    doesn't take (`order`)."""

    matter: Matter
    need: str
    customer: Customer | None = None
    order: Order | None = None
    choices: tuple[Choice, ...] = ()
    trouble: str = ""
    back: bool = False
    orders: tuple[Order, ...] = ()
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Confirm:
    """`operation` waits for a yes. `again` is set where its time had run out, `unclear` where the
    answer was neither yes nor no, `whole` where a part was named of what only goes as a whole."""

    matter: Matter
    operation: Operation
    customer: Customer
    order: Order | None
    again: bool = False
    back: bool = False
    unclear: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Explained:
    """A question about what waits for a yes, to be answered out of `operation`. `asked` are the
    items of the order that it names, `days` the working days of a refund where the rules say."""

    matter: Matter
    operation: Operation
    customer: Customer | None
    order: Order | None
    about: About
    asked: tuple[str, ...] = ()
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """`operation` is done or failed; `order` is its order as it was judged, `after` as it is."""

    matter: Matter
    operation: Operation
    customer: Customer | None
    order: Order | None
    after: Order | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """By the shop's rules. `instead` is a kind that would help, if one does; `pleaded` is set where
    the customer has argued with it."""

    matter: Matter
    verdict: Verdict
    order: Order | None = None
    instead: str = ""
    pleaded: bool = False

    @property
    def offers_a_person(self) -> bool:
        return not self.instead and (self.pleaded or self.verdict.refusal == "not_offered")


@dataclass(frozen=True, slots=True)
class Aborted:
    matter: Matter
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Something is looked up and nothing changed: an order, a gift card. `facet` is what of the
    order is asked, None for all of it; `states` are those that the words ask whether it is in."""

    matter: Matter
    order: Order | None = None
    card: GiftCard | None = None
    customer: Customer | None = None
    facet: Facet | None = None
    states: frozenset[str] = frozenset()
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Locked:
    """The visitor was wrong too often."""

    wait_s: float


@dataclass(frozen=True, slots=True)
class Unoffered:
    """`what` (`quantity`) is nothing that the desk does for anybody; a person may."""

    what: str
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class NotTheirs:
    """Somebody speaks for a customer: nothing is told."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is nothing open to go on with, or to leave."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Their question was put again before, and they talk of something else: it waits for them."""

    matter: Matter


Outcome: TypeAlias = (
    Ask
    | Confirm
    | Explained
    | Done
    | Refused
    | Aborted
    | Told
    | Locked
    | NotTheirs
    | Nothing
    | Unoffered
    | Waits
)
