"""Words that commit somebody: confirmed, approved, refused, offered, sold. What a statement says
was done or decided must be told by the cited words too, in the same or a like word.

What they only deny ("could not be verified", "denied that …") bears out no confirmation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checking.clauses import clauses, turned
from assistant.checking.dates import Finding
from assistant.checking.narrow import Evidence, sentences_of
from assistant.terms import padded, stem
from ingest.text.cue_words import CORE
from ingest.text.cues import attribution
from ingest.text.sentences import sentences
from ingest.text.wordlist import wordlist

_NO_ADJECTIVE = "".join(
    rf"(?<!\b{word}\s)" for word in wordlist("the a an its his her their our any some no first")
)
"""Not "the rejected plan", "a paid holiday"."""


@dataclass(frozen=True, slots=True)
class _Act:
    """The forms in which it is stated, and the stems of the words that tell of it.

    ``decides`` is a yes, a ``turns`` a no, which any negation tells too; what is neither is a
    deal or a deed.
    """

    stated: re.Pattern[str]
    told: frozenset[str]
    decides: bool
    turns: bool


def _acts(lines: str, *, decides: bool = False, turns: bool = False) -> Iterator[_Act]:
    for line in lines.strip().split(";\n"):
        forms, like = (side.split() for side in line.rsplit("|", 1))
        stated = re.compile(rf"{_NO_ADJECTIVE}\b(?:{'|'.join(forms)})\b", re.I)
        told = frozenset(map(stem, (*forms, *like)))
        yield _Act(stated, told, decides, turns)


_ACTS = (
    *_acts(
        r"""
confirmed confirms|verify corroborate prove proof acknowledge admit concede authenticate
establish;
approved approves|back accept agree agreement endorse pass adopt ratify authorise authorize
clear favour favor support sign allow permit grant consent vote sanction green greenlight
licence license;
admitted admits|acknowledge concede confess confession accept plead guilty own;
agreed agrees|agreement accept approve deal consent settle settlement pact accord sign contract
consensus unanimous unanimously treaty concur compromise share;
proven proved(?=\s*(?:that|by|in|beyond|[.,;]|\Z))|prove proves proof show demonstrate establish
confirm find evidence;
accepted accepts|agree approve take welcome receive acknowledge adopt acceptance
""",
        decides=True,
    ),
    *_acts(
        r"""
denied denies|refute dispute dismiss reject contradict false untrue baseless unfounded;
rejected rejects|refuse dismiss decline deny oppose opposition rebuff veto block against throw
turn down spurn snub overturn;
refused refuses decline[sd](?=\s+to\b)|decline reject deny oppose rebuff against turn
block fail
""",
        turns=True,
    ),
    *_acts(r"""
offered offers|bid propose proposal tender put give provide promise invite invitation present;
bought purchased acquired|buy purchase acquire acquisition takeover take sell sale sign pay deal
own owner buyer snap secure;
sold|sell sale buy purchase acquire acquisition deal auction market seller buyer takeover hand;
paid|pay payment cost spend fee fine compensation buy purchase fund salary price wage worth
settle earn charge give hand sum fork wire donate;
pledged promised vowed|promise pledge vow commit commitment guarantee will would assure
undertake swear;
accused|accuse accusation allege allegation charge blame claim criticise criticize suspect say;
sued|sue lawsuit suit court legal damages action claim complaint;
resigned quit|resign resignation quit step leave departure depart go stand exit;
apologised apologized|apology apologise apologize sorry regret
"""),
)

_SPOKEN = frozenset(stem(word) for word in CORE) | frozenset(("admit", "reveal", "declar"))
_PASSIVE = re.compile(r"\b(?:am|is|are|was|were|be|been|being)\s+(?:\w+ly\s+|not\s+)?\Z", re.I)


def acts(statement: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """A word of status or of a deal ("confirmed", "approved", "refused", "sold") is told by the
    same word or a like one, not by nothing and not by its opposite."""
    parts = [
        part
        for text in (*sentences_of(evidence, near=True), *_titles(evidence))
        for part in clauses(text)
    ]
    return [
        Finding(f"the cited words do not say “{match[0]}”", act.decides and any(map(turned, parts)))
        for act in _ACTS
        for match in act.stated.finditer(statement)
        if not _told(act, statement, match, parts)
    ]


def _titles(evidence: Sequence[Evidence]) -> Iterator[str]:
    for each in evidence:
        title = each.numbered.hit.article.meta.title or ""
        yield from (title[start:end] for start, end in sentences(title))


def _told(act: _Act, statement: str, match: re.Match[str], parts: Sequence[str]) -> bool:
    if act.turns and any(map(turned, parts)):
        return True
    told = act.told
    if act.decides:
        if any(match[0] in part and turned(part) for part in clauses(statement)):
            return True  # a denial is the business of the check of negations
        if attribution(statement) is not None and not _PASSIVE.search(statement[: match.start()]):
            told |= _SPOKEN
        parts = [part for part in parts if not turned(part)]
    return any(not told.isdisjoint(map(stem, padded(part).split())) for part in parts)


__all__ = ["acts"]
