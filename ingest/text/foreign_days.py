"""Days written with the month's name in other languages than English, put into English.

Names of months, full and as they are commonly cut, folded: no accents, no dots, dotless i as i.
A name that two of these languages use for different months stands in none (Croatian's
``listopada`` is Polish's November), but for the commoner one.
"""

from __future__ import annotations

import re
import unicodedata

from ingest.text.months import MONTH_NAMES

_NAMES = (
    # German and Austrian; French; Spanish; Italian; Dutch; Portuguese; Turkish; Polish;
    # Swedish, Danish and Norwegian; Czech; Romanian; Russian; Ukrainian;
    # Finnish; Greek.
    "januar janner jan janvier janv enero ene gennaio gen januari janeiro ocak stycznia sty "
    "ledna ianuarie января янв січня"
    " tammikuuta ιανουαριου",
    "februar feber feb fevrier fevr fev febrero febbraio februari fevereiro subat lutego lut "
    "februari unora februarie февраля фев лютого"
    " helmikuuta φεβρουαριου",
    "marz mars marzo mar maart mrt marco mart marca marts brezna martie марта мар березня"
    " maaliskuuta μαρτιου",
    "april apr avril avr abril abr aprile nisan kwietnia kwi dubna aprilie апреля апр квітня"
    " huhtikuuta απριλιου",
    "mai mayo maggio mag mei maio mayis maja maj kvetna мая травня toukokuuta μαϊου",
    "juni jun juin junio giugno giu junho haziran czerwca cze cervna iunie июня июн червня"
    " kesakuuta ιουνιου",
    "juli jul juillet juil julio luglio lug julho temmuz lipca lip cervence iulie июля июл липня"
    " heinakuuta ιουλιου",
    "august aug aout agosto ago augustus agustos sierpnia sie augusti srpna августа авг серпня"
    " elokuuta αυγουστου",
    "september sept sep septembre septiembre setiembre settembre set setembro eylul wrzesnia wrz "
    "zari septembrie сентября сен вересня"
    " syyskuuta σεπτεμβριου",
    "oktober okt octobre octubre oct ottobre ott outubro out ekim pazdziernika paz rijna "
    "octombrie октября окт жовтня"
    " lokakuuta οκτωβριου",
    "november nov novembre noviembre novembro kasim listopada lis listopadu noiembrie ноября ноя "
    "листопада"
    " marraskuuta νοεμβριου",
    "dezember dez decembre dec diciembre dic dicembre december dezembro aralik grudnia gru "
    "prosince decembrie desember декабря дек грудня"
    " joulukuuta δεκεμβριου",
)


def folded(word: str) -> str:
    """A word for looking up: case, accents and the dots of Turkish letters aside."""
    plain = unicodedata.normalize("NFKD", word.replace("İ", "i").casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return letters.replace("ı", "i").replace("ł", "l").rstrip(".")


_MONTHS = {
    folded(name): MONTH_NAMES[number]
    for number, names in enumerate(_NAMES)
    for name in names.split()
}
_YEAR = r"((?:19|20)\d\d)(?!\d)"
_WORD = r"([^\W\d_]{3,12})"
_DAY = re.compile(
    rf"(?<![\d.])(\d{{1,2}})(?:\.|er|º|ª|°)?\s*(?:de\s+|di\s+)?{_WORD}\.?,?\s+(?:de\s+|del\s+)?{_YEAR}",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\A\s*{_WORD}\.?\s+(?:de\s+|del\s+)?{_YEAR}\s*\Z", re.IGNORECASE)
_EASTERN = re.compile(r"((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2})\s?h\s?(\d\d)(?!\d)")
"""``14h30``, as French and Portuguese write a time."""


def in_english(text: str) -> str:
    """``18. März 2024 Montag`` as ``18 March 2024 Montag``; a text without such a day as it is.

    Also ``mars 2024``, and days of the East Asian form, which become ISO 8601.
    """
    if found := _EASTERN.search(text):
        day = f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
        return f"{text[: found.start()]}{day} {text[found.end() :].strip()}".strip()
    for form, days in ((_DAY, 1), (_MONTH, 0)):
        found = form.search(text)
        month = _MONTHS.get(folded(found[days + 1])) if found else None
        if found is not None and month is not None:
            date = " ".join((*found.groups()[:days], month, found[days + 2]))
            rest = _CLOCK.sub(r"\1:\2", text[found.end() :])
            return f"{text[: found.start()]}{date}{rest}"
    return text


__all__ = ["folded", "in_english"]
