"""Fixtures for the command line: a library of the samples, in-process calls, subprocesses."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from assistant.cli import main

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(sysconfig.get_path("scripts")) / ("briefing.exe" if os.name == "nt" else "briefing")


@dataclass(frozen=True)
class Done:
    """What a command printed and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The lines of a JSONL output."""
        return [json.loads(line) for line in self.out.splitlines()]


class Stdin(io.TextIOWrapper):
    """A standard input that holds given bytes and says whether it is a terminal."""

    def __init__(self, data: bytes, tty: bool = False) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8", errors="surrogateescape")
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty


@pytest.fixture
def briefing(
    plain_environ: dict[str, str], tmp_path: Path
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the installed command in a process of its own."""

    def run(
        *args: str | Path,
        stdin: str = "",
        env: dict[str, str] | None = None,
        cwd: Path = tmp_path,
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [SCRIPT, *map(str, args)], input=stdin, capture_output=True, encoding="utf-8",
            env={**plain_environ, **(env or {})}, cwd=cwd, timeout=60,
        )  # fmt: skip

    return run


@pytest.fixture
def call(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    plain_environ: dict[str, str],
    tmp_path: Path,
) -> Callable[..., Done]:
    """Runs the command in this process: faster, where isolation is not what is tested."""

    def run(
        *args: str | Path,
        stdin: str | bytes = b"",
        tty: bool = False,
        env: dict[str, str] | None = None,
    ) -> Done:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        with monkeypatch.context() as patch:
            for name in os.environ:
                if name.startswith(("BRIEFING_", "OPENAI_", "XDG_")) or name == "NO_COLOR":
                    patch.delenv(name)
            for name, value in {**plain_environ, **(env or {})}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", Stdin(data, tty))
            patch.chdir(tmp_path)
            capsys.readouterr()
            try:
                code = main([str(arg) for arg in args])
            except SystemExit as ended:
                code = int(ended.code or 0)
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return run


@pytest.fixture
def library(samples_once: tuple[Path, Path]) -> Path:
    """The library of the samples, shared: for commands that only read."""
    return samples_once[0]


@pytest.fixture
def samples_library(samples_once: tuple[Path, Path], tmp_path: Path) -> Path:
    """A library of the samples for this test alone."""
    return Path(shutil.copytree(samples_once[0], tmp_path / "samples-library"))


@pytest.fixture(scope="session")
def emptied_once(tmp_path_factory: pytest.TempPathFactory, plain_environ: dict[str, str]) -> Path:
    """A library whose only article was removed: its index is built, so ingest is quick."""
    folder = tmp_path_factory.mktemp("emptied")
    library = folder / "library"
    (folder / "a.md").write_text("---\ntitle: Gone\n---\n\nA first note stood here. It is gone.\n")

    def run(*args: str | Path) -> str:
        return subprocess.run(
            [SCRIPT, *args, "--library", library], check=True, capture_output=True, text=True,
            env=plain_environ,
        ).stdout  # fmt: skip

    run("ingest", folder / "a.md")
    run("remove", run("list").split()[0])
    return library


@pytest.fixture
def empty_library(emptied_once: Path, tmp_path: Path) -> Path:
    """An empty library for this test alone."""
    return Path(shutil.copytree(emptied_once, tmp_path / "empty-library"))


@pytest.fixture
def fits() -> Callable[[str, object], None]:
    """Holds a value against the documented schema of this name."""

    def check(name: str, value: object) -> None:
        text = (ROOT / "docs" / "json" / f"{name}.schema.json").read_text(encoding="utf-8")
        jsonschema.Draft202012Validator(json.loads(text)).validate(value)

    return check


@pytest.fixture
def article(tmp_path: Path) -> Callable[..., Path]:
    """Writes a small article of our own into a folder of the test's."""

    def write(name: str = "ferry.md", *, title: str = "Ferry to Aldmoor stops", body: str = "",
              folder: str = "articles", **fields: str) -> Path:  # fmt: skip
        text = body or (
            "The ferry between Aldmoor and the mainland stopped on Monday after its engine "
            "failed. The harbour office said that 240 passengers were taken home by bus.\n\n"
            "Repairs may take three weeks, the owner Marta Quill said. She denied that the "
            "ship had missed an inspection."
        )
        head = {"title": title, "publisher": "Aldmoor Gazette", "date": "2025-05-06"} | fields
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(f"{key}: {value}\n" for key, value in head.items())
        path.write_text(f"---\n{lines}---\n\n{text}\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def ask_model(
    call: Callable[..., Any], library: Path, openai_server: Callable[..., Any]
) -> Callable[..., tuple[Any, Any]]:
    """Asks a server in the given scenario, with a key that must not be printed; gives what was
    printed, and the server."""

    def run(key: str, scenario: str, *args: str, question: str, **env: str) -> tuple[Any, Any]:
        server = openai_server(scenario)
        environ = {"BRIEFING_BASE_URL": server.url, "BRIEFING_API_KEY": key, **env}
        done = call("ask", "--engine", "openai", "--model", "m1", question, *args,
                    "--library", library, env=environ)  # fmt: skip
        assert key not in done.out + done.err
        return done, server

    return run
