"""Questions that are made of several: taken apart, and what was found put together again. Pure.

Only clear cases are taken apart: two or more sentences that ask, or clauses joined by "and"
of which each asks by its own word order ("when did …", "who paid …"). What is quoted, what a
clause merely reports ("did it say who won and when it began?") and plain pairs of words ("salt
and pepper") stay together. Each part carries along what it needs of the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.condense import lean_on, topic_words
from assistant.terms import keys
from assistant.types import Hit
from ingest.text.names import names
from ingest.text.sentences import sentences

MOST_PARTS = 5
"""A question has at most so many parts; what follows stays in the last one."""

_DO = r"(?:do|does|did)(?:n['’]t)?"
_MODAL = r"(?:can|could|will|would|should|may|might|must)(?:n['’]t)?"
_BE = r"(?:is|are|was|were|has|have|had)(?:n['’]t)?"
_AUX = rf"(?:{_DO}|{_MODAL}|{_BE})"
_WH = r"(?:who|whom|whose|what|which|when|where|why|how)"
_PRONOUN = r"(?:i|you|he|she|it|we|they|there|this|that|these|those|any\w*|some\w+|every\w+)"
_DETERMINER = r"(?:the|an?|my|your|his|her|its|our|their|all|both|no|most|many|other)"
_NAMED = r"(?-i:[^\W\d_a-z])"
_PREPOSITION = r"(?:in|at|on|of|by|to|for|from|with|against|about)"
_SUBJECT = rf"(?:{_PRONOUN}\b|{_DETERMINER}\s|{_NAMED})"

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|\([^()]*\)")
_TRAILING = re.compile(r"\s*\([^()]*\)\s*[?.!\s]*\Z")
_LEAD = re.compile(r"(?:(?:and|but|also|then|or|so)\b[\s,]*)+", re.I)
_JOINT = re.compile(
    rf"(?P<comma>\s*[,;]\s*)?(?P<and>(?:(?<=\s)|\s+)(?:and|but)\s+(?:(?:also|then|if so),?\s+)?)?"
    rf"(?<=\s)(?=(?:{_WH}|{_AUX}|(?:by|to|for|from|with|at|in|on|since|until)\s+{_WH})\b)",
    re.I,
)
_BARE_WORDS = (
    r"(?:(?:by|to|from|with|for|against)\s+(?:whom|what|how\s+(?:much|many|long))|at\s+what\s+price"
    r"|since\s+when|until\s+when|why|when|where|how|how\s+(?:much|many|long|often))"
)
_BARE = re.compile(rf"{_BARE_WORDS}\Z", re.I)
_AND_BARE = re.compile(rf"(?:,\s+{_BARE_WORDS})+\Z", re.I)
_BOTH = re.compile(
    rf"(?P<one>what|when|where|why|how)\s*(?:,\s*)?and\s+(?P<two>when|where|why|how)\s+"
    rf"(?P<rest>{_AUX}\s+.+)\Z",
    re.I | re.S,
)
_ADVERB = re.compile(
    rf"(?:(?:by|to|for|from|with|at|in|on|since|until)\s+)?(?:why|when|where|how(?:\s+\w+){{0,3}}?"
    rf"|(?:what|which)(?:\s+(?!{_DETERMINER}\b|{_PRONOUN}\b)\w+){{0,3}}?|whom)\s+{_AUX}\s+"
    r"(?!not\b)\w",
    re.I,
)
_INVERTED = re.compile(
    rf"(?:{_WH}(?:\s+(?!{_DETERMINER}\b|{_PRONOUN}\b)[\w-]+){{0,3}}?\s+)"
    rf"(?:{_DO}\s+(?!not\b|(?:it|this|that|so)\Z)\w|(?:{_MODAL}|{_BE})\s+{_SUBJECT})",
    re.I,
)
_AGENT = re.compile(
    rf"(?:who|what|how\s+(?:many|much)|which\s+(?!{_AUX}\b)[\w-]+)\s+"
    rf"(?!{_SUBJECT}|else\b|{_PREPOSITION}\b|{_AUX}(?:\s+not)?\Z)\w",
    re.I,
)
_YES_NO = re.compile(rf"(?:{_DO}\s+(?!not\b)\w|{_MODAL}\s+{_SUBJECT}|{_BE}\s+{_PRONOUN}\b)", re.I)
_STATE = re.compile(rf"{_BE}\s+{_SUBJECT}", re.I)
_ACTING = re.compile(r"(?:who|what|which|whose|how\s+(?:many|much))\b", re.I)
_NESTED = re.compile(rf"(?<=[\w,]\s)(?:{_WH}|that|whether|if)\b", re.I)
_OPENING = re.compile(rf"(?:\A|,\s+)(?={_WH}\b|{_AUX}\b)", re.I)
_CLAUSE = re.compile(
    rf"(?P<wh>(?!(?:who|what)\s+{_BE}\b){_WH}\b.*?\s)?(?P<aux>{_AUX})\s+(?P<rest>.+)\Z", re.I | re.S
)
_WHERE = re.compile(
    r"\s(?:in|at|during|on|from|after|under|near|by)\s+(?:the|an?|this|last|its|his|her|their|"
    r"(?-i:[^\W\d_a-z]))[^,;]*\Z",
    re.I,
)


def split(question: str) -> tuple[str, ...]:
    """The questions that a question is made of, each standing alone; one for a plain question."""
    found: list[str] = []
    for sentence in _asking(question):
        found += _clauses(sentence)
    if len(found) < 2:
        return (question,)
    if len(found) > MOST_PARTS:
        found[MOST_PARTS - 1 :] = [" ".join(found[MOST_PARTS - 1 :])]
    return tuple(dict.fromkeys(_standing_alone(found)))


def _asking(question: str) -> list[str]:
    """The sentences that ask, each with those before it that do not."""
    found: list[str] = []
    before = ""
    masked = _masked(question)
    for start, end in sentences(masked):
        text = question[start:end].strip()
        lead = _LEAD.match(text) if found else None
        text = text[lead.end() :] if lead else text
        asks = text.rstrip().endswith("?") and _OPENING.search(_masked(text)) is not None
        if asks or not found:
            whole = f"{before} {text}".strip()
            found, before = ([*found, whole], "") if asks else (found, whole)
        else:
            found[-1] = f"{found[-1]} {question[start:end].strip()}"
    return found or [question]


def _masked(text: str) -> str:
    """The text, as long as before, with what stands in quotation marks or brackets blotted."""
    return _QUOTED.sub(lambda match: "x" * len(match[0]), text)


def _clauses(sentence: str) -> list[str]:
    """The clauses of a sentence that ask on their own; the sentence when there is but one."""
    tail = _TRAILING.search(sentence)
    noted = tail[0].strip().rstrip("?.! ") if tail else ""
    core = sentence[: tail.start()] if tail else sentence.rstrip(" ?.!")
    both = _BOTH.match(core)
    if both and not _quoted(core, both.start("two")):
        texts = [f"{both[name]} {both['rest']}" for name in ("one", "two")]
    else:
        texts = _cut(core)
    if len(texts) < 2:
        return [sentence]
    return [f"{text[:1].upper()}{text[1:]}{noted and ' ' + noted}?" for text in texts]


def _quoted(text: str, at: int) -> bool:
    return any(match.start() <= at < match.end() for match in _QUOTED.finditer(text))


def _cut(core: str) -> list[str]:
    """The text at its joints, from the last to the first: a comma alone joins only what an
    "and" joins at its end."""
    masked = _masked(core)
    texts: list[str] = []
    end = len(core)
    for joint in reversed(list(_JOINT.finditer(masked))):
        if not joint["and"] and not (joint["comma"] and (texts or ";" in joint["comma"])):
            continue
        left, right = masked[: joint.start()], masked[joint.end() : end]
        if _asks(left) and _asks_on(right, left):
            texts.insert(0, core[joint.end() : end].strip())
            end = joint.start()
    return [core[:end].strip(), *texts]


def _own(left: str) -> str:
    """The last clause of ``left`` that begins like a question, empty when there is none."""
    openings = list(_OPENING.finditer(left))
    return left[openings[0].end() :] if openings else ""


def _asks(left: str) -> bool:
    """Whether the text before a joint is a question with a verb of its own."""
    own = _AND_BARE.sub("", _own(left))
    if len(own.split()) < 2 or re.search(rf"\b{_WH}\s*\Z|\b(?:and|or|between)\s*\Z", own, re.I):
        return False
    return bool(_ADVERB.match(own) or _AGENT.match(own) or re.match(rf"{_AUX}\s+\w", own, re.I))


def _asks_on(right: str, left: str) -> bool:
    """Whether the text after a joint asks on its own, and is no second half of a clause that
    the question before it only reports."""
    own = _AND_BARE.sub("", _own(left))
    nested = _NESTED.search(own) is not None
    if _BARE.match(right.strip()):
        return not nested
    if re.match(rf"{_AUX}\b", right, re.I):
        if _YES_NO.match(right):
            again = right.split()[0].casefold() == own.split()[0].casefold()
            return again or len(right.split()) > 2
        return not nested and not _ACTING.match(own) and _STATE.match(right) is not None
    if nested:
        return _INVERTED.match(right) is not None
    return bool(_INVERTED.match(right) or _ADVERB.match(right) or _AGENT.match(right))


def _standing_alone(parts: Sequence[str]) -> list[str]:
    """Each part with what it needs of the first; one without a topic takes the place or the
    occasion that the last one ends with."""
    first = _placed(parts[0], parts[-1])
    found = [first]
    for part in parts[1:]:
        core = part.rstrip(" ?")
        if "(" in part:
            found.append(part)
        elif _BARE.match(core):
            found.append(_asked_anew(core, first) or lean_on(part, first))
        else:
            found.append(lean_on(_placed(part, parts[-1]), first))
    return found


def _asked_anew(word: str, first: str) -> str:
    """ "Why", "by whom" and the like, asked of what the first question says; empty when its
    own words are no clause without what it asks for ("who resigned")."""
    core = first.rstrip(" ?")
    clause = _CLAUSE.match(core)
    if clause is None or (clause["wh"] and not _INVERTED.match(core)):
        return ""
    noted = ", ".join(topic_words(clause["wh"] or ""))
    rest = f"{clause['aux'].lower()} {clause['rest']}"
    return f"{word} {rest}{noted and f' ({noted})'}?"


def _placed(part: str, last: str) -> str:
    """``part`` with the place or occasion at the end of ``last`` when it has no topic at all."""
    core = part.rstrip(" ?")
    where = _WHERE.search(last.rstrip(" ?"))
    if part == last or where is None or names(core) or len(topic_words(core)) > 1 or "(" in part:
        return part
    return f"{core}{where[0]}?"


def shown(part: str, question: str) -> str:
    """A part as a reader is told of it: without the terms that were added to it in brackets."""
    added = _TRAILING.search(part)
    if added is None or added[0].strip(" ?.!") in question:
        return part
    return f"{part[: added.start()]}?"


def alone(condensed: str, asked: str) -> str:
    """``condensed`` without the terms that were added in brackets to what was ``asked``, to be
    tried where with them nothing is found that speaks of its names. Empty where nothing was
    added, where it names nothing, and for a yes or no, which would be one to something else."""
    own = shown(condensed, asked)
    whole = own != condensed and names(own) and not re.match(rf"{_AUX}\b", own, re.I)
    return own if whole else ""


def speaks_of(question: str, text: str) -> bool:
    """Whether the text has half the words of a name in the question."""
    told = set(keys(text))
    named = [set(keys(question[start:end])) for start, end in names(question)]
    return any(2 * len(name & told) >= len(name) > 0 for name in named)


def merged(found: Sequence[Sequence[Hit]], k: int) -> tuple[Hit, ...]:
    """The hits of several searches in turn, best first, each passage once, ``k`` at most."""
    if len(found) == 1:
        return tuple(found[0][:k])
    kept: dict[str, Hit] = {}
    for place in range(max(map(len, found), default=0)):
        for hits in found:
            if place < len(hits):
                kept.setdefault(hits[place].passage.passage_id, hits[place])
    return tuple(kept.values())[:k]


__all__ = ["MOST_PARTS", "alone", "merged", "shown", "speaks_of", "split"]
