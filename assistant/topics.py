"""What a question is about: its names and content words, and those worth taking along. Pure."""

from __future__ import annotations

import re
from difflib import get_close_matches

from assistant.types import Turn
from ingest.text.names import fold, names
from ingest.text.sentences import words
from ingest.text.stopwords import STOPWORDS
from ingest.text.wordlist import wordlist

MAX_TERMS = 4
"""Words and names that are taken along from the question before at most."""

ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
EMPTY = frozenset(
    wordlist("""
    according continue detail details elaborate exactly explain give go happen happened happens mean
    means next please show tell thing things
    """)
)
"""Content words that say nothing of a topic."""

_MEASURE = re.compile(
    r"\bhow\s+(?:long|old|far|often|tall|high|big|large|fast|deep|heavy|soon|likely)\b",
    re.IGNORECASE,
)


def topic(question: str) -> list[tuple[str, bool]]:
    """The names (true) and content words (false) of a question, in their order."""
    spans = [(start, _word_end(question, end)) for start, end in names(question)]
    placed = [(start, question[start:end], True) for start, end in spans]
    measures = [match.span() for match in _MEASURE.finditer(question)]
    plain = _blank(question, [*spans, *measures])
    at = 0
    for word in words(plain):
        at = plain.index(word, at)
        if _matters(word):
            placed.append((at, word, False))
        at += len(word)
    return [(text, is_name) for _, text, is_name in sorted(placed)]


def _word_end(text: str, end: int) -> int:
    """The end of the word that ends at ``end`` or goes on there ("76ers")."""
    while end < len(text) and text[end].isalnum():
        end += 1
    return end


def terms_of(before: Turn, core: str) -> list[str]:
    """What the question before is about, in its order; names go first when it is too much."""
    found = [
        (at, text, is_name)
        for at, (text, is_name) in enumerate(dict.fromkeys(topic(before.question)))
        if carries(text, before) and is_new(text, core)
    ]
    kept = sorted(found, key=lambda item: not item[2])[:MAX_TERMS]
    return [text for _, text, _ in sorted(kept)]


def with_terms(core: str, carried: list[str]) -> str:
    """``core`` with ``carried`` in brackets; empty when there is nothing new in that."""
    new = list(dict.fromkeys(item for item in carried if is_new(item, core)))
    return f"{core[:1].upper()}{core[1:]} ({', '.join(new)})?" if new else ""


def carries(word: str, before: Turn) -> bool:
    """Whether a word of the question before is worth taking along: no scrap, no slip."""
    folded = fold(word)
    if folded in EMPTY or is_scrap(word):
        return False
    answer = set(_folded(before.answer))
    if not word.islower() or not word.isascii() or folded in answer:
        return True
    if not re.search("[aeiouy0-9]", folded):
        return False
    near = get_close_matches(folded, sorted(answer), n=1, cutoff=0.8) if len(folded) > 4 else []
    return not near or near[0].startswith(folded[:-2])


def is_scrap(word: str) -> bool:
    """Whether a word is too short to say anything."""
    return len(word) < 2


def is_code(name: str) -> bool:
    """Whether a name is one with digits, such as that of a weapon or a rule."""
    return any(char.isdigit() for char in name)


def is_new(item: str, text: str) -> bool:
    """Whether ``item`` has a word that ``text`` has not; "S-400" is in "S-400s"."""
    held = set(_folded(text))
    return not all(word in held or (is_code(word) and f"{word}s" in held) for word in _folded(item))


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _matters(word: str) -> bool:
    return fold(word) not in STOPWORDS and any(char.isalnum() for char in word)


def _folded(text: str) -> list[str]:
    return [fold(word) for word in words(text)]
