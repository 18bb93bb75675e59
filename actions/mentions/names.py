"""Whole names of people: after the words that bring one in, or alone where one was asked for."""

from __future__ import annotations

import re

from actions.mentions.found import TAKEN, Saying
from actions.mentions.words import MentionWords, titled

LONGEST = 4
IDENTIFYING = frozenset({"postcode", "email"})
"""Beside these a name is likely, in small letters, too."""
PART = r"[^\W\d_]+(?:['-][^\W\d_]+)*"


class NameReader:
    def __init__(self, words: MentionWords) -> None:
        self._first = frozenset(name.lower() for name in words.listed("name", "first_names"))
        self._particles = frozenset(name.lower() for name in words.listed("name", "particles"))
        self._never = frozenset(word.lower() for word in words.listed("name", "never"))
        run = rf"{PART}(?:[ \t]+{PART}){{1,{LONGEST - 1}}}"
        self._led = re.compile(
            rf"\b(?:(?P<sure>{words.pattern('name', 'sure')})|{words.pattern('name', 'before')}"
            rf"|(?P<weak>{words.pattern('name', 'perhaps')}))"
            rf"[\s:,-]+(?={PART})(?P<name>{PART}(?:[ \t]+{PART}){{0,{LONGEST - 1}}})",
            re.IGNORECASE,
        )
        self._run = re.compile(rf"(?<![\w'@.-]){run}(?!\w)")
        self._signed = re.compile(
            rf"{TAKEN}[\s,.;!?]+(?P<name>{PART}[ \t]+{PART})[\s,]+{TAKEN}{{4,}}\W*$"
        )
        self._fillers = re.compile(rf"\b{words.pattern('name', 'fillers')}(?![\w'])", re.IGNORECASE)

    def read(self, saying: Saying, asked: frozenset[str]) -> None:
        place = 0
        wanted = bool(asked & {"who", "name"})
        beside = any(found.kind in IDENTIFYING for found in saying.found)
        while match := self._led.search(saying.free, place):
            begin, run = match.start("name"), match["name"]
            likely = bool(match["sure"]) or wanted or beside or not run.islower()
            if self._reads_as_one(run.split()) or (likely and not match["weak"]):
                self._take(saying, begin, run, bool(match["sure"]))
            place = begin
        self._read_known(saying)
        if any(found.kind == "name" for found in saying.found):
            return
        if wanted or beside:
            self._read_bare(saying, wanted)
        elif signed := self._signed.search(saying.free):  # "where is 10547, emre keller 20390"
            self._take(saying, signed.start("name"), signed["name"], False, True)

    def _read_bare(self, saying: Saying, wanted: bool) -> None:
        """A run of words that stands apart from others, none of them an everyday word."""
        text = self._fillers.sub(lambda match: TAKEN * len(match[0]), saying.free)
        for match in self._run.finditer(text):
            before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
            apart = before[-1:] in ("", ",", ".", "\n", ":", ";", "!", TAKEN, "(", "-") and (
                after[:1] in ("", ",", ".", "\n", ":", ";", "!", TAKEN, ")", "-", "/")
            )
            parts = match[0].split()
            likely = wanted or self._reads_as_one(parts)
            if apart and likely and self._take(saying, match.start(), match[0], False, True):
                return

    def _reads_as_one(self, parts: list[str]) -> bool:
        return parts[0].lower() in self._first or _capital(parts[:2])

    def _read_known(self, saying: Saying) -> None:
        """A first name that is known, and what is written large after it, wherever they stand."""
        for match in list(self._run.finditer(saying.free)):
            words = list(re.finditer(r"\S+", match[0]))
            parts = [word[0] for word in words]
            for place, part in enumerate(parts[:-1]):
                if part.lower() in self._first and _capital(parts[place : place + 2]):
                    begin = words[place].start()
                    self._take(saying, match.start() + begin, match[0][begin:], False)
                    break

    def _take(self, saying: Saying, start: int, run: str, sure: bool, whole: bool = False) -> bool:
        """As much of `run` as reads as a name of two parts and more."""
        parts = run.split()
        kept = self._kept(parts, sure, whole)
        if len(kept) < 2 or (whole and len(kept) < len(parts)):
            return False
        end = start + _length(run, len(kept))
        said = re.sub(r"\s+", " ", saying.text[start:end])
        saying.take("name", titled(said, self._particles), start, end)
        return True

    def _kept(self, parts: list[str], sure: bool, whole: bool) -> list[str]:
        """To the first everyday word. Among others, a name in small letters ends after its second
        part, particles aside: `anna van dijk please`."""
        kept: list[str] = []
        full = 0
        for part in parts:
            word = part.lower()
            if word in self._never or (full >= 2 and not whole and part.islower()):
                break
            kept.append(part)
            full += word not in self._particles
        while kept and kept[-1].lower() in self._particles:
            kept.pop()
        known = bool(kept) and kept[0].lower() in self._first
        enough = sure or known or _capital(kept) or full >= 2
        return kept if enough and full >= 2 else []


def _capital(parts: list[str]) -> bool:
    return bool(parts) and all(part[:1].isupper() for part in (parts[0], parts[-1]))


def _length(run: str, parts: int) -> int:
    ends = [match.end() for match in re.finditer(r"\S+", run)]
    return ends[parts - 1]
