"""Makes a short follow-up question stand alone, by rule, from the turn just before it.

Pure. A question that has words of its own and points nowhere is left as it is ("what did Ada Roe
say?"). One that leans on what came before ("has he confirmed it?", "why?", "and what did Ada Roe
say?") takes along a few terms of the question before it and names of its answer; "and what about
India?" is the question before it, asked of India. Nothing is taken from earlier turns, so that a
new topic leaves no trace of an old one.
"""

from __future__ import annotations

import re

from assistant.antecedents import resolved
from assistant.corrections import at_time, corrected, correction, is_time
from assistant.topics import (
    ARTICLE,
    EMPTY,
    MAX_TERMS,
    carries,
    is_code,
    is_new,
    is_scrap,
    terms_of,
    topic,
    with_terms,
)
from assistant.types import Turn
from ingest.text.names import fold, names
from ingest.text.sentences import sentences
from ingest.text.wordlist import wordlist

MAX_NAMES = 2
"""Names that are taken along from its answer at most."""

_MAX_SUBJECT = 3
_LEAD = re.compile(
    r"\s*(?:(?:ok(?:ay)?|and|but|so|also|then|well|right|now|or|thanks|thank you)\b[\s,.!:;–—-]*)+",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\b(?:and|but|or|also)\b", re.IGNORECASE)
_ABOUT = re.compile(r"(?:what|how)\s+about\s+(.+)", re.IGNORECASE | re.DOTALL)
_ASKING = re.compile(
    r"(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|"
    r"can|could|will|would|should|tell|name|list|explain|give|show)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"how\s+\w+|(?:by|to|from|with|for|against|since|until)\s+(?:when|whom|what|how\s+\w+)",
    re.IGNORECASE,
)
_VIEW = re.compile(
    r"(?:what|why|how)\s+(?:do|does|did|would|will)\s+.+\s(?:say|said|think|want|react|respond|reply|"
    r"comment|object|agree|plan|expect)\Z",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"(?:in|at|on|for|from|to|by|with|against|near|under|after|before)\s+", re.IGNORECASE
)
_SAYING = frozenset(
    wordlist("""
    agree agrees answer call claim comment deny denies expect object objects oppose opposes plan
    plans react reacts reply respond responds say says said tell think thinks view want wants
    """)
)
"""Words that need to be told of what: "and what does Russia say?" has no topic of its own."""

_PEOPLE = re.compile(
    r"\b(?:he|she|him|her|hers|his|himself|herself|they|them|their|theirs|themselves)\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those)\s+\w+", re.IGNORECASE)
_VERBAL = re.compile(
    r"\bto\s+(?!the\b|an?\b|its\b|his\b|her\b|their\b)[a-z]+|(?:\A|(?<=,\s))(?i:who|what)\s+[a-z]+"
    r"|\b(?:back|up|out|off|down|away)\b"
)
"""Verbs that can be told by their place, and particles: no "they" or "him" stands for those."""

_EVENTS = frozenset({"it", "this", "that", "so", "then", "why"})
_BOUND = frozenset({"its", "itself", "his", "himself", "herself", "their", "themselves"})
_ACTOR = re.compile(
    r"\b(?:did|does|do|has|have|had|will|would|can|could)\s+(?:the|an?)\s+\w+", re.IGNORECASE
)
_CLAUSE = re.compile(
    r",|\b(?:and|but|because|after|before|when|while|if|that|since|although|than)\b", re.IGNORECASE
)
_BE = r"(?:is|are|was|were|be|been|has|have|had|will|would|can|could)"
_ANAPHOR = re.compile(
    rf"""\b(?:
        he|she|him|her|hers|his|himself|herself|they|them|their|theirs|themselves
      | it(?!\s+(?:true|possible|likely|certain|clear|known)\b)
      | its | itself
      | (?:the|this|that)\s+(?:same|former|latter)
      | (?:which|what|the|that|this)\s+ones?
      | (?:(?<=\bis\s)|(?<=\bwas\s)|(?<=\bare\s)|(?<=\bwere\s))(?:this|that|these|those)
      | (?:do|does|did|about|of|like|after|before|for|why|how|when|to|with|by|from|against|on|in)
        \s+(?:this|that|these|those)
        (?!\s+(?:year|month|week|weekend|day|morning|afternoon|evening|night|summer|winter|spring|
                 autumn|season|time)\b)
      | (?<!\bis\s)(?<!\bare\s)(?<!\bwas\s)(?<!\bwere\s)(?<!\bwill\s)there(?!\s+{_BE}\b)
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


def condense(question: str, turns: tuple[Turn, ...]) -> str:
    """``question`` with what it needs of the last of the earlier ``turns``.

    The question itself, unchanged, when it stands alone or when there is nothing before it.
    """
    asked = question.strip()
    if not asked or not turns:
        return question
    if put_right := correction(asked):
        right, wrong = put_right
        if _ASKING.match(right):
            again = condense(right, turns)
            return again if again != right else f"{right[:1].upper()}{right[1:]}?"
        return corrected(right, wrong, turns[-1]) or question
    lead = _LEAD.match(asked)
    core = asked[lead.end() if lead else 0 :].rstrip(" ?.!")
    if not core:
        return question
    before = turns[-1]
    if not _leans(core):
        joined = lead is not None and _JOINS.search(lead[0]) is not None
        subject = _subject(core, joined=joined)
        if subject:
            return at_time(subject, before.question) or _asked_of(subject, before) or question
        if joined and _only_who_says(core):
            return with_terms(core, terms_of(before, core)) or question
        if not _is_elliptic(core):
            return question
    if clear := resolved(core, before.question):
        return with_names(clear, before.question)
    return with_terms(core, [*terms_of(before, core), *_answer_names(core, before)]) or question


def lean_on(question: str, earlier: str) -> str:
    """``question`` with what it needs of the question asked in one breath before it.

    The terms of that one when a pronoun points back, or when it has neither a name nor a thing
    of its own; its names when it has none itself; unchanged when it stands alone.
    """
    core = question.rstrip(" ?.!")
    if same := _same_of_another(core, earlier):
        return same
    if clear := resolved(core, earlier):
        return with_names(clear, earlier)
    pronoun = _ANAPHOR.search(core)
    things = pronoun is not None and pronoun[0].casefold() not in _EVENTS
    nouns = _VERBAL.sub(" ", earlier) if things else earlier
    terms = terms_of(Turn(nouns, ""), core) or terms_of(Turn(earlier, ""), core)
    about = [(text, is_name) for text, is_name in topic(core) if fold(text) not in EMPTY]
    plain = [text for text, is_name in about if not is_name and fold(text) not in _SAYING]
    if _leans(core) or not plain:
        return with_terms(core, terms) or question
    if any(is_name for _, is_name in about):
        return question
    carried = [text for text, is_name in topic(earlier) if is_name][:MAX_NAMES]
    if not carried and not (len(plain) > 1 and _DEFINITE.search(core)):
        carried = terms
    return with_terms(core, carried) or question


def with_names(core: str, earlier: str) -> str:
    """``core`` as a question, with the names of ``earlier`` that it has not."""
    carried = [text for text, is_name in topic(earlier) if is_name][:MAX_NAMES]
    return with_terms(core, carried) or f"{core[:1].upper()}{core[1:]}?"


def _same_of_another(core: str, earlier: str) -> str:
    """What ``earlier`` asks of one name asked of another, where ``core`` is no more than that:
    "what does Turkey say?" after "what does Russia say about the sale?"; else empty."""
    mine, theirs = names(core), names(earlier)
    if len(mine) != 1 or not theirs:
        return ""
    (start, end), (first, last) = mine[0], theirs[0]
    head, rest = f"{earlier[:first]}", earlier[last:].rstrip(" ?.!")
    same = fold(head) == fold(core[:start]) and fold(rest).startswith(fold(core[end:]))
    return (
        f"{head}{core[start:end]}{rest}?" if same and core[start:end] != earlier[first:last] else ""
    )


def topic_words(question: str) -> tuple[str, ...]:
    """The words and names of a question that say what it is about, in their order."""
    return tuple(text for text, _ in topic(question) if fold(text) not in EMPTY)


def _leans(core: str) -> bool:
    """Whether a pronoun points out of the question.

    A name or "did the …" before it in another clause may be what it stands for, and any
    before it when it is of the kind that refers to its own subject ("its", "himself").
    """
    rest = _EXPLETIVE.sub(lambda match: " " * len(match[0]), core)
    pronoun = _ANAPHOR.search(rest)
    if pronoun is None:
        return False
    ends = [end for _, end in names(core)] + [match.end() for match in _ACTOR.finditer(core)]
    before = [end for end in ends if end <= pronoun.start()]
    if not before:
        return True
    bound = pronoun[0].casefold() in _BOUND
    return not bound and _CLAUSE.search(core, min(before), pronoun.start()) is None


def _is_elliptic(core: str) -> bool:
    """Whether the question has no word that says what it is about: "why?", "how many?"."""
    if _BARE.fullmatch(core):
        return True
    if not _ASKING.match(core):
        return False
    own = [text for text, _ in topic(core) if fold(text) not in EMPTY]
    return not own


def _subject(core: str, *, joined: bool) -> str:
    """What "what about …?" or a bare "and …?" brings up; empty for other questions."""
    about = _ABOUT.match(core)
    if not about and (not joined or _ASKING.match(core)):
        return ""
    subject = about[1].strip() if about else core
    own = [text for text, _ in topic(subject) if not is_scrap(text)]
    return subject if 0 < len(own) <= _MAX_SUBJECT or is_time(subject) else ""


def _asked_of(subject: str, before: Turn) -> str:
    """The question before, asked of ``subject``; empty when there is nothing to take over.

    A name takes the place of the one name it can stand for: the only one after the same
    preposition, else the only one of its kind. Anything else takes the plain words along.
    """
    earlier = before.question.strip().rstrip(" ?.!")
    plain = [text for text, is_name in topic(earlier) if not is_name and carries(text, before)]
    whole = _ASKING.match(earlier) and not _ABOUT.match(earlier) and len(earlier.split()) > 3
    if not plain and not whole:
        return ""
    preposition = _PREPOSITION.match(subject)
    name = ARTICLE.sub("", subject[preposition.end() if preposition else 0 :], count=1)
    if names(name) == [(0, len(name))]:
        same = [span for span in names(earlier) if _same_role(earlier, span, preposition, name)]
        if len(same) == 1:
            start, end = same[0]
            return f"{earlier[:start]}{name}{earlier[end:]}?"
        return with_terms(subject, [text for text in plain if is_new(text, subject)][:MAX_TERMS])
    return with_terms(subject, terms_of(before, subject))


def _same_role(
    text: str, span: tuple[int, int], preposition: re.Match[str] | None, name: str
) -> bool:
    """Whether the name at ``span`` of ``text`` has the role that ``name`` is brought up in."""
    start, end = span
    if preposition:
        head = text[:start].casefold().split()
        return head[-1:] == [preposition[0].strip().casefold()]
    return is_code(text[start:end]) == is_code(name)


def _only_who_says(core: str) -> bool:
    """Whether the question names somebody and asks for his view of something unsaid."""
    about = [(text, is_name) for text, is_name in topic(core) if fold(text) not in EMPTY]
    plain = [text for text, is_name in about if not is_name]
    return (
        bool(_ASKING.match(core))
        and any(is_name for _, is_name in about)
        and len(plain) <= 1
        and all(fold(text) in _SAYING for text in plain)
        and _VIEW.match(core) is not None
    )


def _answer_names(core: str, before: Turn) -> list[str]:
    """Names in the first cited sentence of the answer, for a pronoun for people.

    Also where the question before has no name: its answer then says whom or what it was about.
    """
    if not _PEOPLE.search(core) and names(before.question):
        return []
    marker = _MARKER.search(before.answer)
    spans = sentences(before.answer, 0, marker.start()) if marker else []
    if not spans:
        return []
    head = before.answer[slice(*spans[-1])]
    found = list(dict.fromkeys(head[start:end] for start, end in names(head)))
    return [name for name in found if is_new(name, f"{core} {before.question}")][:MAX_NAMES]
