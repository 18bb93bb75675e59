"""Audiences and exposure, as JSON Schema for `/openapi.json`."""

from __future__ import annotations

from actions.api.schema_parts import (
    EVIDENCE,
    FLAG,
    NUMBER,
    TEXT,
    WHOLE,
    Schema,
    a_list,
    a_map,
    an_object,
    maybe,
)

_PAIR = maybe(a_list(NUMBER))
_FAIRNESS = an_object(
    rule=TEXT, without_group=WHOLE, proxy_flagged_above=NUMBER,
    groups=a_list(
        an_object(
            group=TEXT, eligible=WHOLE, audience=WHOLE, share_of_eligible=NUMBER,
            share_of_audience=NUMBER, base_ratio=maybe(NUMBER), ratio=maybe(NUMBER), ci95=_PAIR,
            flagged=FLAG, few=FLAG,
        )
    ),
    proxies=a_list(
        an_object(group=TEXT, feature=TEXT, auc=maybe(NUMBER), ci95=_PAIR, flagged=FLAG)
    ),
)  # fmt: skip
_SHARE = an_object(
    "low", "high",
    name=TEXT, times=WHOLE, products=WHOLE, bought=WHOLE, shown=NUMBER, catalogue=NUMBER,
    demand=NUMBER, low=NUMBER, high=NUMBER,
)  # fmt: skip

AUDIENCES: dict[str, Schema] = {
    "Audience": an_object(
        audience_id=TEXT, name=TEXT, made=TEXT, campaign={"type": "object"}, size=WHOLE,
        agreed=WHOLE, eligible=WHOLE, excluded=a_map(WHOLE),
        customers=a_list(
            an_object(
                customer_id=TEXT, score=NUMBER,
                reasons=a_list(an_object(part=TEXT, added=NUMBER, words=TEXT, evidence=EVIDENCE)),
            )
        ),
        reach=an_object(
            scores=a_list(an_object(at_least=NUMBER, customers=WHOLE)), weights=a_map(NUMBER),
            responders=maybe(NUMBER), responders_why=TEXT,
        ),
        fairness=maybe(_FAIRNESS),
    ),
    "AudienceList": an_object(
        audiences=a_list(
            an_object(audience_id=TEXT, name=TEXT, made=TEXT, size=WHOLE, sent=WHOLE)
        )
    ),
    "AudienceContacts": an_object(recorded=WHOLE, repeated=WHOLE, unknown=WHOLE),
    "Exposure": an_object(
        days=WHOLE, since=TEXT, impressions=WHOLE, bought=WHOLE, products=WHOLE,
        never_shown=WHOLE, surfaces=a_map(WHOLE), brands=a_list(_SHARE),
        price_bands=a_list(_SHARE), newness=a_list(_SHARE),
        gini=an_object(shown=maybe(NUMBER), bought=maybe(NUMBER)),
    ),
}  # fmt: skip
