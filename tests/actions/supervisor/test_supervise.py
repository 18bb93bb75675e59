"""Real processes: started, started again, ended with all they started."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from actions.errors import Unavailable
from actions.supervisor.child import Child, Command
from actions.supervisor.supervise import ChildFailed, Supervisor

SLEEP = "import time; time.sleep(600)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True)"
PARENT = (
    "import subprocess, sys, time; "
    f"p = subprocess.Popen([sys.executable, '-c', '{SLEEP}']); "
    "print(p.pid, flush=True); time.sleep(600)"
)

Maker = Callable[[str, str], Child]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Maker]:
    children: list[Child] = []

    def child(name: str, code: str) -> Child:
        command = Command(name, (sys.executable, "-c", code), tmp_path, tmp_path / f"{name}.log")
        children.append(Child(command))
        return children[-1]

    yield child
    for one in children:
        one.ask_to_stop()
        one.wait(0.1)


def until(condition: Callable[[], object]) -> None:
    for _ in range(500):
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it did not come to pass")


def test_a_stop_ends_all_that_was_started_grandchildren_too(make: Maker, tmp_path: Path) -> None:
    child = make("parent", PARENT)
    supervisor = Supervisor([child], threading.Event(), lambda _: None)
    supervisor.start()
    log = tmp_path / "parent.log"
    until(lambda: log.exists() and log.read_text().strip())
    grandchild = int(log.read_text())
    assert psutil.pid_exists(grandchild)
    supervisor.stop()
    assert child.exit_code() is not None
    until(lambda: not psutil.pid_exists(grandchild) or _is_gone(grandchild))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux's kernel tells of it")
def test_who_kills_the_parent_outright_ends_the_children_too(tmp_path: Path) -> None:
    log = tmp_path / "child.log"
    code = (
        "import sys, time; from pathlib import Path; "
        "from actions.supervisor.child import Child, Command; "
        f"argv = (sys.executable, '-c', {SLEEP!r}); "
        f"child = Child(Command('x', argv, Path('.'), Path({str(log)!r}))); child.start(); "
        "print(child.pid, flush=True); time.sleep(600)"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        until(lambda: "tether" not in " ".join(child.cmdline()))
        assert child.is_running()
        parent.kill()
    until(lambda: _is_gone(child.pid))


def test_a_program_that_is_not_there_is_named(make: Maker, tmp_path: Path) -> None:
    missing = tmp_path / "nothing"
    child = Child(Command("x", (str(missing),), tmp_path, tmp_path / "x.log"))
    child.start()
    until(lambda: child.exit_code() is not None)
    assert f"{missing} can't be run: No such file" in child.last_words()


def _is_gone(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def test_who_does_not_heed_a_polite_end_is_ended(make: Maker, tmp_path: Path) -> None:
    child = make("deaf", DEAF + "; time.sleep(600)")
    child.start()
    until(lambda: "up" in (tmp_path / "deaf.log").read_text())
    child.ask_to_stop()
    child.wait(0.3)
    assert child.exit_code() == -9


def test_what_dies_is_started_again_and_it_is_said(make: Maker) -> None:
    told: list[str] = []
    stopping = threading.Event()
    child = make("brittle", SLEEP)
    supervisor = Supervisor([child], stopping, told.append, back_off_s=(0.01,))
    supervisor.start()
    watching = threading.Thread(target=supervisor.watch)
    watching.start()
    first = child.pid
    assert first is not None
    psutil.Process(first).kill()
    until(lambda: child.pid != first and child.exit_code() is None)
    stopping.set()
    watching.join()
    supervisor.stop()
    assert told[0].startswith("brittle ended with code -9; starting it again")


def test_one_that_keeps_dying_is_started_later_each_time(make: Maker) -> None:
    told: list[str] = []
    stopping = threading.Event()
    supervisor = Supervisor(
        [make("hopeless", "raise SystemExit(3)")], stopping, told.append, back_off_s=(0.01, 0.02)
    )
    supervisor.start()
    watching = threading.Thread(target=supervisor.watch)
    watching.start()
    until(lambda: len(told) >= 3)
    stopping.set()
    watching.join()
    supervisor.stop()
    assert ["0.01 s" in told[0], "0.02 s" in told[1], "0.02 s" in told[2]] == [True] * 3


def test_one_that_ends_while_starting_is_quoted(make: Maker, tmp_path: Path) -> None:
    (tmp_path / "loud.log").write_text("words of an earlier life\n")
    supervisor = Supervisor(
        [make("loud", "print('no luck today'); raise SystemExit(2)")],
        threading.Event(),
        lambda _: None,
    )
    supervisor.start()
    with pytest.raises(ChildFailed, match="no luck today") as failed:
        supervisor.wait_until_ready(lambda: False, 30.0)
    assert failed.value.exit_code == 2
    assert "earlier life" not in str(failed.value)


def test_waiting_ends_when_ready_when_told_and_when_it_takes_too_long(make: Maker) -> None:
    stopping = threading.Event()
    supervisor = Supervisor([make("calm", SLEEP)], stopping, lambda _: None)
    supervisor.start()
    assert supervisor.wait_until_ready(lambda: True, 5.0)
    with pytest.raises(Unavailable, match="storeclerk doctor"):
        supervisor.wait_until_ready(lambda: False, 0.1)
    stopping.set()
    assert not supervisor.wait_until_ready(lambda: False, 5.0)
    supervisor.stop()


def test_a_log_that_has_grown_large_is_put_aside(
    make: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actions.supervisor.child.KEPT_LOG_BYTES", 10)
    (tmp_path / "chatty.log").write_text("much too long by now\n")
    child = make("chatty", "print('new')")
    child.start()
    until(lambda: child.exit_code() == 0)
    assert (tmp_path / "chatty.log").read_text() == "new\n"
    assert "too long" in (tmp_path / "chatty.log.old").read_text()
