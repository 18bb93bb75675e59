"""A scripted customer: says what they want, answers, checks what is shown, says yes or no.

They know their own facts and wants and hear what any widget hears. Whether a want was met is for
the judge of the database to say; a customer only tells how each one ended for them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from actions.simulate.answering import Answering
from actions.simulate.checking import Wrong, answerable, is_about, refuses, wrong_with
from actions.simulate.heard import Card, Heard
from actions.simulate.speech import Speech
from actions.simulate.style import Style
from actions.simulate.want import Known, Want

MOST_CORRECTIONS = 3
LOOK_UPS = ("order_status", "refund_status")


class End(StrEnum):
    DONE = "done"
    TOLD = "told"
    REFUSED = "refused"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a want ended for the customer; `why` says what stood in the way of it."""

    want: Want
    end: End
    why: str = ""

    @property
    def content(self) -> bool:
        if self.want.refused:
            return self.end is End.REFUSED
        return self.end in (End.DONE, End.TOLD)


class ScriptedCustomer:
    """`yeses` are the customer's own words of consent, for the judge of the audit."""

    def __init__(
        self, known: Known, wants: tuple[Want, ...], style: Style, speech: Speech, rng: Random
    ) -> None:
        self._wants, self._style, self._speech, self._rng = wants, style, speech, rng
        self._answering = Answering(known, speech, rng)
        self.endings: list[Ending] = []
        self.yeses: list[str] = []
        self._gone = False
        self._begin()

    def _begin(self) -> None:
        """What counts for one want alone."""
        self._asked: Counter[str] = Counter()
        self._misses = self._corrections = self._pleas = self._refusals = 0
        self._leaving = self._returning = self._digressed = False
        self._slip = self._slipped()

    @property
    def _want(self) -> Want:
        return self._wants[len(self.endings)]

    @property
    def _spoken(self) -> Want:
        """What they say they want, until a slip of theirs is put right."""
        return self._slip or self._want

    def open(self) -> str:
        detail = self._rng.choices(("bare", "some", "full"), self._style.detail)[0]
        text = self._speech.opening(self._spoken, detail)
        return self._speech.polite(text, first=not self.endings)

    def hear(self, heard: Heard) -> str | None:
        """The next message; None when they have left."""
        if self._gone:
            return None
        return self._ended(heard) or self._going_on(heard)

    def _ended(self, heard: Heard) -> str | None:
        """Where the assistant ended the matter, one way or another."""
        want = self._want
        stages = {card.stage for card in heard.cards if is_about(card, want)}
        if "done" in stages:
            return self._settle(End.DONE)
        if want.kind in LOOK_UPS and want.order_id in heard.orders:
            return self._settle(End.TOLD)
        if want.kind == "human" and (heard.types - {"service"} or self._misses):
            return self._settle(End.TOLD)
        if "failed" in stages or any(one.stage == "locked" for one in heard.cards):
            return self._settle(End.REFUSED if want.refused else End.GIVEN_UP, "it failed")
        if any(refuses(card, want) for card in heard.cards):
            return self._refused()
        if "aborted" in stages or (self._leaving and heard.open_card is None):
            return self._aborted()
        return None

    def _refused(self) -> str:
        if self._pleas < self._style.pleas:
            self._pleas += 1
            return self._speech.say("plea")
        if self._want.refused:
            return self._settle(End.REFUSED)
        self._refusals += 1
        if self._refusals > 1:
            return self._settle(End.GIVEN_UP, "refused")
        return self._again()

    def _aborted(self) -> str:
        if self._returning:
            self._returning = self._leaving = False
            opening = self._speech.opening(self._want, "full")
            return self._speech.say("actually_go", opening=opening)
        if self._want.refused:
            return self._settle(End.REFUSED)
        return self._settle(End.GIVEN_UP, "left")

    def _going_on(self, heard: Heard) -> str:
        card = heard.open_card
        if card is not None and (card.stage == "confirm" or answerable(card, self._want)):
            if self._digresses():
                return self._speech.digression()
            self._misses = 0
            return self._consider(card) if card.stage == "confirm" else self._reply(card)
        if self._digressed:
            self._digressed = False
            return self._speech.say("back")
        if self._want.refused and self._pleas:
            return self._refused()
        return self._misunderstood(card)

    def _misunderstood(self, card: Card | None) -> str:
        self._misses += 1
        if self._misses > self._style.patience:
            return self._settle(End.GIVEN_UP, "not understood" if card is None else card.kind)
        return self._again()

    def _reply(self, card: Card) -> str:
        asks = card.asks
        self._asked[asks] += 1
        times = self._asked[asks]
        if self._want.refused and times > self._style.pleas + 1:
            return self._leave()
        if times > self._style.patience:
            return self._leave(f"asked for {asks} again and again")
        if asks == "code" and times > 1:
            return self._again()
        if not self._answering.knows(asks):
            return self._leave() if asks == "instead" else self._again()
        return self._answering.answer(card, self._spoken, times)

    def _consider(self, card: Card) -> str:
        """What would be done, before a yes."""
        wrong = wrong_with(card, self._want)
        if wrong is None:
            if self._rng.random() < self._style.second_thoughts and not self._corrections:
                self._returning = True
                self._corrections += 1
                return self._leave()
            return self._yes()
        self._slip = None
        self._corrections += 1
        if self._corrections > MOST_CORRECTIONS:
            return self._leave(f"wrong {wrong} was shown")
        careful = wrong is Wrong.ADDRESS
        return self._speech.say("no_correct", careful=careful, right=self._right(wrong))

    def _right(self, wrong: Wrong) -> str:
        want, speech = self._want, self._speech
        texts = {
            Wrong.KIND: lambda: speech.opening(want, "full"),
            Wrong.ORDER: lambda: speech.answer("order_number", number=want.order_id),
            Wrong.THINGS: lambda: speech.answer("items", things=speech.things(want, whole=True)),
            Wrong.SWAPS: lambda: speech.answer("to_many", swaps=speech.swaps(want)),
            Wrong.ADDRESS: lambda: speech.answer(
                "address", careful=True, address=speech.address(want.address)
            ),
            Wrong.TEXT: lambda: want.text,
            Wrong.METHOD: lambda: speech.answer("method", method=want.method_label),
        }
        return texts[wrong]()

    def _yes(self) -> str:
        style = self._style
        name = "yes_rude" if style.rude else "yes_chatty" if style.chatty else "yes"
        text = self._speech.say(name if self._rng.random() < 0.5 else "yes")
        self.yeses.append(text)
        return text

    def _leave(self, why: str = "") -> str:
        """Out of the matter; `why` is kept where it ends the want as well."""
        self._leaving = True
        if why:
            return self._settle(End.GIVEN_UP, why, leaving=True)
        return self._speech.say("leave_it")

    def _again(self) -> str:
        opening = self._speech.opening(self._want, "full" if self._misses < 2 else "some")
        return self._speech.say("again", opening=opening)

    def _settle(self, end: End, why: str = "", *, leaving: bool = False) -> str:
        self.endings.append(Ending(self._want, end, why))
        if len(self.endings) == len(self._wants):
            self._gone = True
            return self._speech.say("leave_it") if leaving else self._speech.bye()
        self._begin()
        return self.open()

    def _digresses(self) -> bool:
        """At most once a want."""
        if self._digressed or self._asked["digression"]:
            return False
        if self._rng.random() >= self._style.digress / 2:
            return False
        self._asked["digression"] += 1
        self._digressed = True
        return True

    def _slipped(self) -> Want | None:
        """An address with another house number, to be put right when it is shown."""
        if len(self.endings) >= len(self._wants) or self._rng.random() >= self._style.slips:
            return None
        address = self._want.address
        first, _, rest = address.street.partition(" ") if address else ("", "", "")
        if address is None or not first.isdigit():
            return None
        return replace(self._want, address=replace(address, street=f"{int(first) + 2} {rest}"))
