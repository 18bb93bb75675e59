"""A language's everyday words, out of a data file of an installed package. Owns no catalogue."""

from __future__ import annotations

import importlib.resources
from functools import lru_cache
from pathlib import Path

from retrieval.errors import BadLanguage
from retrieval.fold import fold


@lru_cache(maxsize=8)
def ordinary_words(name: str, source: Path) -> frozenset[str]:
    """The words of a package's dictionary, `package:file`, a word first on each line."""
    package, _, file = name.partition(":")
    if not name:
        return frozenset()
    try:
        text = (importlib.resources.files(package) / file).read_text(encoding="utf-8-sig")
    except (OSError, ModuleNotFoundError, ValueError) as error:
        raise BadLanguage(
            f"the dictionary {name!r} can't be read",
            source=source,
            advice="Write it as package:file, or leave it out",
        ) from error
    return frozenset(fold(line.split(" ", 1)[0]) for line in text.splitlines() if line)
