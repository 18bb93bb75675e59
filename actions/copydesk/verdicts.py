"""What the checker finds in a text over its record, remembered: the same text over the same record
is found the same. So listing, accepting and exporting a piece read it once, and again only when a
price, a stock or whatever else of the record has changed. Owns the memory; the check is
`llm.evaluate`'s."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from llm.evaluate import Checker
from llm.evaluate.problem import Problem

MOST = 50_000
"""Texts: about 10 MB, since nearly all are found to be in order."""
Problems = tuple[Problem, ...]


class Verdicts:
    """Thread-safe. `checker` is opened when it is first needed."""

    def __init__(self, checker: Callable[[], Checker], most: int = MOST) -> None:
        self._open, self._most = checker, most
        self._checker: Checker | None = None
        self._known: OrderedDict[bytes, Problems] = OrderedDict()
        self._lock = threading.Lock()

    def problems(self, row: Mapping[str, Any]) -> Problems:
        """Of `Checker.check`; `row` holds everything that it looks at."""
        text = json.dumps(row, sort_keys=True, ensure_ascii=False, default=str)
        key = hashlib.blake2b(text.encode(), digest_size=16).digest()
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
                return known
            self._checker = checker = self._checker or self._open()
        found = checker.check(row).problems
        with self._lock:
            self._known[key] = found
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return found
