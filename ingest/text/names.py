"""What things are called: folding, proper names; spelling variants and numbers beside them."""

from __future__ import annotations

import re
import unicodedata

from ingest.text.aliases import aliases, demonyms, metonyms
from ingest.text.months import MONTHS, WEEKDAYS
from ingest.text.numbers import Number, numbers
from ingest.text.stopwords import INITIAL_WORDS, STOPWORDS

_SPECIAL = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        **dict.fromkeys("‘’‚‛′`´ʼ＇", "'"),
        **dict.fromkeys("“”„‟″«»＂", '"'),
        "ı": "i",
        "ł": "l",
        "Ł": "l",
        "ø": "o",
        "Ø": "o",
        "đ": "d",
        "Đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "Œ": "oe",
        "\u00a0": " ",
        "\u202f": " ",
    }
)
_MARKS = re.compile("[\u0300-\u036f]")
_CAPITAL = (
    r"(?:(?:[^\W\d_a-z]\.){2,}|[^\W\d_a-z]\.(?=\s[^\W\d_a-z])"
    r"|[^\W\d_a-zß-öø-ÿ]\w*(?:[-’'&.](?=\w)\w+)*)"
)
_NAME = re.compile(
    rf"(?<![\w’'-])(?:(?:al|el|de|van|von|bin)[-\s])?{_CAPITAL}"
    rf"(?:(?:\s|\s(?:of|of\sthe|de|del|da|di|la|van|von|der|den|bin|ibn|al|el)\s|\s(?:al|el)-)"
    rf"(?:{_CAPITAL}|(?<=[a-z]\s)(?<!\sof\s)(?<!\sthe\s)\d{{1,2}}(?!\d|[.,:%]\d|%)))*"
)
_START = re.compile(r"(?:\A|[.!?:…\n“\"‘(\[—–])[\s“\"‘'(\[—–*•-]*\Z")
_LOWER = re.compile(r"\b[a-z]{2,}\b")
_PART = re.compile(r"\S+")


def fold(text: str) -> str:
    """``text`` for comparison: case folded, diacritics off, dashes and quotes made plain."""
    if text.isascii():
        return text.lower().replace("`", "'")
    folded = unicodedata.normalize("NFKD", text.translate(_SPECIAL)).casefold()
    return _MARKS.sub("", unicodedata.normalize("NFKD", folded)).translate(_SPECIAL)


def names(text: str) -> list[tuple[int, int]]:
    """Offsets of the proper names in ``text``: runs of capitalised words, ``S-400`` included.

    A capital that only starts a sentence makes no name of a function word; months and
    weekdays alone are dates, not names. ``the``, ``of`` and particles stay inside a name.
    """
    found: list[tuple[int, int]] = []
    lower = frozenset(_LOWER.findall(text))
    for match in _NAME.finditer(text):
        span = _trimmed(text, match.start(), match.end(), lower)
        if span:
            found.append(span)
    return found


def _trimmed(text: str, start: int, end: int, lower: frozenset[str]) -> tuple[int, int] | None:
    """The run without function words, dates and possessives at its ends; None if none is left."""
    parts = [(start + part.start(), start + part.end()) for part in _PART.finditer(text[start:end])]
    while parts and _plain(text, *parts[0]):
        parts.pop(0)
    if (
        parts
        and _START.search(text, max(0, start - 6), parts[0][0])
        and _common(text[slice(*parts[0])], lower)
    ):
        parts.pop(0)
        while parts and _plain(text, *parts[0]):
            parts.pop(0)
    while parts and (_plain(text, *parts[-1]) or not text[parts[-1][0]].isalpha()):
        if text[parts[-1][0]].isdigit() and len(parts) > 1:
            break
        parts.pop()
    if not parts:
        return None
    first, last = parts[0][0], parts[-1][1]
    for ending in ("'s", "’s", "'", "’", "."):
        if text[first:last].endswith(ending) and not (
            ending == "." and "." in text[first : last - 1]
        ):
            last -= len(ending)
            break
    return (first, last) if last - first > 1 else None


def _common(word: str, lower: frozenset[str]) -> bool:
    """Whether a word that starts a sentence is an ordinary one: by list, ending or repetition.

    ``lower`` are the words that the text writes in small letters as well.
    """
    folded = word.lower()
    if not word.istitle():
        return False
    if folded in INITIAL_WORDS or folded in lower:
        return True
    return len(word) > 5 and folded.endswith(("ing", "ly", "ed"))


def _plain(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word is a function word, a month or a weekday."""
    word = fold(text[start:end]).rstrip(".")
    if text[start:end].isupper() and len(word) > 1 and word not in ("a", "i"):
        return False
    return word in STOPWORDS or word in MONTHS or word in WEEKDAYS


__all__ = ["Number", "aliases", "demonyms", "fold", "metonyms", "names", "numbers"]
