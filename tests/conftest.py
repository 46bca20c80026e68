"""Fixtures for the tests of every room."""

from __future__ import annotations

import functools
import gc
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def _load(name: str) -> ModuleType:
    """The module of this name beside this file; the test folders are no packages."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


MEASURING = ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START")
"""What tells a process that is started to measure its coverage."""

_OFFLINE = Path(__file__).with_name("offline")
_guard = _load("offline/sitecustomize")
# Which tests, and the servers below, import by name.
for _name in ("loopback", "ferry", "mill", "one_passage"):
    _load(_name)
os.environ["PYTHONPATH"] = os.pathsep.join(
    part for part in (str(_OFFLINE), os.environ.get("PYTHONPATH", "")) if part
)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named after their argument: those of an archive hold the time at which it was
    packed, and the workers of one run must all know a test by the same name."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def _stays_on_this_machine() -> Iterator[None]:
    """Fails a test that tried to connect to another machine."""
    _guard.REFUSED.clear()
    yield
    assert not _guard.REFUSED, f"tried to connect to {_guard.REFUSED}"


@pytest.fixture(scope="session", autouse=True)
def _seldom_collected() -> Iterator[None]:
    """What the collection of the tests has loaded, a million objects, is not looked through for
    garbage again and again: that is a sixth of the time of the tests."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def _helpers_unmeasured() -> Iterator[None]:
    """The processes that a test's own process starts for the vector index, and to read beside it,
    are not measured for coverage, which nearly doubles their time: what they run is measured in
    those that commands start, and in tests of their own."""
    from ingest import vectors
    from ingest.indexing import child, indexer
    from ingest.reading import pool

    def environment() -> dict[str, str]:
        return {name: value for name, value in child.environment().items() if name not in MEASURING}

    with pytest.MonkeyPatch.context() as patch:
        for module in (indexer, pool, vectors):
            patch.setattr(module, "environment", environment)
        yield


@pytest.fixture(scope="session", autouse=True)
def _certificates_read_once() -> Iterator[None]:
    """Every HTTP client of an engine reads the system's certificates for itself, 0.03 s each;
    the servers of the tests have none."""
    import httpcore2

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            httpcore2, "default_ssl_context", functools.cache(httpcore2.default_ssl_context)
        )
        yield


@pytest.fixture
def plain_signals() -> Iterator[None]:
    """Signals as in a terminal, here and in processes that are started: what runs in the
    background (``&``, nohup) inherits some of them ignored, and is never ended by those."""
    before = {}
    for name, handler in (
        ("SIGINT", signal.default_int_handler),
        ("SIGTERM", signal.SIG_DFL),
        ("SIGHUP", signal.SIG_DFL),
        ("SIGQUIT", signal.SIG_DFL),
    ):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            before[number] = signal.signal(number, handler)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that are started are not measured for coverage, which nearly halves their speed:
    for tests whose processes run what tests of their own cover."""
    for name in MEASURING:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def openai_server() -> Iterator[Callable[..., Any]]:
    """Starts OpenAI-compatible servers on loopback: ``openai_server("good")``.

    What it gives has ``.url`` (the base URL), ``.requests`` (what arrived, each with path,
    headers and body) and ``.scenario``, which may be changed. The scenarios are listed in
    ``fake_scenarios.py``.
    """
    for part in ("fake_scenarios", "fake_stream", "fake_writing"):
        _load(part)  # which it imports by name, as it does when it is run by itself
    fake = _load("fake_openai")
    running: list[Any] = []

    def start(scenario: str = "good") -> Any:
        assert scenario in fake.SCENARIOS, scenario
        running.append(fake.FakeOpenAI(scenario=scenario))
        return running[-1]

    yield start
    for server in running:
        server.close()


@pytest.fixture
def site() -> Iterator[Any]:
    """A web site on loopback that has nothing yet: ``site["/a"] = b"..."``, see ``fake_site``."""
    server = _load("fake_site").Site()
    yield server
    server.close()


@pytest.fixture
def answer() -> Any:
    """``answer(body, status, headers)``: what a site sends to one path."""
    return _load("fake_site").Answer


@pytest.fixture(scope="session")
def plain_environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment without settings, keys or a home of anybody's."""
    home = tmp_path_factory.mktemp("home")
    kept = ("PATH", "SYSTEMROOT", "TMPDIR", "LANG", "LC_ALL")
    environ = {name: os.environ[name] for name in kept if name in os.environ}
    coverage = {k: v for k, v in os.environ.items() if k.startswith(("COV_", "COVERAGE_"))}
    return {**environ, **coverage, "HOME": str(home), "USERPROFILE": str(home)}


@pytest.fixture(scope="session")
def samples_once(
    tmp_path_factory: pytest.TempPathFactory, plain_environ: dict[str, str]
) -> tuple[Path, Path]:
    """A library of the sample articles, made once for all rooms by the command, and their
    folder.

    Not to be changed: take ``samples_library`` for that.
    """
    from assistant.samples import samples

    folder = tmp_path_factory.mktemp("once")
    with samples() as shipped:
        shutil.copytree(shipped, folder / "articles")
    subprocess.run(
        [sys.executable, "-m", "assistant.cli", "ingest", "--library", folder / "library", folder / "articles"],
        check=True, capture_output=True, env=plain_environ,
        cwd=Path(__file__).parents[1],
    )  # fmt: skip
    return folder / "library", folder / "articles"
