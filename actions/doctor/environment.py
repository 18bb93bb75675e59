"""The two Pythons and what is installed in them. Owns no models and no processes."""

from __future__ import annotations

import importlib.util
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from actions.config import Config
from actions.doctor.check import Check, broken, note, ok

SETUP = "run `make setup`"
CUDA_PACKAGES = ("nvidia-", "cuda-")
BOT_TOLD = "import sys, importlib.metadata as m; print(sys.version.split()[0], m.version('rasa'))"
PROBE_TIMEOUT_S = 30.0


def environments(config: Config) -> Iterator[Check]:
    yield _server_python()
    yield _torch()
    yield _bot(config.root)
    yield _browser()


def _server_python() -> Check:
    version = platform.python_version()
    return ok(
        "Server environment", f"Python {version}, storeclerk {metadata.version('storeclerk')}"
    )


def _torch() -> Check:
    """Told from its files: importing it takes seconds."""
    name, spec = "torch", importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return broken(name, "not installed", SETUP)
    version = metadata.version("torch")
    told = (Path(spec.origin).parent / "version.py").read_text(encoding="utf-8")
    cuda = re.search(r"^cuda\b.*= '([\d.]+)'", told, re.MULTILINE)
    found = f"{version}, for CUDA {cuda[1]}" if cuda else f"{version}, for CPUs"
    has_gpu = shutil.which("nvidia-smi") is not None
    strays = [d.name for d in metadata.distributions() if d.name.startswith(CUDA_PACKAGES)]
    if not has_gpu and (cuda or strays):
        more = f" and {len(strays)} CUDA packages" if strays else ""
        return note(
            name, f"{found}{more}, on a machine without a GPU", "`make clean`, `make setup`"
        )
    if has_gpu and not cuda:
        return note(name, f"{found}, though there is an NVIDIA GPU", "`make clean`, `make setup`")
    return ok(name, found)


def _bot(root: Path) -> Check:
    name, python = "Rasa environment", root / "bot" / ".venv" / "bin" / "python"
    if not python.exists():
        return broken(name, "bot/.venv is missing", SETUP)
    try:
        told = subprocess.run(
            [str(python), "-c", BOT_TOLD],
            capture_output=True, text=True, timeout=PROBE_TIMEOUT_S, check=True,
        ).stdout.split()  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return broken(name, "bot/.venv can't run Rasa", "delete bot/.venv, then " + SETUP)
    return ok(name, f"Python {told[0]}, Rasa {told[1]}")


def _browser() -> Check:
    """Only the tests need one."""
    name = "Browser for tests"
    for program in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(program):
            return ok(name, path)
    default = Path.home() / ".cache" / "ms-playwright"
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", default))
    found = sorted(folder.glob("chromium*")) if folder.is_dir() else []
    if found:
        return ok(name, str(found[-1]))
    return note(name, "none found; the browser tests are skipped", "playwright install chromium")
