"""A tau2-retail tasks file, of any number of tasks: who calls, what they want, what is expected.

A want is made of each expected action that writes, and of nothing else: neither the story nor the
number of a task is read. One that its own rules refuse, or that changes nothing, is a want to be
told no. Where nothing is to be written, the customer asks after an order that the
expected actions look at, or for a person where they hand over to one.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from actions.simulate.errors import NoTau2
from actions.simulate.tau2.expected import changing
from actions.simulate.tau2.tools import WRITING
from actions.simulate.tau2.wants import Wants
from actions.simulate.want import Known, Want

Record = dict[str, Any]
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]*\w")
_ZIP = re.compile(r"\b\d{5}\b")
_ORDER = re.compile(r"#W\d+")


@dataclass(frozen=True, slots=True)
class Task:
    """`actions` are the expected ones, for the judge alone."""

    task_id: str
    known: Known
    wants: tuple[Want, ...]
    actions: tuple[Record, ...]


def load_tasks(path: Path, db: Record) -> tuple[Task, ...]:
    """Raises `NoTau2`."""
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        return tuple(_task(one, db) for one in written)
    except (OSError, json.JSONDecodeError) as error:
        raise NoTau2(f"{path} can't be read: {error}") from error
    except (KeyError, TypeError, AttributeError, StopIteration) as error:
        raise NoTau2(f"{path} isn't a tasks file of tau2-retail: {error!r}") from error


def _task(written: Record, db: Record) -> Task:
    actions = tuple(written["evaluation_criteria"]["actions"] or ())
    told = written["user_scenario"]["instructions"]
    said, call = told.get("known_info") or "", told.get("reason_for_call") or ""
    user = db["users"][_caller(actions, said, db)]
    wants = Wants(db)
    acting = [one for one in actions if one["name"] in WRITING]
    effects = zip(acting, changing(db, acting, user["user_id"]), strict=True)
    writing = tuple(replace(wants.of(one), refused=not changes) for one, changes in effects)
    return Task(
        written["id"],
        _known(user, said, frozenset(_ORDER.findall(call))),
        writing or wants.reading(actions, user),
        actions,
    )


def _caller(actions: tuple[Record, ...], said: str, db: Record) -> str:
    """Whose orders the actions touch, or else who the known facts fit."""
    for action in actions:
        arguments = action["arguments"]
        if arguments.get("order_id") in db["orders"]:
            return str(db["orders"][arguments["order_id"]]["user_id"])
        if arguments.get("user_id") in db["users"]:
            return str(arguments["user_id"])
    return next(str(user_id) for user_id, user in db["users"].items() if _fits(user, said))


def _fits(user: Record, said: str) -> bool:
    name = f"{user['name']['first_name']} {user['name']['last_name']}"
    if user["email"] in said or user["user_id"] in said:
        return True
    return name in said and (user["address"]["zip"] in said or not _ZIP.search(said))


def _known(user: Record, said: str, orders: frozenset[str]) -> Known:
    """The e-mail where it is among the known facts, or else name and postcode."""
    name = f"{user['name']['first_name']} {user['name']['last_name']}"
    emails, zips = _EMAIL.findall(said), _ZIP.findall(said)
    return Known(
        customer_id=user["user_id"],
        name=name,
        email=user["email"] if user["email"] in emails or not zips else "",
        postcode=user["address"]["zip"] if user["address"]["zip"] in zips else "",
        orders=orders,
    )
