"""Which sentences of a draft state something that a source could bear out. Pure.

A sentence is left unchecked only on a positive sign: a question, a request, a greeting, its
author's own judgement without a fact in it, or too few words. A number, a date, a quotation or
somebody to whom it is attributed makes a fact of it; a modal verb alone decides nothing.
"""

from __future__ import annotations

import re

from assistant.drafts.splitting import DraftLine
from assistant.terms import tokens
from ingest.text.cues import attribution
from ingest.text.names import names
from ingest.text.numbers import numbers
from ingest.text.wordlist import wordlist
from ingest.types import BlockKind

LEAST = 3
"""Content words that a statement has at least, unless it names somebody."""

_CLOSING = "\"'”’»)]*_ "
_QUOTED = re.compile(r"“[^”]{12,}”|\"[^\"]{12,}\"|«[^»]{12,}»")
_TIME = re.compile(
    r"\b(?:today|tomorrow|tonight|yesterday|soon|shortly|eventually"
    r"|(?:by|until|before|after|within|in|on|from|next|last|this|later|early)\s+(?:the\s+)?"
    r"(?:end|start|beginning|\d+|next|coming|following|week|month|year|spring|summer|autumn|fall|"
    r"winter|morning|evening|night|weekend|quarter|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)\w*)\b",
    re.IGNORECASE,
)
_MINE = re.compile(
    r"\b(?:in\s+(?:my|our)\s+(?:\w+\s+)?(?:view|opinion|judge?ment|eyes|assessment|experience|book)"
    r"|to\s+(?:my|our)\s+mind|if\s+you\s+ask\s+(?:me|us)|for\s+what\s+it\s+is\s+worth"
    r"|(?:I|we)(?:\s+(?:do\s+not|don[’']t|strongly|firmly|still|really|also|would|can\s+only|must|"
    r"truly|fully|have\s+to|am|are))*\s+(?:think|believe|feel|hope|fear|suspect|doubt|suppose|guess|"
    r"wish|prefer|agree|disagree|recommend|suggest|argue|like|love|hate|admire|regret|convinced|"
    r"sure|certain|afraid|glad|sorry|proud|grateful)\b)",
    re.IGNORECASE,
)
_HELD = re.compile(r"\b(?:think|believe|suppose|guess|suspect|sure|certain)$", re.IGNORECASE)
"""Words that hold something for a fact rather than good or bad."""

_SHOULD = re.compile(
    r"\b(?:I|we|you|one|everyone|everybody|nobody|somebody|he|she|they|it|this|"
    r"government|governments|ministers?|ministry|parliament|council|president|chancellor|mayor|"
    r"authorities|leaders?|lawmakers?|politicians?|officials?|police|court|courts|world|west|"
    r"country|countries|nation|nations|state|states|party|parties|company|companies|firms?|club|"
    r"federation|union|voters?|readers?|citizens?|people|society|[A-Z][\w’'-]+)\s+"
    r"(?:\w+ly\s+|not\s+|also\s+|now\s+|just\s+)*"
    r"(?:(?:should|ought)(?:n[’']t)?|had\s+better)\b"
)
"""Somebody who could do it, and what he ought to do; in small letters but for a name."""

_BELOW = re.compile(r"\b(?:if|whether|that|what|which|who|how|why|when|because)\b", re.IGNORECASE)
"""What stands before a clause that is not the sentence's own."""

_REPORTED = re.compile(r"[“\"‘:]|``|''|\b(?:said|says|told|according)\b", re.IGNORECASE)
"""A sentence with somebody's speech in it: its "I" is not its author."""

_LIKELY = re.compile(
    r"\bshould\s+(?:\w+ly\s+)?(?:have|take|last|arrive|open|reopen|begin|start|end|finish|reach|"
    r"rise|fall|grow|cost|bring|come|be\s+(?:\w+ly\s+)?(?:ready|completed?|finished|done|over|able|"
    r"available|open|delivered|back|enough))\b|^\W*should\b",
    re.IGNORECASE,
)
"""``should`` of what is expected, not of what ought to be."""

_JUDGED = re.compile(
    r"^\W*(?:(?:and|but|so|indeed|clearly|frankly)\W+)?(?:it|this|that|these|those|they)\s+"
    r"(?:is|are|was|were|would\s+be|seems?|looks?|sounds?|feels?)\s+"
    r"(?:(?:a|an|the|so|very|quite|truly|really|simply|just|also|indeed|rather|deeply|utterly|"
    r"most|nothing|short|of|not|both|all|too|complete|total)\s+)*"
    r"(?:shame|shameful|disgrace|disgraceful|pity|scandal|nonsense|absurd|"
    r"ridiculous|terrible|horrible|awful|wonderful|marvellous|brilliant|fantastic|"
    r"outrageous|appalling|tragic|unfair|unjust|wise|unwise|foolish|stupid|silly|worrying|"
    r"alarming|encouraging|regrettable|deplorable|unacceptable|wrong|mistake|"
    r"excellent|disappointing|surprising|fascinating)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^\W*(?:dear|hello|hi|hey|greetings|good\s+(?:morning|afternoon|evening|day)|welcome(?:\s+(?:to|back|everyone|all|aboard)\b|\s*[!,.])|"
    r"(?:kind|best|warm)\s+regards|yours\s+(?:sincerely|truly|faithfully)|sincerely|cheers|"
    r"thanks?(?!\s+to\b)|thank\s+you|congratulations|happy\s+\w+\s*[!,])(?!\w)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"^\W*(?:please\b|let[’']s\b|let\s+us\b|(?:do\s+not|don[’']t)\s+\w+"
    r"|make\s+sure\b|keep\s+(?:in\s+mind|reading|calm|going|an\s+eye)"
    r"|(?:read|see|consider|look|take|think|ask|call|send|check|imagine|remember|forget|click|"
    r"subscribe|follow|join|write|tell|give|watch|wait|compare|bear|listen|share|sign|visit|stop|"
    r"help|find|use|try|add|turn|go|come)\s+"
    r"(?:the|a|an|this|these|those|your|our|us|me|it|them|him|her|at|how|what|why|whether|to|"
    r"more|below|above|about|for|here|on|out|again|carefully|also)\b)",
    re.IGNORECASE,
)
_NOTED = re.compile(r"^\W*(?:please\s+)?\w+\s+(?:also\s+)?that\b", re.IGNORECASE)
"""A request that wraps a statement: "note that …"."""

_ANAPHORA = frozenset(
    wordlist("""
    he she it they his her its their him them this that these those such both neither the-former
    the-latter here there
    """)
)


def unchecked(line: DraftLine) -> str | None:
    """Why a line of a draft is not checked, in plain words; None when it can be."""
    if line.kind is BlockKind.SUBHEADING:
        return "a heading"
    text = line.text
    if asks(text):
        return "a question"
    if _GREETING.match(text) and not _fact(text):
        return "a greeting"
    if _ASKING.match(text) and not _NOTED.match(text) and not _fact(text):
        return "a request"
    if opinion(text):
        return "an opinion"
    content = tokens(text)
    named = bool(names(text)) or bool(numbers(text))
    if len(content) < (LEAST - 1 if named else LEAST):
        return "too little content"
    return None


def asks(text: str) -> bool:
    """Whether a sentence is a question; one that merely quotes a question is none."""
    end = text.rstrip(_CLOSING)
    if not end.endswith(("?", "？")):
        return False
    outside = re.sub(r"“[^”]*”|\"[^\"]*\"|«[^»]*»", "", text)
    return "?" in outside or "？" in outside or not any(char.isalnum() for char in outside)


def opinion(text: str) -> bool:
    """Whether a sentence is its author's own judgement, without a fact that can be checked."""
    if _fact(text) or _REPORTED.search(text):
        return False
    if _JUDGED.search(text):
        return True
    dated = bool(_TIME.search(text))
    mine = _MINE.search(text)
    if mine and mine[0].split()[-1].islower():  # "I Love It" is a title
        return not (dated and _HELD.search(mine[0]))
    should = _SHOULD.search(text)
    if should is None or dated or _LIKELY.search(text):
        return False
    return not _BELOW.search(text, 0, should.start())


def leans(text: str) -> bool:
    """Whether a sentence begins with a word that points to the sentence before it."""
    first = re.match(r"\W*([^\W\d_]+)", text)
    return first is not None and first[1].casefold() in _ANAPHORA


def _fact(text: str) -> bool:
    """Whether a number, a quotation or somebody who says it stands in the sentence."""
    if numbers(text) or _QUOTED.search(text):
        return True
    said = attribution(text)
    # "I think" is no source, but "he said" and "reportedly" are.
    return (
        said is not None
        and not re.fullmatch(r"(?:I|we|us|me)\b.*", said, re.IGNORECASE)
        and (bool(said) or not _MINE.search(text))
    )


__all__ = ["asks", "leans", "opinion", "unchecked"]
