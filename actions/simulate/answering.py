"""What a scripted customer answers to a question, from what they know and want.

The longer a question is asked, the plainer the answer: first in own words, then with all there is
to say, then by the choices that were shown. Owns no decision whether to answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from actions.simulate.heard import Card
from actions.simulate.speech import Speech
from actions.simulate.want import Known, Thing, Want

FIRST, SECOND = 1, 2


class Answering:
    def __init__(self, known: Known, speech: Speech, rng: Random) -> None:
        self._known, self._speech, self._rng = known, speech, rng
        self._answers: dict[str, Callable[[Card, Want, int], str]] = {
            "who": self._who,
            "order": self._order,
            "items": self._items,
            "to": self._to,
            "reason": self._reason,
            "method": self._method,
            "address": self._address,
            "text": lambda _c, want, _t: self._speech.answer("text", text=want.text),
            "unopened": self._unopened,
            "product": self._product,
            "code": lambda _c, _w, _t: self._speech.answer("code"),
            "which_address": self._which,
            "which_order_or_profile": self._which,
        }

    def knows(self, asks: str) -> bool:
        return asks in self._answers

    def answer(self, card: Card, want: Want, times: int) -> str:
        """`times` is how often in a row this was asked, from 1."""
        return self._answers[card.asks](card, want, times)

    def _who(self, _card: Card, want: Want, times: int) -> str:
        """In turn by each way that is known, beginning with any."""
        known, ways = self._known, []
        number = want.order_id or next(iter(sorted(known.orders)), "")
        if known.email and number in known.orders:
            ways.append("who_order_email")
        elif known.email:
            ways.append("who_email")
        if known.name and known.postcode:
            ways.append("who_name")
        if not ways:
            return self._speech.answer("none")
        way = ways[(times - 1 + self._rng.randrange(len(ways)) * (times == FIRST)) % len(ways)]
        return self._speech.answer(
            way,
            careful=True,
            name=known.name,
            email=known.email,
            postcode=known.postcode,
            number=number,
        )

    def _order(self, card: Card, want: Want, times: int) -> str:
        if want.order_id in self._known.orders or times > SECOND:
            return self._speech.answer("order_number", careful=True, number=want.order_id)
        ids = [choice_id for choice_id, _ in card.choices]
        if want.order_id in ids:
            place = ids.index(want.order_id)
            return self._speech.answer(
                "order_choice",
                careful=True,
                choice=card.choices[place][1],
                ordinal=self._speech.ordinal(place),
                number=want.order_id,
            )
        if want.mark and times == FIRST:
            return self._speech.answer("order_thing", title=self._speech.title(want.mark))
        return self._speech.answer("order_number", careful=True, number=want.order_id)

    def _items(self, card: Card, want: Want, times: int) -> str:
        labels = dict(card.choices)
        things = want.about()
        if times > SECOND and all(one.variant_id in labels for one in things):
            shown = self._speech.listed([labels[one.variant_id] for one in things])
            return self._speech.answer("items", careful=True, things=shown)
        told = self._speech.things(want, whole=times == SECOND)
        return self._speech.answer("items", things=told)

    def _to(self, card: Card, want: Want, times: int) -> str:
        """The one of the swaps that is asked for, as far as the question tells; or all."""
        labels = dict(card.choices)
        offered = [after for _, after in want.swaps if after.variant_id in labels]
        titles = [after for before, after in want.swaps if before.title in card.summary]
        meant = self._meant(offered, titles, times)
        if meant is None:
            return self._speech.answer("to_many", swaps=self._speech.swaps(want))
        if times > SECOND and meant.variant_id in labels:
            return self._speech.answer("to", careful=True, to=labels[meant.variant_id])
        return self._speech.answer("to", to=self._speech.to(meant, whole=times >= SECOND))

    def _meant(self, offered: list[Thing], titles: list[Thing], times: int) -> Thing | None:
        both = [one for one in offered if one in titles] or offered or titles
        if not both or (len({one.variant_id for one in both}) > 1 and times == FIRST):
            return None
        return both[(times - 1) % len(both)]

    def _reason(self, card: Card, want: Want, times: int) -> str:
        label = dict(card.choices).get(want.reason)
        if label and times > FIRST:
            return label
        return self._speech.reason(want.reason)

    def _method(self, card: Card, want: Want, times: int) -> str:
        label = dict(card.choices).get(want.method_id)
        if label and times > FIRST:
            return label
        if want.method_label:
            return self._speech.answer("method", careful=True, method=want.method_label)
        return self._speech.answer("method_any")

    def _address(self, _card: Card, want: Want, _times: int) -> str:
        told = self._speech.address(want.address)
        return self._speech.answer("address", careful=True, address=told)

    def _unopened(self, _card: Card, want: Want, _times: int) -> str:
        return self._speech.answer("unopened_yes" if want.unopened else "unopened_no")

    def _product(self, _card: Card, want: Want, times: int) -> str:
        whole = replace(want.things[0], telling=tuple(want.things[0].options))
        thing = want.things[0] if times == FIRST else whole
        return self._speech.answer("items", things=self._speech.thing(thing))

    def _which(self, card: Card, want: Want, times: int) -> str:
        label = dict(card.choices).get(want.kind)
        if label and times > FIRST:
            return label
        profile = want.kind == "change_profile_address"
        return self._speech.answer("profile_which" if profile else "order_which")
