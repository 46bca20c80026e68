"""Numbers written out in English: ``two hundred and five``, ``half a million``, ``two-thirds``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.text.wordlist import wordlist

WordNumber = tuple[Decimal, str | None, int, int]
"""Value, unit (``ordinal`` or None), start, end."""

_ONES = {
    word: number
    for number, word in enumerate(
        wordlist(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen"
        )
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        wordlist("twenty thirty forty fifty sixty seventy eighty ninety"), start=2
    )
}
_SCALES = {
    "dozen": 12,
    "hundred": 10**2,
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        wordlist(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
            "twentieth"
        ),
        start=1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_VOCABULARY = "|".join(
    sorted({*_ONES, *_TENS, *_SCALES, *_ORDINALS, *_PARTS}, key=len, reverse=True)
)
_TOKEN = re.compile(
    rf"(?<![\w’'.-])(?:(?P<half>half)\s(?=an?\s))?(?:(?P<article>an?)[\s-](?=(?:{_VOCABULARY})\b))?"
    rf"(?P<first>{_VOCABULARY})(?P<rest>(?:(?:[\s-]|\sand\s)(?:{_VOCABULARY}))*)(?P<s>s?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_NO_PRONOUN = re.compile(
    r"\s(?:of|another|by|has|can|could|would|should|more|thing|day|time)\b|['’]"
)
_PRONOUN_BEFORE = re.compile(r"\b(?:no|the|this|that|any|every|each|some|which|only|new)\s\Z", re.I)
_SHARE_AFTER = re.compile(r"\s(?:of|the|as|its|their|his|her)\b", re.I)


def read_words(text: str) -> Iterator[WordNumber]:
    """The written-out numbers of ``text`` in order; ``hundreds`` and pronouns are none."""
    for match in _TOKEN.finditer(text):
        yield from _read(text, match)


def _read(text: str, match: re.Match[str]) -> Iterator[WordNumber]:
    start = match.start()
    begin = match.start("first")
    tokens = [
        (word[0].casefold(), begin + word.start(), begin + word.end())
        for word in _WORD.finditer(text[begin : match.end("rest")])
    ]
    if match["s"] and tokens[-1][0] not in _PARTS:
        tokens.pop()
    while tokens and tokens[0][0] in _SCALES and not match["article"]:
        tokens.pop(0)  # "several million" names no number, "2 million" is told by its digits
        start = tokens[0][1] if tokens else start
    fraction = _fraction(text, match, tokens)
    if fraction is not None:
        yield fraction, None, start, match.end()
        return
    if match["article"] and tokens and tokens[0][0] not in _SCALES:
        start = begin
    for at, (value, unit, first, last) in enumerate(_group(tokens)):
        if at == 0 and match["half"] and match["article"] and unit is None:
            yield value / 2, unit, start, last
        elif not (
            value == 1 and unit is None and last - first == 3 and _pronoun(text, first, last)
        ):
            yield value, unit, start if at == 0 else first, last


def _fraction(
    text: str, match: re.Match[str], tokens: list[tuple[str, int, int]]
) -> Decimal | None:
    """``two-thirds``, ``a quarter of``, ``more than half of``."""
    names = [word for word, _, _ in tokens]
    share = _SHARE_AFTER.match(text, match.end()) is not None
    if names == ["half"] and not match["article"]:
        return Decimal("0.5") if share else None
    if not names or names[-1] not in _PARTS or names[-1] == "second":
        return None
    if len(names) == 1 and match["article"] and share and not match["s"]:
        return _ratio(1, _PARTS[names[0]])
    if len(names) == 2 and names[0] in _ONES and (match["s"] or names[0] == "one"):
        return _ratio(_ONES[names[0]], _PARTS[names[1]])
    return None


def _ratio(over: int, under: int) -> Decimal:
    return round(Decimal(over) / under, 4)


def _pronoun(text: str, start: int, end: int) -> bool:
    """Whether the ``one`` at this place stands for a person or thing instead of counting."""
    return bool(
        _NO_PRONOUN.match(text, end) or _PRONOUN_BEFORE.search(text[max(0, start - 8) : start])
    )


def _group(tokens: list[tuple[str, int, int]]) -> Iterator[tuple[Decimal, str | None, int, int]]:
    """Tokens put together as far as English allows: ``two hundred`` but ``five``, ``six``."""
    total = current = 0
    last = ""
    first = end = -1
    pending_and = False
    for word, begin, stop in tokens:
        if word == "and":
            pending_and = True
            continue
        kind = _kind(word)
        if not kind:
            continue
        fits = first >= 0 and _fits(last, kind, word, current, pending_and)
        if first >= 0 and not fits:
            yield Decimal(total + current), _unit(last), first, end
            total = current = 0
            first = -1
        pending_and = False
        if first < 0:
            first = begin
        total, current = _grown(total, current, kind, word)
        last, end = kind, stop
    if first >= 0:
        yield Decimal(total + current), _unit(last), first, end


def _unit(kind: str) -> str | None:
    return "ordinal" if kind == "ordinal" else None


def _kind(word: str) -> str:
    for kind, table in (
        ("one", _ONES),
        ("ten", _TENS),
        ("scale", _SCALES),
        ("ordinal", _ORDINALS),
    ):
        if word in table:
            return kind
    return ""


def _fits(last: str, kind: str, word: str, current: int, joined: bool) -> bool:
    """Whether a word of this kind goes on with the number that ``last`` ended."""
    if last == "ordinal" or (joined and (last != "scale" or kind == "scale")):
        return False
    if kind == "scale":
        return True
    if last == "ten":
        return (_ONES.get(word) or _ORDINALS.get(word) or 99) < 10
    return last == "scale"


def _grown(total: int, current: int, kind: str, word: str) -> tuple[int, int]:
    if kind == "scale":
        scale = _SCALES[word]
        if scale == 100:
            return total, (current or 1) * 100
        return total + (current or 1) * scale, 0
    value = _ONES.get(word, _TENS.get(word, _ORDINALS.get(word, 0)))
    return total, current + value
