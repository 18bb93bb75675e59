"""What is wrong with a piece as it stands now: facts the records don't hold, forbidden claims, too
many characters, an offer that is over, an e-mail nobody can unsubscribe from. Owns the list of
findings and their words; the checks themselves are `claims`' and `llm.evaluate`'s."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from actions.api.product_json import record
from actions.copydesk.checked import beside_row, checked_row
from actions.copydesk.claims import About, Claims
from actions.copydesk.kinds import limit_of
from actions.copydesk.verdicts import Verdicts
from actions.copydesk.wish import Wish
from llm.evaluate import Checker, vocabulary
from retrieval.values import Product

# Whose values count as facts even where a word is common; more would take seconds to read.
VOCABULARY = 2_000


@dataclass(frozen=True, slots=True)
class Finding:
    """`words` are the text's own, empty where it is the whole; `why` ends their sentence."""

    part: str
    kind: str
    words: str
    why: str

    def as_json(self) -> dict[str, str]:
        return {"part": self.part, "kind": self.kind, "words": self.words, "why": self.why}


class Reviewer:
    """Blocks. `products` lists the catalogue."""

    def __init__(
        self,
        claims: Callable[[], Claims],
        languages_dir: Path,
        products: Callable[[], Iterable[Product]],
    ) -> None:
        self._claims, self._dir, self._products = claims, languages_dir, products
        self._verdicts = Verdicts(self._open_checker)

    def findings(
        self,
        wish: Wish,
        texts: Mapping[str, str],
        today: date,
        evidence: Mapping[str, Sequence[Any]] | None = None,
    ) -> list[Finding]:
        """`evidence` by part, for texts as they were written: what it cites must still be so."""
        found = list(self._over(wish, today))
        for part, text in texts.items():
            found += self._of_text(wish, part, text, today, (evidence or {}).get(part, ()))
        return list(dict.fromkeys(found))

    def beside(
        self,
        wish: Wish,
        product: Product,
        text: str,
        today: date,
        others: Sequence[Product] = (),
        counted: Mapping[str, Any] | None = None,
    ) -> Iterator[Finding]:
        """What is wrong with a line of the same e-mail about another `product`, which may name
        `others` and say what was `counted`."""
        about = About(today, product)
        named = " | ".join(one.title.lower() for one in others)
        for claim in self._claims().found(text, wish.language, about):
            if claim.words.lower() in named:
                continue
            yield Finding("shelf", f"claim:{claim.kind}", claim.words, claim.why)
        row = beside_row(wish, (product, *others), text, counted or {})
        for problem in self._verdicts.problems(row):
            yield Finding("shelf", problem.kind, problem.said, problem.why)

    def _over(self, wish: Wish, today: date) -> Iterator[Finding]:
        if wish.until is not None and wish.until < today:
            day = wish.until.isoformat()
            yield Finding("", "offer", day, "was the offer's last day: it is over")

    def _of_text(
        self, wish: Wish, part: str, text: str, today: date, evidence: Sequence[Any]
    ) -> Iterator[Finding]:
        if not text.strip():
            yield Finding(part, "empty", "", "says nothing at all")
            return
        limit = limit_of(wish.kind, part)
        if len(text) > limit:
            said = f"has {len(text)} characters, {len(text) - limit} more than the {limit} allowed"
            yield Finding(part, "limit", text[limit:], said)
        listed = self._claims().found(text, wish.language, wish.about(today))
        for claim in listed:
            yield Finding(part, f"claim:{claim.kind}", claim.words, claim.why)
        for problem in self._verdicts.problems(checked_row(wish, part, text, evidence)):
            known = any(problem.said.lower() in one.words.lower() for one in listed)
            if problem.kind == "limit" or (problem.kind == "hype" and known):
                continue
            yield Finding(part, problem.kind, problem.said, problem.why)

    def _open_checker(self) -> Checker:
        some = [record(one) for _, one in zip(range(VOCABULARY), self._products(), strict=False)]
        return Checker(self._dir, vocabulary([{"products": some}]))
