"""Makes a short follow-up question stand alone, by rule, from the words of the conversation.

Pure. A question that names what it is about is left as it is. One that leans on what came
before ("and what about India?", "has he confirmed it?", "why?") takes along the topic of the
question before it, and, where a pronoun asks for it, the names in the answer.
"""

from __future__ import annotations

import re

from assistant.types import Turn
from ingest.text.names import fold, names
from ingest.text.sentences import sentences, words
from ingest.text.stopwords import STOPWORDS

MAX_TURNS = 6
"""Exchanges that are looked back on."""

MAX_CARRIED = 8
"""Words and names that are taken along at most."""

_ANSWER_NAMES = 3
_LEAD = re.compile(
    r"\s*(?:(?:ok(?:ay)?|and|but|so|also|then|well|right|now|or|thanks|thank you)\b[\s,.!:;–—-]*)+",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:what|how)\s+about\s+(.+)", re.IGNORECASE | re.DOTALL)
_ASKING = re.compile(
    r"(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|"
    r"can|could|will|would|should|tell|name|list|explain|give|show)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:he|she|him|her|hers|his|himself|herself)\b", re.IGNORECASE)
_GROUP = re.compile(r"\b(?:they|them|their|theirs|themselves|ones?|those|these)\b", re.IGNORECASE)
_BOUND = frozenset({"its", "itself", "his", "himself", "herself", "their", "themselves"})
_CLAUSE = re.compile(
    r",|\b(?:and|but|because|after|before|when|while|if|that|since|although|than)\b", re.IGNORECASE
)
_ANAPHOR = re.compile(
    r"""\b(?:
        he|she|him|her|hers|his|himself|herself|they|them|their|theirs|themselves
      | it(?!\s+(?:true|possible|likely|certain|clear|known)\b)
      | its | itself
      | (?:the|this|that)\s+(?:same|former|latter)
      | (?:which|what|the|that|this)\s+ones?
      | (?<=\bis\s)(?:this|that) | (?<=\bwas\s)(?:this|that)
      | (?:do|does|did|about|of|like|after|before|for|why|how|when|to|with|by|from|confirmed|
           denied|said|say|think|against|on|in)\s+(?:this|that|these|those)
      | (?:this|that|these|those|there|then|so)(?=\s*[?.!]*\s*\Z)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_EXPLETIVE = re.compile(
    r"\b(?:how\s+(?:long|much|many\s+\w+)\s+(?:does|did|do|will|would)\s+it\s+(?:take|cost)"
    r"|(?:is|was)\s+it\s+(?:true|possible|likely|certain|clear|known))\b",
    re.IGNORECASE,
)
_MARKER = re.compile(r"\s*\[\d{1,3}\]")
_REGARDING = ", regarding "


def condense(question: str, turns: tuple[Turn, ...]) -> str:
    """``question`` with what it needs of the earlier ``turns``, oldest first.

    The question itself, unchanged, when it stands alone or when there is nothing before it.
    """
    asked = question.strip()
    if not asked or not turns:
        return question
    turns = turns[-MAX_TURNS:]
    lead = _LEAD.match(asked)
    core = asked[lead.end() if lead else 0 :].rstrip(" ?.!")
    if not core:
        return question
    pronoun = _leans(core)
    if not pronoun and not _is_short(core, led=lead is not None):
        return question
    before = condense(turns[-1].question, turns[:-1]).strip()
    subject = _subject(core)
    if subject and not pronoun:
        topic, _, _ = before.rstrip(" ?.!").partition(_REGARDING)
        return f"{topic}{_REGARDING}{subject}?" if topic else question
    carried = _topic(before)
    if pronoun:
        carried = [*_answer_names(core, turns[-1].answer), *carried]
    known = set(_folded(core))
    new = [item for item in dict.fromkeys(carried) if not known.issuperset(_folded(item))]
    if not new:
        return question
    return f"{core[:1].upper()}{core[1:]} ({', '.join(new[:MAX_CARRIED])})?"


def _leans(core: str) -> bool:
    """Whether a pronoun points out of the question.

    A name before it in another clause may be what it stands for, and any name before it when
    it is of the kind that refers to its own subject ("its", "himself").
    """
    rest = _EXPLETIVE.sub(lambda match: " " * len(match[0]), core)
    pronoun = _ANAPHOR.search(rest)
    if pronoun is None:
        return False
    before = [end for _, end in names(core) if end <= pronoun.start()]
    if not before:
        return True
    bound = pronoun[0].casefold() in _BOUND
    return not bound and _CLAUSE.search(core, before[0], pronoun.start()) is None


def _is_short(core: str, *, led: bool) -> bool:
    """Whether the question leaves out what it is about."""
    spans = names(core)
    plain = _blank(core, spans)
    content = [word for word in words(plain) if _matters(word)]
    if not spans:
        return len(content) <= (2 if _ASKING.match(core) else 3)
    return len(content) <= 1 and (led or _subject(core) != "")


def _subject(core: str) -> str:
    """What "what about …?" or a bare "and …?" brings up; empty for other questions."""
    about = _ABOUT.match(core)
    if about:
        return about[1].strip()
    return "" if _ASKING.match(core) else core


def _topic(question: str) -> list[str]:
    """The names and content words of a question, in their order."""
    found: list[str] = []
    for part in question.split(_REGARDING):
        spans = names(part)
        placed = [(start, part[start:end]) for start, end in spans]
        plain = _blank(part, spans)
        at = 0
        for word in words(plain):
            at = plain.index(word, at)
            if _matters(word):
                placed.append((at, word))
            at += len(word)
        found += [text for _, text in sorted(placed)]
    return found


def _answer_names(core: str, answer: str) -> list[str]:
    """What a pronoun for people may stand for: names in the first sentences of the answer."""
    one, several = _PERSON.search(core), _GROUP.search(core)
    if not one and not several:
        return []
    text = _MARKER.sub("", answer)
    spans = sentences(text)[:2]
    head = text[: spans[-1][1]] if spans else ""
    found = list(dict.fromkeys(head[start:end] for start, end in names(head)))
    full = [name for name in found if " " in name]
    return (full if one and full else found)[:_ANSWER_NAMES]


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _matters(word: str) -> bool:
    return fold(word) not in STOPWORDS and any(char.isalnum() for char in word)


def _folded(text: str) -> list[str]:
    return [fold(word) for word in words(text)]
