"""Who may import whom, and that the names of our folders stay ours."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

OURS = {"retrieval", "llm", "actions"}


def test_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout


def test_bot_imports_nothing_of_the_server() -> None:
    for path in Path("bot").rglob("*.py"):
        if ".venv" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            assert not OURS & {name.split(".")[0] for name in names}, path


def test_core_packages_keep_out_asyncio_http_and_the_environment() -> None:
    barred = {"asyncio", "aiohttp", "requests", "logging", "structlog"}
    for path in [*Path("retrieval").rglob("*.py"), *Path("llm").rglob("*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert not barred & {a.name.split(".")[0] for a in node.names}, path
            if isinstance(node, ast.ImportFrom) and node.module:
                assert node.module.split(".")[0] not in barred, path
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                assert (node.value.id, node.attr) != ("os", "environ"), path


def test_no_dependency_brings_a_package_of_our_names() -> None:
    for distribution in distributions():
        if distribution.name == "storeclerk":
            continue
        tops = {file.parts[0] for file in distribution.files or ()}
        assert not tops & (OURS | {"bot"}), distribution.name
