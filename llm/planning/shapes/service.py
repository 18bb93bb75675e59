"""The shapes of service: returns, recommendations, a person, apologies, small talk. Owns no values
and no words."""

from __future__ import annotations

from llm.plan import Task
from llm.planning.shapes.group import Group, group

_UNTIL = group("order until", "name until", "until")
_SHOP = group("shop", share=0.5)
_NAMED = group("name price", "name")

SERVICE: dict[Task, dict[str, tuple[Group, ...]]] = {
    Task.RETURN: {
        "steps": (group("heading step", "step"), group("step2 step3", "step2", share=0.6)),
        "open": (_UNTIL,),
        "closed": (_UNTIL,),
        "refund": (
            group("order refund method", "order refund", "refund method", "refund"),
            group("days", "working_days", share=0.7),
        ),
        "exchange": (group("heading quote", "quote"), group("until", share=0.4)),
        "not_returnable": (group("name", share=0.6), group("heading quote", "quote")),
    },
    Task.RECOMMEND: {
        "together": (_NAMED, group("name2"), group("together orders", share=0.7)),
        "taste": (_NAMED, group("brand", "kind", "brand kind")),
        "offer": (group("name price list_price"), group("until", share=0.5)),
        "fits": (_NAMED, group("wanted")),
        "viewed": (_NAMED, group("name2")),
        "trending": (_NAMED, group("buyers days", "buyers", share=0.8)),
    },
    Task.HANDOFF: {
        "now": (),
        "closed": (group("opens", share=0.85),),
        "waiting": (group("ahead", share=0.3),),
        "unavailable": (group("contact", share=0.5),),
    },
    Task.APOLOGY: {"trouble": (), "wrong": (), "delay": (), "angry": ()},
    Task.CHAT: {
        "greet": (_SHOP,),
        "thanks": (),
        "bye": (group("shop", share=0.3),),
        "who": (_SHOP,),
        "how_are_you": (),
        "help": (),
        "compliment": (),
        "insult": (),
        "joke": (),
        "agree": (),
    },
}
