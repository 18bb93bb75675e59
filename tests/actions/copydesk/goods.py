"""A product, and pieces about it, for the tests of the copy desk."""

from __future__ import annotations

from dataclasses import replace

from actions.copydesk.kinds import PARTS, Kind
from actions.copydesk.piece import Piece
from actions.copydesk.wish import Wish
from llm.reply import Reply
from retrieval.values import Attribute, Money, Product, Variant

JACKET = Product(
    "jacket-1",
    "Harrow Rain Jacket",
    (Variant("j1", {}, Money(8900, "EUR"), Money(11900, "EUR"), 3),),
    brand="Harrow",
    category="rain jackets",
    attributes=(Attribute("waterproof", True), Attribute("weight", 420, "g")),
)


def jacket(**changes: object) -> Product:
    return replace(JACKET, **changes)  # type: ignore[arg-type]


def piece(kind: Kind = Kind.SOCIAL, *texts: str, **changes: object) -> Piece:
    told = texts or tuple("Harrow Rain Jacket: waterproof." for _ in PARTS[kind])
    title = {"field": "title", "value": JACKET.title, "source": "catalog:jacket-1"}
    parts = zip(PARTS[kind], told, strict=True)
    wish = Wish(kind, jacket(**changes))
    return Piece(wish, {part: Reply(text, (title,), "model") for part, text in parts})
