"""The copy desk: orders in, checked texts out; pieces proposed, reviewed, handed on. Owns who may
be written to, and what a piece is held against; the parts do the rest."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from actions.audiences.kept import AudienceTable
from actions.config import Config
from actions.copydesk.claims import Claims
from actions.copydesk.copywriter import Copywriter, Text
from actions.copydesk.features import features_of
from actions.copydesk.kinds import Kind
from actions.copydesk.mail import Mailer
from actions.copydesk.pieces import ForWhom, Pieces, Said
from actions.copydesk.review import Finding, Reviewer
from actions.copydesk.schema import CopyPieceRow
from actions.copydesk.shelf import ShelfMaker
from actions.copydesk.smooth import Smooth
from actions.copydesk.told import Teller
from actions.copydesk.wish import Reason, Wish, link_of
from actions.dialogue.services import Services
from actions.errors import BadInput, NotAllowed, NotFound
from actions.gateway.tokens import Tokens
from actions.personal.advisor import Wanted
from actions.personal.purpose import Purpose
from actions.personal.reason_words import WORDS_FILE, ReasonWords
from actions.personal.visitor import Visitor
from llm.plan import Tone
from retrieval.values import Product

NEEDED = (Purpose.MARKETING, Purpose.PERSONALISATION)
LOOKED_AT = 8  # suggestions of a customer, of which the first in stock is written about


@dataclass(frozen=True, slots=True)
class Order:
    """What a merchant asks for: about `product_id`, or what suits `customer_id`."""

    kind: Kind
    product_id: str = ""
    customer_id: str = ""
    audience: str = ""
    n: int = 1
    tone: Tone | None = None
    language: str = ""
    reason: Reason = ""
    until: date | None = None


def is_kept(audience: str) -> bool:
    """Whether it is the id of an audience in the database."""
    return audience.startswith("A-")


class CopyDesk:
    """One a server. `tokens` signs the links to unsubscribe."""

    def __init__(self, config: Config, services: Services, tokens: Tokens) -> None:
        self._config, self._services, self._tokens = config, services, tokens

    @cached_property
    def pieces(self) -> Pieces:
        return Pieces(self._services.store.engine)

    @cached_property
    def reviewer(self) -> Reviewer:
        products = self._services.index.products
        return Reviewer(lambda: self._claims, self._config.languages_dir, products)

    @cached_property
    def _teller(self) -> Teller:
        services, config = self._services, self._config
        sign = self._tokens.sign_unsubscribe
        return Teller(
            services.index.product,
            self.reviewer,
            Mailer(services.shop, config.copy.unsubscribe_url, sign, config.languages_dir),
            self._shelves,
            services.shop,
            self._may_write_to,
        )

    @cached_property
    def _shelves(self) -> ShelfMaker:
        services = self._services
        return ShelfMaker(
            services.personal.advisor.suggest,
            self._reason_words,
            services.index.product,
            self.reviewer,
            self._may_write_to,
            services.shop.locale,
        )

    @cached_property
    def _claims(self) -> Claims:
        return Claims.load(self._config.path("claims"))

    @property
    def today(self) -> date:
        return datetime.now(ZoneInfo(self._services.shop.time_zone)).date()

    async def texts(self, order: Order, *, deadline: float) -> list[dict[str, Any]]:
        """Raises `NotFound`, `BadInput` and, without consent, `NotAllowed`."""
        wish, to = await asyncio.to_thread(self._wish, order)
        texts = await self._writer().write(wish, deadline=deadline)
        return await asyncio.to_thread(lambda: list(self._told(wish, to, texts)))

    async def propose(self, order: Order, *, deadline: float) -> list[dict[str, Any]]:
        """Pieces for review, those first that are likely to be accepted. Raises as `texts`."""
        wish, to = await asyncio.to_thread(self._wish, order)
        found = await self._writer().pieces(wish, deadline=deadline)
        ranking = await asyncio.to_thread(self.pieces.ranking, wish.kind)
        places = ranking.order([features_of(piece) for piece in found])
        ordered = [found[place] for place in places]
        rows = await asyncio.to_thread(self.pieces.propose, ordered, to)
        return await asyncio.to_thread(self.told, rows)

    def told(self, rows: Sequence[CopyPieceRow]) -> list[dict[str, Any]]:
        """As the API tells them, with what is wrong with each by now. Blocks."""
        return self._teller.all(rows, self.today)

    def accept(self, piece_id: str, by: str) -> tuple[CopyPieceRow, list[Finding]]:
        """Accepted only where nothing is found. Blocks. Raises `NotFound`."""
        row = self.pieces.get(piece_id)
        found = self._teller.findings(row, self.today)
        return (row, found) if found else (self.pieces.decide(piece_id, Said("accepted", by)), [])

    def edit(
        self, piece_id: str, texts: Mapping[str, str], by: str
    ) -> tuple[CopyPieceRow, list[Finding]]:
        """The same for a merchant's own words, by part. Raises `NotFound`, and `BadInput` for a
        part that the piece hasn't."""
        row = self.pieces.get(piece_id)
        known = [one["part"] for one in row.parts]
        if strange := sorted(set(texts) - set(known)):
            raise BadInput(f"texts: {strange[0]!r} is no part of it: {', '.join(known)}", "texts")
        written = {one["part"]: one["text"] for one in row.parts} | (row.edited or {})
        edited = written | {part: text.strip() for part, text in texts.items()}
        found = self._teller.findings(row, self.today, edited)
        if found:
            return row, found
        return self.pieces.decide(piece_id, Said("edited", by, edited=edited)), []

    def _writer(self) -> Copywriter:
        smooth = Smooth(self._config.languages_dir)
        return Copywriter(self._services.replies, self._claims, smooth, self.today)

    def _told(self, wish: Wish, to: ForWhom, texts: Sequence[Text]) -> Iterator[dict[str, Any]]:
        """A body goes with its whole e-mail; copy for a customer says about what, and why."""
        last: dict[str, str] = {}
        shelf = self._shelves.finder(self.today)
        extra = (
            {"product_id": wish.product.product_id, "because": to.because} if to.customer_id else {}
        )
        for text in texts:
            told = text.as_json() | extra
            last[text.part] = text.reply.text
            if wish.kind is Kind.EMAIL and text.part == "body":
                told |= self._teller.mail(wish, last, to.customer_id, shelf)
            yield told

    def _wish(self, order: Order) -> tuple[Wish, ForWhom]:
        shop = self._services.shop
        if order.language and not self._has_words(order.language):
            raise BadInput(f"language: there is no folder for {order.language!r}", "language")
        if order.reason and order.kind not in (Kind.EMAIL, Kind.SOCIAL):
            raise BadInput("reason: an e-mail or a post may have one", "reason")
        product, customer, to = self._product(order)
        wish = Wish(
            kind=order.kind,
            product=product,
            n=order.n,
            audience=order.audience,
            tone=order.tone or shop.tone,
            length=shop.length,
            language=order.language or shop.language,
            locale=shop.locale,
            reason=order.reason,
            until=order.until,
            customer=customer,
            link=link_of(order.kind, product),
        )
        return wish, to

    def _has_words(self, code: str) -> bool:
        folder = self._config.languages_dir / code
        return code.isidentifier() and (folder / "templates.toml").is_file()

    def _product(self, order: Order) -> tuple[Product, str, ForWhom]:
        if not order.customer_id:
            product_id = order.product_id or self._campaigned(order.audience)
            product = self._services.index.product(product_id)
            if product is None:
                raise NotFound(f"there is no product {product_id}")
            return product, "", ForWhom()
        customer = self._services.store.customer(order.customer_id)
        if customer is None:
            raise NotFound(f"there is no customer {order.customer_id}")
        product, because = self._suggested(order.customer_id)
        return product, customer.name, ForWhom(order.customer_id, because)

    def _may_write_to(self, customer_id: str) -> bool:
        return not self._lacking(customer_id)

    def _reason_words(self, language: str) -> ReasonWords | None:
        shop, folder = self._services.shop, self._config.languages_dir / language
        own = self._services.personal.words
        if language == shop.language:
            return own
        if not (language.isidentifier() and (folder / WORDS_FILE).is_file()):
            return None
        return ReasonWords.load(folder, shop.locale, own.title)

    def _lacking(self, customer_id: str) -> list[str]:
        """What they would have to agree to."""
        consented = self._services.personal.consents.of(Visitor(customer_id=customer_id))
        return [purpose.word for purpose in NEEDED if not consented[purpose].granted]

    def _campaigned(self, audience: str) -> str:
        """The first product that a kept audience's campaign names."""
        kept = AudienceTable(self._services.store.engine).of(audience)
        products = kept.campaign.get("products") or ()
        if not products:
            raise BadInput(f"product_id: the campaign of {audience} names no product", "product_id")
        return str(products[0])

    def _suggested(self, customer_id: str) -> tuple[Product, str]:
        """What suits them, and the words that say why."""
        personal, visitor = self._services.personal, Visitor(customer_id=customer_id)
        if lacking := self._lacking(customer_id):
            raise NotAllowed(f"{customer_id} has not agreed to {' and '.join(lacking)}")
        advice = personal.advisor.suggest(Wanted(visitor, LOOKED_AT, counted=False))
        for one in advice.suggested:
            if one.variant.in_stock is not False:
                lines = (personal.words.line(reason, one, self.today) for reason in one.reasons)
                return one.product, next((line for line in lines if line), "")
        raise NotFound(f"there is nothing to suggest to {customer_id}")
