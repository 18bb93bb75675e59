"""Ports: had by whom?"""

from __future__ import annotations

import os
import socket

from actions.supervisor.ports import holder, is_free


def test_a_port_with_a_listener_is_taken_and_its_holder_named() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert not is_free(port)
        assert f"process {os.getpid()}" in holder(port)
    assert is_free(port)
    assert holder(port) == ""
