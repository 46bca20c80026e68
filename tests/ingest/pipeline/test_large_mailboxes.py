"""A mailbox that is too large to be held is read mail by mail."""

from __future__ import annotations

import gzip
import os
import tracemalloc
from pathlib import Path

import pytest

from ingest.errors import FetchError
from ingest.fetch import FetchSettings, fetch
from ingest.fetching import files
from ingest.pipeline import ingest
from ingest.readers import read
from ingest.types import Article, Rejected, Source

SMALL = FetchSettings(max_bytes=4000)


def mailbox(*subjects: str) -> bytes:
    return b"".join(
        f"From desk@post.example Mon Aug 18 10:00:00 2025\nFrom: Post <desk@post.example>\n"
        f"Subject: {subject}\nDate: Mon, 18 Aug 2025 10:00:00 +0200\nMessage-ID: <{subject}@x>\n\n"
        f"The board of the harbour sold the {subject} on Monday to a company in the north.\n\n"
        f"{f'The {subject} had lain at the pier since spring, and nobody wanted her. ' * 40}\n\n".encode()
        for subject in subjects
    )


@pytest.mark.parametrize("name", ["a.mbox", "a.mbox.gz"])
def test_it_goes_in_and_the_second_run_reads_nothing(
    open_library, options, statuses, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    packed = name.endswith(".gz")

    def write(*subjects: str) -> None:
        data = mailbox(*subjects)
        path.write_bytes(gzip.compress(data, 0) if packed else data)

    write("ferry", "tug")
    library = open_library(begun=True)
    run = options(fetch=SMALL)
    assert path.stat().st_size > SMALL.max_bytes
    assert statuses(ingest([str(path)], library, run)) == {"added": 2}
    os.utime(path, (1, 1))  # Other times, the same bytes.
    assert statuses(ingest([str(path)], library, run)) == {"unchanged": 2}
    write("ferry", "tug", "dredger")
    assert statuses(ingest([str(path)], library, run)) == {"unchanged": 2, "added": 1}


def test_memory_does_not_grow_with_it(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    note = mailbox("ferry")
    with path.open("wb") as file:
        file.write(note)
        for _ in range(12):
            file.write(b"From x@y.z Mon Aug 18 10:00:00 2025\n\n" + b"x" * 80 * 1024 + b"\n\n")
    fetched = fetch(Source(str(path), "file"), settings=SMALL, piecemeal=True)
    assert fetched.data == b""
    tracemalloc.start()
    try:
        fetched.sha256()
        found = list(read(fetched))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [type(one) for one in found] == [Article] + [Rejected] * 12
    assert peak < path.stat().st_size * 0.75


def test_what_is_no_mailbox_or_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "a.mbox"):
        (tmp_path / name).write_bytes(mailbox("ferry", "tug"))
    text, box = (Source(str(tmp_path / name), "file") for name in ("a.txt", "a.mbox"))
    for source, piecemeal in ((text, True), (box, False)):
        with pytest.raises(FetchError, match="larger than"):
            fetch(source, settings=SMALL, piecemeal=piecemeal)
    monkeypatch.setattr(files, "MAX_PIECEMEAL", 5000)
    with pytest.raises(FetchError, match="larger than"):
        fetch(box, settings=SMALL, piecemeal=True)
    fetched = fetch(text, piecemeal=True)
    assert fetched.stream is None


def test_one_that_goes_away_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes(mailbox("ferry", "tug"))
    fetched = fetch(Source(str(path), "file"), settings=SMALL, piecemeal=True)
    path.unlink()
    with pytest.raises(FetchError, match="no such file"):
        files.digest_of(fetched)
    (found,) = read(fetched)
    assert isinstance(found, Rejected)
    path.mkdir()
    with pytest.raises(FetchError, match="a folder"):
        files.digest_of(fetched)
