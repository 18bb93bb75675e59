"""Past 300 lines a file is two things; past 50 lines of its own, docstring aside, a function is.

A function's lines are those from its `def` to its end. Its decorators and docstring don't count;
what is defined inside of it does."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FILE_LINES, FUNCTION_LINES = 300, 50
PACKAGES = ("actions", "retrieval", "llm", "bot")
LISTS = {"bot/widget/words/en.js": "every sentence of the widget in one language, a line each"}
"""May be longer, and why: a list isn't two things for having many entries."""


def sources() -> list[Path]:
    found = [path for package in PACKAGES for path in Path(package).rglob("*.py")]
    return [path for path in found if ".venv" not in path.parts]


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def own_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = function.body[0]
    documented = ast.get_docstring(function, clean=False) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_file_is_two_things() -> None:
    paths = sources()
    assert {path.parts[0] for path in paths} == set(PACKAGES)
    assert [f"{path}: {length(path)}" for path in paths if length(path) > FILE_LINES] == []


def test_no_function_is_two_things() -> None:
    long = [
        f"{path}:{one.lineno} {one.name}: {own_lines(one)}"
        for path in sources()
        for one in functions(path.read_text(encoding="utf-8"))
        if own_lines(one) > FUNCTION_LINES
    ]
    assert long == []


def test_no_script_of_the_widget_is_two_things() -> None:
    paths = list(Path("bot/widget").rglob("*.js"))
    assert paths
    long = {path.as_posix() for path in paths if length(path) > FILE_LINES}
    assert long == set(LISTS), "too long, or no longer and still excused"


@pytest.mark.parametrize("kind", ["def", "async def"])
@pytest.mark.parametrize("docstring", ["", '    """One."""\n', '    """One.\n\n    More."""\n'])
def test_a_docstring_and_decorators_are_no_lines_of_a_function(kind: str, docstring: str) -> None:
    source = f"class A:\n  @one\n  @two\n  {kind} f():\n{docstring}" + "    a = 1\n" * 50
    (found,) = functions(source)
    assert own_lines(found) == 51
