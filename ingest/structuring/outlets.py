"""Lines that name an outlet, wire credits and rows of navigation: told by how they are built.

Each is a row of names: every word begins with a capital, but for a few small ones. That is what
tells them from a sentence that happens to begin alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structuring import line_cues as cues
from ingest.structuring.lines import Line
from ingest.text.wordlist import wordlist
from ingest.types import BlockKind

_SMALL_WORDS = (
    "a and at by de del den der des di du e el et for from in la le of on the to und van von y"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_CREDIT_WORDS = (
    "additional further reporting writing editing edited written compiled research photography "
    "graphics video production translation translated al bin bint da dos ten ter with "
    "newsroom newsrooms bureau bureaus bureaux team staff"
)
_CREDIT_SMALL = _SMALL | frozenset(_CREDIT_WORDS.split())
_LONGEST = 120
_LONGEST_CREDIT = 600
"""Characters; what is longer is not looked at, so that no made-up line takes long."""
_WORD = re.compile(r"[^\W_][\w'’.@-]*")
_CREDIT_WORK = r"(?:reporting|writing|editing|edited|compiled|translated)"
_WIRE = re.compile(
    rf"^\W*(?:(?:additional|further|other)\s+)?{_CREDIT_WORK}"
    rf"(?:\s+and\s+(?:additional\s+)?{_CREDIT_WORK})?\s+by:?\s+[^\W\d_]"
    r"|^\W*contribut(?:ing|ors?)\s*[:;]\s*[^\W\d_]",
    re.IGNORECASE,
)
_REPORTING = re.compile(r"^\W*reporting\s+by\b", re.IGNORECASE)
_WIRE_TAIL = re.compile(
    rf"\((?:additional\s+)?{_CREDIT_WORK}\s+by\s[^()]{{3,300}}\)\W{{0,4}}$", re.I
)

_BETWEEN = re.compile(r"\s*[|·›•»]\s*|\s+[/>]\s+")
_DATE_GAP = re.compile(r"\s*[,|·•/–—-]\s+|\s+")
_CLOCK_ONLY = re.compile(r"[\s,|·–-]*(?:(?:at\s+)?\d{1,2}[:.]\d{2}.{0,12})?", re.IGNORECASE)
_NEWS_WORD = re.compile(
    r"\b(?:news|post|times|daily|weekly|monthly|quarterly|herald|tribune|gazette|journal|chronicle|courier|"
    r"observer|guardian|telegraph|mail|express|mirror|standard|examiner|inquirer|bulletin|"
    r"sentinel|dispatch|echo|press|review|monitor|register|record|ledger|argus|reporter|today|tv|radio|"
    r"wire|magazine|newspaper|broadcasting|zeitung|tagblatt|nachrichten|presse|anzeiger|kurier|"
    r"rundschau|matin|figaro|gazzetta|corriere|giornale|diario|noticias|jornal|dagblad|krant)\b"
    r"|\w\.(?:com|org|net|co|de|fr|news)\b",
    re.IGNORECASE,
)
_SECTION_WORDS = (
    "world local national regional international business sport sports tech science health "
    "politics culture arts top latest breaking live uk us eu news today tv radio video review press"
)
_SECTION = frozenset(_SECTION_WORDS.split())
"""Words of which a section's name consists: "World News", "Press Review"."""
_MENU = _SECTION | frozenset(
    wordlist(
        """
        home menu more search opinion comment weather travel lifestyle life style money video
        videos photos podcasts features entertainment celebrity food education property jobs
        markets finance economy environment football books film music games magazine newsletters
        """
    )
)
"""Words of a page's menu."""
_MARKS = ("|", "·", "›", "•", "»", "/", ">")
_FURNITURE = (cues.BOILERPLATE_START, cues.PROMO_START, cues.SHARE)
_GAP = re.compile(r"\s{2,}|\t")
_MENU_LONGEST = 14
_THE = re.compile(r"The\s+(?!(?:Hague|Bronx|Gambia|Bahamas|Netherlands|Philippines)\b)")
_ABOVE = (BlockKind.BYLINE, BlockKind.DATE, BlockKind.BOILERPLATE)


def names_only(text: str, small: frozenset[str] = _SMALL) -> bool:
    """Whether every word begins with a capital or a figure, but for ``small`` ones."""
    words = _WORD.findall(text)
    return bool(words) and all(
        not word[0].islower() or word.lower() in small or "@" in word for word in words
    )


def wire_credit(text: str) -> bool:
    """Whether the line is "Reporting by …; editing by …", "Contributing: …" or the like, and no
    sentence.

    "Reporting by Ann Lee" with nothing else may be a byline as well; that is for its place to say.
    """
    if len(text) > _LONGEST_CREDIT:
        return False
    return _WIRE.match(text) is not None and names_only(text, _CREDIT_SMALL)


def reporting_line(text: str) -> bool:
    """Whether it is a bare "Reporting by Ann Lee": a byline above the text, a credit below it."""
    return (
        _REPORTING.match(text) is not None
        and text[0].isalpha()
        and cues.BYLINE.match(text) is not None
    )


def credit_tail(text: str) -> int | None:
    """Where a wire credit in brackets begins that ends a paragraph."""
    start = text.rfind("(")
    found = _WIRE_TAIL.match(text, start) if start > 0 else None
    return start if found and wire_credit(found[0]) else None


def navigation(text: str) -> bool:
    """Whether the line is a row of three or more short titles with bars or dots between them, a
    row of what would be withheld as a line ("Log in | Subscribe"), or a menu without marks."""
    if len(text) > _LONGEST:
        return False
    for mark in _MARKS:  # Most lines have none, and are spared the split.
        if mark in text:
            break
    else:
        return menu_row(text)
    items = _BETWEEN.split(text)
    if len(items) < 2:
        return menu_row(text)
    titles = len(items) > 2 and all(
        item[:1].isupper()
        and len(item) <= 30
        and len(item.split()) <= 3
        and not any(char.isdigit() or char in ".!?:;,|" for char in item)
        for item in items
    )
    return titles or all(any(cue.match(item) for cue in _FURNITURE) for item in items)


def menu_row(text: str) -> bool:
    """Whether a line is a page's menu without marks: "Home  World  Sport", "Home World Sport".

    Of titles that stand apart at least half are words of menus (a table's row is none); of words
    that do not, all are, and they are four or begin with "Home".
    """
    gaps = "  " in text or "\t" in text
    if not gaps and text.partition(" ")[0].casefold() not in _MENU:
        return False
    items = _GAP.split(text) if gaps else text.split()
    if not 3 <= len(items) <= _MENU_LONGEST or not all(item[:1].isupper() for item in items):
        return False
    known = sum(section_name(item) for item in items)
    if gaps:
        return known * 2 >= len(items) and all(len(item.split()) <= 3 for item in items)
    return known == len(items) and (known > 3 or items[0].casefold() == "home")


def section_name(text: str) -> bool:
    """Whether every word is one of those that name a page's sections: "World", "Top Stories"."""
    return all(word.casefold() in _MENU or word == "&" for word in text.split())


def outlet_and_date(text: str) -> tuple[str, str] | None:
    """``("Ferry News", "12 September 2025")`` of a line that holds a name and a day only."""
    if len(text) > _LONGEST or not cues.DATELINE_WORD.search(text):
        return None
    for gap in _DATE_GAP.finditer(text):
        found = cues.DATE.match(text[gap.end() :])
        if found:
            name = text[: gap.start()].strip()
            whole = _CLOCK_ONLY.fullmatch(found["rest"]) is not None
            return (name, text[gap.end() :]) if whole and _name(name, 6) else None
    return None


def signed_outlet(name: str) -> bool:
    """Whether the name itself says that it is an outlet's: "Valley Post", "The Meridian"."""
    return _NEWS_WORD.search(name) is not None or _THE.match(name) is not None


def lone_outlet(lines: Sequence[Line], kinds: Sequence[BlockKind | None], body: int) -> int | None:
    """The line at the top that holds a short name only, with a longer headline under it."""
    plain = [index for index in range(min(body, 6)) if kinds[index] is None]
    if len(plain) < 2 or any(kind not in _ABOVE for kind in kinds[: plain[0]]):
        return None
    first, second = lines[plain[0]], lines[plain[1]]
    limit = 5 if signed_outlet(first.text) else 3
    if first.bullet or not _name(first.text, limit) or any(map(str.isdigit, first.text)):
        return None
    headline = second.words >= 5 and second.words > first.words and not second.prose
    return plain[0] if headline and second.text[0] not in "•*-" else None


def dated_outlet(lines: Sequence[Line], kinds: Sequence[BlockKind | None], body: int) -> int | None:
    """The line that holds an outlet's name only, below the headline and next to the date."""
    plain = [index for index in range(body) if kinds[index] is None]
    for index in plain[1:]:
        text = lines[index].text
        if not lines[index].bullet and titled(text) and beside_date(kinds, index):
            return index
    return None


def beside_date(kinds: Sequence[BlockKind | None], index: int) -> bool:
    """Whether the line above or below is a date."""
    return BlockKind.DATE in (*kinds[max(0, index - 1) : index], *kinds[index + 1 : index + 2])


def titled(text: str) -> bool:
    """Whether a line is an outlet's name by its words, and no section's such as "World News"."""
    section = all(word.casefold() in _SECTION for word in text.split())
    return not section and _name(text, 5) and signed_outlet(text)


def named_below(
    name: str, lines: Sequence[Line], kinds: Sequence[BlockKind | None], body: int
) -> bool:
    """Whether a copyright or footer line under the text names the outlet too."""
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    bare = re.compile(rf"(?:©|\(c\)|copyright)[\W\d_]{{0,20}}(?:by\s+)?(?:the\s+)?{re.escape(name)}"
                      r"(?!\w)(?!\s(?-i:[A-Z]))", re.IGNORECASE)  # fmt: skip
    pattern = whole if " " in name else bare
    return any(
        kinds[index] in (BlockKind.BOILERPLATE, BlockKind.PROMO)
        and pattern.search(lines[index].text) is not None
        for index in range(body + 1, len(lines))
    )


def _name(text: str, most: int) -> bool:
    return (
        text[:1].isupper()
        and len(text.split()) <= most
        and not any(char in '!?:;,|“”"' for char in text)
        and not text.endswith(".")
        and names_only(text)
    )
