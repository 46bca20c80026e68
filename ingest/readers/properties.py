"""What a document's properties are worth: which titles and authors are those of an article.

Pure. Word processors fill them in with file names, templates and names of accounts.
"""

from __future__ import annotations

import re

MAX_PARAGRAPHS = 50_000
"""Paragraphs of one document; a long novel has about 10,000."""
MAX_CHARACTERS = 8_000_000

_FILE_NAME = re.compile(
    r"\.(?:docx?|odt|rtf|pdf|indd|qxp|qxd|html?|txt|tex|dvi|ps|eps|pages|pptx?|xlsx?|tmp)\W*$", re.I
)
_NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel) ?-|untitled|unbenannt|sans (?:titre|nom)|"
    r"document ?\d*$|dokument ?\d*$|print(?:ing)?\b|layout ?\d*$|slide ?\d*$|title$|titel$|"
    r"word document|about:blank|https?:|file:|pii:|doi:|scan|img[_ ]?\d|page \d+)",
    re.IGNORECASE,
)
_NAME_PART = re.compile(r"^[^\W\d_][\w.’'`-]*$")
_NO_PERSON = re.compile(
    r"\b(?:user|admin|administrator|office|microsoft|windows|owner|benutzer|anwender|utilisateur|"
    r"python-docx|writer|acrobat|adobe|pdf|latex|scanner|unknown|unbekannt|anonymous|author|"
    r"template|company|desktop|laptop|default|test|redaktion|editor|calibre|pandoc)\b",
    re.IGNORECASE,
)


def plausible_title(text: str | None) -> str | None:
    """The title, unless it is a file name, a program's placeholder or nothing to read."""
    title = " ".join((text or "").split())
    if _FILE_NAME.search(title) or _NO_TITLE.search(title):
        return None
    words = title.split()
    if len(words) < 2 or len(title) > 300 or "_" in title:
        return None
    return title if sum(char.isalpha() for char in title) * 2 > len(title) else None


def plausible_authors(text: str | None) -> list[str]:
    """Names of people out of an author property; accounts and programs fall out."""
    found = []
    for part in re.split(r"\s*[;|\n]\s*|,\s+(?=\w+\s+\w)|\s+(?:and|und|et|&)\s+", text or ""):
        words = part.split()
        named = 2 <= len(words) <= 5 and all(_NAME_PART.match(word) for word in words)
        if named and words[0][0].isupper() and not _NO_PERSON.search(part):
            found.append(" ".join(words))
    return found[:20]


def keywords(text: str | None) -> list[str]:
    """Tags out of a keywords property."""
    parts = (" ".join(part.split()) for part in re.split(r"[;,\n]", (text or "")[:5000]))
    return list(dict.fromkeys(part for part in parts if 1 < len(part) <= 60))[:30]
