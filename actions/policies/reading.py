"""Reads the rules file and says what is wrong with it. Owns no rule."""

from __future__ import annotations

import difflib
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from actions.policies.errors import RulesError
from actions.policies.rules import Rules


def load_rules(path: Path) -> Rules:
    """Raises `RulesError` with the file, the key and, for an unknown one, the nearest known."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as error:
        raise RulesError(f"{path} can't be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RulesError(f"{path} can't be read: {error}") from error
    try:
        rules = Rules.model_validate(written)
    except ValidationError as error:
        raise RulesError(f"{path}: {_first(error)}") from error
    _check_reasons(path, rules)
    return rules


def _check_reasons(path: Path, rules: Rules) -> None:
    if rules.returns is None:
        return
    for reason in rules.returns.free_reasons:
        if reason not in rules.returns.reasons:
            raise RulesError(f'{path}: return.free_reasons: "{reason}" is none of return.reasons')


def _first(error: ValidationError) -> str:
    """A mistyped key also reads as a missing one: the mistyped name is the one that helps."""
    problem = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] != "extra_forbidden":
        return f"{key}: {problem['msg']}"
    near = difflib.get_close_matches(key, _keys(Rules), n=1, cutoff=0.0)
    return f"unknown key {key}: did you mean {near[0]}?"


def _keys(section: type[BaseModel], prefix: str = "") -> list[str]:
    keys = []
    for name, field in section.model_fields.items():
        dotted = prefix + (field.alias or name)
        keys.append(dotted)
        kinds: tuple[Any, ...] = (field.annotation, *get_args(field.annotation))
        for kind in kinds:  # a section that may be left out is one of two things
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                keys += _keys(kind, f"{dotted}.")
    return keys
