"""The shapes of what a shop says to the public: descriptions, advertisements, posts, e-mails.
Owns no values, no words."""

from __future__ import annotations

from llm.plan import Task
from llm.planning.shapes.group import Group

COPY: dict[Task, dict[str, tuple[Group, ...]]] = {}
