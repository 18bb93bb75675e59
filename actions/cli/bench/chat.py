"""`storeclerk bench chat`: this assistant beside Rasa 3.6 as `rasa init` leaves it, one after the
other, with the same examples, rules and actions. Owns the flow."""

from __future__ import annotations

import asyncio
import hashlib
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from actions.cli.bench.chat_bars import OURS, THEIRS, report, show
from actions.cli.bench.chat_doors import HttpDoor, default_rasa, storeclerk
from actions.cli.bench.chat_load import Kind, load, long_talk
from actions.cli.output import Advance, err, print_json, progress
from actions.config import PROJECT_ROOT, Config, load_config
from actions.errors import Unavailable

# What default Rasa says without an action is `fixed`; the actions of all others are identical.
KINDS = ("rule", "fixed", "policy", "search")
USERS = (1, 4, 16)
LONG = (10, 50, 150, 300)
TRAINED_OF = (
    "domain.yml",
    "data/nlu",
    "data/rules",
    "bot/uv.lock",
    "bot/measure/default_project.py",
)


@click.command()
@click.option(
    "--seconds",
    type=click.FloatRange(0.1),
    default=8.0,
    show_default=True,
    help="How long each kind of message is sent, by each number of customers.",
)
@click.option(
    "--users",
    type=click.IntRange(1),
    multiple=True,
    default=USERS,
    show_default=True,
    help="How many customers at a time.",
)
@click.option("--long/--no-long", "with_long", default=True, help="Also a talk of 300 turns.")
@click.option("--alone", is_flag=True, help="Only this assistant, without default Rasa.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    seconds: float, users: Sequence[int], with_long: bool, alone: bool, as_json: bool
) -> None:  # fmt: skip
    """Time replies of this assistant and of default Rasa 3.6 with rasa-sdk's own server.

    Minutes; the first time, training default Rasa takes some more, and is kept for the next.
    """
    config = load_config()
    told = _told(config)
    kinds = [Kind(name, **told[name]) for name in KINDS]
    model = None if alone else _trained(config, told)
    found: dict[str, Any] = {}
    for name in (OURS,) if model is None else (THEIRS, OURS):
        found[name] = asyncio.run(
            _measure(name, model, kinds, users, seconds, LONG if with_long else ())
        )
    figures = report(found)
    if as_json:
        print_json(figures)
    else:
        show(figures)


def _told(config: Config) -> dict[str, Any]:
    file = config.languages_dir / config.shop.language / "bench_chat.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


async def _measure(
    name: str,
    model: Path | None,
    kinds: Sequence[Kind],
    users: Sequence[int],
    seconds: float,
    turns: Sequence[int],
) -> dict[str, Any]:
    """`{runs: {"KIND xUSERS": figures}, memory_mb: {process: MB}, long: [figures]}`."""
    with tempfile.TemporaryDirectory(prefix="storeclerk-chat-") as place:
        folder = Path(place)
        err.print(f"Starting {name} ...")
        opened = default_rasa(folder, model) if name == THEIRS and model else storeclerk(folder)
        async with opened as door:
            with progress(f"Talking with {name}", always=True) as advance:
                runs = await _loads(door, kinds, users, seconds, advance)
            late = await long_talk(door, kinds, turns) if turns else []
            return {
                "runs": runs,
                "memory_mb": door.resident_mb(),
                "long": [asdict(one) for one in late],
            }


async def _loads(
    door: HttpDoor, kinds: Sequence[Kind], users: Sequence[int], seconds: float, advance: Advance
) -> dict[str, dict[str, Any]]:
    plan = [(kind, many) for kind in kinds for many in users]
    runs = {}
    for done, (kind, many) in enumerate(plan, start=1):
        runs[f"{kind.name} x{many}"] = asdict(await load(door, kind, many, seconds))
        advance(done, len(plan))
    return runs


def _trained(config: Config, told: Mapping[str, Any]) -> Path:
    """Default Rasa's model, made where what it learns from has changed."""
    language = config.languages_dir / config.shop.language
    said = tomllib.loads((language / "dialogue.toml").read_text(encoding="utf-8"))["say"]
    intents = told["responses"]["intents"]
    shop = config.shop.name
    job = {
        "responses": {one: [text.replace("{shop}", shop) for text in said[one]] for one in intents},
        "stories": told["stories"]["paths"],
    }
    text = json.dumps(job, sort_keys=True)
    model = config.root / "var" / "bench" / f"default-rasa-{_digest(text)}.tar.gz"
    if not model.exists():
        err.print("Training default Rasa on the project's examples: some minutes, once ...")
        _train(text, model)
    return model


def _train(job: str, model: Path) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        file.write(job)
        file.flush()
        python = str(PROJECT_ROOT / "bot" / ".venv" / "bin" / "python")
        command = [python, "-m", "bot.measure.default_project", "--job", file.name]
        done = subprocess.run(
            [*command, "--out", str(model)], cwd=PROJECT_ROOT, stdout=sys.stderr, check=False
        )
    if done.returncode:
        raise Unavailable("default Rasa could not be trained; what it said is above.")


def _digest(job: str) -> str:
    digest = hashlib.sha256(job.encode())
    for source in TRAINED_OF:
        path = PROJECT_ROOT / source
        for file in sorted(path.rglob("*.yml")) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
