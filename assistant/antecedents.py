"""What a pronoun of a question stands for, where the question before it leaves one reading. Pure.

"Why did the dockers stop work?", "When did they return?": "When did the dockers return?". Only
a noun phrase or name that agrees in number, with no other beside it that does, is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.questions.verbs import VERBS
from assistant.terms import past
from ingest.text.names import fold, names
from ingest.text.wordlist import wordlist

_AUX = (
    r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|shall|should|may|might|must)"
    r"(?:n['’]t)?"
)
_PRONOUN = re.compile(
    r"\b(?P<word>they|them|their|he|him|his|she|her|it|its)\b(?P<after>\s+[\w-]+)?", re.I
)
_ACTING = re.compile(rf"\b{_AUX}\s+\Z", re.I)
_PERSONAL = frozenset(("he", "him", "his", "she", "her"))
_POSSESSIVE = frozenset(("their", "his", "its"))
_AGENT = re.compile(rf"(?:who|whose|what|which)\b(?!\s+{_AUX}\b)", re.I)
"""A question for the one who acts: "he" and "it" may be that one ("who founded the paper")."""

_DEFINES = re.compile(r"\W*what(?:['’]s|\s+(?:is|was))\s+", re.I)
"""After any other question "who denied it?" may ask of the event."""

_ALONE = re.compile(r"\W*[\w-]*\W*(?:\Z|\b(?:in|on|at|after|before|during|last|this)\b)", re.I)
"""A verb without an object: nothing else in the question that "it" could stand for."""

_THE = re.compile(r"\b(?:the|an?)\s+", re.I)
_WORD = re.compile(r"\s*([\w’'-]+)")
_MOST_WORDS = 3
"""Words of a noun phrase behind its article at most."""

_GROUPS = frozenset(wordlist("people men women children police staff crew media"))
_PERSONS = frozenset(
    wordlist("""
    actor actress ambassador author boy captain chairman chairwoman chancellor chief coach
    commander commissioner director doctor driver engineer envoy executive general girl governor
    judge king lawyer leader man manager mayor minister monarch officer official player pope
    premier president prince princess professor prosecutor queen secretary senator singer soldier
    spokesman spokeswoman suspect teacher victim winner woman writer
    """)
)
_FUNCTION = frozenset(
    wordlist("""
    of in at on by to for from with against about after before during over under and or but not
    ever also still already finally first the a an his her its their so because that when while
    who which
    """)
)


@dataclass(frozen=True, slots=True)
class _Thing:
    """A noun phrase or a name at ``start`` of the question: is it one of many, is it a name."""

    text: str
    start: int
    plural: bool
    name: bool


def resolved(core: str, earlier: str) -> str:
    """``core`` with its pronoun replaced by what it stands for in ``earlier``; empty when it has
    none or several, or when that is not clear."""
    found = list(_PRONOUN.finditer(core))
    if len(found) != 1:
        return ""
    pronoun = found[0]
    word = pronoun["word"].casefold()
    bound = word in _POSSESSIVE or (word == "her" and pronoun["after"] is not None)
    things = _things(earlier)
    agreeing = [each for each in things if _agrees(word, each)]
    if len(agreeing) != 1:
        return ""
    thing = agreeing[0]
    acting = _ACTING.search(core[: pronoun.start()]) is not None
    if (acting or word in _PERSONAL) and _AGENT.search(earlier):
        return ""
    rest = earlier[thing.start + len(thing.text) :]
    told = not acting and word == "it" and not _DEFINES.fullmatch(earlier[: thing.start])
    if told or (not acting and len(things) > 1) or not _alone(word, rest):
        return ""
    own = f"{thing.text}{'’' if thing.plural else '’s'}" if bound else thing.text
    return f"{core[: pronoun.start('word')]}{own}{core[pronoun.end('word') :]}"


def _things(question: str) -> list[_Thing]:
    """The names and noun phrases with an article, in their order, each once."""
    spans = names(question)
    found: list[_Thing] = []
    taken = 0
    for start, end in sorted([*spans, *((m.start(), m.end()) for m in _THE.finditer(question))]):
        if start < taken:
            continue
        named = (start, end) in spans
        stop = end if named else _phrase_end(question, end)
        if stop is None:
            continue
        text = question[start:stop]
        text = text if named else f"{text[:1].lower()}{text[1:]}"
        code = any(char.isdigit() for char in text)
        plural = (code or not named) and _plural(text.split()[-1])
        found.append(_Thing(text, start, plural, named))
        taken = stop
    return list({each.text: each for each in found}.values())


def _phrase_end(question: str, at: int) -> int | None:
    """Where the noun phrase ends whose first word stands at ``at``: before a verb or a function
    word, behind a plural; None when its end cannot be told."""
    ends: list[int] = []
    while match := _WORD.match(question, at):
        word = fold(match[1])
        verb = word in VERBS or past(word) or word.endswith(("ed", "ing"))
        if ends and (verb or word in _FUNCTION):
            return ends[-1]
        if word in _FUNCTION:
            return None
        ends.append(match.end())
        at = match.end()
        if _plural(word):
            return ends[-1]
    rest = question[at:].strip(" ?.!")
    return ends[-1] if ends and not rest and len(ends) <= _MOST_WORDS - 1 else None


def _agrees(pronoun: str, thing: _Thing) -> bool:
    words = len(thing.text.split())
    if pronoun in ("they", "them", "their"):
        return thing.plural
    if thing.plural:
        return False
    if pronoun in ("it", "its"):
        return not thing.name or words == 1
    return words > 1 if thing.name else fold(thing.text.split()[-1]) in _PERSONS


def _alone(pronoun: str, rest: str) -> bool:
    """Whether no noun without an article follows that the pronoun could stand for as well."""
    if pronoun in ("it", "its"):
        return _ALONE.match(rest) is not None
    many = pronoun in ("they", "them", "their")
    return not many or not any(map(_plural, _WORD.findall(rest)))


def _plural(word: str) -> bool:
    folded = fold(word)
    return folded in _GROUPS or (
        folded.endswith("s") and not folded.endswith(("ss", "us", "is")) and folded != "does"
    )


__all__ = ["resolved"]
