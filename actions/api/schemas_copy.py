"""Copy and what is kept of it, as JSON Schema for `/openapi.json`."""

from __future__ import annotations

from actions.api.schema_parts import (
    EVIDENCE,
    FLAG,
    SOURCE,
    TEXT,
    WHOLE,
    Schema,
    a_list,
    an_object,
    maybe,
    ref,
)

_COPY_PART: Schema = {
    "enum": [
        "description", "headline", "text", "title", "meta", "post", "subject", "preview", "body",
    ]
}  # fmt: skip
_SHELF = a_list(
    an_object(
        product_id=TEXT, variant_id=TEXT, title=TEXT, price=ref("Money"), url=TEXT, because=TEXT,
        evidence=EVIDENCE,
    )
)  # fmt: skip
_MAIL: dict[str, Schema] = {
    "plain": TEXT, "html": TEXT, "missing": a_list(TEXT), "shelf": _SHELF,
}  # fmt: skip

COPY: dict[str, Schema] = {
    "Copy": a_list(
        an_object(
            *_MAIL, "product_id", "because",
            text=TEXT, evidence=EVIDENCE, part=_COPY_PART, piece=WHOLE, source=SOURCE,
            product_id=TEXT, because=TEXT, **_MAIL,
        )
    ),
    "CopyPiece": an_object(
        piece_id=TEXT, kind=TEXT, product_id=TEXT, title=TEXT, customer_id=TEXT, because=TEXT,
        audience=TEXT, tone=TEXT, language=TEXT, occasion=TEXT, until=maybe(TEXT),
        state={"enum": ["proposed", "accepted", "edited", "rejected"]}, decided_by=TEXT,
        decided=maybe(TEXT), reason=TEXT, created=TEXT, can_undo=FLAG,
        parts=a_list(
            an_object(
                part=_COPY_PART, text=TEXT, written=TEXT, evidence=EVIDENCE, source=SOURCE,
                limit=WHOLE,
            )
        ),
        findings=a_list(an_object(part=TEXT, kind=TEXT, words=TEXT, why=TEXT)),
        mail=maybe(an_object(**_MAIL)),
    ),
    "CopyPieces": an_object(pieces=a_list(ref("CopyPiece"))),
}  # fmt: skip
