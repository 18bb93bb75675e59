"""How well the served pipeline understands messages that were written apart from the examples."""

from __future__ import annotations

import csv
from pathlib import Path

from rasa.core.agent import Agent
from sklearn.metrics import f1_score

HELD_OUT = Path(__file__).parent / "data"
HOLDOUT, WISHES = HELD_OUT / "holdout_en.csv", HELD_OUT / "wishes_en.csv"
OPENINGS = HELD_OUT / "service_openings_en.csv"
FALLBACK = "nlu_fallback"


def holdout() -> list[dict[str, str]]:
    with HOLDOUT.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


async def test_most_messages_are_understood_and_few_are_misunderstood(agent: Agent) -> None:
    rows = holdout()
    served = [(await agent.parse_message(row["text"]))["intent"]["name"] for row in rows]
    truth = [row["intent"] for row in rows]
    right = sum(one == other for one, other in zip(served, truth, strict=True))
    wrong = sum(one not in (other, FALLBACK) for one, other in zip(served, truth, strict=True))
    assert right / len(rows) >= 0.9
    assert wrong / len(rows) <= 0.07
    assert f1_score(truth, served, average="macro", labels=sorted(set(truth))) >= 0.92


async def test_what_is_to_be_done_is_understood_whatever_goods_it_is_about(agent: Agent) -> None:
    with OPENINGS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    served = [(await agent.parse_message(row["text"]))["intent"]["name"] for row in rows]
    right = sum(one == row["intent"] for one, row in zip(served, rows, strict=True))
    assert right / len(rows) >= 0.9


async def test_confidence_is_the_chance_of_being_right(agent: Agent) -> None:
    """Of the messages it is surest of nearly all are right, and more than of the others."""
    sure, unsure = [], []
    for row in holdout():
        ranking = (await agent.parse_message(row["text"]))["intent_ranking"]
        best = next(one for one in ranking if one["name"] != FALLBACK)
        group = sure if best["confidence"] >= 0.75 else unsure
        group.append(best["name"] == row["intent"])
    assert len(sure) > 50
    assert sum(sure) / len(sure) >= 0.95
    assert sum(sure) / len(sure) > sum(unsure) / len(unsure)


async def test_two_wishes_in_a_message_are_heard_and_one_is_not_taken_for_two(agent: Agent) -> None:
    with WISHES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = told = 0
    for row in rows:
        wishes = (await agent.parse_message(row["text"])).get("wishes", [])
        told += bool(wishes)
        right += {wish["intent"] for wish in wishes} == set(row["intents"].split())
    assert right / told >= 0.9
    assert right / sum(" " in row["intents"] for row in rows) >= 0.75
