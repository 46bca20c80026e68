"""What one article of a press database's export states, and how its lines become paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

Line = tuple[str, str]
"""``(kind, text)`` of one line: the kind a BlockKind's value or empty, the text stripped."""

WRAPPED_AT = 100
"""Columns within which the lines of a text wrapped by hand stand."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of an export, its fields as written there.

    ``key`` names it within its file: the database's own id, or one made of title and date.
    ``words`` is the length that the database states; None where it states none.
    """

    database: str
    key: str
    title: str
    paragraphs: tuple[str, ...]
    publisher: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    language: str | None = None
    words: int | None = None

    @property
    def word_count(self) -> int:
        """Words of the paragraphs."""
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)


_LANGUAGES = {
    "english": "en", "englisch": "en", "anglais": "en", "inglés": "en",
    "german": "de", "deutsch": "de", "allemand": "de", "alemán": "de",
    "french": "fr", "französisch": "fr", "français": "fr", "francés": "fr",
    "spanish": "es", "spanisch": "es", "espagnol": "es", "español": "es",
    "italian": "it", "italiano": "it", "dutch": "nl", "nederlands": "nl", "portuguese": "pt",
    "português": "pt", "russian": "ru", "turkish": "tr", "polish": "pl", "swedish": "sv",
    "danish": "da", "norwegian": "no", "finnish": "fi", "czech": "cs", "hungarian": "hu",
    "japanese": "ja", "chinese": "zh", "arabic": "ar", "ukrainian": "uk", "catalan": "ca",
}  # fmt: skip
_COUNT = re.compile(
    r"^(?:~\s*)?(\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+|\d{1,7})\s*"
    r"(?:words?|wörter|worte|mots|palabras|parole|woorden|palavras|слов[а-я]?|字|語)\b",
    re.IGNORECASE,
)
_ONLY_PUNCTUATION = re.compile(r"^[\W_]*$")


def language_named(text: str) -> str | None:
    """The code of a language named in words, such as ``English`` or ``ENGLISH; Englisch``."""
    first = re.split(r"[;,/(]", text.strip().lower())[0].strip()
    return _LANGUAGES.get(first)


def word_count(text: str) -> int | None:
    """The number of a line such as ``1,204 words``; None for any other."""
    found = _COUNT.match(text.strip())
    return int(re.sub(r"\D", "", found[1])) if found else None


def made_key(*values: str | None) -> str:
    """A key made of what the article states, for exports without ids."""
    joined = "\n".join(value or "" for value in values)
    return sha256(joined.encode("utf-8", "replace")).hexdigest()[:16]


def paragraphs_of(lines: Sequence[str]) -> tuple[str, ...]:
    """Paragraphs of a body. Lines wrapped by hand are joined where empty lines part them."""
    runs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            runs[-1].append(" ".join(line.split()))
        elif runs[-1]:
            runs.append([])
    runs = [run for run in runs if run]
    if _wrapped(runs):
        found = [" ".join(run) for run in runs]
    else:
        found = [line for run in runs for line in run]
    return tuple(line for line in found if not _ONLY_PUNCTUATION.match(line))


def _wrapped(runs: Sequence[Sequence[str]]) -> bool:
    """Whether the lines break in the middle of sentences, at one width."""
    inner = [line for run in runs for line in run[:-1]]
    if not inner or max(len(line) for line in inner) > WRAPPED_AT:
        return False
    cut = sum(1 for line in inner if len(line) > 40 and line[-1] not in ".!?:”\"’'")
    return cut * 2 > len(inner)
