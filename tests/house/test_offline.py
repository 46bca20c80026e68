"""The guard that keeps the tests on this machine does keep them."""

import socket
import subprocess
import sys

import pytest


def test_no_connection_leaves_this_machine() -> None:
    with socket.socket() as probe, pytest.raises(OSError, match="nothing but loopback"):
        probe.connect(("192.0.2.1", 80))
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("example.org", 80)
    next(
        module for name, module in sys.modules.items() if name.endswith("sitecustomize")
        and hasattr(module, "REFUSED")
    ).REFUSED.clear()  # fmt: skip


def test_nor_one_from_a_child_process() -> None:
    code = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=2)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "nothing but loopback" in done.stderr


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
