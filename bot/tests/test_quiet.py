"""What every Python of Rasa's environment starts with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bot import quiet
from bot.tests.conftest import ROOT

PACKAGE = ROOT / "bot" / ".venv" / "lib" / "python3.10" / "site-packages" / "some_package.py"


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """In a fresh Python, from a folder that isn't the project's."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd="/",
        env={**{k: v for k, v in os.environ.items() if k not in quiet.SETTINGS}, **environment},
        capture_output=True,
        text=True,
        check=True,
    )


def test_set_up_wrote_the_start_file() -> None:
    file = Path(quiet.sysconfig.get_paths()["purelib"]) / quiet.START_FILE
    assert file.read_text(encoding="utf-8").splitlines()[0] == str(ROOT)


def test_telemetry_is_off_unless_somebody_asks_for_it() -> None:
    code = "import os; print(os.environ['RASA_TELEMETRY_ENABLED'])"
    assert run(code).stdout.strip() == "false"
    assert run(code, RASA_TELEMETRY_ENABLED="true").stdout.strip() == "true"


def test_a_deprecation_inside_a_package_is_not_shown_and_ours_is() -> None:
    code = (
        "import warnings; warnings.simplefilter('always');"
        "warn = lambda name, file: warnings.warn_explicit(name, DeprecationWarning, file, 1);"
        f"warn('theirs', {str(PACKAGE)!r}); warn('ours', {str(ROOT / 'bot' / 'speed.py')!r});"
        f"warnings.warn_explicit('matters', UserWarning, {str(PACKAGE)!r}, 1)"
    )
    shown = run(code).stderr
    assert "theirs" not in shown
    assert "ours" in shown
    assert "matters" in shown
