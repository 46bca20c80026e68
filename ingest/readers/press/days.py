"""Days as databases write them in the language of their user, put into English."""

from __future__ import annotations

import re

# English, German, French, Spanish, Italian, Dutch, Portuguese; the first four letters tell.
_MONTHS = {
    "January": ("janu", "jänn", "janv", "ener", "genn", "jane"),
    "February": ("febr", "févr", "fevr", "febb", "feve"),
    "March": ("marc", "märz", "mars", "marz", "maar", "març"),
    "April": ("apri", "avri", "abri"),
    "May": ("may", "mai", "mayo", "magg", "mei", "maio"),
    "June": ("june", "juni", "juin", "giug", "junh"),
    "July": ("july", "juli", "juil", "lugl", "julh"),
    "August": ("augu", "août", "aout", "agos"),
    "September": ("sept", "sett", "sete"),
    "October": ("octo", "okto", "octu", "otto", "outu"),
    "November": ("nove",),
    "December": ("dece", "deze", "déce", "dici", "dice"),
}
_BY_START = {start: month for month, starts in _MONTHS.items() for start in starts}
_DAY = re.compile(
    r"(?<!\d)(\d{1,2})(?:\.|er|º)?\s+(?:de\s+|di\s+)?([^\W\d_]{3,10})\.?\s+(?:de\s+|del\s+)?"
    r"((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_EASTERN = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")


def in_english(text: str) -> str:
    """``18. März 2024 Montag`` as ``18 March 2024 Montag``; a text without such a day as it is."""
    if found := _EASTERN.search(text):
        day = f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
        return f"{text[: found.start()]}{day} {text[found.end() :].strip()}".strip()
    found = _DAY.search(text)
    month = _BY_START.get(found[2].lower()[:4]) if found else None
    if found is None or month is None:
        return text
    return f"{text[: found.start()]}{found[1]} {month} {found[3]}{text[found.end() :]}"
