"""Reading in processes beside: the same comes of it, and one that fails costs one source."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.framing import receive, send
from ingest.indexing.child import environment
from ingest.pipeline import ingest
from ingest.reading import pool, reading, wire, worker
from ingest.reading.pool import Readers, readers_for
from ingest.types import Fetched, Report, Source

PAGE = (
    "<html><head><title>Ferry {0}</title></head><body><article><h1>Ferry {0} is back</h1>"
    + "<p>The ferry came back to the harbour after {0} days of work on its hull.</p>" * 9
    + "</article></body></html>"
)


def records(count: int) -> bytes:
    """Lines of records, some of which give no article."""
    lines = []
    for number in range(count):
        text = f"The harbour board met on day {number} of its year. " * (30 + number % 7)
        lines.append(json.dumps({"title": f"Board {number}", "text": text, "date": "2025-03-04"}))
        if number % 11 == 3:
            lines += ["", "{broken", "[1]", json.dumps({"url": f"https://x.example/{number}"})]
    return "\n".join(lines).encode()


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers from the first byte on, and stretches of a few lines."""
    monkeypatch.setattr(reading, "WORTH", 0)
    monkeypatch.setattr(reading, "SLICE", 6_000)
    monkeypatch.setattr(reading.slices, "__defaults__", (6_000,))


@pytest.fixture
def readers() -> Iterator[Callable[..., Readers]]:
    made: list[Readers] = []

    def make(most: int = 1, **limits: float) -> Readers:
        made.append(Readers(most, **limits))
        return made[-1]

    yield make
    for each in made:
        each.close()


def text_of(words: int, name: str = "/a.txt") -> Fetched:
    data = b"The old ferry crossed the harbour again on that day, said the pilot. " * (words // 13)
    return Fetched(Source(name, "file"), data, "text/plain")


def found_by(readers: Readers, fetched: Fetched) -> list[object]:
    return list(readers.results(readers.submit(fetched), lambda: False))


def pids(of: Readers) -> list[int]:
    return [each._process.pid for each in of._readers if each._process is not None]


def gone(pid: int, within: float) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def plain(report: Report) -> list[object]:
    return [
        (item.source, item.status, item.title, item.reason, item.warnings) for item in report.items
    ]


@pytest.mark.usefixtures("small_steps")
def test_the_same_comes_of_it(tmp_path: Path, write_articles, open_library, options) -> None:
    root = write_articles(6)
    (root / "b.jsonl").write_bytes(records(60))
    (root / "c.jsonl.gz").write_bytes(gzip.compress(records(40).replace(b"Board", b"Council")))
    (root / "d.jsonl.gz").write_bytes(gzip.compress(os.urandom(9) * 9000 + b"\n")[:-40])
    for number in range(3):
        (root / f"e{number}.html").write_text(PAGE.format(number), "utf-8")
    (root / "f.txt").write_bytes(b"")
    (root / "g.json").write_text("[" * 2000)
    (root / "h.pdf").write_bytes(b"\x00\x01")
    here, beside = open_library("here"), open_library("beside")
    alone = ingest([str(root)], here, options(readers=0))
    together = ingest([str(root)], beside, options(readers=2))
    assert plain(alone) == plain(together)
    assert len(alone.items) > 110
    assert here.catalogue.fingerprint == beside.catalogue.fingerprint
    assert here.catalogue.counts().articles > 60
    again = ingest([str(root)], beside, options(readers=2))
    assert not {item.status.value for item in again.items} & {"added", "updated"}


@pytest.mark.usefixtures("small_steps")
def test_an_edited_file_is_read_again_and_others_are_not(
    write_articles, open_library, options, statuses
) -> None:
    root, library = write_articles(9), open_library(begun=True)
    ingest([str(root)], library, options(readers=1))
    for number in (2, 3):
        os.utime(root / f"000{number}.txt", ns=(1, 1))
    (root / "0005.txt").write_text("Report number 5, corrected\n\nThe harbour is closed again.")
    (root / "0006.txt").unlink()
    (root / "0006.txt").mkdir()
    report = ingest([str(root), str(root / "none.txt")], library, options(readers=1))
    assert statuses(report) == {"updated": 1, "unchanged": 7, "failed": 1}


def test_few_and_small_sources_are_read_here(
    write_articles, open_library, options, monkeypatch
) -> None:
    def no(*_: object) -> None:
        raise AssertionError("a reader was started")

    monkeypatch.setattr(pool.subprocess, "Popen", no)
    report = ingest([str(write_articles(1, words=60))], open_library(begun=True), options())
    assert len(report.items) == 1


def test_a_reader_for_all_cores_but_one() -> None:
    assert [readers_for(cores) for cores in (None, 1, 2, 4, 64)] == [1, 1, 1, 3, 4]


def test_one_that_dies_costs_its_source(readers) -> None:
    crew = readers()
    assert len(found_by(crew, text_of(50))) == 1
    (first,) = pids(crew)
    task = crew.submit(text_of(600_000))
    time.sleep(0.1)
    os.kill(first, signal.SIGTERM)
    (failed,) = crew.results(task, lambda: False)
    assert "ended early" in failed.reason
    assert failed.source == "/a.txt"
    assert len(found_by(crew, text_of(50))) == 1
    assert pids(crew) != [first]


def test_one_that_hangs_is_ended(readers) -> None:
    crew = readers(patience=0.4)
    begun = time.monotonic()
    (failed,) = found_by(crew, text_of(2_000_000))
    assert "took too long" in failed.reason
    assert time.monotonic() - begun < 20


def test_a_failing_stretch_names_its_first_line(readers, monkeypatch) -> None:
    crew = readers()
    monkeypatch.setattr(pool, "command", lambda module: ["/nonexistent/program"])
    (failed,) = crew.results(crew.submit(text_of(50, "/a.jsonl"), after=40), lambda: False)
    assert failed.source == "/a.jsonl:41"
    assert "no process could be started" in failed.reason


def test_what_is_ahead_waits(readers, monkeypatch) -> None:
    monkeypatch.setattr(pool, "_READY", 2)
    crew = readers(2)
    lines = records(300)
    part = Fetched(Source("/r.jsonl", "file"), lines, "application/x-ndjson")
    first, second = crew.submit(part, after=0), crew.submit(part, after=900)
    time.sleep(1.0)
    assert first.ready.qsize() <= 2
    assert second.ready.qsize() <= 2
    both = [list(crew.results(task, lambda: False)) for task in (first, second)]
    assert len(both[0]) == len(both[1]) > 300


def test_closed_in_the_midst_all_processes_end(readers) -> None:
    crew = readers(2)
    tasks = [crew.submit(text_of(2_000_000)) for _ in range(4)]
    time.sleep(0.3)
    started = pids(crew)
    begun = time.monotonic()
    crew.close()
    assert time.monotonic() - begun < 3
    assert started
    assert all(gone(pid, 1) for pid in started)
    assert list(crew.results(tasks[3], lambda: True)) == []


def test_a_reader_answers_until_its_input_ends() -> None:
    source, sink = io.BytesIO(), io.BytesIO()
    send(source, *worker.order(text_of(60), None))
    records_of = Fetched(Source("/r.jsonl", "file"), records(4), "application/x-ndjson")
    send(source, *worker.order(records_of, 7))
    source.seek(0)
    worker.serve(source, sink)
    sink.seek(0)
    answered = []
    while (received := receive(sink)) is not None:
        answered.append(received[0])
    assert [message == worker.END for message in answered].count(True) == 2
    names = [wire.load(m) for m in answered if m]
    assert names[1].article.source == "/r.jsonl:8"
    assert len(names) == 1 + 7


#: Ingests with two readers, and says when the first article is there.
RUN = """
import sys, time
from pathlib import Path
from ingest.library import Library
from ingest.pipeline import IngestOptions, ingest
from ingest.reading import reading
reading.WORTH = 0
library, source = sys.argv[1:]
with Library.open(Path(library), create=True, write=True) as opened:
    def progress(at):
        print("under way", flush=True)
        time.sleep(0.01)
    options = IngestOptions(now="2026-01-02T03:04:05+00:00", readers=2)
    report = ingest([source], opened, options, progress=progress)
print("interrupted", report.interrupted, flush=True)
"""


def children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [int(child), *children(int(child))]
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.usefixtures("plain_signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_told_to_stop_the_readers_are_gone(
    tmp_path: Path, number: int, request: pytest.FixtureRequest
) -> None:
    if number != signal.SIGINT:  # one of them is enough for the coverage
        request.getfixturevalue("unmeasured")
    source = tmp_path / "all.jsonl"
    source.write_bytes(records(3000))
    for page in range(4):
        (tmp_path / f"{page}.html").write_text(PAGE.format(page))
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, str(tmp_path / "library"), str(source)],
        env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert run.stdout is not None
    assert run.stdout.readline() == "under way\n"
    below = children(run.pid)
    assert below
    reader = threading.Thread(target=run.stdout.read)
    begun = time.monotonic()
    run.send_signal(number)
    reader.start()
    code = run.wait(10)
    assert time.monotonic() - begun < 3.5
    assert code == (-signal.SIGKILL if number == signal.SIGKILL else 0)
    reader.join(5)
    assert all(gone(pid, 3) for pid in below)
    for pipe in (run.stdout, run.stderr):
        assert pipe is not None
        pipe.close()
