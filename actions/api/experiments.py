"""`/api/experiments`: what is tried on live visitors, what came of it, and how levers are set. Owns
requests and answers; planning, judging and keeping are `actions.experiments`'."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from aiohttp import web
from pydantic import Field, model_validator

from actions.api.body import Body, check, read
from actions.experiments.experiment import Arm, Guard, Plan
from actions.experiments.levers import lever_of
from actions.experiments.service import Experiments
from actions.keys import CONFIG, SERVICES

Name = Annotated[str, Field(min_length=1, max_length=48)]
By = Annotated[str, Field(max_length=64)]
MeasureName = Literal["purchase", "cart", "click", "revenue", "low_rating"]
Traffic = Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
Smallest = Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)]


class ArmAsked(Body):
    """`share` is of the experiment's visitors; equal shares where none is named."""

    name: Name
    value: Name
    share: Annotated[float, Field(ge=0.05, le=0.95)] | None = None


class GuardAsked(Body):
    """Stops the experiment once the measure is surely worse by more than `margin`: of a share
    0.01 is one in a hundred visitors, of revenue minor units a visitor."""

    measure: MeasureName
    margin: Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]


class ExperimentAsked(Body):
    """The first arm is what the others are set against. `smallest` is the smallest difference that
    matters (as a guardrail's margin is written), `traffic` the share of visitors that take part."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    lever: Name
    arms: Annotated[tuple[ArmAsked, ...], Field(min_length=2, max_length=4)]
    measure: MeasureName = "purchase"
    smallest: Smallest = 0.01
    traffic: Traffic = 1.0
    window_days: Annotated[int, Field(ge=1, le=30)] = 3
    guards: Annotated[tuple[GuardAsked, ...], Field(max_length=4)] = ()
    by: By = ""

    @model_validator(mode="after")
    def _arms_differ(self) -> ExperimentAsked:
        for what in ("name", "value"):
            if len({getattr(arm, what) for arm in self.arms}) < len(self.arms):
                raise ValueError(f"arms: two have the same {what}")
        named = [arm.share for arm in self.arms if arm.share is not None]
        if named and (len(named) < len(self.arms) or abs(sum(named) - 1) > 1e-6):
            raise ValueError("arms: the shares of all of them must add up to 1")
        return self

    def plan(self) -> Plan:
        """Raises `BadInput` for a lever that there isn't."""
        equal = 1 / len(self.arms)
        return Plan(
            lever_of(self.lever).name,
            tuple(Arm(one.name, one.value, one.share or equal) for one in self.arms),
            self.measure, self.smallest, self.traffic, self.window_days,
            tuple(Guard(one.measure, one.margin) for one in self.guards),
        )  # fmt: skip


class PlanAsked(Body):
    lever: Name
    measure: MeasureName = "purchase"
    smallest: Smallest = 0.01
    traffic: Traffic = 1.0
    arms: Annotated[int, Field(ge=2, le=4)] = 2

    def plan(self) -> Plan:
        """Raises `BadInput` for a lever that there isn't."""
        arms = tuple(Arm(str(one), "", 1 / self.arms) for one in range(self.arms))
        lever = lever_of(self.lever).name
        return Plan(lever, arms, self.measure, self.smallest, self.traffic)


class Deciding(Body):
    """`by` is who says so."""

    by: By = ""


class Adopting(Deciding):
    arm: Name


class LeverAsked(Deciding):
    value: Name


class RankingAsked(Body):
    days: Annotated[int, Field(ge=1, le=365)] = 30


async def get_experiments(request: web.Request) -> web.Response:
    return web.json_response(await asyncio.to_thread(_experiments(request).listed))


async def post_experiment(request: web.Request) -> web.Response:
    """A draft: nobody is in it before it is started."""
    body = await read(request, ExperimentAsked, _limit(request))
    draft = _experiments(request).draft
    told = await asyncio.to_thread(draft, body.name, body.plan(), body.by)
    return web.json_response(told, status=201)


async def get_plan(request: web.Request) -> web.Response:
    asked = check(dict(request.query), PlanAsked)
    told = await asyncio.to_thread(_experiments(request).foreseen, asked.plan())
    return web.json_response(told)


async def get_ranking(request: web.Request) -> web.Response:
    asked = check(dict(request.query), RankingAsked)
    return web.json_response(await asyncio.to_thread(_experiments(request).ranking, asked.days))


async def get_experiment(request: web.Request) -> web.Response:
    told = await asyncio.to_thread(_experiments(request).of, request.match_info["id"])
    return web.json_response(told)


async def delete_experiment(request: web.Request) -> web.Response:
    """A draft; what has begun stays on record."""
    await asyncio.to_thread(_experiments(request).discard, request.match_info["id"])
    return web.Response(status=204)


async def post_start(request: web.Request) -> web.Response:
    told = await asyncio.to_thread(_experiments(request).start, request.match_info["id"])
    return web.json_response(told)


async def post_stop(request: web.Request) -> web.Response:
    told = await asyncio.to_thread(_experiments(request).stop, request.match_info["id"])
    return web.json_response(told)


async def post_adopt(request: web.Request) -> web.Response:
    body = await read(request, Adopting, _limit(request))
    adopt, experiment_id = _experiments(request).adopt, request.match_info["id"]
    return web.json_response(await asyncio.to_thread(adopt, experiment_id, body.arm, body.by))


async def post_undo(request: web.Request) -> web.Response:
    body = await read(request, Deciding, _limit(request))
    undo = _experiments(request).undo
    return web.json_response(await asyncio.to_thread(undo, request.match_info["id"], body.by))


async def put_lever(request: web.Request) -> web.Response:
    body = await read(request, LeverAsked, _limit(request))
    put, lever = _experiments(request).put_lever, request.match_info["lever"]
    return web.json_response(await asyncio.to_thread(put, lever, body.value, body.by))


def _limit(request: web.Request) -> int:
    return request.app[CONFIG].limits.api_body_bytes


def _experiments(request: web.Request) -> Experiments:
    return request.app[SERVICES].personal.experiments
