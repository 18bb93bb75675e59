"""What is to be simulated, as it was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Plan:
    """`tau2` and `tasks` are given together, or neither: then it is the sample shop. `database`
    and `server` are empty for those of the simulation's own. `folder` is an empty
    one, in which the shop's files stay."""

    conversations: int
    tau2: Path | None
    tasks: Path | None
    rules: Path | None
    runs: int
    style: str
    seed: int
    at_once: int
    database: str
    server: str
    templates: bool
    folder: Path | None = None
