"""Rasa's own command, started quicker."""

from __future__ import annotations

import subprocess
import sys

from bot.tests.conftest import ROOT


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120
    )


def test_it_is_rasas_command_with_rasas_exit_codes() -> None:
    assert "--endpoints" in python("-m", "bot.start", "run", "--help").stdout
    wrong = python("-m", "bot.start", "run", "--no-such-option")
    assert wrong.returncode == 2
    assert "unrecognized arguments" in wrong.stderr


def test_tensorflow_does_without_jax() -> None:
    code = (
        "from bot.start import without_unused; without_unused(); import sys, tensorflow; "
        "print(sys.modules['jax'], tensorflow.constant(3).numpy())"
    )
    assert python("-c", code).stdout.split() == ["None", "3"]
