"""Postcodes. Those with letters are known by their form; those of digits alone only beside a word
for them, in an address, after a person's name, or where one was asked for."""

from __future__ import annotations

import re
from collections.abc import Callable

from actions.mentions.found import Saying
from actions.mentions.words import MentionWords

# Irish (Eircode), British, Canadian, Dutch in capitals.
LETTERED = (
    r"[A-Z]\d[\dW]\s?[A-Z0-9]{4}",
    r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}",
    r"[A-CEGHJ-NPR-TVXY]\d[A-Z][\s-]?\d[A-Z]\d",
)
DUTCH = r"[1-9]\d{3}\s?[A-Z]{2}"
# German, French, Spanish, US (with its four more), Polish, Portuguese, Swedish; Austrian last.
DIGITS = r"\d{5}(?:-\d{4})?|\d{2}-\d{3}|\d{4}-\d{3}|\d{3}\s\d{2}|\d{4}"
_EIRCODE = re.compile(r"([A-Z]\d[\dW])([A-Z0-9]{4})")
_BRITISH = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})")
_DUTCH = re.compile(r"(\d{4})([A-Z]{2})")
_EDGE, _END = r"(?<![\w-])", r"(?![\w]|-\d|[.,]\d)"


class PostcodeReader:
    def __init__(self, words: MentionWords) -> None:
        lettered = "|".join(LETTERED)
        self._lettered = re.compile(rf"{_EDGE}(?:{lettered}){_END}", re.IGNORECASE)
        self._dutch = re.compile(rf"{_EDGE}{DUTCH}{_END}")
        self.any = re.compile(rf"{_EDGE}(?:{lettered}|{DUTCH}|{DIGITS}){_END}", re.IGNORECASE)
        lead = rf"\b{words.pattern('postcode', 'before')}"
        link = rf"(?:[\s:,#-]|\b{words.pattern('order', 'links')}\b)*"
        self._named = re.compile(rf"{lead}{link}(?P<code>{self.any.pattern})", re.IGNORECASE)
        name = r"[^\W\d_][\w'.-]*"
        self._after_name = re.compile(
            rf"(?:^|[.!?,:]\s*|\b)(?P<name>{name}(?:\s+{name}){{1,3}})\s*[,;/\n-]\s*(?P<code>(?:{DIGITS}))(?=\W*(?:$|[,.;!?]))"
        )
        self._measured = re.compile(
            rf"\d+\s?{words.pattern('quantity', 'measures')}", re.IGNORECASE
        )
        self._follows = re.compile(rf"\s*[,;/(]?\s*(?P<code>{self.any.pattern})", re.IGNORECASE)
        self._unit = re.compile(rf"\s?{words.pattern('quantity', 'measures')}\b", re.IGNORECASE)

    def read(self, saying: Saying, asked: frozenset[str], is_order: Callable[[str], bool]) -> None:
        for match in self._named.finditer(saying.free):
            saying.take("postcode", spaced(match["code"]), *match.span("code"))
        for pattern in (self._lettered, self._dutch):
            for match in pattern.finditer(saying.free):
                if _plausible(match[0]) and not self._measured.fullmatch(match[0]):
                    saying.take("postcode", spaced(match[0]), *match.span())
        if asked & {"who", "postcode", "address"}:
            self._read_bare(saying, is_order)
        else:
            self._read_after_name(saying, is_order)

    def _read_bare(self, saying: Saying, is_order: Callable[[str], bool]) -> None:
        for match in self.any.finditer(saying.free):
            if not self._unit.match(saying.free, match.end()):
                self._put(saying, match[0], match.span(), is_order)

    def _read_after_name(self, saying: Saying, is_order: Callable[[str], bool]) -> None:
        for match in self._after_name.finditer(saying.free):
            self._put(saying, match["code"], match.span("code"), is_order)

    def read_beside_names(self, saying: Saying) -> None:
        """What follows a person's name may be where they live, whatever else it may be."""
        known = {found.start for found in saying.found if found.kind == "postcode"}
        for name in [found for found in saying.found if found.kind == "name"]:
            match = self._follows.match(saying.text, name.end)
            if match and match.start("code") not in known:
                saying.note("postcode", spaced(match["code"]), *match.span("code"))

    def _put(
        self, saying: Saying, said: str, span: tuple[int, int], is_order: Callable[[str], bool]
    ) -> None:
        """What may be an order's number as well stays open for that."""
        put = saying.note if is_order(said) else saying.take
        put("postcode", spaced(said), *span)


def spaced(code: str) -> str:
    """As it is written on a parcel: `h91e53a` -> `H91 E53A`, `sw1a1aa` -> `SW1A 1AA`."""
    plain = re.sub(r"\s", "", code.upper())
    for form in (_BRITISH, _EIRCODE, _DUTCH):
        if match := form.fullmatch(plain):
            return f"{match[1]} {match[2]}"
    return re.sub(r"\s+", " ", code.upper().strip())


def _plausible(said: str) -> bool:
    """An Eircode's second half holds a letter and a digit, or it is a word after a code."""
    plain = re.sub(r"\s", "", said.upper())
    if _BRITISH.fullmatch(plain):
        return True
    half = plain[-4:]
    mixed = any(c.isdigit() for c in half) and any(c.isalpha() for c in half)
    return mixed or not _EIRCODE.fullmatch(plain)
