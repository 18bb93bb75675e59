"""A scripted customer's words, drawn by seed from a language's `customers.toml`.

Owns the filling of wordings, no decision what to say.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from actions.errors import Unavailable
from actions.simulate.style import Style
from actions.simulate.typos import mistyped
from actions.simulate.want import Known, Thing, Want
from actions.stores.customer import Address

FILE = "customers.toml"
SHORT = 2


def load_words(folder: Path) -> dict[str, Any]:
    """Raises `Unavailable` where the language has no customers."""
    path = folder / FILE
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Unavailable(f"{path} is missing: it holds what customers say.") from error


class Speech:
    """Of one customer, in one conversation."""

    def __init__(self, words: Mapping[str, Any], known: Known, style: Style, rng: Random) -> None:
        self._words, self._known, self._style, self._rng = words, known, style, rng
        self._last: dict[str, str] = {}

    def draw(self, wordings: Sequence[str]) -> str:
        """Not the same of these twice in a row, where there is another."""
        key = wordings[0]
        left = [one for one in wordings if one != self._last.get(key)] or list(wordings)
        self._last[key] = self._rng.choice(left)
        return self._last[key]

    def say(self, name: str, /, *, careful: bool = False, **slots: str) -> str:
        """`careful`: as in `answer`."""
        text = self.draw(self._words["say"][name]).format(**slots)
        return text if careful else self._finished(text)

    def answer(self, name: str, /, *, careful: bool = False, **slots: str) -> str:
        """`careful`: typed without a slip, as people do with names and addresses."""
        text = self.draw(self._words["answer"][name]).format(**slots)
        return text if careful else self._finished(text)

    def digression(self) -> str:
        return self.draw(self._words["digressions"]["texts"])

    def bye(self) -> str:
        return self.draw(self._words["joining"]["bye"])

    def opening(self, want: Want, detail: str) -> str:
        """`detail` is bare, some or full."""
        template = self.draw(self._words["opening"][want.kind][detail])
        return self._finished(_sentence(template.format(**self.slots(want))))

    def polite(self, text: str, *, first: bool) -> str:
        """With what the style puts around a wish."""
        joining, style = self._words["joining"], self._style
        if self._rng.random() < style.rude:
            return self.draw(joining["rude"]) + text
        if self._rng.random() < style.chatty:
            text = self.draw(joining["chatty"]) + text
        if first and self._rng.random() < style.hello:
            return self.draw(joining["hello"]) + text[0].lower() + text[1:]
        return text if first else self.draw(joining["next"]) + text

    def slots(self, want: Want) -> dict[str, str]:
        return {
            "order": self.order(want),
            "things": self.things(want),
            "swaps": self.swaps(want),
            "to": self.wanted(want),
            "reason": self.reason(want.reason),
            "method": want.method_label,
            "address": self.address(want.address),
            "text": want.text,
        }

    def order(self, want: Want) -> str:
        told, number = self._words["order"], want.order_id
        if number in self._known.orders:
            return self.draw(told["known"]).format(number=number)
        if want.mark:
            return self.draw(told["by_thing"]).format(title=self.title(want.mark))
        return self.draw(told["vague"])

    def title(self, title: str) -> str:
        return title.lower() if self._rng.random() < self._style.lower + 0.3 else title

    def thing(self, thing: Thing, *, whole: bool = False) -> str:
        names = tuple(thing.options) if whole else thing.telling
        told = self._words["thing"]
        title = self.title(thing.title)
        if names:
            wordings = self.draw(told["told"])
            text = wordings.format(title=title, options=self.options(thing, names))
        else:
            text = self.draw(told["bare"]).format(title=title)
        if thing.quantity == 1:
            return text
        return self.draw(told["some"]).format(
            quantity=thing.quantity, title=text.removeprefix("the ")
        )

    def things(self, want: Want, *, whole: bool = False) -> str:
        return self.listed([self.thing(one, whole=whole) for one in want.about()])

    def swaps(self, want: Want) -> str:
        pairs = [
            self.draw(self._words["swap"]["both"]).format(thing=self.thing(a), to=self.to(b))
            for a, b in want.swaps
        ]
        return self.listed(pairs)

    def wanted(self, want: Want) -> str:
        return self.listed([self.to(after) for _, after in want.swaps])

    def to(self, thing: Thing, *, whole: bool = False) -> str:
        names = tuple(thing.options) if whole or not thing.telling else thing.telling
        options = self.options(thing, names)
        return self.draw(self._words["swap"]["to"]).format(options=options)

    def options(self, thing: Thing, names: Sequence[str]) -> str:
        texts = [self._option(name, thing.options[name]) for name in names if name in thing.options]
        return str(self._words["joining"]["comma"]).join(texts)

    def reason(self, code: str) -> str:
        reasons = self._words["reasons"]
        return self.draw(reasons.get(code) or reasons["other"])

    def ordinal(self, place: int) -> str:
        names = self._words["ordinals"]["names"]
        return str(names[min(place, len(names) - 1)])

    def listed(self, texts: Sequence[str]) -> str:
        joining = self._words["joining"]
        if len(texts) < 2:
            return "".join(texts)
        return str(joining["comma"]).join(texts[:-1]) + str(joining["and"]) + texts[-1]

    @staticmethod
    def address(address: Address | None) -> str:
        if address is None:
            return ""
        parts = (address.street, address.extra, address.city)
        end = f"{address.region} {address.postcode}".strip()
        return ", ".join(part for part in (*parts, end) if part)

    def _option(self, name: str, value: str) -> str:
        told, shown = self._words["option"], name.replace("_", " ")
        if value.lower() in told["flags"]:
            return self.draw(told["flags"][value.lower()]).format(name=shown)
        plain = value.lower() not in told["bare_values"] and len(value) > SHORT
        plain = plain and not value.replace(".", "").isdigit()
        wordings = told["word"] if plain and self._rng.random() < 0.8 else told["named"]
        return self.draw(wordings).format(name=shown, value=value)

    def _finished(self, text: str) -> str:
        style = self._style
        text = mistyped(text, style.typos, self._words["typing"]["neighbours"], self._rng)
        if style.lower and self._rng.random() < style.lower:
            text = text[0].lower() + text[1:]
        return text


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
