"""The gate for foreign text."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.text import clean as gate
from ingest.text.clean import MAX_MARKS, clean, clean_line, visible

FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
NASTY = st.sampled_from(
    [
        *"\x00\x07\x1b\x7f\x85\x9b\r\n\t\v\f\u2028\u2029\u200b\u200c\u200d\u202e\u2066\ufeff\xad",
        *FILLERS,
        *"\ufe0f\u180b\U000e0100\U000e0041\ue000\ud800\u0378",
        *"\u0301\u0489\u093f\u094d\u0915\u0645\u06cc",
        *"aé🙂 ",
    ]
)
TEXT = st.one_of(st.text(), st.text(NASTY), st.text(st.characters()))


def forbidden(char: str) -> bool:
    if char in "\n\t\u200c\u200d":
        return False
    code = ord(char)
    return (
        unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
        or char in FILLERS
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
    )


@settings(max_examples=400)
@given(TEXT)
@example("\u0915\u0301\u0301\u0301\u0301\u094d\u200d\u0915")
@example("a\u0301\u0301\u0301\u200d\u0301\u0301")
def test_clean_is_idempotent_and_leaves_nothing_forbidden(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not any(forbidden(char) for char in once)
    marks = 0
    for char in once:
        marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        assert marks <= MAX_MARKS


@given(TEXT)
def test_clean_line_is_one_trimmed_line(text: str) -> None:
    line = clean_line(text)
    assert line == " ".join(line.split())
    assert clean_line(line) == line


@given(TEXT)
def test_visible_is_one_line_without_anything_forbidden(text: str) -> None:
    shown = visible(text)
    assert not any(forbidden(char) or char in "\n\t\u200c\u200d" for char in shown)
    assert visible(shown) == shown


def test_the_ranges_taken_for_plain_hold_nothing_to_drop() -> None:
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if not gate._UNUSUAL.match(char):
            assert not forbidden(char), hex(code)
            assert unicodedata.category(char)[0] != "M", hex(code)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain text\tand\nlines", "plain text\tand\nlines"),
        ("a\r\nb\rc\x85d\u2028e\vf\fg\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b31mred", "31mred"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("soft\xadhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("tag\U000e0041\U000e0042", "tag"),
        ("heart \u2764\ufe0f", "heart \u2764"),
        ("half \ud83d", "half "),
        ("blank\u3164\u2800name", "blankname"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("pass\u200dword", "password"),
        ("\u200dमा", "मा"),
        ("म\u200d\u200dम", "मम"),
        ("Z" + "\u0301" * 9, "Z" + "\u0301" * 4),
        ("Türkiye – “quoted”…", "Türkiye – “quoted”…"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("report.txt", "report.txt"),
        ("Zürich.txt", "Zürich.txt"),
        ("a\x1b[2Jb", "a^[[2Jb"),
        ("two\nlines\ttab\x7f", "two^Jlines^Itab^?"),
        ("x\u202egpj.exe", "x<U+202E>gpj.exe"),
        ("bad\udc80byte", "bad<U+DC80>byte"),
        ("c1\x9b", "c1<U+009B>"),
        ("join\u200der", "join<U+200D>er"),
        ("e" + "\u0301" * 5, "e" + "\u0301" * 4 + "<U+0301>"),
        ("plane\U000e0041", "plane<U+E0041>"),
    ],
)
def test_visible(text: str, expected: str) -> None:
    assert visible(text) == expected
