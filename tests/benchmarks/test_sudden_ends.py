"""What a sudden end may leave behind: a few cases of each check; `make reliability` runs all."""

from __future__ import annotations

import sys

import pytest

from benchmarks import at_once, sudden_ends

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals"),
    pytest.mark.usefixtures("plain_signals", "unmeasured"),
]


@pytest.mark.parametrize(
    ("check", "cases", "articles"),
    [
        (sudden_ends.killed, 1, 30),
        (sudden_ends.changed, 1, 30),
        (sudden_ends.told, 1, 30),
        (at_once.together, 1, 30),
    ],
)
def test_what_must_hold_holds(tmp_path, check, cases: int, articles: int) -> None:
    assert check(tmp_path, cases, 11, articles) == []
