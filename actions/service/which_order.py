"""Which order a matter is about, where none was chosen: the only one that fits, the one that was
spoken of, another than that. Owns the choice; what may be done with an order is the progress's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from actions.operations import Operations
from actions.service.choices import MOST_CHOICES, OF_WHAT_IS_LEFT
from actions.service.kinds import KINDS
from actions.service.matter import Matter
from actions.service.outcome import Choice
from actions.service.scene import Scene
from actions.stores import Order

OF_ANY_ORDER = frozenset({"order_status", "delivery_problem"})
"""Said of the order that was spoken of, whatever the rules let be done with it."""


class Rereading(Protocol):
    """What the customer said before, read again now that more is in sight."""

    def read(self, matter: Matter) -> Matter: ...

    def named(self, matter: Matter, orders: Sequence[Order]) -> list[Order]: ...

    def points(self, matter: Matter) -> bool: ...

    def says(self, cue: str, matter: Matter) -> bool: ...


class WhichOrder:
    def __init__(
        self, operations: Operations, fits: Callable[[Matter, Order, Scene], bool]
    ) -> None:
        self._operations, self._fits = operations, fits

    def order(
        self, matter: Matter, scene: Scene, again: Rereading
    ) -> tuple[Matter, tuple[Choice, ...]]:
        """The only one that it can be about, or those to choose from. What was named counts more
        than what the rules would let be done, and so does "it", said of an order."""
        changes = KINDS[matter.kind].wish is not None
        fitting = [order for order in scene.orders if self._fits(matter, order, scene)]
        is_asked = matter.asked == "order" and matter.offered  # then it isn't guessed after all
        sure = not (matter.strange_order or is_asked)
        others = _others(matter, scene, again, fitting if changes else list(scene.orders))
        if others:
            chosen = len(others) == 1 and sure
            return _chosen(matter, others[0]) if chosen else _offered(matter, others)
        named = again.named(matter, fitting) or again.named(matter, scene.orders)
        fitting = named or fitting
        recent = [order for order in scene.orders if order.order_id == scene.recent]
        same = [order for order in recent if matter.kind in OF_WHAT_IS_LEFT and order in named]
        recent = same or [one for one in recent if not self._just_done(matter, one, scene)]
        pointed = not named and again.points(matter)
        told = bool(named) or ((fitting or changes) and matter.kind not in OF_ANY_ORDER)
        if told and not (changes and pointed):
            recent = [order for order in recent if order in fitting]
        only = recent or (fitting if len(fitting) == 1 else [])
        if not only and len(scene.orders) == 1:
            only = list(scene.orders)
        if only and sure:
            return _chosen(matter, only[0])
        return _offered(matter, fitting or list(scene.orders))

    def _just_done(self, matter: Matter, order: Order, scene: Scene) -> bool:
        """Who asks for the same once more hardly means the same order."""
        last = self._operations.last(scene.sender_id)
        return last is not None and (last.kind, last.order_id) == (matter.kind, order.order_id)


def _chosen(matter: Matter, order: Order) -> tuple[Matter, tuple[Choice, ...]]:
    return replace(matter, order_id=order.order_id), ()


def _offered(matter: Matter, orders: Sequence[Order]) -> tuple[Matter, tuple[Choice, ...]]:
    return matter, tuple(Choice(order.order_id, "order") for order in orders[:MOST_CHOICES])


def _others(
    matter: Matter, scene: Scene, again: Rereading, fitting: Sequence[Order]
) -> list[Order]:
    """Where another than the one just spoken of is meant: "my other order", "the one before"."""
    ids = [order.order_id for order in scene.orders]
    if scene.recent not in ids:
        return []
    looks_up = KINDS[matter.kind].wish is None
    rest = [one for one in scene.orders if one.order_id != scene.recent]
    if again.says("before_that", matter):
        before = scene.orders[ids.index(scene.recent) + 1 :]
        return list(before[:1]) or rest
    if again.says("other_order", matter) or (looks_up and again.says("other", matter)):
        fit = [order for order in rest if order in fitting] or rest
        return again.named(matter, fit) or fit
    return []
