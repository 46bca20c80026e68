"""What sort of text an article is: by the type it declares, its section, its address, its
headline's label and, last, by how its text is built. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.fetching.urls import host_of, identity_of
from ingest.types import ArticleKind

_I = re.IGNORECASE
_KINDS: tuple[tuple[ArticleKind, re.Pattern[str]], ...] = (
    (ArticleKind.LIVE_BLOG, re.compile(r"live\W?blog|^live$|\blive\W?ticker\b", _I)),
    (ArticleKind.OPINION, re.compile(r"opinion|editorial|\bop-?ed|comment ?is|meinung|commentary|"
                                     r"columnists?\b|kommentar|tribunes?\b|\bopini[oó]n", _I)),
    (ArticleKind.INTERVIEW, re.compile(r"\binterviews?\b|interviewarticle|\bentrevistas?\b", _I)),
    (ArticleKind.PRESS_RELEASE, re.compile(r"press[ -]?release|pressemitteilung|"
                                           r"communiqu[eé]s? de presse", _I)),
    (ArticleKind.ANALYSIS, re.compile(r"\banalysis|analyse\b|explainer|backgroundnewsarticle", _I)),
    (ArticleKind.FORUM, re.compile(r"\bforums?\b|discussionforum|qapage", _I)),
)  # fmt: skip
_FORUM_HOST = re.compile(
    r"(?:^|\.)(?:reddit\.com|lwn\.net|disqus\.com|news\.ycombinator\.com|slashdot\.org|"
    r"stackoverflow\.com|stackexchange\.com|quora\.com|4chan\.org|lobste\.rs|lemmy\.\w+)$"
)
_LABELS = (re.compile(r"^\W*([^:|]{3,24}?)\s*[:|]\s"), re.compile(r"\s[|–—]\s*([^|–—]{3,24})$"))
_LIVE_TITLE = re.compile(
    r"\blive (?:updates|blog)\b|^\W*live .{0,30}coverage\b|\bas it happened\b|^\W*live\s?[:|–—]"
    r"|(?<!watch )\blive[:|]\s|\bliveticker\b|\ben (?:direct|vivo)\b\s*[:|]|[:|]\s*en direct\b",
    _I,
)
_QA_TITLE = re.compile(
    r"^\W*(?:q\s?(?:&|and)\s?a|interview)\b|[:|–—]\s*(?:q\s?&\s?a|an? interview)\b", _I
)
_COLUMNIST = re.compile(r"columnist", _I)
MAX_PART = 30


def kind_of(text: str | None) -> ArticleKind | None:
    """The kind that a type, section or label names; None when it names none in particular."""
    if not text:
        return None
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), None)


def kind_from_signals(url: str | None, title: str | None) -> ArticleKind | None:
    """The kind that the URL's path, its host or a label in the headline shows."""
    if _FORUM_HOST.search(host_of(url) or ""):
        return ArticleKind.FORUM
    title = title or ""
    if _LIVE_TITLE.search(title):
        return ArticleKind.LIVE_BLOG
    if _QA_TITLE.search(title):
        return ArticleKind.INTERVIEW
    parts = identity_of(url or "").partition("?")[0].split("/")[1:-1]
    parts += [found[1] for label in _LABELS if (found := label.search(title))]
    for part in parts:
        part = part.replace("_", "-")
        # A columnist's own folder holds advice and reports as well.
        if 0 < len(part) <= MAX_PART and not _COLUMNIST.search(part) and (kind := kind_of(part)):
            return kind
    return None


_RELEASE = re.compile(
    r"^\W*for immediate release\b|--\(?\s?business wire\s?\)?--|\(business wire\)|/prnewswire\W"
    r"|\(globe newswire\)|globe newswire\s?\)?\s?--|/cnw/|\(ots\)|\(access ?wire\)|/ein presswire/"
    r"|^\W*zur sofortigen ver[oö]ffentlichung|^\W*communiqu[eé] de presse\b",
    _I | re.MULTILINE,
)
RELEASE_HEAD = 700
"""Characters from the start in which a release says that it is one."""
_CLOCK = re.compile(
    r"^\W*(?:updated?:?\s+)?(?:(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?[ap]\.?m\.?)?"
    r"|(?:1[0-2]|[1-9])\s?[ap]\.?m\.?)(?:\s?(?:[A-Z]{2,4}|uhr))?(?:\W|$)",
    _I,
)
CLOCKS = 5
"""Entries that begin with a time of day; so many different ones make a live blog."""
_ENTRY = 15
"""Words of an entry that stands on the same line as its time, at least."""
_QUOTED = re.compile(r"[“\"„«][^”\"“»]{0,2000}[”\"“»]?")
_Q = re.compile(r"^\W*(?:Q|Question|Frage)\s?[:.–—]\s?", _I)
_A = re.compile(r"^\W*(?:A|Answer|Antwort)\s?[:.–—]\s?")
_FIRST = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me|we|our|ich|mein\w*|wir|je|j['’]\w+|yo|mi)\b")
TURNS = 4
"""Questions with an answer each; so many make an interview."""
_SHORT = 45
"""Words that a question has at most."""


def kind_from_text(paragraphs: Sequence[str]) -> ArticleKind | None:
    """The kind that the text's own build shows: a release's first lines, the times of day at the
    head of a live blog's entries, the questions and answers of an interview."""
    if _RELEASE.search("\n".join(paragraphs[:8])[:RELEASE_HEAD]):
        return ArticleKind.PRESS_RELEASE
    clocks = [found[0].strip() for text in paragraphs if (found := _entry(text))]
    if len(set(clocks)) >= CLOCKS and len(clocks) * 8 >= len(paragraphs):
        return ArticleKind.LIVE_BLOG
    return ArticleKind.INTERVIEW if _questioned(paragraphs) else None


def _entry(text: str) -> re.Match[str] | None:
    """The time of day that a live blog's entry begins with; a line of a schedule is none."""
    found = _CLOCK.match(text[:40])
    if found is None:
        return None
    rest = len(text[found.end() :].split())
    return found if rest == 0 or rest >= _ENTRY else None


def _questioned(paragraphs: Sequence[str]) -> bool:
    """Whether questions are answered by somebody who says "I" in words of the text's own: the
    answers of an explainer are told, not given."""
    turns = personal = 0
    for question, answer in pairwise(paragraphs):
        if _Q.match(question) and _A.match(answer):
            asked = True
        else:
            asked = question.rstrip(' "”»').endswith("?") and len(question.split()) <= _SHORT
        if asked and not answer.rstrip().endswith("?"):
            turns += 1
            personal += _FIRST.search(_QUOTED.sub("", answer)) is not None
    return turns >= TURNS and turns * 5 >= len(paragraphs) and personal * 5 >= turns * 4
