"""Where sentences begin and end in news text, by rule.

A stop is a candidate; what stands before it (an abbreviation, an initial, a list number) and
after it (a capital, a quotation, a number) decides. Paragraph breaks always end a sentence.
"""

from __future__ import annotations

import re

from ingest.text.abbreviations import (
    AFTER_CLOCK,
    BEFORE_NUMBER,
    NEVER_FINAL,
    SAYING,
    SELDOM_FINAL,
    STARTERS,
)

Offsets = tuple[int, int]
"""``start`` and ``end`` in code points: ``text[start:end]``."""

_CLOSERS = "\"'”’»›)\\]*_"
_OPENERS = "\"'“‘«‹(\\[*_„—–•-"

# The first character alone decides whether to look further, which keeps the scan fast.
_BOUNDARY = re.compile(
    rf"""
    [\n.!?…।؟。！？]
    (?: (?<=\n)
        (?: (?P<blank> [^\S\n]*+ \n \s*+ ) | (?P<line> \s*+ ) )
      | (?<=[。！？]) (?P<wide> [。！？]*+ [」』”’）]*+ )
      | (?<=[.!?…।؟])
        (?P<more> [.!?…]*+ (?: \ \. (?=[\s.]) )*+ )
        (?P<close> [{_CLOSERS}]*+ (?: \[\d{{1,3}}\] )*+ )
        (?: (?= \s | \Z )
          | (?<= [a-z][a-z)”"’][.!?] ) (?= [A-Z][a-z]+[\s,] )
          | (?<= [a-z][.!?][”"’] ) (?= [A-Z][a-z]+[\s,] ) )
    )
    """,
    re.VERBOSE,
)
_BEFORE = re.compile(r"[^\s\"'“”‘’()\[\]—–/]++\Z")
_AFTER = re.compile(rf"\s*+([{_OPENERS}]*+)\s*+(\S*)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_BULLET = re.compile(r"[-–—•·*▪◦►]\s|\d{1,2}[.)]\s")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*(?:[^\W_]|[-’'](?=\w))*\w*|[^\W_]+(?:[-’'.&]?[^\W_]+)*")
_LOOKBACK = 40


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Offsets]:
    """Trimmed offsets into ``text`` of the sentences within ``text[start:end]``, in order.

    Between them stands nothing but white space. A blank line always ends a sentence; a single
    line end does so unless the paragraph is wrapped by hand or goes on in lower case.
    """
    stop = len(text) if end is None else min(end, len(text))
    found: list[Offsets] = []
    at = start
    for match in _BOUNDARY.finditer(text, start, stop):
        if match.end() > at and _ends(text, at, stop, match):
            _add(found, text, at, match.end())
            at = match.end()
    _add(found, text, at, stop)
    return found


def words(text: str) -> list[str]:
    """The word tokens of ``text`` as written: ``S-400s``, ``don't``, ``1,000``, ``U.S``."""
    return _WORD.findall(text)


def count_words(text: str) -> int:
    """Number of white-space separated words: the unit in which passages are measured."""
    return len(text.split())


def _add(found: list[Offsets], text: str, start: int, end: int) -> None:
    body = text[start:end].lstrip()
    if body:
        found.append((end - len(body), end - len(body) + len(body.rstrip())))


def _ends(text: str, start: int, stop: int, match: re.Match[str]) -> bool:
    """Whether the candidate boundary ``match`` really ends the sentence begun at ``start``."""
    kind = match.lastgroup
    if kind in ("blank", "wide"):
        return True
    if kind == "line":
        return _line_ends(text, start, stop, match)
    following = _AFTER.match(text, match.end(), min(stop, match.end() + 60))
    opener, token = (following[1], following[2]) if following else ("", "")
    if not token:
        return True
    if text[match.start()] == "." and not match["more"]:
        return _stop_ends(text, start, match, opener, token)
    return _mark_ends(text, start, match, opener, token)


def _stop_ends(text: str, start: int, match: re.Match[str], opener: str, token: str) -> bool:
    """A single full stop: the word before it decides, then the one after."""
    first = token[0]
    word = _word_before(text, max(start, match.start() - _LOOKBACK), match.start())
    if first.islower():
        return token.startswith(("http://", "https://", "www."))
    if match["close"]:
        return word not in NEVER_FINAL or "." in word
    if word.isdigit() and len(word) <= 2 and not text[start : match.start()].strip(" \n\t" + word):
        return False
    if word in NEVER_FINAL:
        return False
    if first.isdigit() and word in BEFORE_NUMBER:
        return False
    if word in ("a.m", "p.m"):
        return _plain(token) not in AFTER_CLOCK and not first.isdigit()
    if word in SELDOM_FINAL or _INITIALS.match(word):
        return _starts(opener, token)
    return True


def _word_before(text: str, start: int, end: int) -> str:
    """What stands before ``end`` without a space, quotation mark, bracket or dash, folded."""
    last = text[start:end].rpartition(" ")[2]
    # Nearly always it is a plain word, which needs no pattern.
    if not last.isalpha():
        before = _BEFORE.search(text, start, end)
        last = before[0] if before else ""
    return last.casefold()


def _starts(opener: str, token: str) -> bool:
    """Whether what follows an abbreviation looks like the start of another sentence."""
    if opener:  # a dash follows the place in a dateline: "WASHINGTON, D.C. — The …"
        return opener in ('"', "“", "‘", "«")
    return _plain(token) in STARTERS


def _plain(token: str) -> str:
    """A word as the lists hold it: without the marks that follow it, folded."""
    return token.rstrip(",.:;!?\"'”’)").casefold().replace("’", "'")


def _mark_ends(text: str, start: int, match: re.Match[str], opener: str, token: str) -> bool:
    """An exclamation or question mark, or dots: they end unless the sentence goes on."""
    if token[0].islower() and not opener.strip("—–-"):
        return False
    if match["close"]:
        tail = text[match.end() : match.end() + 60].split()[:4]
        return not any(_plain(word) in SAYING for word in tail[1:])
    return not text[start : match.start()].endswith(("Yahoo", "Jeopardy"))


def _line_ends(text: str, start: int, stop: int, match: re.Match[str]) -> bool:
    """Whether a single line end ends a sentence: not in hand-wrapped text."""
    after = text[match.end() : min(stop, match.end() + 4)]
    if not after or _BULLET.match(after):
        return True
    before = text[match.start() - 1 : match.start()]
    if after[0].islower() and before not in ".!?":
        return False
    if before in '.!?:"”’)':
        return True
    line = match.start() - (text.rfind("\n", 0, match.start()) + 1)
    next_end = text.find("\n", match.end(), stop)
    following = (stop if next_end < 0 else next_end) - match.end()
    return not (50 <= line <= 100 and (next_end < 0 or following >= 20))
