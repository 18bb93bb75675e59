"""What is foreseen, as JSON Schema for `/openapi.json`."""

from __future__ import annotations

from actions.api.schema_parts import (
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

_CONTRIBUTIONS = a_list(
    an_object(
        feature=TEXT, words=TEXT, value={"anyOf": [NUMBER, TEXT, {"type": "null"}]}, added=NUMBER,
    )
)  # fmt: skip
_OUTLOOK: dict[str, Schema] = {
    "probability": NUMBER, "base": NUMBER, "contributions": _CONTRIBUTIONS,
}  # fmt: skip
_FORESEEN: dict[str, Schema] = {
    "purchase_probability": NUMBER,
    # `base` and what the contributions add are log-odds: together those of the probability.
    "base": NUMBER,
    "contributions": _CONTRIBUTIONS,
    "next_action": a_map(NUMBER),
    "features": a_map({"anyOf": [NUMBER, TEXT, {"type": "null"}]}),
    "visit": an_object(acts=WHOLE, began=TEXT, last=TEXT, bought=FLAG, over=FLAG),
    "source": {"enum": ["model", "prior"]},
}
_PREDICTOR = maybe(
    an_object(
        "auc", "calibration_error",
        until=TEXT, visits=WHOLE, bought=WHOLE, made_up=FLAG, share=NUMBER, auc=NUMBER,
        because={"enum": ["better", "too_few", "no_better"]}, calibration_error=NUMBER,
        baselines=a_map({"type": "object"}),
    )
)  # fmt: skip

PREDICTED: dict[str, Schema] = {
    "Offered": an_object(offer=maybe(an_object(product_id=TEXT, text=TEXT))),
    "Predicted": an_object(
        *(name for name in _FORESEEN if name != "source"), "return", "churn",
        **_FORESEEN, **{"return": an_object(**_OUTLOOK)},
        churn=an_object(**_OUTLOOK, within_days=WHOLE), took_ms=NUMBER,
    ),
    "ForeseenVisits": an_object(
        model=_PREDICTOR,
        visits=a_list(
            an_object(
                **_FORESEEN, visitor=TEXT, made_up=FLAG,
                acts=a_list(
                    an_object(type=TEXT, product_id=maybe(TEXT), title=TEXT, occurred=TEXT)
                ),
            )
        ),
    ),
    "DriftReport": an_object(
        model=_PREDICTOR,
        drift=maybe(
            an_object(
                rows=WHOLE, visits=WHOLE, fresh=NUMBER, foreseen=NUMBER, came=NUMBER,
                calibration_error=NUMBER, learnt_calibration_error=maybe(NUMBER),
                weeks=a_list(an_object(begins=TEXT, rows=WHOLE, foreseen=NUMBER, came=NUMBER)),
                features=a_list(
                    an_object(
                        feature=TEXT, words=TEXT, psi=NUMBER,
                        verdict={"enum": ["steady", "moved", "shifted"]},
                    )
                ),
            )
        ),
    ),
}  # fmt: skip
