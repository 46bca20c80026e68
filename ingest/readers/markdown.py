"""Markdown: front matter, a first heading as the title, and text without its marks-up.

Links keep their words and images their place; the blocks are what the text says, so that a
quotation is the wording itself and not its notation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.fetching.decoding import decode
from ingest.metadata import Claim
from ingest.readers.compose import article_of, stands_for
from ingest.readers.document import Document
from ingest.readers.front_matter import split
from ingest.types import Article, Rejected

_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*)$")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-{3,})\s*$")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_RULE = re.compile(r"^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_MARKED = re.compile(r"[\\\[<*_`]")
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,300})\]\([^)\n]{0,2000}\)|!\[\[[^\[\]\n]{0,300}\]\]")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\([^)\n]{0,2000}\)")
_REFERENCE_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\[[^\[\]\n]{0,100}\]")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{1,300}\|)?([^\[\]\n]{1,300})\]\]")
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]{1,100}\]:\s+\S+.*$")
_AUTO_LINK = re.compile(r"<((?:https?://|mailto:)[^>\s]{1,2000})>")
_TAG = re.compile(r"</?[a-zA-Z][^>\n]{0,500}>|<!--.{0,2000}?-->")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,1000}?)(?<=[^\s*])\*(?![\w*])"
                       r"|(?<!\w)_(?=[^\s_])([^_\n]{1,1000}?)(?<=[^\s_])_(?!\w)")  # fmt: skip
_CODE = re.compile(r"(`{1,3})([^`\n]{1,500})\1")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~])")
_ASIDE = 0xF8000
_SET_ASIDE = re.compile(f"[{chr(_ASIDE)}-{chr(_ASIDE + 127)}]")
_FOOTNOTE = re.compile(r"\[\^[\w-]{1,40}\]:?")
_QUOTE = re.compile(r"^ {0,3}>\s?")


def read(document: Document) -> Iterator[Article | Rejected]:
    """The one article of a Markdown file."""
    stated, body, warnings = split(decode(document.data(), document.fetched.charset))
    text, title, headings = plain(body)
    claims = [claim for claim in (stated, Claim("heading", title=title)) if claim is not None]
    yield article_of(stands_for(document), text, claims, warnings=warnings, headings=headings)


def plain(markdown: str) -> tuple[str, str | None, frozenset[str]]:
    """``(text, title, headings)``: the words of a Markdown text, and its headings.

    The title is the first heading if nothing stands before it.
    """
    lines: list[str] = []
    headings: set[str] = set()
    title: str | None = None
    fenced = False
    for line in markdown.split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
            continue
        if fenced:
            lines.append(line)
            continue
        heading = _HEADING.match(line)
        if heading:
            words = _inline(heading[1].rstrip().rstrip("#").rstrip())
            if title is None and not any(lines):
                title = words
            headings.add(words)
            lines.extend(("", words, ""))
        elif _UNDERLINE.match(line) and lines and lines[-1].strip():
            if title is None and line.lstrip().startswith("=") and not any(lines[:-1]):
                title = lines[-1].strip()
            headings.add(lines[-1].strip())
            lines.append("")
        elif _RULE.match(line) or _REFERENCE.match(line):
            lines.append("")
        else:
            lines.append(_inline(_QUOTE.sub("", line)))
    return "\n".join(lines).strip("\n"), title or None, frozenset(headings)


def _inline(line: str) -> str:
    if not _MARKED.search(line):
        return line
    # Escaped signs step aside, as private code points, until the mark-up is off.
    line = _ESCAPE.sub(lambda found: chr(_ASIDE + ord(found[1])), line)
    line = _IMAGE.sub("", line)
    line = _LINK.sub(r"\1", line)
    line = _REFERENCE_LINK.sub(r"\1", line)
    line = _WIKI_LINK.sub(r"\1", line)
    line = _FOOTNOTE.sub("", line)
    line = _AUTO_LINK.sub(r"\1", line)
    line = _TAG.sub("", line)
    line = _STRONG.sub(r"\2", line)
    line = _EMPHASIS.sub(lambda found: found[1] or found[2], line)
    line = _CODE.sub(r"\2", line)
    return _SET_ASIDE.sub(lambda found: chr(ord(found[0]) - _ASIDE), line)
