"""Whether a port can be had, and who has it. Owns no process."""

from __future__ import annotations

import errno
import socket

import psutil

BUSY = errno.EADDRINUSE


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """By binding it, as a server would; port 0 is any port and always free."""
    return obstacle(port, host) is None


def obstacle(port: int, host: str) -> OSError | None:
    """Why it can't be bound: `errno` is `BUSY`, or there is no such address, or no permission."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None


def holder(port: int) -> str:
    """`python (process 4711)`, or nothing where the system doesn't tell us."""
    try:
        connections = psutil.net_connections(kind="tcp")
    except (psutil.Error, OSError):
        return ""
    for one in connections:
        if one.status == psutil.CONN_LISTEN and one.laddr.port == port and one.pid:
            return f"{_name(one.pid)} (process {one.pid})"
    return ""


def _name(pid: int) -> str:
    try:
        return str(psutil.Process(pid).name())
    except psutil.Error:
        return "a program"
