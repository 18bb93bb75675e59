"""Runs a command that ends when its parent does, even one that was killed: `tether.py PID COMMAND`.

Owns one request to the kernel and nothing else: it becomes the command. Run by its path, with no
package and no site, so that it costs a few milliseconds. Linux only; elsewhere it just becomes the
command. The kernel watches the *thread* that started us: start children from one that stays.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, command: list[str]) -> None:
    if sys.platform == "linux":
        # A polite end: the server's answers under way are still given.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))
        if os.getppid() != parent:  # it was gone before we asked
            sys.exit(1)
    try:
        os.execv(command[0], command)
    except OSError as error:
        sys.exit(f"{command[0]} can't be run: {error.strerror}")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
