"""What answers look like, as JSON Schema for `/openapi.json`. Owns no requests: those are checked
by pydantic models, and their schemas are made from them."""

from __future__ import annotations

from actions.api.schema_parts import (
    EVIDENCE,
    FLAG,
    NUMBER,
    SOURCE,
    TEXT,
    WHOLE,
    Schema,
    a_list,
    a_map,
    an_object,
    maybe,
    ref,
)
from actions.api.schemas_audience import AUDIENCES
from actions.api.schemas_copy import COPY
from actions.api.schemas_experiments import EXPERIMENTS
from actions.api.schemas_feelings import FEELINGS
from actions.api.schemas_predict import PREDICTED

__all__ = ["SCHEMAS", "Schema", "ref"]

_FACTS: dict[str, Schema] = {
    "product_id": TEXT,
    "variant_id": TEXT,
    "title": TEXT,
    "brand": TEXT,
    "price": maybe(ref("Money")),
    "list_price": maybe(ref("Money")),
    "in_stock": maybe(FLAG),
    "rating": maybe(NUMBER),
    "rating_count": WHOLE,
    "url": TEXT,
    "image": TEXT,
    "attributes": a_map(TEXT),
}

_CONSTRAINT = an_object(
    "values", "low", "high", "unit", "words",
    field=TEXT, op={"enum": ["any_of", "none_of", "between"]},
    values=a_list(TEXT), low=NUMBER, high=NUMBER, unit=TEXT, words=TEXT,
)  # fmt: skip

_PART: Schema = {"enum": ["plan", "query", "facts", "marks", "reply"]}
_HEAD = an_object(layer=WHOLE, head=WHOLE, own=NUMBER, parts=a_map(NUMBER))
_SLOT = an_object(
    slot=TEXT, token=WHOLE, own=NUMBER, own_of_facts=NUMBER, facts=a_map(NUMBER),
    parts=a_map(NUMBER), looks=a_map(an_object(token=WHOLE, layer=WHOLE, head=WHOLE, share=NUMBER)),
)  # fmt: skip

_SHARES = a_list(an_object(name=TEXT, share=NUMBER))
_PURPOSES = a_map(an_object(granted=FLAG, since=maybe(TEXT)))

_HANDOFF: dict[str, Schema] = {
    "id": TEXT,
    "state": {"enum": ["waiting", "taken", "closed"]},
    "reason": TEXT,
    "summary": TEXT,
    "opened": TEXT,
    "taken": maybe(TEXT),
    "taken_by": TEXT,
    "closed": maybe(TEXT),
    "closed_by": {"enum": ["", "customer", "colleague"]},
}

SCHEMAS: dict[str, Schema] = PREDICTED | FEELINGS | COPY | AUDIENCES | EXPERIMENTS | {
    "Money": an_object(amount=NUMBER, currency=TEXT),
    "Reason": an_object(kind=TEXT, field=TEXT, value=TEXT, words=TEXT),
    "Hit": an_object(**_FACTS, score=NUMBER, reasons=a_list(ref("Reason"))),
    "Understood": an_object(
        "kind",
        kind=TEXT, query=TEXT, text=TEXT, language=TEXT, constraints=a_list(_CONSTRAINT),
        sort=maybe(TEXT),
        corrections=a_list({"type": "object", "properties": {"from": TEXT, "to": TEXT}}),
    ),
    "SearchResult": an_object(
        "facets",
        facets=a_list(an_object(field=TEXT, text=TEXT, count=WHOLE)),
        hits=a_list(ref("Hit")), understood=ref("Understood"),
        relaxed=a_list(
            {"type": "object", "properties": {"constraint": TEXT, "from": TEXT, "to": TEXT}}
        ),
        total=WHOLE, found=WHOLE, took_ms=NUMBER,
    ),
    "Recommended": an_object(
        hits=a_list(
            an_object(
                **_FACTS, score=NUMBER, words=TEXT, evidence=EVIDENCE,
                reasons=a_list(
                    an_object(kind=TEXT, field=TEXT, value=TEXT, words=TEXT, evidence=EVIDENCE)
                ),
            )
        ),
        personalised=FLAG, took_ms=NUMBER,
    ),
    "SessionOpened": an_object(session=TEXT),
    "Consent": an_object(purposes=_PURPOSES),
    "Profile": an_object(
        purposes=_PURPOSES,
        taste=an_object(
            departments=_SHARES, brands=_SHARES, categories=_SHARES, prices=maybe(a_list(NUMBER)),
            sizes=a_map(TEXT), events=WHOLE, latest=maybe(TEXT),
        ),
    ),
    "Forgotten": an_object(forgotten=WHOLE),
    "Suggestions": an_object(
        suggestions=a_list(
            an_object(
                "product_id", "variant_id", "price", "image",
                text=TEXT, kind={"enum": ["category", "brand", "query", "product"]}, count=WHOLE,
                # [start, stop) of what was typed, in code points of the text.
                matched=a_list(a_list(WHOLE)), product_id=TEXT, variant_id=TEXT,
                price=maybe(ref("Money")), image=TEXT,
            )
        ),
        did_you_mean=maybe(TEXT), took_ms=NUMBER,
    ),
    "Searches": an_object(
        searches=a_list(
            an_object(
                query=TEXT, language=TEXT, searches=WHOLE, empty=WHOLE, relaxed=WHOLE,
                clicks=WHOLE, last=TEXT, understood={"type": "object"},
            )
        )
    ),
    "Questions": an_object(
        questions=a_list(
            an_object(
                question=TEXT, language=TEXT, kind=TEXT, times=WHOLE, last=TEXT,
                days=a_map(WHOLE), others=a_list(TEXT),
            )
        )
    ),
    "RecentReplies": an_object(
        replies=a_list(
            an_object(
                reply_id=TEXT, said=TEXT, task=TEXT, ask=TEXT, reply=TEXT, source=SOURCE,
                fault=maybe(TEXT),
            )
        )
    ),
    "Explanation": an_object(
        reply=TEXT, source=SOURCE, fault=maybe(TEXT),
        model=maybe(an_object(name=TEXT, version=TEXT, layers=WHOLE, heads=WHOLE)),
        plan=an_object(task=TEXT, ask=TEXT, language=TEXT, tone=TEXT),
        facts=a_list(an_object(slot=TEXT, text=TEXT, field=TEXT, value={}, source=TEXT)),
        sentences=a_list(TEXT), prompt_tokens=WHOLE, completion_tokens=WHOLE,
        tokens=a_list(
            an_object(text=TEXT, part=_PART, slot=maybe(TEXT), sentence=maybe(WHOLE))
        ),
        # [layer][head][row]: row r is what token r looked at, r + 1 shares that sum to 1. The token
        # after r was drawn from it.
        attention=a_list(a_list(a_list(a_list(NUMBER)))),
        summary=maybe(an_object(parts=a_map(NUMBER), slots=a_list(_SLOT), heads=a_list(_HEAD))),
    ),
    "Merchandising": an_object(
        pins=WHOLE, boosts=WHOLE, synonyms=WHOLE, problems=a_list(TEXT)
    ),
    "Knowledge": an_object(
        languages=a_map(an_object(files=WHOLE, passages=WHOLE)), problems=a_list(TEXT)
    ),
    "ProductSummary": an_object(**_FACTS),
    "Variant": an_object(
        variant_id=TEXT, options=a_map(TEXT), price=maybe(ref("Money")),
        list_price=maybe(ref("Money")), in_stock=maybe(FLAG), stock=maybe(WHOLE),
    ),
    "Product": an_object(
        "record", **_FACTS, description=TEXT, department=TEXT, category=TEXT, codes=a_list(TEXT),
        added=maybe(TEXT), variants=a_list(ref("Variant")), record={"type": "object"},
    ),
    "ProductPage": an_object(
        products=a_list(ref("ProductSummary")), total=WHOLE, page=WHOLE, per_page=WHOLE
    ),
    "Changed": an_object(added=WHOLE, replaced=WHOLE, removed=WHOLE),
    "ChatReply": an_object(
        "custom", "evidence",
        text=TEXT, turn_id=TEXT, index=WHOLE, custom={"type": "object"},
        evidence=EVIDENCE,
    ),
    "ChatNews": an_object(messages=a_list(ref("ChatReply"))),
    "Handoff": an_object(**_HANDOFF),
    "HandoffSaid": an_object(**_HANDOFF, message=TEXT),
    "HandoffList": an_object(
        handoffs=a_list(
            an_object(
                **_HANDOFF, last=TEXT, last_said=maybe(TEXT), unanswered=WHOLE, unsent=WHOLE
            )
        )
    ),
    "HandoffTold": an_object(
        **_HANDOFF, evidence=a_list({}), told={"type": "object"}, unsent=WHOLE,
        lines=a_list(
            an_object(
                "card", "evidence",
                id=TEXT, author={"enum": ["customer", "assistant", "human", "notice"]}, name=TEXT,
                text=TEXT, said=TEXT, seen=FLAG, card={"type": "object"}, evidence=a_list({}),
            )
        ),
    ),
    "ChatAnswer": an_object(session=TEXT, turn_id=TEXT, messages=a_list(ref("ChatReply"))),
    "Shop": an_object(
        name=TEXT, tagline=TEXT, currency=TEXT, locale=TEXT, language=TEXT, time_zone=TEXT,
        prices_include_tax=FLAG, contact=a_map(TEXT), hours=a_map(TEXT), open_now=FLAG,
        max_message_chars=WHOLE, sample=FLAG,
        kinds=a_list(an_object(name=TEXT, under=maybe(NUMBER))),
    ),
    "Departments": an_object(departments=a_list(an_object(name=TEXT, count=WHOLE, image=TEXT))),
    "Stored": an_object(stored=FLAG),
    "EventsStored": an_object(received=WHOLE, stored=WHOLE),
    "Customers": an_object(
        customers=a_list(
            an_object(
                customer_id=TEXT, name=TEXT, email=TEXT, orders=WHOLE, events=WHOLE,
                latest=maybe(TEXT),
                consent=a_list({"enum": ["personalisation", "marketing", "analytics"]}),
            )
        ),
        total=WHOLE,
    ),
    "CustomerKept": an_object(
        customer_id=TEXT,
        senders=a_list(TEXT),
        tables=a_map(a_list({"type": "object"})),
        conversations=a_map(a_list({"type": "object"})),
    ),
    "InCart": an_object(product_id=TEXT, variant_id=TEXT, quantity=WHOLE),
    "RecordKept": an_object(
        id=TEXT, outcome={"enum": ["new", "changed", "unchanged", "erased"]}
    ),
    "CustomerErased": an_object(erased=a_map(WHOLE)),
    "Request": an_object(
        reference=TEXT, kind=TEXT, opened=TEXT, closed=maybe(TEXT), by=TEXT, note=TEXT,
        customer_id=TEXT, name=TEXT, email=TEXT, order_id=TEXT, reason=TEXT, said=TEXT,
        goods=a_list(TEXT),
    ),
    "Requests": an_object(requests=a_list(ref("Request"))),
    "Health": an_object(status=TEXT),
    "Readiness": an_object(
        status={"enum": ["ready", "missing"]},
        missing=a_list(TEXT),
        why={"type": "object", "additionalProperties": TEXT},
    ),
    "Error": an_object(
        error=an_object(
            "field", "retry_after_s", "trace_id",
            code=TEXT, message=TEXT, field=TEXT, retry_after_s=WHOLE, trace_id=TEXT,
        )
    ),
}  # fmt: skip
