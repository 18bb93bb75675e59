"""A request's JSON, read within a bound and checked against a model. Owns the errors' wording."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from actions.api.errors import Invalid
from actions.errors import BadInput
from actions.gateway.errors import TooLarge


class Body(BaseModel):
    """A request's body: an unknown field is an error, never silently dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=BaseModel)


async def read(request: web.Request, model: type[Model], max_bytes: int) -> Model:
    """Raises `TooLarge`, `BadInput` (no JSON) or `Invalid` (the first wrong field named)."""
    return check(await read_json(request, max_bytes), model)


async def read_json(request: web.Request, max_bytes: int) -> Any:
    """Raises `TooLarge` or `BadInput`."""
    return parse(await _bytes(request, max_bytes))


def parse(raw: bytes | str) -> Any:
    """Raises `BadInput` with the place in the text."""
    try:
        return json.loads(raw, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BadInput(f"the body is not JSON: {error.msg} at {place}") from None
    except RecursionError:
        raise BadInput("the body is nested too deeply") from None
    except ValueError as error:
        raise BadInput(f"the body is not JSON in UTF-8: {error}") from None


def check(data: Any, model: type[Model] | TypeAdapter[Model]) -> Model:
    """Raises `Invalid`."""
    try:
        if isinstance(model, TypeAdapter):
            return model.validate_python(data)
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        problem = first["msg"].removeprefix("Value error, ")
        raise Invalid(f"{field}: {problem}" if field else problem, field or None) from None


async def _bytes(request: web.Request, max_bytes: int) -> bytes:
    """Stops reading at the bound: what is over it never stands in memory."""
    parts, size = [], 0
    async for part in request.content.iter_chunked(64 * 1024):
        size += len(part)
        if size > max_bytes:
            raise TooLarge(f"the body may have {max_bytes:,} bytes")
        parts.append(part)
    return b"".join(parts)


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number in JSON")
