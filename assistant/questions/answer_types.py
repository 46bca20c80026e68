"""The strings of a sentence that could be the answer to a question, by what it asks for.

Small closed lists serve the kinds of thing that have few members; everything else goes by
form: numbers, dates, sums of money, proper names, titles in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assistant.questions.asked import Asked, Kind
from assistant.terms import stem
from ingest.text.dates import find_dates
from ingest.text.names import fold, names, numbers
from ingest.text.wordlist import wordlist

_STATES = """alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida
georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland
massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire
new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania
rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington
west virginia|wisconsin|wyoming|bavaria|saxony|queensland|victoria|new south wales|kerala
punjab|maharashtra|gujarat|assam|bihar|uttar pradesh|karnataka|tamil nadu"""
_COUNTRIES = """afghanistan|albania|algeria|angola|argentina|armenia|australia|austria
azerbaijan|bahamas|bahrain|bangladesh|barbados|belarus|belgium|belize|benin|bhutan|bolivia
bosnia|botswana|brazil|britain|brunei|bulgaria|burkina faso|burundi|cambodia|cameroon|canada
chad|chile|china|colombia|congo|costa rica|croatia|cuba|cyprus|czech republic|czechia|denmark
djibouti|dominican republic|ecuador|egypt|el salvador|england|eritrea|estonia|eswatini
ethiopia|fiji|finland|france|gabon|gambia|georgia|germany|ghana|greece|greenland|grenada
guatemala|guinea|guyana|haiti|honduras|hong kong|hungary|iceland|india|indonesia|iran|iraq
ireland|israel|italy|ivory coast|jamaica|japan|jordan|kazakhstan|kenya|kosovo|kuwait
kyrgyzstan|laos|latvia|lebanon|lesotho|liberia|libya|liechtenstein|lithuania|luxembourg
madagascar|malawi|malaysia|maldives|mali|malta|mauritania|mauritius|mexico|moldova|monaco
mongolia|montenegro|morocco|mozambique|myanmar|namibia|nepal|netherlands|new zealand
nicaragua|niger|nigeria|north korea|north macedonia|northern ireland|norway|oman|pakistan
palestine|panama|papua new guinea|paraguay|peru|philippines|poland|portugal|qatar|romania
russia|rwanda|samoa|saudi arabia|scotland|senegal|serbia|seychelles|sierra leone|singapore
slovakia|slovenia|solomon islands|somalia|south africa|south korea|south sudan|spain|sri lanka
sudan|suriname|sweden|switzerland|syria|taiwan|tajikistan|tanzania|thailand|togo|tonga
trinidad and tobago|tunisia|turkey|turkiye|turkmenistan|uganda|ukraine|united arab emirates
united kingdom|united states|uruguay|uzbekistan|vanuatu|vatican|venezuela|vietnam|wales|yemen
zambia|zimbabwe|us|uk|uae"""
_CONTINENTS = "africa|antarctica|asia|europe|north america|south america|australia|oceania"
_PLANETS = "mercury|venus|earth|mars|jupiter|saturn|uranus|neptune|pluto|moon"
_COLOURS = """red|orange|yellow|green|blue|purple|violet|pink|brown|black|white|grey|gray|gold
silver|turquoise|magenta|teal|beige|rainbow"""
_SPORTS = """football|soccer|tennis|cricket|rugby|golf|baseball|basketball|hockey|boxing|cycling
swimming|athletics|gymnastics|skiing|snowboarding|surfing|skateboarding|chess|darts|snooker
volleyball|badminton|squash|pickleball|wrestling|rowing|sailing|handball|curling|bowling"""
_MONTHS = """january|february|march|april|may|june|july|august|september|october|november
december"""
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"


def _pattern(members: str) -> re.Pattern[str]:
    options = sorted(members.replace("\n", "|").split("|"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, options))})(?!\w)")


_CLOSED: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        stem(noun): _pattern(members)
        for nouns, members in (
            ("state", _STATES),
            ("country nation government", _COUNTRIES),
            ("continent", _CONTINENTS),
            ("planet", _PLANETS),
            ("color colour", _COLOURS),
            ("sport", _SPORTS),
            ("month", _MONTHS),
            ("day", _DAYS),
        )
        for noun in nouns.split()
    }
)
_WORKS = frozenset(
    stem(noun)
    for noun in wordlist(
        """
    film movie book novel song album show series sitcom game play musical memoir title name word
    phrase nickname slogan magazine podcast video artwork painting
    """
    )
)
_MONEY = re.compile(
    r"(?:[$£€¥₹]|\b(?:USD|EUR|GBP|US\$))\s?\d[\d,.]*(?:\s?(?:million|billion|trillion|bn|m|k))?\b"
    r"|\b\d[\d,.]*\s?(?:(?:million|billion|trillion|thousand)\s)?"
    r"(?:dollars|euros?|pounds|yen|rupees|cents|yuan|rubles|roubles|francs|liras?|crowns|kron(?:or|er|a|e)"
    r"|pesos|rand|reais|shekels|dinars|dirhams|riyals|baht|zlotys?|forints?|hryvnias?|ringgit|rupiah"
    r"|shillings|naira|taka|pence)\b",
    re.I,
)
_PERCENT = re.compile(r"\b\d[\d.,]*\s?(?:%|per\s?cent\b)", re.I)
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_IN_YEAR = re.compile(
    rf"\b(?:in|since|by|of|from|until|during|before|after|early|late|mid|"
    rf"{_MONTHS.replace(chr(10), '|')})[\s,-]*\Z",
    re.I,
)
"""What stands before a year and seldom before a count: "in 2019" is no number of anything."""

_TIMES = re.compile(
    r"(?:[\s-]+(?:full|straight|consecutive|long|calendar|working))?[\s-]+"
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|months?|years?|decades?)\b",
    re.I,
)
"""What makes a number a time: "eleven days" counts no dockers."""

_AT = re.compile(r"\b(?:at|until|since|by|from|before|after)\s+\Z", re.I)
_OF_DAY = re.compile(
    r"\s*(?:o['’]clock|[ap]\.?m\b|[,.;]|\Z|(?:on|in the|this|yesterday|today|local)\b)", re.I
)
"""What makes a number an hour: "at six on Tuesday"."""

_UNITS = frozenset(
    stem(noun)
    for noun in wordlist("""
    seconds minutes hours days nights weeks weekends months years decades dollars euros pounds yen
    rupees cents yuan rubles roubles francs liras crowns pesos percent
    """)
)

_AGE = re.compile(
    r"\b\d{1,3}(?:[- ](?:year|month|week|day)s?[- ]old\b|(?<=, \d\d)(?=[,.;]))|"
    r"\b(?:aged?|turn(?:s|ed|ing)?) (?:of )?\d{1,3}\b",
    re.I,
)
_SOME_DAY = "2000-06-15"
"""Dates without a year, and days of the week, are found from any day; which one is not asked."""

_HOW_OLD = re.compile(r"\bhow old\b|\bwhat age\b", re.I)
_QUOTED = re.compile(r"[“\"‘]([^“”\"‘’]{2,60}?)[,.]?[”\"’]")


@dataclass(frozen=True, slots=True)
class Possible:
    """A string that could be the answer, folded, at ``text[start:end]`` of its sentence."""

    folded: str
    start: int
    end: int


def _matches(pattern: re.Pattern[str], text: str, group: int = 0) -> list[Possible]:
    return [
        Possible(fold(match.group(group)), *match.span(group)) for match in pattern.finditer(text)
    ]


def _money(text: str) -> list[Possible]:
    return _matches(_MONEY, text)


def _percent(text: str) -> list[Possible]:
    return _matches(_PERCENT, text)


def _numbers(text: str) -> list[Possible]:
    return [
        Possible(format(each.value.normalize(), "f"), each.start, each.end)
        for each in numbers(text)
        if not _YEAR.fullmatch(text, each.start, each.end)
        or not _IN_YEAR.search(text[: each.start])
    ]


def _counts(text: str, *, persons: bool) -> list[Possible]:
    """The numbers that can count a noun: no sums, no times, and, of ``persons``, no shares."""
    sums = [match.span() for match in _MONEY.finditer(text)]
    sums += [match.span() for match in _PERCENT.finditer(text) if persons]
    return [
        each
        for each in _numbers(text)
        if not _TIMES.match(text, each.end)
        and not (_AT.search(text, 0, each.start) and _OF_DAY.match(text, each.end))
        and not any(start < each.end and each.start < end for start, end in sums)
    ]


def _ages(text: str) -> list[Possible]:
    return _matches(_AGE, text)


def _dates(text: str) -> list[Possible]:
    return [
        Possible(fold(each.phrase), each.span_start, each.span_end)
        for each in find_dates(text, _SOME_DAY)
    ]


def _names(text: str) -> list[Possible]:
    return [Possible(fold(text[start:end]), start, end) for start, end in names(text)]


def _titles(text: str) -> list[Possible]:
    return _matches(_QUOTED, text, 1) + _names(text)


_BY_KIND: Mapping[Kind, Callable[[str], list[Possible]]] = MappingProxyType(
    {
        Kind.MONEY: _money,
        Kind.PERCENT: _percent,
        Kind.HOW_MANY: _numbers,
        Kind.WHEN: _dates,
        Kind.WHO: _names,
        Kind.WHERE: _names,
        Kind.WHICH: _names,
        Kind.WHAT: _titles,
    }
)


def strictly_typed(asked: Asked) -> bool:
    """Whether an answer without a string of the asked type is hardly one: sums, numbers, dates."""
    return asked.kind in (Kind.MONEY, Kind.PERCENT, Kind.HOW_MANY, Kind.WHEN) or (
        asked.focus in _CLOSED
    )


def possible(asked: Asked, text: str) -> tuple[Possible, ...]:
    """The strings of ``text`` of the asked type that the question has not, where they stand.

    Empty for questions whose answer has no form of its own (why, yes or no).
    """
    if asked.kind in (Kind.WHICH, Kind.WHAT) and asked.focus in _CLOSED:
        # Folding leaves the length of nearly every text as it is; a place may be off by a few.
        found = _matches(_CLOSED[asked.focus], fold(text))
    elif asked.kind is Kind.WHICH and asked.focus in _WORKS:
        found = _titles(text)
    elif asked.kind is Kind.HOW_MANY and _HOW_OLD.search(asked.text):
        found = _ages(text)
    elif asked.kind is Kind.HOW_MANY and asked.focus and asked.focus not in _UNITS:
        found = _counts(text, persons=asked.persons)
    elif asked.kind in _BY_KIND:
        found = _BY_KIND[asked.kind](text)
    else:
        return ()
    question = fold(asked.text)
    return tuple(each for each in found if each.folded and each.folded not in question)


def candidates(asked: Asked, text: str) -> tuple[str, ...]:
    """The distinct folded strings of ``possible``, in order."""
    return tuple(dict.fromkeys(each.folded for each in possible(asked, text)))


__all__ = ["Possible", "candidates", "possible", "strictly_typed"]
