"""Texts made to keep a pattern searching for ever are read in about the time of any other."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ingest.readers.markup import MAX_TAGS, untagged
from ingest.types import Article, Rejected

PROSE = " The minister said on Tuesday that the port would open again in May after repairs. "
MANY = 100_000

TEXTS = {
    "letters without an end": "one two three four five six seven eight nine ten a b c d "
    + "a" * MANY,
    "empty comments": "<!---->" * 100 + PROSE,
    "a run of spaces": PROSE + " " * MANY + "x" + PROSE,
}

BODIES = {
    **TEXTS,
    "spaces in mark-up": "<p>" + PROSE + " " * MANY + "x",
    "hidden and never closed": "<p>" + PROSE + "<b hidden>" * (MANY // 10),
    "links that never end": "<p>" + PROSE + "<a " * (MANY // 3),
    "scripts that never end": "<p>" + PROSE + "<script " * (MANY // 8),
    "rows that never end": "<p>" + PROSE + "<tr " * (MANY // 4),
}

MARKED = {
    **TEXTS,
    "a heading with spaces": "# Port" + " " * MANY + "opens\n\n" + PROSE,
    "open brackets": PROSE + "[" * MANY,
    "open wiki links": PROSE + "[[" * (MANY // 2),
    "spaces in front matter": "---\ntitle: a" + " " * MANY + "b\n---\n" + PROSE,
}


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Fails when the block takes longer; a search in ``re`` can be left by a signal."""

    def stop(number: int, frame: object) -> None:
        raise TimeoutError(f"not done after {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGALRM")


@pytest.mark.parametrize("name", TEXTS)
def test_plain_text(name, results) -> None:
    with within(10):
        (found,) = results("a.txt", TEXTS[name])
    assert isinstance(found, Article | Rejected)


@pytest.mark.parametrize("name", MARKED)
def test_markdown(name, results) -> None:
    with within(10):
        (found,) = results("a.md", MARKED[name])
    assert isinstance(found, Article)


@pytest.mark.parametrize("name", BODIES)
def test_records(name, results) -> None:
    with within(10):
        (found,) = results("a.jsonl", json.dumps({"title": "t", "text": BODIES[name]}))
    assert isinstance(found, Article)
    assert found.text.count(" ") > 10


def test_mark_up_beyond_all_measure_is_refused(results) -> None:
    body = PROSE + "<b>" * (MAX_TAGS + 1)
    (found,) = results("a.jsonl", json.dumps({"title": "t", "text": body}))
    assert isinstance(found, Rejected)
    assert "mark-up" in found.reason


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>a<b hidden>x</b>c</p>", "ac"),
        ("<p>a<B style='display : none'>x</b>c <i hidden>open", "ac open"),
        ("<p>a<div hidden><b hidden>x</b>y</div>c</p>", "ac"),
        ("<p>a</b><b hidden>x</b>c</p>", "ac"),
        ("<p>a<script>x</script>c</p>", "ac"),
        ("<p>a<script>x never closed", "a"),
        ("<p>a\n  b \t\n\n c</p>", "a b c"),
        ("<p>a</p> 3 < 4", "a\n\n3 < 4"),
    ],
)
def test_what_is_hidden_goes_and_what_is_not_stays(text: str, words: str) -> None:
    assert untagged(text) == words


@pytest.mark.parametrize(
    "body", ["The port is open … [+1234 chars]", "The port is open  [+12 chars]"]
)
def test_a_cut_off_record_ends_in_dots(body: str, results) -> None:
    (found,) = results("a.jsonl", json.dumps({"title": "t", "text": PROSE.strip() + body}))
    assert isinstance(found, Article)
    assert found.text.endswith("The port is open …")
    assert any("cut off" in warning for warning in found.warnings)
