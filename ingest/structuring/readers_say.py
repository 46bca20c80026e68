"""Headings under which readers have their say, and what readers' entries look like. Pure.

"What readers say", "Your views", "2 comments": such a line opens the readers' part only where it
stands behind text of the article and named entries follow it. An article about readers' views
has such headings too, but reports under them: with quotations, and without a row of names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structuring import line_cues as cues
from ingest.structuring.lines import Line
from ingest.structuring.outlets import names_only

_I = re.IGNORECASE

_WHO = r"(?:readers?|users?|visitors?|subscribers?|viewers?|listeners?|commenters?)"
_WHOSE = rf"(?:your|{_WHO}[’']?s?[’']?)"
_SAY = (
    r"(?:say|said|are\ saying|think|thought|write|wrote|react|respond|reply|comment|discuss|"
    r"have\ (?:said|written|their\ say))"
)
_WORDS = (
    r"(?:views?|opinions?|reactions?|posts?|letters?|comments?|responses?|replies|thoughts|"
    r"feedback|discussions?|voices|views\ and\ opinions|say|turn|forum|contributions?)"
)
_ABOUT = r"(?:\ (?:on|about|to|of)\b.{1,60})?"
_HEADING = re.compile(
    rf"""^[\W_\d]*(?:
      (?:here[’']?s?\ (?:is\ )?)?what\ (?:our\ |the\ |other\ )?(?:{_WHO}|you)\ {_SAY}{_ABOUT}
    | (?:our\ |the\ |other\ )?{_WHO}\ {_SAY}{_ABOUT}
    | (?:our\ |latest\ |recent\ |top\ |all\ |more\ )?{_WHOSE}\ {_WORDS}{_ABOUT}
    | {_WORDS}\ (?:from|of|by)\ (?:our\ |the\ |other\ )?{_WHO}
    | (?:from\ our\ {_WHO}|you\ said|over\ to\ you)
    | join\ (?:in|the\ (?:conversation|discussion|debate)).{{0,30}}
    | (?:das|so)\ (?:sagen|schreiben|meinen|denken)\ (?:unsere\ |die\ )?(?:leser|nutzer|user)
        \b.{{0,40}}
    | (?:leser|nutzer|user)(?:innen)?(?:stimmen|meinung(?:en)?|briefe|beitr[aä]ge|reaktionen|post|
        zuschriften|forum|debatte)
    | (?:ihre|eure|deine)\ (?:meinung(?:en)?|beitr[aä]ge|reaktionen|kommentare|zuschriften)
    | (?:vos|les)\ (?:r[eé]actions|commentaires|avis|opinions)(?:\ des\ (?:lecteurs|internautes))?
    | (?:l[’']avis|la\ parole|le\ courrier|courrier)\ (?:des|aux)\ (?:lecteurs|internautes)
    | (?:opiniones|comentarios|reacciones|cartas)\ de\ (?:los|nuestros)\ (?:lectores|usuarios)
    | (?:opinioni|commenti|reazioni|lettere)\ dei\ (?:nostri\ )?(?:lettori|utenti)
    | (?:reacties|meningen|brieven)\ van\ (?:onze\ )?lezers
    )[\W_\d]*$""",
    _I | re.VERBOSE,
)
_HINTS = (
    "reader", "user", "visitor", "you", "subscriber", "viewer", "listener", "commenter", "join",
    "leser", "nutzer", "ihre", "eure", "deine", "vos ", "les ", "lecteurs", "internautes",
    "lectores", "lettori", "utenti", "usuarios", "lezers",
)  # fmt: skip
"""Without one of these a line is no such heading; this spares most lines the pattern (a test
holds it against the pattern's own alternatives)."""

_WEAK = re.compile(
    r"^\W*(?:discussions?|diskussion|responses?|replies|r[eé]actions?|reacties?|opinie)\W*$", _I
)
"""Comment headings that head a part of an article just as often."""

_NAMED = re.compile(
    r"""^[\W_]{0,3}(?:[\w.@’'-]{1,30}(?:\ [\w.@’'-]{1,20}){0,2})
        (?:\s*[,(|·–-]\s*[^:]{0,40}\b(?:ago|vor|hace|il\ y\ a|\d{4}|\d{1,2}[:.]\d\d)\b[^:]{0,20})?
        :\s+[^\s“"„«]""",
    _I | re.VERBOSE,
)
"""``Gregor: …``, ``Anna, 3 hours ago: …``; what is quoted is an article's."""
_NAME = re.compile(
    r"""^(?P<name>@?[\w.’'-]{1,30}(?:\ [\w.’'-]{1,20}){0,2})
        (?:\s*[,(|·–-]\s*(?=.*(?:\d|\ban?\b|yesterday|today)).{2,40})?$""",
    _I | re.VERBOSE,
)
"""A name, or a name with its day: ``Gregor, 3 May 2026``."""
_REPORTED = re.compile(r"[“\"„«]|\b(?:said|says|told|asked|added|wrote)\b", _I)
_SUBJECT = re.compile(
    rf"\bletters\b|\bmailbag\b|\bpostbag\b|\b{_WHOSE}\ {_WORDS}\b|\b{_WHO}\ {_SAY}\b"
    r"|\bleser(?:briefe|stimmen|meinung)|\bcourrier des lecteurs|\bcartas\b",
    _I | re.VERBOSE,
)
_LONGEST = 10
"""Words of the longest heading."""
_MOST = 2
"""Lines of prose for each entry, on average, in what consists of entries."""


def readers_heading(line: Line) -> bool:
    """Whether the line says that what follows is the readers': "What readers say"."""
    if line.words > _LONGEST:
        return False
    lower = line.text.lower()
    for hint in _HINTS:  # A plain loop: a generator costs more than the few comparisons.
        if hint in lower:
            return _HEADING.match(line.text) is not None
    return False


def weak_heading(text: str) -> bool:
    """Whether a comment heading is a word that heads parts of articles too: "Discussion"."""
    return _WEAK.match(text) is not None


def about_readers(headlines: Sequence[str]) -> bool:
    """Whether one of these headlines says that the article is of readers' letters or views."""
    return any(_SUBJECT.search(text) is not None for text in headlines)


def named_entries(lines: Sequence[Line], start: int) -> int:
    """How many entries, each with its writer's name, the lines from ``start`` on consist of.

    0 where the first line opens none, or where more is said than ``_MOST`` lines an entry: then
    it is an article's text that follows.
    """
    below = lines[start:]
    found = prose = 0
    named = False
    for index, line in enumerate(below):
        following = below[index + 1] if index + 1 < len(below) else None
        entry = _opens(line, following)
        if index == 0 and not entry:
            return 0
        found += entry and not (named and _stamp(line))
        prose += line.prose
        named = entry
    return found if prose <= _MOST * found else 0


def reports(lines: Sequence[Line]) -> bool:
    """Whether one of the lines quotes or reports what somebody said, as articles do."""
    return any(_REPORTED.search(line.text) is not None for line in lines)


def _opens(line: Line, following: Line | None) -> bool:
    """Whether an entry begins with the line: by a name, a stamp, a number or a bullet."""
    if line.numbered or _stamp(line) or _NAMED.match(line.text):
        return True
    if line.prose or following is None:
        return line.prose and line.bullet
    named = _NAME.match(line.text) if line.words <= 9 else None
    if named is None or not (following.prose or _stamp(following)):
        return False
    name = named["name"]
    return " " not in name or names_only(name, frozenset())


def _stamp(line: Line) -> bool:
    text = line.text
    return line.words <= 9 and bool(cues.COMMENT_STAMP.match(text) or cues.DATE.match(text))
