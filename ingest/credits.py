"""News agencies: whose report an article says it is, and which outlets are one. Pure.

Told by rule: a dateline (``LONDON (AP) —``), a byline that names the agency, the agency's
copyright line, the line of credits that Reuters ends its reports with. An agency that only
contributed, whose picture is shown or that is quoted in the text is no credit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ingest.types import Article, BlockKind

_AGENCIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "AP": ("Associated Press", "AP News"),
        "Reuters": ("Thomson Reuters", "Reuters News Agency"),
        "AFP": ("Agence France-Presse", "Agence France Presse"),
        "PA Media": ("Press Association", "PA News Agency"),
        "dpa": ("Deutsche Presse-Agentur", "dpa International"),
        "UPI": ("United Press International",),
        "Bloomberg": ("Bloomberg News",),
        "EFE": ("Agencia EFE",),
        "ANSA": (),
        "Xinhua": ("Xinhua News Agency",),
        "Kyodo": ("Kyodo News",),
        "Yonhap": ("Yonhap News Agency",),
        "TASS": (),
        "Interfax": (),
        "PTI": ("Press Trust of India",),
        "IANS": ("Indo-Asian News Service",),
        "ANI": ("Asian News International",),
        "AAP": ("Australian Associated Press",),
        "APA": ("Austria Presse Agentur",),
        "Canadian Press": (),
        "Anadolu": ("Anadolu Agency", "Anadolu Ajansi"),
        "Belga": (),
        "NTB": (),
        "Ritzau": (),
        "Lusa": (),
    }
)
"""Agencies by the name that is shown, with their other names."""

_NAME_OF = {form.casefold(): name for name, others in _AGENCIES.items() for form in (name, *others)}

_HEAD = 1200
_TAIL = 1500
"""Characters at the top and at the end in which a credit is looked for."""

_PROSE = 12
"""Words of a line from which it is running text; above the first such line bylines stand."""

_NO_BYLINE = frozenset({BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.PROMO})

_ANY = "|".join(
    re.escape(form)
    for form in sorted(
        (form for name, others in _AGENCIES.items() for form in (name, *others)),
        key=len,
        reverse=True,
    )
)
_DATELINE = re.compile(
    rf"^[^\n()]{{0,80}}\((?P<name>{_ANY})(?:/[^\s()]{{2,20}})?\)\s?(?:[-–—]|:\s)"
    rf"|^\((?P<start>{_ANY})\)\s+(?=[“\"A-Z])",
    re.MULTILINE,
)
_BYLINE = re.compile(
    r"(?:(?P<by>by)\s+)?(?:(?P<who>[^\n]{2,120}?)(?P<of>\s*[,|/·•–—]\s*|\s+-\s+|\s+(?:of|for)\s+))?"
    rf"(?:the\s+)?(?P<name>{_ANY})"
    r"(?:\s+(?:[a-z]+\s+){0,2}(?:writers?|staff|reporters?|correspondents?|newsroom))?\W*",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    rf"^\W*(?:©|\(c\)|copyright)[\s©,]*(?:\d{{4}}(?:\s?[-–]\s?\d{{4}})?)?[\s,]*(?:by\s+)?"
    rf"(?:the\s+)?(?P<name>{_ANY})\b",
    re.IGNORECASE | re.MULTILINE,
)
_REUTERS = re.compile(
    r"(?:^|\()\W{0,3}(?:additional\s+)?(?:reporting|writing)(?:\s+and\s+\w+)?\s+by\s[^\n]{2,400}?"
    r"\bediting\s+by\s+[^\W\d_]",
    re.IGNORECASE | re.MULTILINE,
)
_MORE_AP = re.compile(r"^\W*(?:[Mm]ore\s+)?AP\s[^\n:]{2,40}:[^\n]*apnews\.com", re.MULTILINE)


def agency_named(publisher: str | None) -> str | None:
    """The agency that an outlet of this name is, whatever it is called there."""
    if publisher is None:
        return None
    name = " ".join(publisher.casefold().split())
    name = name.removeprefix("www.").removeprefix("the ")
    for domain in (".com", ".org", ".net", ".co.uk", ".fr", ".de", ".it"):
        name = name.removesuffix(domain)
    return _NAME_OF.get(name) or {"apnews": "AP", "pa": "PA Media"}.get(name)


def is_agency(publisher: str, agency: str) -> bool:
    """Whether the outlet of this name is the agency itself."""
    return agency_named(publisher) == agency


def credited(article: Article) -> str | None:
    """The agency whose report the article is: its publisher, or the one that it credits."""
    text = article.text
    return (
        agency_named(article.meta.publisher)
        or _named(_DATELINE.search(text[:_HEAD]))
        or _in_bylines(article)
        or _at_the_end(text)
    )


def _in_bylines(article: Article) -> str | None:
    """Of an author that is the agency or is the agency's, or of a byline above the text."""
    for line in (*article.meta.authors, *_above(article)):
        found = _BYLINE.fullmatch(line.strip())
        if found and (found["who"] is None or found["by"] or _persons(found["who"], found["of"])):
            return _named(found)
    return None


def _persons(text: str, mark: str) -> bool:
    """Whether it can be the names before ", Associated Press": two capitalised words or more."""
    words = text.split()
    return (
        len(words) > 1
        and not mark.strip().isalpha()
        and all(word[0].isupper() or word in ("and", "&") for word in words)
    )


def _above(article: Article) -> Iterable[str]:
    """The lines above the running text, without captions."""
    for block in article.blocks:
        if block.start >= _HEAD:
            return
        if block.kind in _NO_BYLINE:
            continue
        for line in article.text[block.start : min(block.end, _HEAD)].splitlines():
            if len(line.split()) >= _PROSE and block.kind.citable:
                return
            yield line


def _at_the_end(text: str) -> str | None:
    """Of a copyright line, AP's links to more of it, or Reuters' credits: others write theirs
    alike, but reports of Reuters name it somewhere."""
    end = text[-_TAIL:]
    if found := _named(_COPYRIGHT.search(end)):
        return found
    if "Reuters" in text and _REUTERS.search(end):
        return "Reuters"
    return "AP" if _MORE_AP.search(end) else None


def _named(found: re.Match[str] | None) -> str | None:
    if found is None:
        return None
    groups = found.groupdict()
    return _NAME_OF[(groups["name"] or groups.get("start") or "").casefold()]


__all__ = ["agency_named", "credited", "is_agency"]
