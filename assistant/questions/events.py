"""What a question says was done: the words without which no article tells of it. Pure.

"How many workers drowned in the test?": drowned; "was the vaccine approved?": approved; "who is
the buyer of the works?": buyer. Verbs that say little of what happened ("was made", "took
part", "is expected") are none.
"""

from __future__ import annotations

import re

from assistant.questions.verbs import VERBS
from assistant.terms import Bag, Term, past, stem, term
from ingest.text.names import fold
from ingest.text.wordlist import wordlist

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DO = frozenset(wordlist("do does did will would can could should shall may might must to"))
_BE = frozenset(wordlist("is are was were be been being has have had"))
_ROLE = re.compile(
    r"\bwho(?:['’]s|\s+(?:is|are|was|were|will be))\s+(?:the|an?)\s+([^\W\d_]+)(?=\s+(?:of|for)\b)",
    re.IGNORECASE,
)
_WEAK = frozenset(
    wordlist("""
    allow base become begin bring call cause come contain continue describe do dub end expect face
    feature find get give go happen have help hold include involve keep know lead leave let list
    locate look make mark mean mention move name need plan put reach receive relate remain
    report run say schedule see seem set show so-call stand start stay suppose take tell title try
    turn use want work appear announce ask believe consider deem estimate rank reveal state think
    feed speed breed seed need deed creed greed hundred sacred naked wicked indeed exceed proceed
    succeed red bed left found born
    """)
)
"""Verbs whose place many others take, and words that only look like verbs."""

_KEYS = frozenset(map(stem, _WEAK))
_KINDRED = """
buy sell sale purchase acquire acquisition takeover bid deal own owner transfer sign
win winner victory victor beat defeat triumph elect champion title gold medal award prize
lose loss cut layoff redundant redundancy job
die dead death kill killing toll victim fatal fatality body murder shoot drown perish
injure injury wound hurt casualty hospital
approve approval authorise authorize allow pass back endorse clear greenlight adopt vote ratify
reject refuse turn down vote against block veto
arrest detain custody charge jail suspect accuse
accuse charge indict allege sue trial blame
resign resignation quit leave departure oust sack dismiss fire replace
pay cost price worth fine spend charge fee
rise raise increase grow growth climb jump surge soar gain more high
fall drop decline decrease cut reduce reduction lower slump plunge less low
change raise cut alter unchanged amend shift
attack strike hit bomb raid invade invasion shell assault
destroy burn collapse ruin wreck damage fire
cancel scrap postpone suspend halt
marry wed wedding wife husband
release publish launch debut premiere
meet meeting talk summit visit
ban prohibit outlaw forbid bar block
create found invent design build launch
write author book novel
direct director film
play star role actor actress
host hold venue stage
"""
"""Words that tell of an event from its other side, or in part: who sells has a buyer."""

_FAMILIES = tuple(frozenset(map(stem, line.split())) for line in _KINDRED.strip().splitlines())
_LIKE = 5
"""A word with as many first letters in common is one of the same family: "approval"."""


def events(clause: str, names: tuple[str, ...]) -> tuple[Term, ...]:
    """The terms of what is done in the asking clause, in their order; of ``names`` none is one."""
    named = {word for name in names for word in name.split()}
    found: dict[str, Term] = {}
    role = _ROLE.search(clause)
    words = [fold(role[1])] if role else []
    acting = False
    for match in _WORD.finditer(clause):
        word = fold(match[0])
        if word in named or word in _BE or "-" in word:  # "newly-released" only describes
            continue
        if word in _DO:
            acting = True
        elif (acting and word in VERBS) or (len(word) > 3 and word.endswith("ed")) or past(word):
            words.append(word)
            acting = False
    for word in words:
        made = term(word)
        if made.key not in _KEYS:
            found.setdefault(made.key, made)
    return tuple(found.values())


def tells(text: Bag, event: Term) -> bool:
    """Whether the text has the word for an event, one of its family or one of its other side."""
    if text.holds(event) or any(
        event.key in family and not family.isdisjoint(text.keys) for family in _FAMILIES
    ):
        return True
    opening = event.key[:_LIKE]
    return len(opening) == _LIKE and any(key.startswith(opening) for key in text.keys)


__all__ = ["events", "tells"]
