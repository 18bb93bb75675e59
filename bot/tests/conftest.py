"""What Rasa's tests share: the model that set-up trained (trained anew when its sources are newer),
a stand-in for the server, and Rasa itself in this process."""

from __future__ import annotations

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
MODEL = ROOT / "var" / "models" / "rasa" / "storeclerk.tar.gz"


@pytest.fixture(autouse=True)
def _in_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rasa runs from the project's root; its configuration names paths from there."""
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="session")
def model_file() -> Path:
    """What is served is what is tested: `scripts/train-rasa` does nothing when it is current."""
    done = subprocess.run(
        [str(ROOT / "scripts" / "train-rasa")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return MODEL


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
