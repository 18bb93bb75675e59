"""What every Python of Rasa's environment starts with: no telemetry, no other people's warnings.

Plain `rasa shell` has no place for settings of its own, so `python -m bot.quiet` (set-up runs it)
writes a `.pth` file into the environment, and Python calls `apply` at each start. Needs nothing but
the standard library and must stay quick: it runs before everything else.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import warnings
from pathlib import Path
from typing import TextIO

SETTINGS = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}
START_FILE = "storeclerk.pth"
ROOT = Path(__file__).resolve().parents[1]


def apply() -> None:
    """What is already set in the environment stays as it is."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    warnings.showwarning = show_warning


def show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """As Python shows one, but not a deprecation inside an installed package: a shop's developer
    can do nothing about it. Sanic switches these on when it is imported."""
    if issubclass(category, DeprecationWarning) and "site-packages" in filename:
        return
    text = warnings.formatwarning(message, category, filename, lineno, line)
    (file or sys.stderr).write(text)


def install() -> Path:
    """Writes the start file, which also makes `bot` importable from any folder."""
    start_file = Path(sysconfig.get_paths()["purelib"]) / START_FILE
    start_file.write_text(f"{ROOT}\nimport bot.quiet; bot.quiet.apply()\n", encoding="utf-8")
    return start_file


if __name__ == "__main__":
    install()
