"""Addresses, on one line or several, whole or in parts. Owns the cut into street, flat, town,
postcode, region and country; which streets there are is `streets`' to find."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.mentions.found import TAKEN, Saying
from actions.mentions.mentions import AddressSaid
from actions.mentions.places import PlaceReader
from actions.mentions.postcodes import PostcodeReader, spaced
from actions.mentions.streets import Street, StreetReader
from actions.mentions.words import MentionWords, titled

LONGEST = 160
"""What of a message after a street may still belong to the address."""


class AddressReader:
    def __init__(self, words: MentionWords, places: PlaceReader, postcodes: PostcodeReader) -> None:
        self._streets = StreetReader(words)
        self._places, self._postcodes = places, postcodes
        flags = re.IGNORECASE
        self._cue = re.compile(rf"\b{words.pattern('address', 'cues')}\b", flags)
        unit = words.pattern("address", "units")
        number = words.pattern("address", "number")
        mending = words.pattern("address", "corrections")
        self._extra = re.compile(
            rf"(?<!\w)(?:{unit}\s*(?:{number}\s*)?(?P<id>[a-z]?-?\d+[a-z]?|[a-z])(?!\w)"
            rf"|\#\s?\d+[a-z]?(?!\w)|{words.pattern('address', 'floors')}(?:\s+{unit})?\b)",
            flags,
        )
        self._number = re.compile(rf"\b{number}\s*(?P<number>\d{{1,4}}[a-z]?)(?!\w)", flags)
        self._lone = re.compile(
            rf"^\W*(?:{mending}[\s,]*)*(?P<number>\d{{1,4}}[a-z]?)(?!\w)"
            rf"(?:\W+(?:{words.pattern('address', 'instead')}).*)?\W*$",
            flags | re.DOTALL,
        )
        self._stop = re.compile(
            rf"\b{words.pattern('address', 'ends')}(?![\w'])|[?!]|(?<!\b\w\w)\.(?=\s|$)", flags
        )
        self._particles = frozenset(words.listed("name", "particles"))
        self._not_town = frozenset(word.lower() for word in words.listed("address", "not_town"))
        self._town_cue = re.compile(
            rf"\b{words.pattern('city', 'called')}\s+(?P<town>[^\W\d_]+(?:[\s'-][^\W\d_]+){{0,2}})",
            flags,
        )

    def read(self, saying: Saying, asked: frozenset[str]) -> AddressSaid | None:
        wanted = "address" in asked
        said = self._whole(saying, wanted or "new_address" in asked) or (
            self._parts(saying) if wanted else None
        )
        return said or self._flat_alone(saying)

    def _whole(self, saying: Saying, wanted: bool) -> AddressSaid | None:
        text = saying.free
        about = wanted or bool(self._cue.search(text))
        sent = about or bool(self._postcodes.any.search(text))
        street = self._streets.find(text, sent) or (self._guessed(text) if about else None)
        if street is None or self._places.region.match(street.text):
            return None
        return self._read_around(saying, street)

    def _guessed(self, text: str) -> Street | None:
        """From the words that bring an address in, a comma or a postcode still to come."""
        cue = self._cue.search(text)
        begin = cue.end() if cue else 0
        found = self._streets.guess(text[begin:])
        if found is None:
            return None
        rest = text[begin + found.end :]
        if not rest.strip(" .!") or not re.search(r"[,\n]|\d", rest):
            return found if cue is None and not rest.strip(" .!") else None
        return Street(found.text, begin + found.start, begin + found.end)

    def _read_around(self, saying: Saying, street: Street) -> AddressSaid:
        before_start = self._before(saying.free, street.start)
        after_end = self._after(saying.free, street.end)
        said = AddressSaid(street=titled(street.text, self._particles))
        window = _Window(saying, street, before_start, after_end)
        said = self._take_extra(said, window)
        said = self._take_postcode(said, window)
        said = self._take_country(said, window)
        said = self._take_region(said, window)
        said = self._take_town(said, window)
        saying.take("street", said.street, street.start, street.end)
        return said

    def _before(self, text: str, start: int) -> int:
        """A flat may stand before its street: only within the same part of the sentence."""
        opening = text[:start]
        unit = max(self._extra.finditer(opening), key=lambda match: match.start(), default=None)
        if unit and not re.search(r"[^\s,]", opening[unit.end() :]):
            return unit.start()
        return start

    def _after(self, text: str, end: int) -> int:
        text = self._extra.sub(lambda match: TAKEN * len(match[0]), text)
        stop = self._stop.search(text, end, end + LONGEST)
        return stop.start() if stop else min(len(text), end + LONGEST)

    def _take_extra(self, said: AddressSaid, window: _Window) -> AddressSaid:
        match = window.search(self._extra)
        return replace(said, extra=_flat(window.take(*match.span()))) if match else said

    def _take_postcode(self, said: AddressSaid, window: _Window) -> AddressSaid:
        """The last in the window: a house number may look like one, too."""
        matches = [
            m for m in window.finditer(self._postcodes.any) if m.start() >= window.street.end
        ]
        if not matches:
            return said
        match = matches[-1]
        code = spaced(match[0])
        window.saying.note("postcode", code, *match.span())
        window.take(*match.span())
        return replace(said, postcode=code)

    def _take_country(self, said: AddressSaid, window: _Window) -> AddressSaid:
        found = self._places.country(window.text)
        if found is None or found[1] < window.street.end:
            return said
        code, start, end = found
        window.saying.note("country", code, start, end)
        window.take(start, end)
        return replace(said, country=code)

    def _take_region(self, said: AddressSaid, window: _Window) -> AddressSaid:
        """The last: `New York, NY`. A name is a town where nothing else is left to be one."""
        matches = [
            match
            for match in window.finditer(self._places.region)
            if match.start() >= window.street.end
            and (match["code"] is None or match["code"].isupper() or said.postcode)
        ]
        if not matches:
            return said
        match = matches[-1]
        others = window.text[window.street.end : match.start()] + window.text[match.end() :]
        if not match["county"] and not re.search(r"[^\W\d_]{2,}", others):
            return said
        region = match["county"] or (match["code"] or "").upper()
        region = region or self._places.regions[match[0].lower()]
        window.take(*match.span())
        return replace(said, region=region)

    def _take_town(self, said: AddressSaid, window: _Window) -> AddressSaid:
        """What is left between the commas: the last of it, or what is known as a town."""
        rest = window.text[window.street.end :]
        pieces = [
            (match[0], window.street.end + match.start())
            for match in re.finditer(r"[^\W\d_]+(?:[ '.-]+[^\W\d_]+)*", rest)
        ]
        kept = [(piece, at) for piece, at in pieces if self._may_be_town(piece)]
        if not kept:
            return said
        known = [one for one in kept if one[0].lower() in self._places.towns]
        town, at = known[-1] if known else kept[-1]
        kept = [one for one in kept if one[1] <= at] if known else kept
        window.saying.note("city", titled(town), at, at + len(town))
        for piece, start in kept:
            window.take(start, start + len(piece))
        others = [titled(piece) for piece, _ in kept if piece != town]
        extra = ", ".join(filter(None, [said.extra, *others]))
        return replace(said, city=titled(town), extra=extra)

    def _may_be_town(self, piece: str) -> bool:
        words = re.findall(r"[^\W\d_]+", piece.lower())
        if piece.lower() in self._places.towns:
            return True
        return len(words) <= 4 and len(piece) > 2 and self._not_town.isdisjoint(words)

    def _parts(self, saying: Saying) -> AddressSaid | None:
        """A correction, or an address given piece by piece."""
        said = AddressSaid()
        if extra := self._extra.search(saying.free):
            said = replace(said, extra=_flat(extra[0]))
            saying.mask(*extra.span())
        if number := (self._number.search(saying.free) or self._lone.search(saying.free)):
            said = replace(said, number=number["number"])
            saying.mask(*number.span("number"))
        left = saying.free
        if code := self._postcodes.any.search(left):
            said = replace(said, postcode=spaced(code[0]))
            left = _without(left, *code.span())
        if country := self._places.country(left):
            said = replace(said, country=country[0])
            left = _without(left, *country[1:])
        if region := self._region_alone(left, said.postcode):
            said = replace(said, region=region["county"] or (region["code"] or "").upper())
            left = _without(left, *region.span())
        town = self._town_alone(left)
        said = replace(said, city=town) if town else said
        return said if said != AddressSaid() else None

    def _region_alone(self, text: str, postcode: str) -> re.Match[str] | None:
        """`CO` beside a postcode; a name may as well be the town."""
        matches = [m for m in self._places.region.finditer(text) if not m["name"]]
        return matches[-1] if matches and postcode else None

    def _town_alone(self, text: str) -> str:
        for name, written in self._places.towns.items():
            if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
                return written
        match = self._town_cue.search(text)
        if match and self._may_be_town(match["town"]):
            return titled(match["town"])
        alone = re.sub(r"[\W\d_]+", " ", text.replace(TAKEN, " ")).strip()
        return titled(alone) if 0 < len(alone.split()) <= 2 and self._may_be_town(alone) else ""

    def _flat_alone(self, saying: Saying) -> AddressSaid | None:
        """`it's apartment 3B` says a flat, whatever was asked."""
        extra = self._extra.search(saying.free)
        if extra is None or extra["id"] is None or not self._cue.search(saying.free):
            return None
        saying.mask(*extra.span())
        return AddressSaid(extra=_flat(extra[0]))


class _Window:
    """The stretch of a message that an address may fill, its street already out of sight."""

    def __init__(self, saying: Saying, street: Street, start: int, end: int) -> None:
        self.saying, self.street, self._start, self._end = saying, street, start, end

    @property
    def text(self) -> str:
        """As long as the message to the window's end; what isn't the window's is masked."""
        free, street = self.saying.free, self.street
        hidden = TAKEN * self._start + free[self._start : street.start]
        return hidden + TAKEN * (street.end - street.start) + free[street.end : self._end]

    def finditer(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        return list(pattern.finditer(self.text))

    def search(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.search(self.text)

    def take(self, start: int, end: int) -> str:
        said = self.saying.text[start:end].strip(" ,.")
        self.saying.take("street", said, start, end)
        return said


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + TAKEN * (end - start) + text[end:]


def _flat(said: str) -> str:
    """`apartment 3b` -> `Apartment 3B`."""
    *words, number = re.sub(r"\s+", " ", said).strip(" ,").split(" ")
    ends_so = number.upper() if re.fullmatch(r"[a-z]?-?\d+[a-z]?|[a-z]", number) else number
    return titled(" ".join(words), frozenset()) + f" {ends_so}" if words else ends_so
