"""The shapes of service: returns, recommendations, a person, apologies, small talk. Owns no values
and no words."""

from __future__ import annotations

from llm.plan import Task
from llm.planning.shapes.group import Group

SERVICE: dict[Task, dict[str, tuple[Group, ...]]] = {}
