"""Who a sentence is attributed to: the subject of a verb of saying, or a source named with it.

Rules over the words, without a parser. Where they cannot tell they name nobody: a speaker who
never said it is worse than none.
"""

from __future__ import annotations

import itertools
import re

from ingest.text.cue_words import (
    CORE,
    NAMING,
    PLAIN_ONLY,
    PRONOUNS,
    SOURCES,
    UNNAMED,
    VERBS,
)
from ingest.text.subject_words import (
    ADVERBS,
    BREAKS,
    DETERMINERS,
    FINITE,
    LEAD,
    NEGATIONS,
    NO_ADVERBS,
    NO_SUBJECT,
    NOBODY,
    PARTICIPLES,
    POINTERS,
    PREPOSITIONS,
    RELATIVE,
    STARTS_NO_SUBJECT,
)

_ACCORDING = re.compile(
    r"\b(?:according\s+to|as\s+(?:reported|noted|quoted|told)\s+(?:by|to)|in\s+the\s+words\s+of|"
    r"(?P<citing>citing)|(?:reported|cited|quoted|claimed|confirmed|announced|said)\s+by)\s+"
    r"(?P<who>[^,;:.!?()“”\"]+(?:\.\w[^,;:.!?()“”\"]*)*)",
    re.IGNORECASE,
)
_NO_SOURCE = re.compile(r"(?:plans?|schedule|size|age|need|law|type|taste)\b", re.IGNORECASE)
_UNNAMED_PHRASE = re.compile(
    r"\b(?:(?:is|are|was|were)\s+(?:said|believed|thought|reported|alleged|rumou?red|understood)"
    r"\s+to\b|it\s+(?:is|was|has\s+been)\s+(?:said|reported|claimed|alleged|believed))",
    re.IGNORECASE,
)
_SAID_TO = re.compile(
    r"\b(?:is|are|was|were|be|been)\s+(?:\w+ly\s+)?(?:said|believed|thought|reported|alleged|"
    r"rumou?red|understood|expected|estimated)\s+to(?:\s+(?:be|have)(?:\s+been)?(?:\s+\w+)?)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*")
_CLAUSE = re.compile(r"(?<!\d),|,(?!\d)|(?<!\d):|:(?!\d)|[;()—–−“”\"«»]|--|\s-\s|[?!]")
_NOT_SAYING = re.compile(r"\s*(?:to\s+be|by)\b", re.IGNORECASE)
_OBJECT = re.compile(
    r"\s*(?:(?:\w+(?:\s+\w+){0,3}\s+)?that\b|[:“\"]|,\s*[“\"‘])|\s+(?:how|why|whether|they|he|she|it|we)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\s*[“\"](?:[A-Z0-9][\w’'&-]*[,.!]?(?:\s+(?:of|the|and|for|in|to|a)\b)*\s*)+[”\"]"
)
_AFTER_QUOTATION = re.compile(r"(?:[”\"»],?|,['’])\s*\Z")
_QUOTED = re.compile(r"“[^“”]*(?:”|\Z)|\"[^\"]*(?:\"|\Z)|«[^«»]*(?:»|\Z)")
_POSSESSIVE = re.compile(r"(?:[’']s|s[’'])\Z")
_STRETCH = re.compile(r"[^,.;:!?“”\"]*(?:\.\w[^,.;:!?“”\"]*)*")
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|get|got)\s+(?:(?:\w+ly|also|not|never|first|then)\s+)*\Z",
    re.IGNORECASE,
)
_DAY = re.compile(r"\s+(?:(?:on|late|early)\s+)*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\Z")
_CLAIMED = re.compile(
    r"\s+(?:\d|victory|credit|responsibility|(?:its|his|her|their|the)\s+(?:\w+\s+)?(?:lives?|"
    r"title|first|second|win|victory|crown|seat|prize|record|medal))",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\Z")
_LONGEST = 8
_MOST = 24
"""Verbs of saying looked at in one sentence; each looks back over all of it."""


def speaker(sentence: str) -> str | None:
    """Who the sentence is attributed to, as written; ``""`` when nobody is named; None when it
    is not attributed. See ``ingest.text.cues.attribution``."""
    for match in _ACCORDING.finditer(sentence):
        if _is_source(match["who"], bool(match["citing"])):
            return _short(match["who"])
    plain = _SAID_TO.sub(lambda match: " " * len(match[0]), sentence)
    outside = _QUOTED.sub(lambda match: " " * len(match[0]), plain)
    verbs = [match for match in _WORD.finditer(plain) if match[0].casefold() in VERBS]
    verbs.sort(key=lambda match: (not outside[match.start()].strip(), _rank(match[0])))
    attributed = bool(_UNNAMED_PHRASE.search(sentence))
    for match in verbs[:_MOST]:
        if not _says(sentence, match):
            continue
        who = _speaker(plain, match)
        if who:
            return who
        attributed = attributed or who is not None
    attributed = attributed or any(
        match[0].casefold() in UNNAMED for match in _WORD.finditer(sentence)
    )
    return "" if attributed else None


def _rank(verb: str) -> int:
    """Verbs that can only be those of a speaker go before "showed" and "implied"."""
    return verb.casefold() not in CORE


def _is_source(who: str, citing: bool) -> bool:
    """Whether what is cited can have said something: "citing health reasons" names nobody."""
    if not citing:
        return not _NO_SOURCE.match(who)
    words = [match[0] for match in _WORD.finditer(_short(who))]
    return any(word[0].isupper() or word.casefold() in SOURCES for word in words)


def _short(who: str) -> str:
    """The named source without what trails it, at most eight words."""
    kept: list[str] = []
    for word in who.split():
        if kept and word.casefold() in ("who", "which", "that", "and", "as", "in", "on", "at"):
            break
        kept.append(word)
    return " ".join(kept[:_LONGEST])


def _says(sentence: str, match: re.Match[str]) -> bool:
    """Whether the verb is really one of saying here."""
    word = match[0].casefold()
    if _NOT_SAYING.match(sentence, match.end()):
        return False
    before = sentence[max(0, match.start() - 30) : match.start()].split()
    last = before[-1].casefold() if before else ""
    if last in DETERMINERS or (last in POINTERS and word in PARTICIPLES):
        return False
    if not word.endswith("ing") and _PASSIVE.search(
        sentence[max(0, match.start() - 60) : match.start()]
    ):
        return False
    if word.startswith("claim") and _CLAIMED.match(sentence, match.end()):
        return False
    if word in NAMING and _TITLE.match(sentence, match.end()):
        return False
    if word in PLAIN_ONLY:
        if _POSSESSIVE.search(last):
            return False
        after_quotation = _AFTER_QUOTATION.search(sentence[: match.start()])
        return bool(_OBJECT.match(sentence, match.end()) or after_quotation)
    return True


def _speaker(sentence: str, match: re.Match[str]) -> str | None:
    """The subject of the verb: before it, or after it when a quotation goes before.

    ``""`` when it names nobody; None when the verb turns out not to be one of saying, or when
    it is nobody who said it ("neither side confirmed").
    """
    clauses = [end.span() for end in _CLAUSE.finditer(sentence, 0, match.start())]
    start = clauses[-1][1] if clauses else 0
    words = _subject(sentence, start, match.start())
    if words is None:
        return None
    if not words:
        if match[0].casefold().endswith("ing") or not clauses:
            return ""
        behind = not sentence[start : match.start()].strip()
        if behind and _inverted(sentence, match):
            who = _short(_STRETCH.match(sentence, match.end())[0].strip().rstrip("."))  # type: ignore[index]
            return "" if not who or _is_pronoun(who) else who
        return _before(sentence, clauses)
    who = _named(sentence, words, match[0].casefold())
    if who and who[0].islower() and (name := _name_before(sentence, clauses, who)):
        return name
    return who


def _before(sentence: str, clauses: list[tuple[int, int]]) -> str:
    """The subject where an apposition or a relative clause stands between it and the verb."""
    if name := _name_before(sentence, clauses[:-1], "") or _name_before(sentence, clauses, ""):
        return name
    bounds = list(zip([(0, 0), *clauses[:-1]], clauses, strict=True))
    # What stands between two commas just before the verb only says what the subject is.
    for (_, begin), (end, _) in (*reversed(bounds[-3:-1]), bounds[-1]):
        first = _WORD.search(sentence, begin, end)
        if first is None or first[0].casefold() in RELATIVE:
            continue
        if words := _subject(sentence, begin, end):
            return _named(sentence, words, "said")
    return ""


def _name_before(sentence: str, clauses: list[tuple[int, int]], who: str) -> str:
    """The clause just before the last sign, where it is nothing but a name and ``who`` only
    says what its bearer is ("Ann Moro, senior fellow at the institute said")."""
    if not clauses or (who and who.split()[0] in ("the", "a", "an", "officials", "analysts")):
        return ""
    begin = clauses[-2][1] if len(clauses) > 1 else 0
    words = [match[0] for match in _WORD.finditer(sentence, begin, clauses[-1][0])]
    while words and words[0].casefold() in LEAD:
        words.pop(0)
    named = 2 <= len(words) <= 5 and all(word[0].isupper() for word in words)
    return " ".join(words) if named and sentence[clauses[-1][0]] == "," else ""


def _subject(sentence: str, start: int, end: int) -> list[re.Match[str]] | None:
    """The words of a clause up to its verb, without adverbs and conjunctions at the ends.

    None when what is left cannot be a subject.
    """
    words = list(_WORD.finditer(sentence, start, end))
    while words and (_is_adverb(words[-1][0]) or _day_follows(words)):
        word = words.pop()[0].casefold()
        if word in NEGATIONS or word.endswith(("n't", "n’t")):
            return None
    while words and words[0][0].casefold() in LEAD:
        words.pop(0)
    if words and (words[-1][0].casefold() in NO_SUBJECT or words[0][0].casefold() in NOBODY):
        return None
    return words


def _day_follows(words: list[re.Match[str]]) -> bool:
    """Whether the last word is the "on" of "on Tuesday", whose day is gone already."""
    return words[-1][0] == "on"


def _is_adverb(word: str) -> bool:
    if word.casefold().replace("’", "'") in ADVERBS or _WEEKDAY.match(word):
        return True
    return word.islower() and word.endswith("ly") and word not in NO_ADVERBS


def _named(sentence: str, words: list[re.Match[str]], verb: str) -> str:
    """The subject as the sentence writes it, or ``""`` when it names nobody."""
    first = len(words) - 1
    if _is_pronoun(words[first][0]):
        return ""
    while first and words[first - 1][0].casefold() not in BREAKS and len(words) - first < _LONGEST:
        first -= 1
    if first and words[first - 1][0].casefold() in ("who", "which"):
        return ""
    if (
        first
        and words[first - 1][0].casefold() == "and"
        and _joins(words[: first - 1], words[first])
    ):
        first = 0
    cut = first > 0 and len(words) - first == _LONGEST and words[first - 1][0] not in BREAKS
    if cut and (words[0][0] in ("The", "the") or words[0][0][0].isupper()):
        head = [*itertools.takewhile(lambda word: word[0] not in PREPOSITIONS, words)]
        return " ".join(sentence[words[0].start() : head[-1].end()].split())
    if _is_pronoun(words[first][0]) or (verb.endswith("ing") and len(words) - first > 3):
        return ""
    if words[first][0].casefold() in STARTS_NO_SUBJECT or any(
        word[0] in FINITE for word in words[first:-1]
    ):
        return ""
    if words[-1][0].isdigit():
        return ""
    return _DAY.sub("", " ".join(sentence[words[first].start() : words[-1].end()].split()))


def _joins(left: list[re.Match[str]], right: re.Match[str]) -> bool:
    """Whether "and" joins two subjects, or two words of one, rather than two clauses."""
    words = [word[0] for word in left]
    if not 0 < len(words) <= _LONGEST or not (
        words[0][0].isupper() or words[0].casefold() in DETERMINERS
    ):
        return False
    return (
        (right[0][0].isupper() or right[0] in ("the", "a", "an"))
        and not any(
            word.islower() and (word.endswith(("ed", "ing")) or word in FINITE) for word in words
        )
        and all(word[0].isupper() or word in DETERMINERS or word in ("for", "of") for word in words)
    )


def _is_pronoun(words: str) -> bool:
    return words.split("'")[0].split("’")[0].casefold() in PRONOUNS


def _inverted(sentence: str, match: re.Match[str]) -> bool:
    """Whether the speaker follows the verb: after a quotation, or after ", said"."""
    before = sentence[: match.start()].rstrip()
    if before.endswith(("”", '"', "’", "'", "»")) or before.rstrip(",").endswith(("”", '"', "»")):
        return True
    after = _WORD.search(sentence, match.end())
    if after is None or match[0].casefold() not in CORE or match[0].casefold() in ("told", "tells"):
        return False
    stretch = _STRETCH.match(sentence, match.end())
    assert stretch is not None, "the pattern matches nothing too"
    clause = any(
        word[0].casefold() in FINITE or (word[0].islower() and word[0].endswith("ed"))
        for word in _WORD.finditer(stretch[0])
    )
    return not clause and (after[0][0].isupper() or after[0].casefold() in ("the", "a", "an"))


__all__ = ["speaker"]
