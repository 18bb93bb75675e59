"""Who may write, between processes and between threads. Owns waiting; knows nothing of an index.

`FolderLock` is the system's own lock on a folder: it goes with the process that holds it, however
that ends, and leaves no file behind.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retrieval.errors import IndexBusy

POLL_S = 0.02


class FolderLock:
    """Held once at a time, whether by another process or another thread of this one."""

    def __init__(self, folder: Path, doing: str) -> None:
        self._folder = folder
        self._doing = doing

    @contextmanager
    def held(self, wait_s: float) -> Iterator[None]:
        """Raises `IndexBusy` when it can't be had within `wait_s`."""
        handle = os.open(self._folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            until = time.monotonic() + wait_s
            while not _taken(handle):
                if time.monotonic() >= until:
                    raise IndexBusy(
                        f"another process is {self._doing} {self._folder}; wait until it has "
                        "ended, or end it, and try again"
                    )
                time.sleep(POLL_S)
            yield
        finally:
            os.close(handle)


class ReadWriteLock:
    """Many readers or one writer; a writer that waits goes before readers that come later. Not to
    be taken again by the thread that holds it."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._readers = 0
        self._writing = False
        self._writers_waiting = 0

    @contextmanager
    def reading(self) -> Iterator[None]:
        with self._condition:
            self._condition.wait_for(lambda: not self._writing and not self._writers_waiting)
            self._readers += 1
        try:
            yield
        finally:
            with self._condition:
                self._readers -= 1
                if not self._readers:
                    self._condition.notify_all()

    @contextmanager
    def writing(self) -> Iterator[None]:
        with self._condition:
            self._writers_waiting += 1
            try:
                self._condition.wait_for(lambda: not self._writing and not self._readers)
            finally:
                self._writers_waiting -= 1
            self._writing = True
        try:
            yield
        finally:
            with self._condition:
                self._writing = False
                self._condition.notify_all()


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
