"""Our own objects as bytes and back: Python's pickle, that reads nothing but what we wrote. Owns
which classes may be in it."""

from __future__ import annotations

import copyreg
import pickle
from collections.abc import Callable, Mapping
from typing import IO, Any, Protocol

from pyroaring import BitMap

from retrieval.query import Language

OURS = "retrieval."
_NEEDED = frozenset(
    {
        ("array", "_array_reconstructor"),
        ("array", "array"),
        ("builtins", "bool"),
        ("builtins", "list"),
        ("builtins", "str"),
        ("builtins", "tuple"),
        ("collections", "Counter"),
        ("collections", "defaultdict"),
        ("numpy", "dtype"),
        ("numpy", "ndarray"),
        ("numpy._core.multiarray", "_reconstruct"),
        ("numpy._core.numeric", "_frombuffer"),
        ("symspellpy.editdistance", "DamerauOsa"),
        ("symspellpy.editdistance", "DistanceAlgorithm"),
        ("symspellpy.editdistance", "EditDistance"),
        ("symspellpy.symspellpy", "SymSpell"),
        (__name__, "bits"),
    }
)
"""What makes whatever our classes hold, besides those classes."""


class Sink(Protocol):
    """As much of a file as writing needs."""

    def write(self, data: bytes, /) -> object: ...


class Unreadable(Exception):
    """The bytes hold something that we don't write."""


def write(kept: object, file: Sink) -> None:
    """`kept`, as far as it is of our own classes; a `Language` in it by its code alone."""
    _Pickler(file).dump(kept)


def read(file: IO[bytes], languages: Mapping[str, Language]) -> Any:
    """Raises `Unreadable`."""
    try:
        return _Unpickler(file, languages).load()
    except Unreadable:
        raise
    except Exception as error:  # whatever broken bytes make pickle, or a class of ours, say
        raise Unreadable(repr(error)) from error


def bits(data: bytes) -> BitMap:
    return BitMap.deserialize(data)


def _reduce_bits(numbers: BitMap) -> tuple[Callable[[bytes], BitMap], tuple[bytes]]:
    return bits, (numbers.serialize(),)


class _Pickler(pickle.Pickler):
    def __init__(self, file: Sink) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.dispatch_table = copyreg.dispatch_table | {BitMap: _reduce_bits}

    def persistent_id(self, kept: Any) -> str | None:
        return kept.code if isinstance(kept, Language) else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: IO[bytes], languages: Mapping[str, Language]) -> None:
        super().__init__(file)
        self._languages = languages

    def persistent_load(self, code: Any) -> Language:
        return self._languages[code]

    def find_class(self, module: str, name: str) -> Any:
        needed = (module, name) in _NEEDED
        if needed or module.startswith(OURS):
            found = super().find_class(module, name)
            if needed or isinstance(found, type):
                return found
        raise Unreadable(f"{module}.{name} isn't of ours")
