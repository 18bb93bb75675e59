"""All that the server is told, in one frozen value: the environment beats `shop.toml` beats the
defaults. Owns the reading and the error for a wrong key; opens nothing but that one file."""

from __future__ import annotations

import dataclasses
import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from pydantic import TypeAdapter, ValidationError

from actions.errors import BadInput
from actions.settings import (
    CopySettings,
    GeneratorSettings,
    HandoffSettings,
    LimitSettings,
    RetentionSettings,
    ServerSettings,
)
from actions.shop import Shop

PROJECT_ROOT = Path(__file__).resolve().parent.parent
PREFIX = "STORECLERK_"
GENERATOR_PREFIX = "STORECLERK_GENERATOR_"
LIMIT_PREFIX = "STORECLERK_LIMIT_"
HANDOFF_PREFIX = "STORECLERK_HANDOFF_"
RETENTION_PREFIX = "STORECLERK_RETENTION_"
UNKNOWN_KEY = "unexpected_keyword_argument"
COPY_PREFIX = "STORECLERK_COPY_"
Section = TypeVar("Section")


class ConfigError(BadInput):
    """`shop.toml` or the environment says something the server can't follow."""


@dataclass(frozen=True, slots=True)
class Config:
    """`root` holds `data/` and `var/`; every path below it can be moved by its setting."""

    root: Path
    shop: Shop
    server: ServerSettings
    limits: LimitSettings
    generator: GeneratorSettings = field(default_factory=GeneratorSettings)
    handoff: HandoffSettings = field(default_factory=HandoffSettings)
    retention: RetentionSettings = field(default_factory=RetentionSettings)
    copy: CopySettings = field(default_factory=CopySettings)

    def path(self, setting: str) -> Path:
        """Where a `[server]` path lies: `path("index")`."""
        return self.root / str(getattr(self.server, setting))

    @property
    def languages_dir(self) -> Path:
        return self.root / "data" / "languages"

    @property
    def widget_dir(self) -> Path:
        return self.root / "bot" / "widget"

    @property
    def rasa_url(self) -> str:
        return self.server.rasa_url or f"http://127.0.0.1:{self.server.rasa_port}"

    @property
    def database_url(self) -> str:
        """With a relative SQLite path made absolute, so that it holds from any working folder."""
        scheme = "sqlite:///"
        url = self.server.database
        if not url.startswith(scheme) or url == "sqlite:///:memory:":
            return url
        return scheme + str(self.root / url.removeprefix(scheme))


def load_config(
    root: Path = PROJECT_ROOT, environ: Mapping[str, str] | None = None, file: Path | None = None
) -> Config:
    """Raises `ConfigError`, whose message names the file or variable, the key and the cure."""
    environ = os.environ if environ is None else environ
    source = file or Path(environ.get("STORECLERK_SHOP", root / "shop.toml"))
    data = _read(source)
    server = data.pop("server", {}) | _from_environment(environ, PREFIX, ServerSettings)
    generator = data.pop("generator", {})
    generator |= _from_environment(environ, GENERATOR_PREFIX, GeneratorSettings)
    limits = data.pop("limits", {}) | _from_environment(environ, LIMIT_PREFIX, LimitSettings)
    handoff = data.pop("handoff", {})
    handoff |= _from_environment(environ, HANDOFF_PREFIX, HandoffSettings)
    retention = data.pop("retention", {})
    retention |= _from_environment(environ, RETENTION_PREFIX, RetentionSettings)
    copy = data.pop("copy", {}) | _from_environment(environ, COPY_PREFIX, CopySettings)
    _reject_near_misses(environ)
    return Config(
        root=root,
        shop=_section(Shop, data, source),
        server=_section(ServerSettings, server, source, "server."),
        limits=_section(LimitSettings, limits, source, "limits."),
        generator=_section(GeneratorSettings, generator, source, "generator."),
        handoff=_section(HandoffSettings, handoff, source, "handoff."),
        retention=_section(RetentionSettings, retention, source, "retention."),
        copy=_section(CopySettings, copy, source, "copy."),
    )


def _read(source: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{source} is missing: it holds the shop's name and currency") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{source} can't be read: {error}") from error


def _variables(prefix: str, section: type[Any]) -> dict[str, str]:
    return {prefix + f.name.upper(): f.name for f in dataclasses.fields(section)}


def _from_environment(
    environ: Mapping[str, str], prefix: str, section: type[Any]
) -> dict[str, Any]:
    known = _variables(prefix, section)
    values: dict[str, Any] = {known[name]: text for name, text in environ.items() if name in known}
    if "embed_origins" in values:
        values["embed_origins"] = [o for o in str(values["embed_origins"]).split(",") if o]
    return values


def _reject_near_misses(environ: Mapping[str, str]) -> None:
    """Other programs may own a STORECLERK_ variable; one that looks mistyped is an error."""
    known = _variables(PREFIX, ServerSettings) | _variables(LIMIT_PREFIX, LimitSettings)
    known |= _variables(GENERATOR_PREFIX, GeneratorSettings)
    known |= _variables(HANDOFF_PREFIX, HandoffSettings)
    known |= _variables(RETENTION_PREFIX, RetentionSettings)
    known |= _variables(COPY_PREFIX, CopySettings)
    for name in environ:
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.9)
            if near:
                raise ConfigError(
                    f"environment variable {name} is unknown: did you mean {near[0]}?"
                )


def _section(
    kind: type[Section], data: Mapping[str, Any], source: Path, prefix: str = ""
) -> Section:
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        # A mistyped key also reads as a missing one: the mistyped name is the one that helps.
        first = min(error.errors(), key=lambda each: each["type"] != UNKNOWN_KEY)
        key = prefix + ".".join(str(part) for part in first["loc"])
        if first["type"] != UNKNOWN_KEY:
            problem = f"{key}: {first['msg'].removeprefix('Value error, ')}"
        else:
            near = difflib.get_close_matches(key, KNOWN_KEYS, n=1, cutoff=0.0)
            problem = f"unknown key {key}: did you mean {near[0]}?"
        raise ConfigError(f"{source.name}: {problem}") from error


def _dotted_keys(kind: type[Any], prefix: str = "") -> list[str]:
    keys = []
    for name, hint in get_type_hints(kind).items():
        is_table = dataclasses.is_dataclass(hint) and isinstance(hint, type)
        keys += _dotted_keys(hint, f"{prefix}{name}.") if is_table else [prefix + name]
    return keys


KNOWN_KEYS = (
    _dotted_keys(Shop)
    + _dotted_keys(ServerSettings, "server.")
    + _dotted_keys(LimitSettings, "limits.")
    + _dotted_keys(GeneratorSettings, "generator.")
    + _dotted_keys(HandoffSettings, "handoff.")
    + _dotted_keys(RetentionSettings, "retention.")
    + _dotted_keys(CopySettings, "copy.")
)
