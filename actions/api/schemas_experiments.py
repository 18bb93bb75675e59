"""Experiments as JSON Schema for `/openapi.json`."""

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
    ref,
)

_INTERVAL = {"estimate": maybe(NUMBER), "low": maybe(NUMBER), "high": maybe(NUMBER)}
_COMPARISONS = a_list(an_object(arm=WHOLE, **_INTERVAL))
_SETTING = an_object(
    lever=TEXT, value=TEXT, before=TEXT, experiment_id=maybe(TEXT), at=TEXT, by=TEXT,
    undone=maybe(TEXT),
)  # fmt: skip
_ARM = an_object(
    name=TEXT, value=TEXT, share=NUMBER, visitors=WHOLE, counted=WHOLE, with_outcome=WHOLE,
    mean=NUMBER,
)  # fmt: skip
_GUARD = an_object(
    "state", "arm", "estimate", "low", "high",
    measure=TEXT, margin=NUMBER, state=TEXT, arm=WHOLE, **_INTERVAL,
)  # fmt: skip
_VERDICT = an_object(
    "arm", "measure", "estimate", "low", "high", "days_left",
    code=TEXT, arm=WHOLE, measure=TEXT, estimate=NUMBER, low=NUMBER, high=NUMBER,
    days_left=maybe(WHOLE),
)  # fmt: skip
_LEVER = an_object(
    lever=TEXT, about=TEXT, values=a_list(an_object(value=TEXT, about=TEXT)), default=TEXT,
    value=TEXT,
)  # fmt: skip

EXPERIMENTS: dict[str, Schema] = {
    "Experiment": an_object(
        experiment_id=TEXT, name=TEXT, state=TEXT, created=TEXT, by=TEXT, started=maybe(TEXT),
        stopped=maybe(TEXT), stopped_because=TEXT, lever=TEXT, arms=a_list(_ARM), measure=TEXT,
        smallest=NUMBER, traffic=NUMBER, window_days=WHOLE, guards=a_list(_GUARD), slot=NUMBER,
        planned=WHOLE, visitors=WHOLE, counted=WHOLE, comparisons=_COMPARISONS, uneven=FLAG,
        verdict=_VERDICT, adopted=maybe(_SETTING),
        days=a_list(an_object(day=TEXT, comparisons=_COMPARISONS)),
    ),
    "ExperimentList": an_object(
        experiments=a_list(ref("Experiment")), levers=a_list(_LEVER),
        measures=a_list(
            an_object(measure=TEXT, share=FLAG, money=FLAG, more_is_better=FLAG)
        ),
        history=a_list(_SETTING), currency=TEXT, minor_units=WHOLE,
    ),
    "ExperimentPlan": an_object(
        visitors=WHOLE, days=maybe(WHOLE), visitors_a_day=maybe(NUMBER), usual=maybe(NUMBER),
        guessed=FLAG, since_days=WHOLE,
    ),
    "OtherOrders": an_object(
        days=WHOLE, since=TEXT, pages=WHOLE, visitors=WHOLE, clicks_a_page=maybe(NUMBER),
        orders=a_list(
            an_object(
                order=TEXT, covered=NUMBER, effective_pages=NUMBER, why_not=TEXT, **_INTERVAL
            )
        ),
    ),
    "Levers": a_map(TEXT),
}  # fmt: skip
