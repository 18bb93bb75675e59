"""Files of attributes: a JSON object, item -> [attribute, ...]. Owns reading alone.

An attribute is any text or number: equal ones are the same attribute, whatever they mean.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from retrieval.errors import BadInput
from retrieval.personal.recommend.sequences import read_text_lines

Attributes = dict[str, tuple[str, ...]]
"""Item -> its attributes, each once."""


def read_attributes(path: Path) -> Attributes:
    """Raises `BadInput` with the line of what isn't JSON, or the item whose value isn't a list."""
    data = _parsed(path)
    if not isinstance(data, dict):
        raise BadInput("is no JSON object of item -> [attribute, ...]", source=path)
    return {item: _listed(path, item, values) for item, values in data.items()}


def _parsed(path: Path) -> Any:
    """Blank lines are kept out of the text, so the line is counted by what stands before."""
    numbers, lines = [], []
    for number, line in read_text_lines(path):
        numbers.append(number)
        lines.append(line.rstrip("\r\n"))
    try:
        return json.loads("\n".join(lines))
    except json.JSONDecodeError as error:
        place = numbers[min(error.lineno, len(numbers)) - 1] if numbers else None
        raise BadInput(
            f"is no JSON: {error.msg}", source=path, line=place, column=error.colno
        ) from error


def _listed(path: Path, item: str, values: Any) -> tuple[str, ...]:
    wrong = (
        [v for v in values if isinstance(v, bool) or not isinstance(v, str | int | float)]
        if (isinstance(values, list))
        else [values]
    )
    if wrong:
        reason = f"item {item}: a list of texts or numbers is needed, not {json.dumps(wrong[0])}"
        raise BadInput(reason, source=path)
    return tuple(dict.fromkeys(str(value) for value in values))
