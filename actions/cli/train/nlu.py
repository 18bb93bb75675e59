"""`storeclerk train nlu`: Rasa's model, from the dialogue's examples and rules.

Owns calling Rasa's own training command (as set-up does) and the figures at the end.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from actions.cli import output
from actions.cli.evaluate.intents import figures
from actions.cli.evaluate.nlu import BOT_PYTHON, FIGURES, read_rows
from actions.config import PROJECT_ROOT
from actions.errors import Unavailable

MODEL = PROJECT_ROOT / "var" / "models" / "rasa" / "storeclerk.tar.gz"
HOLDOUT = PROJECT_ROOT / "bot" / "tests" / "data" / "holdout_en.csv"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(as_json: bool) -> None:
    """Train Rasa's model into var/models/rasa and score it on messages kept apart."""
    if not BOT_PYTHON.exists():
        raise Unavailable("Rasa's environment is missing: run `make setup`")
    with output.err.status("Training Rasa's model ..."):
        _run([str(PROJECT_ROOT / "scripts" / "train-rasa"), "--force"])
    truth = [intent for _, intent in read_rows(HOLDOUT)]
    with TemporaryDirectory() as folder, output.err.status("Asking it ..."):
        answer = Path(folder, "served.json")
        ask = [str(BOT_PYTHON), "-m", "bot.served", "--model", str(MODEL)]
        _run([*ask, "--test", str(HOLDOUT), "--out", str(answer)])
        served = json.loads(answer.read_text(encoding="utf-8"))["intents"]
    found = {**figures(truth, served), "asked_back": served.count("nlu_fallback") / len(served)}
    if as_json:
        output.print_json({**found, "model": str(MODEL)})
        return
    rows = [[name, found[name]] for name in FIGURES if name in found]
    rows.append(["asked back (did you mean)", found["asked_back"]])
    output.print_table(
        f"{MODEL.name} on {len(truth)} messages kept apart", ["figure", "value"], rows
    )


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Unavailable((done.stderr or done.stdout).strip()[-2000:])
