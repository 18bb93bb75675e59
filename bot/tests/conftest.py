"""What Rasa's tests share: a real trained model (kept while its sources stay the same), a stand-in
for the server, and Rasa itself in this process."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.core.agent import Agent
from rasa.utils.endpoints import EndpointConfig

from bot.tests.stand_in import StandIn, serving

ROOT = Path(__file__).resolve().parents[2]
RASA = ROOT / "bot" / ".venv" / "bin" / "rasa"
SOURCES = ("config.yml", "domain.yml", "data/nlu", "data/rules", "bot/nlu", "bot/uv.lock")
KEPT = ROOT / "var" / "test-bot"


@pytest.fixture(autouse=True)
def _in_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rasa runs from the project's root; its configuration names paths from there."""
    monkeypatch.chdir(ROOT)


def sources_digest() -> str:
    digest = hashlib.sha256((ROOT / "var/models/minilm/encoder.json").read_bytes())
    for source in SOURCES:
        path = ROOT / source
        files = sorted(path.rglob("*.*")) if path.is_dir() else [path]
        for file in files:
            if file.suffix in {".py", ".yml", ".lock"}:
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session")
def model_file() -> Path:
    """Trained by Rasa's own command; minutes on a busy machine, at once when nothing changed."""
    file = KEPT / f"{sources_digest()}.tar.gz"
    if not file.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        for old in KEPT.glob("*.tar.gz"):
            old.unlink()
        command = [
            *(str(RASA), "train", "--fixed-model-name", file.name.split(".")[0]),
            *("--out", str(KEPT), "--data", "data/nlu", "data/rules"),
        ]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return file


@pytest.fixture(scope="session")
def running_stand_in() -> Iterator[StandIn]:
    with serving(StandIn()) as stand_in:
        yield stand_in


@pytest.fixture
def stand_in(running_stand_in: StandIn) -> StandIn:
    running_stand_in.reset()
    return running_stand_in


@pytest.fixture(scope="session")
def loaded_agent(model_file: Path, running_stand_in: StandIn) -> Agent:
    here = os.getcwd()
    os.chdir(ROOT)
    try:
        endpoint = EndpointConfig(running_stand_in.url, enable_selective_domain=True)
        return Agent.load(model_file, action_endpoint=endpoint)
    finally:
        os.chdir(here)


@pytest.fixture
def agent(loaded_agent: Agent, stand_in: StandIn) -> Agent:
    """Rasa, with its actions answered by `stand_in`."""
    return loaded_agent
