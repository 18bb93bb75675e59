"""The shapes of what is said of products, orders and the shop's rules. Owns no values, no words."""

from __future__ import annotations

from itertools import combinations, product

from llm.plan import Task
from llm.planning.shapes.group import Group, group

_RATING = group("rating rating_count", "rating", share=0.35)
_STOCK = group("stock", share=0.3)
_FEATURE = ("feature", "thing", "predicate", "label value")
_FEATURES = (*_FEATURE, "feature feature2", "feature thing", "feature predicate",
             "feature label value", "thing predicate", "thing label value", "predicate predicate2",
             "predicate label value", "label value label2 value2")  # fmt: skip
_TWO = "name price name2 price2"
_SEARCH_NOTICE = (
    group("said meant", share=0.08),
    group("wanted instead", "wanted", share=0.12),
)
_SEARCH_BEST = (
    group("name price", "name"),
    group("list_price", share=0.15),
    group("colour", share=0.12),
    group(*_FEATURE, share=0.35),
    _RATING,
    _STOCK,
)
_SEARCH_OTHERS = group(
    "name2 price2", "name2 price2 name3 price3", "name2", "name2 name3", share=0.75
)
_PLACED = group("placed", share=0.3)
_CARRIER = group("carrier tracking", "carrier", share=0.8)
_DUE = group("due", "due_from due_to", share=0.85)
_REFUND = group("refund refunded method", "refund refunded", "refund method", "refund", share=0.85)
_ORDER = group("order state")

# What a card says for its product, in this order: one to three of these points, never none.
_CARD_POINTS = (
    (*_FEATURES,),
    ("colour",),
    ("size",),
    ("brand",),
    ("price budget", "price"),
    ("rating rating_count", "rating"),
)


def _card() -> Group:
    options = (
        " ".join(said)
        for count in (1, 2, 3)
        for points in combinations(_CARD_POINTS, count)
        for said in product(*points)
    )
    return group(*options)


SALES: dict[Task, dict[str, tuple[Group, ...]]] = {
    Task.SEARCH: {
        "one": (*_SEARCH_NOTICE, *_SEARCH_BEST),
        "many": (*_SEARCH_NOTICE, group("count", share=0.6), *_SEARCH_BEST, _SEARCH_OTHERS),
        "more": (group("name price", "name"), _SEARCH_OTHERS),
    },
    Task.WHY: {
        ask: (
            group("name"),
            group("words", share=0.5),
            group("price budget", "price", share=0.6),
            group("brand", share=0.2),
            group("colour", share=0.2),
            group("size", share=0.12),
            group(*_FEATURES, share=0.6),
            group("rating rating_count", "rating", share=0.5),
            _STOCK,
        )
        for ask in ("match", "near")
    }
    | {"card": (_card(),)},
    Task.COMPARE: {
        "two": (
            group(_TWO, "name name2"),
            group("label value value2", share=0.7),
            group("other_label other_value other_value2", "only_first", "only_second", share=0.6),
            group("rating rating2", share=0.5),
            group("cheaper", share=0.5),
        ),
        "three": (
            group(f"{_TWO} name3 price3", "name name2 name3"),
            group("label value value2 value3", share=0.7),
            group("rating rating2 rating3", share=0.5),
            group("cheaper", share=0.5),
        ),
    },
    Task.QA: {
        "price": (group("name price"), group("list_price", share=0.2), _STOCK),
        "stock": (group("name stock"), group("price", share=0.4)),
        "sold_out": (group("name stock"),),
        "rating": (group("name rating rating_count", "name rating"),),
        "brand": (group("name brand"),),
        "options": (group("name label choices"),),
        "attribute": (group("name predicate", "name label value"),),
        "yes": (group("name feature", "name thing", "name label value"),),
        "no": (group("name feature", "name thing", "name label value"),),
        "unknown": (group("name topic", "name"),),
        "evidence": (group("name quote", "quote"),),
        "details": (
            group("name price", "name"),
            group("brand", share=0.6),
            group(*_FEATURES, share=0.85),
            group("rating rating_count", "rating", share=0.6),
            group("stock", share=0.7),
        ),
    },
    Task.ORDER: {
        "pending": (_ORDER, _PLACED, _DUE),
        "processing": (_ORDER, _PLACED, _DUE),
        "packed": (_ORDER, _PLACED, group("carrier", share=0.4), _DUE),
        "shipped": (_ORDER, group("shipped", share=0.4), _CARRIER, _DUE),
        "out_for_delivery": (_ORDER, _CARRIER, _DUE),
        "delivered": (_ORDER, group("delivered", share=0.9), _CARRIER),
        "delayed": (_ORDER, _CARRIER, _DUE),
        "cancelled": (_ORDER, group("cancelled", share=0.9), _REFUND),
        "return_requested": (_ORDER, group("delivered", share=0.5)),
        "exchange_requested": (_ORDER, group("delivered", share=0.5)),
        "returned": (_ORDER, _REFUND),
        "refunded": (_ORDER, _REFUND),
        "not_found": (group("order", share=0.8),),
    },
    Task.POLICY: {
        "quote": (group("heading quote", "quote"),),
        "unknown": (group("topic", share=0.3),),
    },
    Task.NOTHING: {
        "nothing": (group("wanted", share=0.8),),
        "nearest": (
            group("wanted", share=0.8),
            group("name price", "name"),
            group("name2 price2", "name2", share=0.5),
        ),
    },
    Task.CLARIFY: {
        "choices": (group("option option2 option3", "option option2", "option"),),
        "order": (),
        "product": (),
        "unclear": (),
    },
}
