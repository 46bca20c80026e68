"""Chroma kept apart from what lies around: environment, .env, the network; and a real server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.indexing.child import command, environment
from ingest.vectors import IndexUnavailable, server_client

HOSTILE = {
    "MIGRATIONS": "evil",
    "IS_PERSISTENT": "perhaps",
    "CHROMA_SERVER_CORS_ALLOW_ORIGINS": "not json",
    "ALLOW_RESET": "true",
    "ANONYMIZED_TELEMETRY": "true",
}

OPEN = """
import sys
from pathlib import Path
from ingest import vectors
from ingest.indexing.generations import Generation
client = vectors.folder_client(Path(sys.argv[1]))
own = client.get_settings()
assert own.anonymized_telemetry is False and own.allow_reset is False and own.migrations == "apply"
vectors.Collection(client, Generation("000001", "a" * 16, "x", 4), create=True).close()
from pydantic_settings import BaseSettings
class Probe(BaseSettings):
    allow_reset: str = ""
print(Probe().allow_reset)
"""


@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize("where", ["environment", ".env", ".env with other bytes"])
def test_neither_environment_nor_dotenv_reaches_it(tmp_path: Path, where: str) -> None:
    lines = "\n".join(f"{name}={value}" for name, value in HOSTILE.items()).encode()
    if where != "environment":
        (tmp_path / ".env").write_bytes(lines + (b"\n\xff\xfe" if "bytes" in where else b""))
    env = environment() | (HOSTILE if where == "environment" else {})
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(tmp_path / "index")],
        cwd=tmp_path, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    # Afterwards the settings of other packages read their environment as before.
    assert done.stdout == ("true\n" if where == "environment" else "\n")


def test_a_chroma_that_does_not_load_is_named(tmp_path: Path) -> None:
    (tmp_path / "chromadb").mkdir()
    (tmp_path / "chromadb" / "__init__.py").write_text("raise RuntimeError('too old')")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from ingest.vectors import chroma, IndexUnavailable\n"
        "try: chroma()\nexcept IndexUnavailable as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    assert "chromadb does not load (too old)" in done.stdout


def test_children_get_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    monkeypatch.setenv("SOME_TOKEN", "x")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    given = environment()
    assert "OPENAI_API_KEY" not in given
    assert "SOME_TOKEN" not in given
    assert given["PYTHONPATH"].endswith(f"{os.pathsep}/elsewhere")
    monkeypatch.delenv("PYTHONPATH")
    assert environment()["PYTHONPATH"] == str(Path(__file__).resolve().parents[3])


def test_children_take_nothing_from_the_folder_they_stand_in(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    done = subprocess.run(
        [*command("ingest.indexing.process"), "check", str(tmp_path)],
        cwd=tmp_path, env=environment(), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1


@pytest.mark.parametrize(
    "url",
    ["", "localhost:8000", "ftp://localhost", "http://", "http://h:notaport", "http://a:b@h:1"],
)
def test_an_address_of_another_form_is_refused(url: str) -> None:
    with pytest.raises(IndexUnavailable, match="http://HOST:PORT"):
        server_client(url)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_server_that_is_not_there_is_named() -> None:
    port = free_port()
    with pytest.raises(IndexUnavailable, match=f"No Chroma server answers at 127.0.0.1:{port}"):
        server_client(f"http://127.0.0.1:{port}")


@pytest.fixture
def server(tmp_path: Path, unmeasured: None) -> Iterator[str]:
    """A real Chroma server on loopback."""
    port = free_port()
    program = Path(sys.executable).with_name("chroma")
    process = subprocess.Popen(
        [str(program), "run", "--path", str(tmp_path / "server"), "--port", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(),
    )  # fmt: skip
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            break
        except OSError:
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def test_a_server_serves_as_the_folder_does(shelf, server: str) -> None:
    with shelf.open(server=server) as index:
        assert index.apply() == 100
        assert shelf.indexed(index) == shelf.passage_ids()
        with pytest.raises(IndexUnavailable, match="has the index open"):
            shelf.open(server=server)
        # Readers of a server need not own it.
        with shelf.open(server=server, write=False) as reader:
            assert reader.count() == 100
    assert not (shelf.path / "index").exists()
    with shelf.open(server=server, anew=True) as index:
        assert shelf.indexed(index) == shelf.passage_ids()
    client = server_client(server)
    assert len(client.list_collections()) == 1
    client.close()
    # Going home again: the folder lacks everything, though the outbox is empty.
    with shelf.open() as index:
        assert shelf.indexed(index) == shelf.passage_ids()
    with pytest.raises(IndexUnavailable, match="not been built"):
        shelf.open(server=server, write=False)
