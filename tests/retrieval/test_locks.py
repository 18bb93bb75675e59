"""Waiting for each other, between threads and processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from retrieval.errors import IndexBusy
from retrieval.locks import FolderLock, ReadWriteLock

HOLDER = """
import sys
from pathlib import Path
from retrieval.locks import FolderLock
with FolderLock(Path(sys.argv[1]), "building the index in").held(0):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_folder_is_held_once_at_a_time(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path, "changing the index in")
    with lock.held(0), pytest.raises(IndexBusy, match="changing the index in"), lock.held(0.05):
        pass
    with lock.held(0):
        pass


def test_a_lock_goes_with_the_process_that_is_killed(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path, "building the index in")
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(IndexBusy), lock.held(0):
        pass
    holder.kill()
    holder.wait()
    holder.stdout.close()
    holder.stdin.close()
    with lock.held(5):
        pass
    assert list(tmp_path.iterdir()) == []


def test_readers_read_together_and_a_writer_alone() -> None:
    lock, together, seen = ReadWriteLock(), threading.Barrier(3, timeout=10), []

    def read() -> None:
        with lock.reading():
            together.wait()  # broken unless all three are inside at once
            seen.append("read")

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert seen == ["read"] * 3

    with lock.writing():
        late = threading.Thread(target=lambda: together.reset() or _append(lock, seen))
        late.start()
        late.join(0.05)
        assert late.is_alive()
    late.join()
    assert seen[-1] == "late"


def _append(lock: ReadWriteLock, seen: list[str]) -> None:
    with lock.reading():
        seen.append("late")


def test_a_writer_is_not_kept_waiting_by_readers_that_come_later() -> None:
    lock, order = ReadWriteLock(), []
    wrote, reading, waiting = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        with lock.reading():
            reading.set()
            waiting.wait(10)

    def write() -> None:
        with lock.writing():
            order.append("write")
        wrote.set()

    def later() -> None:
        with lock.reading():
            order.append("later")

    threads = [threading.Thread(target=first)]
    threads[0].start()
    reading.wait(10)
    threads.append(threading.Thread(target=write))
    threads[1].start()
    while not lock._writers_waiting:
        pass
    threads.append(threading.Thread(target=later))
    threads[2].start()
    waiting.set()
    for thread in threads:
        thread.join(10)
    assert order == ["write", "later"]
