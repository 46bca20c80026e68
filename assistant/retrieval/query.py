"""From a question to what the two searches are asked: an FTS5 expression and a text to embed.

Pure. Every term of the expression is a quoted phrase, so nothing in a question is syntax.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from assistant.errors import UsageError
from ingest.text.clean import clean_line
from ingest.text.dates import find_dates
from ingest.text.names import aliases, demonyms, fold
from ingest.text.sentences import words
from ingest.text.stopwords import STOPWORDS

MAX_TERMS = 32
"""Terms searched for; a longer query is cut to those that say most."""

MAX_WORDS = 1_000
"""Words of a query that are embedded: within every embedding server's limit."""

MAX_PHRASE = 4
"""Words of the longest name that is looked up for other spellings."""

MAX_MATCHING = 6_000
"""Passages that BM25 is worked out for, about; the rarer terms choose them."""

_RARE = 2
"""Terms that choose passages, however common they are."""

_ASKING = frozenset({"according", "following", "recent", "recently", "week", "weeks"})
"""Words of news questions that say when it was asked or who says so, not what about."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to search for.

    ``text`` is the question on one line, ``content`` its words without the function words,
    ``terms`` are FTS5 phrases, in quotes: its words, then their other spellings. ``dates``
    are the ISO days (first, last) that it names. ``words`` are those terms that it has itself,
    bare, and ``spellings`` the other spellings by the words that they are spellings of.
    """

    text: str
    content: str
    terms: tuple[str, ...]
    dates: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


def parse(question: str) -> Query:
    """Makes a query of a question in plain words.

    Raises UsageError when there is no word in it.
    """
    text = clean_line(question)
    # A token longer than any word is a key or an encoded file: the index has none like it.
    every = [word for word in words(text) if len(word) <= 100]
    if not every:
        raise UsageError(
            "The question has no words to search for.", "Ask in words, for example a name."
        )
    content = [word for word in every if _says_something(word, text)] or every
    terms = _terms(content)
    spellings = _other_spellings(every, {fold(term) for term in terms})
    others = [name for names in spellings.values() for name in names]
    short = " ".join(text.split(" ")[:MAX_WORDS])
    return Query(
        text=short,
        content=" ".join(content[:MAX_WORDS]),
        terms=tuple(_quoted(term) for term in (*terms, *others)),
        dates=tuple((found.start, found.end) for found in find_dates(short, None)),
        words=tuple(terms),
        spellings=MappingProxyType(spellings),
    )


def expression(terms: Sequence[str], counts: Sequence[int]) -> str | None:
    """The FTS5 expression for ``terms``, which stand in ``counts`` passages each.

    BM25 is worked out for every passage that matches, so common words cost most and decide
    least. When the terms match too many, a passage must hold one of the rarer ones; all
    terms count as they would in a plain OR (twice, in fact: the rarer ones stand in both
    halves of the expression, so the others stand in the second one twice). None when no
    passage holds any.
    """
    known = sorted(
        (pair for pair in zip(terms, counts, strict=True) if pair[1]), key=lambda pair: pair[1]
    )
    rare: list[str] = []
    matching = 0
    for term, count in known:
        if len(rare) >= _RARE and matching + count > MAX_MATCHING:
            break
        rare.append(term)
        matching += count
    common = [term for term, _ in known[len(rare) :]]
    if not known:
        return None
    if not common:
        return " OR ".join(rare)
    return f"({' OR '.join(rare)}) AND ({' OR '.join([*rare, *common, *common])})"


def _says_something(word: str, text: str) -> bool:
    """Whether a word is more than grammar. Acronyms are: US is a country, "us" is not."""
    folded = fold(word)
    if folded not in STOPWORDS and folded not in _ASKING:
        return True
    return len(word) > 1 and word.isupper() and not text.isupper()


def _terms(content: Sequence[str]) -> list[str]:
    """The words to search for, once each; of too many the most frequent, named and long ones."""
    counts = Counter(fold(word) for word in content)
    first: dict[str, str] = {}
    for word in content:
        first.setdefault(fold(word), word)
    terms = list(first)
    if len(terms) > MAX_TERMS:
        named = {key for key, word in first.items() if word != word.lower() or word.isdigit()}
        ranked = sorted(terms, key=lambda key: (-counts[key], key not in named, -min(len(key), 8)))
        kept = set(ranked[:MAX_TERMS])
        terms = [key for key in terms if key in kept]
    return [first[key] for key in terms]


def _other_spellings(every: Sequence[str], terms: set[str]) -> dict[str, tuple[str, ...]]:
    """Other spellings of the words and names of a question, none of them a function word."""
    folded = [fold(word) for word in every]
    # "who" asks; WHO is an organisation.
    phrases = [
        (name, word)
        for word, name in zip(every, folded, strict=True)
        if name in terms and (name not in STOPWORDS or word.isupper())
    ]
    for size in range(2, MAX_PHRASE + 1):
        for at in range(len(folded) - size + 1):
            phrases.append((" ".join(folded[at : at + size]), " ".join(every[at : at + size])))
    seen = set(terms)
    left = MAX_TERMS // 2
    found: dict[str, tuple[str, ...]] = {}
    for name, phrase in phrases:
        usable = dict.fromkeys(
            each for each in _spellings(name) if each not in seen and each not in STOPWORDS
        )
        if new := tuple(usable)[:left]:
            found[phrase] = new
            seen.update(new)
            left -= len(new)
    return found


def _spellings(phrase: str) -> list[str]:
    """Its aliases without the people of a country: rare words, but not what was asked for."""
    others = aliases(phrase)
    people = {name for each in (phrase, *others) for name in demonyms(each)}
    return [name for name in others if name not in people]


def _quoted(term: str) -> str:
    """A term as an FTS5 string, in which only the double quote means anything."""
    return '"' + term.replace('"', '""') + '"'


__all__ = ["MAX_MATCHING", "MAX_TERMS", "MAX_WORDS", "Query", "expression", "parse"]
