"""Content terms: the stemmed words by which a question, a sentence and a passage are compared.

The stemmer is a light suffix stripper for English with a list of irregular forms. It only
has to send the forms of one word to one key; the keys are never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from ingest.text.names import aliases, fold
from ingest.text.sentences import words
from ingest.text.stopwords import STOPWORDS

_IRREGULAR_VERBS = """
be am is are was were been being|go goes went gone|do did done does|have had has
buy bought|sell sold|win won|lose lost|say said|tell told|give gave given|take took taken
make made|come came|become became|begin began begun|break broke broken|bring brought
build built|catch caught|choose chose chosen|cut cutting|die died dying|draw drew drawn
drive drove driven|eat ate eaten|fall fell fallen|feel felt|fight fought|find found
fly flew flown|forbid forbade forbidden|forget forgot forgotten|freeze froze frozen
get got gotten|grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept
know knew known|lead led|leave left|lend lent|lie lying|meet met|pay paid|ride rode ridden
ring rang rung|rise rose risen|run ran|see saw seen|seek sought|send sent|shake shook shaken
shoot shot|show shown|shut shutting|sing sang sung|sink sank sunk|sit sat|sleep slept
speak spoke spoken|spend spent|stand stood|steal stole stolen|strike struck|swear swore sworn
swim swam swum|teach taught|tear tore torn|think thought|throw threw thrown|wear wore worn
write wrote written|ban banned
"""
_IRREGULAR_NOUNS = """
man men|woman women|child children|person people|foot feet|mouse mice
strike striker strikers|life lives|wife wives|leader leaders leadership
die death dead deaths|birth born
"""


def _by_form(groups: str) -> dict[str, str]:
    """Each form with the first of its group."""
    forms = [group.split() for group in groups.strip().replace("\n", "|").split("|")]
    return {form: group[0] for group in forms for form in group}


_VERBS = MappingProxyType(_by_form(_IRREGULAR_VERBS))
_IRREGULAR = MappingProxyType(_VERBS | _by_form(_IRREGULAR_NOUNS))
# Suffixes with the least number of letters that must remain before them.
_SUFFIXES = (
    ("ations", 4),
    ("ation", 4),
    ("ments", 4),
    ("ment", 4),
    ("nesses", 4),
    ("ness", 4),
    ("ions", 4),
    ("ion", 4),
    ("ings", 3),
    ("ing", 3),
    ("ied", 3),
    ("ies", 3),
    ("ers", 4),
    ("er", 4),
    ("ors", 4),
    ("or", 4),
    ("ed", 3),
    ("es", 3),
    ("ly", 4),
    ("s", 3),
)
_SCALE = frozenset({"million", "billion", "trillion", "dozen", "hundred", "thousand"})
_POSSESSIVE = re.compile(r"'s?$")
_PART = re.compile(r"[-/]")
_WHOLE_CAPITALS = re.compile(r"(?:[A-Z]\.)+[A-Z]\.?|[A-Z]{2,}")
_ABBREVIATION = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{0,2}")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The key shared by the forms of a folded word: "sold" and "sells" both give "sell"."""
    word = _POSSESSIVE.sub("", word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.removesuffix("s") in _SCALE:
        return word.removesuffix("s")
    if len(word) <= 3 or not word.isalpha():
        return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2].isdigit() else word
    for suffix, least in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= least:
            if suffix == "s" and word[-2] in "su":
                break
            word = word[: -len(suffix)] + ("i" if suffix in ("ied", "ies") else "")
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
                word = word[:-1]
            break
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    if word.endswith("y") and len(word) > 3:
        word = word[:-1] + "i"
    return word


def past(word: str) -> bool:
    """Whether a folded word is an irregular verb's past: "won", "sold"."""
    return _VERBS.get(word, word) != word


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[tuple[str, str], ...]:
    """The content words of ``text`` in order, with repetitions: (key, folded word).

    A hyphenated word gives its parts, except one that holds a digit ("S-400"). An
    abbreviation in capitals stays a content word where its small form is a function word
    ("US", "WHO", "IT").
    """
    found: list[tuple[str, str]] = []
    for word in words(text):
        folded = _POSSESSIVE.sub("", fold(word))
        if _WHOLE_CAPITALS.fullmatch(word[: len(folded)]):
            folded = folded.replace(".", "")
            found.append((folded, folded))
        elif folded in STOPWORDS:
            continue
        elif _PART.search(folded) and not any(char.isdigit() for char in folded):
            parts = [part for part in _PART.split(folded) if part and part not in STOPWORDS]
            found.extend((stem(part), part) for part in parts)
        else:
            found.append((stem(folded), folded))
    return tuple(found)


def keys(text: str) -> tuple[str, ...]:
    """The keys of the content words of ``text`` in order, with repetitions."""
    return tuple(key for key, _ in tokens(text))


def padded(text: str) -> str:
    """``text`` folded to words with one blank around each, for finding whole phrases."""
    return f" {' '.join(_POSSESSIVE.sub('', fold(word)) for word in words(text))} "


@dataclass(frozen=True, slots=True)
class Term:
    """A content term: its key, other keys that mean the same, and other phrases that do."""

    key: str
    keys: frozenset[str]
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bag:
    """A text reduced to what terms are looked up in."""

    keys: frozenset[str]
    folded: str

    def holds(self, term: Term) -> bool:
        """Whether the term, in any of its spellings, stands in the text."""
        return not self.keys.isdisjoint(term.keys) or any(
            phrase in self.folded for phrase in term.phrases
        )


@lru_cache(maxsize=4096)
def bag(text: str) -> Bag:
    """The Bag of a text."""
    return Bag(frozenset(keys(text)), padded(text))


@lru_cache(maxsize=4096)
def term(word: str) -> Term:
    """The Term of a folded word or phrase, with the other spellings that are known of it."""
    key = " ".join(stem(part) for part in word.split())
    spellings = (word, *aliases(word))
    single = {stem(_undotted(other)) for other in spellings if " " not in other}
    return Term(
        key,
        frozenset(single),
        tuple(f" {other} " for other in spellings if " " in other),
    )


def _undotted(word: str) -> str:
    """An abbreviation without its dots; that of "2.1" stays, and that of "booking.com"."""
    return word.replace(".", "") if _ABBREVIATION.fullmatch(word) else word


def terms(text: str) -> tuple[Term, ...]:
    """The distinct content terms of ``text`` in order of first use.

    Two neighbouring words that have another spelling together ("United States") are one
    term.
    """
    words_found = [folded for _, folded in tokens(text)]
    found: dict[str, Term] = {}
    index = 0
    while index < len(words_found):
        phrase = " ".join(words_found[index : index + 2])
        step = 2 if " " in phrase and aliases(phrase) else 1
        made = term(phrase if step == 2 else words_found[index])
        found.setdefault(made.key, made)
        index += step
    return tuple(found.values())


def pairs(sequence: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Neighbouring pairs of keys."""
    return pairwise(sequence)


__all__ = [
    "Bag",
    "Term",
    "bag",
    "keys",
    "padded",
    "pairs",
    "past",
    "stem",
    "term",
    "terms",
    "tokens",
]
