"""The shapes of what a shop says to the public: descriptions, advertisements, posts, e-mails.
Owns no values, no words."""

from __future__ import annotations

from collections.abc import Mapping

from llm.plan import Task
from llm.planning.shapes.group import Group, group

# The most characters that a place holds, once the slots are filled.
LIMITS: Mapping[tuple[Task, str], int] = {
    (Task.SEARCH_AD, "headline"): 30,
    (Task.SEARCH_AD, "text"): 90,
} | {
    (Task.EMAIL, f"{reason}{part}"): limit
    for reason in ("", "offer_", "back_", "new_", "again_")
    for part, limit in (("subject", 60), ("preview", 90))
    if part == "subject" or reason in ("", "offer_")
}
# What stands as a heading, and ends without a full stop.
HEADINGS = frozenset(
    {"headline", "subject", "offer_subject", "back_subject", "new_subject", "again_subject"}
)

_CALLED = group("name brand", "name", "name kind", "name department")
_LINK = group("link", share=0.6)
_UNTIL = group("until", share=0.5)
_CUSTOMER = group("customer", share=0.4)
_POINTS = (
    "feature", "feature feature2", "feature thing", "thing", "material", "material feature",
    "capacity", "weight", "label value", "colours", "rating rating_count",
)  # fmt: skip

_PAIRS = (
    "label value", "label value label2 value2", "predicate", "predicate predicate2",
    "predicate label value",
)  # fmt: skip


def _described() -> tuple[Group, ...]:
    return (
        _CALLED,
        group("material", share=0.5),
        group("feature", "feature feature2", "thing", "feature thing", share=0.7),
        group("capacity", "weight", "capacity weight", share=0.4),
        group(*_PAIRS, share=0.7),
        group("colours", "sizes", "colours sizes", share=0.4),
    )


def _body(*lead: Group) -> tuple[Group, ...]:
    return (_CUSTOMER, *lead, group(*_POINTS, share=0.85), _LINK)


_NAMED = group("name brand", "name")
_OFFER = group("price list_price")
_SUBJECT = (group("short", "title"),)

COPY: dict[Task, dict[str, tuple[Group, ...]]] = {
    Task.DESCRIPTION: {"product": _described()},
    Task.SEARCH_AD: {
        "headline": (
            group(
                "short", "title", "short brand", "short price", "short feature", "short colour"
            ),
        ),
        "text": (
            group(
                *_POINTS, "price", "price list_price", "feature price", "material price",
                "thing price", "short", "brand",
            ),
        ),
    },
    Task.SOCIAL: {
        "post": (_NAMED, group(*_POINTS, share=0.9), _LINK),
        "offer": (
            group("name price list_price"),
            _UNTIL,
            group("feature", "thing", "material", share=0.5),
            _LINK,
        ),
    },
    Task.EMAIL: {
        "subject": (group("short", "title", "short brand", "short feature"),),
        "offer_subject": (group("short price", "short", "title"),),
        "back_subject": (group("short stock"),),
        "new_subject": (group("short", "title", "short brand"),),
        "again_subject": _SUBJECT,
        "preview": (group(*_POINTS, "short", "brand"),),
        "offer_preview": (_OFFER, _UNTIL),
        "body": _body(_NAMED),
        "offer_body": _body(group("name price list_price"), _UNTIL),
        "back_body": _body(group("name stock")),
        "new_body": _body(_NAMED),
        "again_body": _body(group("name")),
    },
}  # fmt: skip
