"""A kept piece as the API tells it. Owns that form, and what a row is held against: the product as
it is now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from actions.copydesk.kinds import Kind, limit_of
from actions.copydesk.mail import Mailer
from actions.copydesk.review import Finding, Reviewer
from actions.copydesk.schema import CopyPieceRow
from actions.copydesk.shelf import Finder, ShelfMaker
from actions.copydesk.wish import Reason, Wish, link_of
from actions.shop import Shop
from actions.stores.moment import aware
from llm.plan import Tone
from retrieval.values import Product

GONE = Finding("", "product", "", "The product is no longer in the catalogue")
WITHDRAWN = Finding("", "consent", "", "The customer doesn't agree to be written to any more")
NOBODY_LEAVES = Finding(
    "body", "unsubscribe", "", "has no line to unsubscribe: give shop.toml [copy] unsubscribe_url"
)


@dataclass(frozen=True, slots=True)
class Teller:
    """Methods block."""

    product: Callable[[str], Product | None]
    reviewer: Reviewer
    mailer: Mailer
    shelves: ShelfMaker
    shop: Shop
    may_write_to: Callable[[str], bool]

    def all(self, rows: Iterable[CopyPieceRow], today: date) -> list[dict[str, Any]]:
        shelf = self.shelves.finder(today)
        return [self._told(row, today, shelf) for row in rows]

    def _told(self, row: CopyPieceRow, today: date, shelf: Finder) -> dict[str, Any]:
        product, texts = self.product(row.product_id), texts_of(row)
        kind = Kind(row.kind)
        wish = self._wish(row, product) if product else None
        mail = None
        if wish is not None and kind is Kind.EMAIL:
            mail = self.mail(wish, texts, row.customer_id or "", shelf)
        return {
            "piece_id": row.piece_id,
            "kind": row.kind,
            "product_id": row.product_id,
            "title": product.title if product else "",
            "customer_id": row.customer_id or "",
            "because": row.because,
            "audience": row.audience,
            "tone": row.tone,
            "language": row.language,
            "occasion": row.occasion,
            "until": row.until.isoformat() if row.until else None,
            "state": row.state,
            "decided_by": row.decided_by,
            "decided": aware(row.decided).isoformat() if row.decided else None,
            "reason": row.reason,
            "created": aware(row.created).isoformat(),
            "can_undo": row.before is not None,
            "parts": [
                one | {"text": texts[one["part"]], "written": one["text"],
                       "limit": limit_of(kind, one["part"])}
                for one in row.parts
            ],
            "findings": [one.as_json() for one in self.findings(row, today)],
            "mail": mail,
        }  # fmt: skip

    def findings(
        self, row: CopyPieceRow, today: date, edited: Mapping[str, str] | None = None
    ) -> list[Finding]:
        """What is wrong with it now, or would be with `edited` texts."""
        product = self.product(row.product_id)
        if product is None:
            return [GONE]
        wish, texts = self._wish(row, product), edited or texts_of(row)
        cited = {
            one["part"]: one["evidence"] for one in row.parts if texts[one["part"]] == one["text"]
        }
        found = self.reviewer.findings(wish, texts, today, cited)
        if row.customer_id and not self.may_write_to(row.customer_id):
            found.append(WITHDRAWN)
        missing = wish.kind is Kind.EMAIL and not self.mailer.unsubscribe_url
        return [*found, NOBODY_LEAVES] if missing else found

    def mail(
        self, wish: Wish, texts: Mapping[str, str], customer_id: str, shelf: Finder
    ) -> dict[str, Any]:
        found = shelf(customer_id, wish)
        mail = self.mailer.mail(texts, wish.product, wish.language, customer_id, found)
        return {
            "plain": mail.plain,
            "html": mail.html,
            "missing": list(mail.missing),
            "shelf": [one.as_json() for one in found],
        }

    def _wish(self, row: CopyPieceRow, product: Product) -> Wish:
        return Wish(
            kind=Kind(row.kind),
            product=product,
            audience=row.audience,
            tone=Tone(row.tone),
            language=row.language,
            locale=self.shop.locale,
            reason=cast(Reason, row.occasion),
            until=row.until,
            customer=row.customer,
            link=link_of(Kind(row.kind), product),
        )


def texts_of(row: CopyPieceRow) -> dict[str, str]:
    """By part, the merchant's where there are any."""
    return {one["part"]: one["text"] for one in row.parts} | (row.edited or {})
