"""Long files in stretches of lines, messages over pipes, and how fast it goes."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import ReadError
from ingest.framing import receive, send
from ingest.pace import Pace
from ingest.readers import jsonl
from ingest.reading import slices as slicing
from ingest.reading.slices import slices


@given(st.lists(st.binary(max_size=12)), st.integers(1, 40), st.booleans())
def test_stretches_are_the_file(lines: list[bytes], size: int, ended: bool) -> None:
    data = b"\n".join(line.replace(b"\n", b"") for line in lines) + b"\n" * ended
    found = list(slices(io.BytesIO(data), size))
    assert b"".join(part for _, part in found) == data
    seen = 0
    for before, part in found:
        assert before == seen
        assert part.endswith(b"\n") or part == found[-1][1]
        seen += len(part.splitlines(True)) if b"\r" not in part else part.count(b"\n")
    assert all(len(part) >= size for _, part in found[:-1])


def test_a_line_past_the_limit_comes_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (jsonl, slicing):
        monkeypatch.setattr(module, "MAX_LINE", 10)
    found = list(slices(io.BytesIO(b"a\n" + b"b" * 35 + b"\nc\n"), 100))
    assert found == [(0, b"a\n" + b"b" * 11), (2, b"c\n")]


class _Damaged(io.BytesIO):
    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        if b"x" in line:
            raise ReadError("It is damaged.", "Copy it again.")
        return line


def test_damage_takes_nothing_from_the_lines_before_it() -> None:
    found: Iterator[tuple[int, bytes]] = slices(_Damaged(b"a\nb\nc\nx\nd\n"), 4)
    assert [next(found), next(found)] == [(0, b"a\nb\n"), (2, b"c\n")]
    with pytest.raises(ReadError):
        next(found)
    with pytest.raises(ReadError):
        next(slices(_Damaged(b"x\n"), 4))


def test_messages_go_through_a_pipe() -> None:
    pipe = io.BytesIO()
    send(pipe, b"head", b"body")
    send(pipe, b"alone")
    whole = pipe.getvalue()
    pipe.seek(0)
    assert [receive(pipe), receive(pipe), receive(pipe)] == [
        (b"head", b"body"),
        (b"alone", b""),
        None,
    ]
    assert receive(io.BytesIO(whole[:14])) is None
    assert receive(io.BytesIO(whole), most=3) is None


def test_the_rate_looks_back_and_the_rest_is_told_from_all() -> None:
    now = [100.0]
    pace = Pace(lambda: now[0])
    assert pace.at(1, 1, "a", 50) == (first := pace.at(1, 1, "a", 50))
    assert (first.rate, first.seconds, first.total) == (None, None, 50)
    for second in range(1, 21):
        now[0] += 1.0
        told = pace.at(second, second * 3, "b", 40)
    assert told.rate == pytest.approx(3.0)
    assert told.seconds == pytest.approx(20.0)
    now[0] += 30.0
    assert pace.at(20, 60, total=40).rate == pytest.approx(0.0, abs=0.1)
    guessed = pace.at(20, 60, fraction=0.25)
    assert (guessed.total, guessed.done) == (80, 20)
    unknown = pace.at(20, 60)
    assert (unknown.total, unknown.seconds) == (None, None)
