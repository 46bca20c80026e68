"""What a question asks for: its kind, the noun it asks about, its terms and its names.

Pure rules over the question's words. A question of several sentences is judged by the one
that asks; the others are its circumstances.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.persons import counts_persons
from assistant.questions.events import events
from assistant.questions.synonyms import wider
from assistant.terms import Term, past, stem, terms
from ingest.text.names import fold, names
from ingest.text.sentences import sentences, words
from ingest.text.stopwords import STOPWORDS
from ingest.text.wordlist import wordlist


class Kind(StrEnum):
    """What sort of answer a question calls for."""

    WHY = "why"
    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how many"
    MONEY = "money"
    PERCENT = "percent"
    YES_NO = "yes or no"
    WHICH = "which"
    WHAT = "what"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart.

    ``focus`` is the stemmed noun that "which", "what" or "how many" asks about ("state" in
    "which US state"), empty when there is none. ``clause`` are the terms of the asking
    clause, ``terms`` those of the whole question without the focus, ``names`` the folded
    proper names. ``confirmation`` when a yes-or-no question asks whether something has been
    confirmed or denied, ``source`` when it asks who reported something. ``deed`` are the keys of
    the asking clause that belong to no name: what is done there. ``recent`` when it speaks of
    the present: this week, today, the latest; ``latest`` when it asks for the newest there is.
    ``persons`` when it asks for a number of persons. ``events`` are the terms of what was done,
    without which nothing tells of it.
    """

    text: str
    kind: Kind
    focus: str
    terms: tuple[Term, ...]
    clause: frozenset[str]
    names: tuple[str, ...]
    confirmation: bool = False
    source: bool = False
    deed: frozenset[str] = frozenset()
    recent: bool = False
    latest: bool = False
    persons: bool = False
    events: tuple[Term, ...] = ()


_RECENT = re.compile(
    r"\b(?:this (?:week|weekend|month|year|past|morning)|past (?:week|weekend)|today|yesterday|"
    r"recent(?:ly)?|now|currently|latest|new|just|last (?:week|weekend|month|night))\b",
    re.I,
)
_LATEST = re.compile(
    r"\bthe latest(?: news)?\b(?=\s*(?:on|about|in|from|with|regarding|\W*$))|\blatest news\b|"
    r"\bwhat(?:['’]s| is) new\b|\bwhere do(?:es)? .* stand\b",
    re.I,
)
_WHY = re.compile(
    r"\bwhy\b|\bhow come\b|\bfor (?:what|which) reasons?\b|\bwhat (?:was|is|were|are) the "
    r"(?:reasons?|motives?|motivation|causes?)\b|\bwhat(?: ha[sd])? (?:caused|prompted|led|"
    r"drove|made|sparked|triggered|forced|motivated|persuaded|convinced|explains?|drives)\b"
    r"|\bwhat(?:['’]s| is| was| lies| lay) behind\b|\b(?:because of|due to|over|for) what\b",
    re.I,
)
_MONEY = re.compile(
    r"\bhow much (?:money|did .* (?:cost|pay|spend|raise|earn|fetch|sell)|(?:does|do|will|would|"
    r"has|have|was|were|is|are) .*(?:cost|pay|paid|spen[dt]|worth|fined?|price|sold))"
    r"|\b(?:what|which) (?:price|amount|sum|fine|salary|cost)\b"
    r"|\bwhat (?:is|was|will be) the (?:price|cost) (?:of|for)\b"
    r"|\bwhat (?:did|does|do|will|would|has|have) .*\b(?:pay|paid|cost|spend|spent|charge)\b"
    r"(?!\s+(?:attention|tribute|homage))",
    re.I,
)
_PERCENT = re.compile(r"\b(?:what|which) (?:percentage|percent|per cent|proportion|share)\b", re.I)
_HOW_MANY = re.compile(
    r"\bhow (?:many|much|old|long|far|tall|high|big|large|fast|deep|heavy|often)\b"
    r"|\bwhat (?:number|is the (?:number|total)|age)\b",
    re.I,
)
_MEASURE = re.compile(r"\bhow (old|long|far|tall|high|big|large|fast|deep|heavy|often)\b", re.I)
_WHEN = re.compile(
    r"^\W*when\b|\b(?:what|which) (?:year|month|day|date|time|week|decade|century|season)\b"
    r"|\b(?:by|since|until|from|to) when\b|"
    r"\bwhen\W*$|\bwhen (?:did|does|do|was|were|is|are|will|would|has|have|"
    r"had|can|could)\b",
    re.I,
)
_WHO = re.compile(r"\b(?:who|whom|whose)\b", re.I)
_WHERE = re.compile(r"\bwhere\b", re.I)
_WHICH = re.compile(r"\b(?:which|what)\b", re.I)
_YES_NO = re.compile(
    r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|"
    r"might|must)(?:n['’]t)?\b|^\W*true or false\b|\bwhether\b",
    re.I,
)
_CONFIRMATION = re.compile(r"\b(?:confirm|den(?:y|ie)|acknowledg|verif|official)", re.I)
_REPORTING = re.compile(
    r"\b(?:media|outlets?|newspapers?|papers?|journalists?|agenc(?:y|ies)|sources?|broadcasters?)"
    r"\b.*\b(?:report|claim|sa(?:y|id)|break|broke|publish|reveal|announce|cover|suggest|write|"
    r"wrote|mention)"
    r"|\bwho (?:first )?(?:report|claim|said|says|reveal|broke)"
    r"|\baccording to wh",
    re.I,
)
_FOCUS = re.compile(
    r"\b(?:which|what|how many|whose)\b((?:\s+[\w’'.&-]+){1,6})",
    re.I,
)
_AUXILIARY = frozenset(
    wordlist(
        """
    is are was were be been do does did has have had can could will would shall should may might
    must
    """
    )
)
_FOCUS_STOP = frozenset(
    wordlist(
        """
    is are was were be been do does did has have had can could will would shall should may might
    must of in on at for by with from to and or that who which this these those the a an it he
    she they his her their its into after before because as than about per during against did
    not also just recently now first last
    """
    )
)
_FILLER = frozenset(
    wordlist(
        """
    kind type sort one two three many other new following
    """
    )
)


def _asking(text: str) -> str:
    """The sentence of the question that asks, or all of it."""
    parts = [text[start:end] for start, end in sentences(text)]
    asking = [part for part in parts if part.rstrip(" \"”’'").endswith("?")]
    candidates = asking or parts[-1:]
    return candidates[-1] if candidates else text


def _kind(clause: str) -> Kind:
    for pattern, kind in (
        (_WHY, Kind.WHY),
        (_MONEY, Kind.MONEY),
        (_PERCENT, Kind.PERCENT),
        (_HOW_MANY, Kind.HOW_MANY),
        (_WHEN, Kind.WHEN),
        (_YES_NO, Kind.YES_NO),
        (_WHO, Kind.WHO),
        (_WHERE, Kind.WHERE),
        (_WHICH, Kind.WHICH),
    ):
        if pattern.search(clause):
            if kind is Kind.WHICH and not _focus(clause):
                return Kind.WHAT
            return kind
    return Kind.WHAT


def _focus(clause: str) -> str:
    """The stemmed head noun after "which", "what" or "how many"; empty when there is none."""
    matches = list(_FOCUS.finditer(clause))
    if not matches:
        return ""
    head: list[str] = []
    following = words(matches[-1].group(1))
    counted = not matches[-1][0].lower().startswith("what")
    for index, word in enumerate(following):
        folded = fold(word)
        if folded in _FILLER:
            continue
        if not word.isupper() and (folded in _FOCUS_STOP or folded in STOPWORDS):
            break
        if (head or not counted) and (folded.endswith(("ed", "ing")) or past(folded)):
            break
        if len(head) >= 2 and folded.endswith("s") and not head[-1].endswith("s"):
            after = [fold(each) for each in following[index + 1 : index + 2]]
            if not after or after[0] not in _AUXILIARY:
                break  # "which Irish city hosts a": a verb in the third person after the noun
        head.append(folded)
    return stem(head[-1]) if head else ""


def _idle(clause: str, kind: Kind, *, source: bool) -> frozenset[str]:
    """The keys of words that only ask: no sentence that answers need have them.

    "First" where somebody's report is asked for, "latest" in "the latest on", "caused" in
    "what caused", "big" in "how big".
    """
    found: set[str] = set()
    if source and (match := _REPORTING.search(clause)):
        verb = words(clause[: match.end()] + clause[match.end() :].split(" ", 1)[0])[-1:]
        found |= {"first", *(stem(fold(each)) for each in verb)}
    if _LATEST.search(clause):
        found.add(stem("latest"))
    if kind is Kind.HOW_MANY and (match := _MEASURE.search(clause)):
        found.add(stem(fold(match[1])))
    if kind is Kind.WHY and (match := _WHY.search(clause)):
        found |= {each.key for each in terms(match[0])}
    return frozenset(found)


def _asks_persons(clause: str, focus: str) -> bool:
    """Whether the noun that is asked about, or what stands in for it alone, is one of persons."""
    folded = [fold(word) for word in words(clause)]
    return any(counts_persons(word) for word in folded if focus and stem(word) == focus)


def analyse(text: str) -> Asked:
    """The question taken apart. Never fails: what is not understood is ``Kind.WHAT``."""
    clause = _asking(text)
    kind = _kind(clause)
    focus = "" if kind in (Kind.WHY, Kind.YES_NO) else _focus(clause)
    source = bool(_REPORTING.search(clause))
    idle = _idle(clause, kind, source=source)
    every = tuple(term for term in terms(text) if term.key not in idle) or terms(text)
    found = tuple(
        dict.fromkeys(fold(text[start:end]) for start, end in names(text) if terms(text[start:end]))
    )
    asking = frozenset(term.key for term in terms(clause) if term in every)
    named = frozenset(term.key for name in found for term in terms(name))
    yes_no = kind is Kind.YES_NO
    every = tuple(term if term.key in named else wider(term, negated=yes_no) for term in every)
    kept = tuple(term for term in every if term.key != focus) or every
    return Asked(
        text=text,
        kind=kind,
        focus=focus,
        terms=kept,
        clause=asking,
        names=found,
        confirmation=kind is Kind.YES_NO and bool(_CONFIRMATION.search(clause)),
        source=source,
        deed=asking - named,
        recent=bool(_RECENT.search(text)),
        latest=bool(_LATEST.search(clause)),
        persons=kind is Kind.HOW_MANY and _asks_persons(clause, focus),
        events=tuple(
            wider(event, negated=yes_no) for event in events(clause, found) if event.key != focus
        ),
    )


__all__ = ["Asked", "Kind", "analyse"]
