"""Sentences in which an article says that it was corrected or updated. Pure.

The forms are those that news organisations' own style pages prescribe: a label with a colon, "an
earlier version of this article", "this article was amended on …", an agency's "(Corrects …)".
"""

from __future__ import annotations

import re

from ingest.types.changes import Note

_PIECE = (
    r"(?:article|story|report|piece|post|page|headline|version|column|review|item|interview|"
    r"analysis|obituary|blog|file|graphic|caption|photo\s+caption|transcript|editorial)"
)
_DONE = r"(?:corrected|amended|edited|clarified|revised|changed|rectified|altered)"
_CORRECTION = re.compile(
    rf"""
    \A\W*(?:corrections?|clarifications?|erratum|corrected|
        editor[’']?s?[’']?\s+note\s*[:—–-]\W*(?=.*\b(?:correct|earlier|amended|misstat|previous))|
        korrektur|berichtigung|rectificatif|rectificación|corrección|rettifica)
        (?:\s*\([^)\n]{{1,40}}\)|\s+(?:on|to)\s[^:\n]{{1,40}}|,?\s[^:\n]{{0,20}}\d[^:\n]{{0,12}})?
        \s*(?:[:—–]|\Z|(?<=note)\s*)
    | \A\W*editor[’']?s?[’']?\s+note\b.*\b(?:correct(?:ed|ion)|amended|misstated|earlier\s+version)
    | \b(?:earlier|previous|prior|original)(?:ly\s+published)?\s+(?:version|edition)s?\s+of\s+
        (?:this|our|the|that)\s+(?:\w+\s+)?{_PIECE}\b
    | \b(?:earlier|previous|prior|original)\s+(?:\w+\s+)?{_PIECE}\s+(?:on\s+this\s+\w+\s+)?
        (?:incorrectly|mistakenly|erroneously|wrongly|misstated|misidentified|misspell?ed|misspelt|
        misattributed|gave\s+the\s+wrong)\b
    | \bthis\s+{_PIECE}\s+(?:was|has\s+(?:since\s+)?been|had\s+been|is)\s+(?:\w+\s+)?{_DONE}\b
    | \b(?:was|has\s+been)\s+{_DONE}\s+(?:on|to\s+(?:correct|clarify|reflect|remove|fix))\b.*
        \b(?:{_PIECE}|misspell\w*|misstat\w*|error|incorrect\w*)\b
    | \A\W*\((?:corrects|corrected|refiles|fixes|clarifies|removes|amends)\b
    | \b(?:wir\s+haben\s+(?:den|diesen)\s+(?:artikel|text|fehler)|in\s+einer\s+früheren\s+version|
        une\s+version\s+(?:précédente|antérieure)\s+de|una\s+versión\s+anterior\s+de)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UPDATE = re.compile(
    rf"""
    \A\W*(?:last\s+)?update[ds]?\b
        (?:\s*[:—–]|\s*\([^)\n]{{1,40}}\)\s*[:—–]?|\s+(?:on\s+|at\s+)?[^:\n.]{{0,30}}\d|\W*\Z)
    | \bthis\s+{_PIECE}\s+(?:was|has\s+(?:since\s+)?been|is\s+being|will\s+be)\s+(?:\w+\s+)?
        (?:updated|expanded|refreshed)\b
    | \A\W*\((?:updates|adds|recasts|rewrites|releads)\b
    | \A\W*(?:aktualisiert|mis\s+à\s+jour|actualizado)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST = 600


def note(sentence: str) -> Note | None:
    """What a sentence says about changes to its own article; None for any other sentence."""
    start = sentence[:_LONGEST]
    if _CORRECTION.search(start):
        return Note("correction", sentence)
    return Note("update", sentence) if _UPDATE.search(start) else None
