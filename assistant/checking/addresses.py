"""Links and addresses in a statement: what goes, and what stood there as a word of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.dates import Finding, near_words
from assistant.checking.narrow import Evidence
from ingest.fetching.urls import host_of
from ingest.text.clean import clean_line

# Bounded: a model may write thousands of brackets or dots that are never closed.
_IMAGE = re.compile(r"!\[[^\]]{0,500}\](?:\([^)]{0,2000}\)|\[[^\]]{0,500}\])?")
_LINK = re.compile(r"\[([^\]]{0,500})\](?:\([^)]{0,2000}\)|\[[^\]]{0,500}\])")
_HTML = re.compile(r"</?[a-z!][^<>]*>", re.I)
_URL = re.compile(
    r"<?\b(?:[a-z][a-z0-9+.-]{1,20}://|www\.)[^\s<>\"”’)\]]+>?|\b(?:javascript|data|mailto):[^\s)]+",
    re.I,
)
_HOST = re.compile(
    r"\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,9}\.(?:com|org|net|io|ru|cn|info|biz|co|dev|app|xyz|me|tv|ai)\b(?:/[^\s)]*[^\s).,;:!?])?",
    re.I,
)
_MARKER = re.compile(r"\s?\[\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\]")
_GOES_ON = re.compile(r"\s+\w")
_BESIDE = "<>.,;:!?"
"""What an address may be written in or before."""


def without_links(text: str, evidence: Sequence[Evidence]) -> tuple[str, list[str]]:
    """The text without markers, images, links (their words stay), addresses and tags; a name in
    the form of a host ("Booking.com") stays when the cited words hold it, or it is the outlet's.

    Also the addresses gone that stood as a word of the sentence, not as a reference beside it.
    """
    for pattern, instead in ((_IMAGE, ""), (_LINK, r"\1"), (_HTML, "")):
        text = pattern.sub(instead, text)
    held = _hosts(evidence)
    gone: list[str] = []

    def url(found: re.Match[str]) -> str:
        if not found[0].startswith("<") and _amid(found):
            gone.append(found[0])
        return ""

    def host(found: re.Match[str]) -> str:
        if found[0].casefold() in held:
            return found[0]
        gone.append(found[0])
        return ""

    text = _MARKER.sub("", _HOST.sub(host, _URL.sub(url, text)))
    return clean_line(text), gone


def addresses(gone: Sequence[str], evidence: Sequence[Evidence]) -> list[Finding]:
    """What is left of a sentence without an address that stood as a word of it says less than
    what was written: less than the source, too, when the cited words or those beside them hold
    the address; else what was written is not there."""
    written = {each.strip(_BESIDE).casefold() for each in _URL.findall(near_words(evidence))}
    held = _hosts(evidence)
    found: list[Finding] = []
    for each in dict.fromkeys(address.strip(_BESIDE) for address in gone):
        if each.casefold() in written:
            found.append(Finding(f"the address “{each}” of the source was taken out", fatal=False))
        elif each.casefold() not in held:
            found.append(Finding(f"the address “{each}” is not in the cited words"))
    return found


def _hosts(evidence: Sequence[Evidence]) -> set[str]:
    """The hosts that the cited words and those beside them name, and those of the outlets."""
    found = {host.casefold() for host in _HOST.findall(near_words(evidence))}
    for each in evidence:
        meta = each.numbered.hit.article.meta
        found |= {(meta.publisher or "").casefold(), host_of(meta.url) or ""}
    return found


def _amid(found: re.Match[str]) -> bool:
    """Whether words stand on both sides: what is in brackets, or last, is a reference."""
    before = found.string[: found.start()].rstrip()
    return before[-1:].isalnum() and _GOES_ON.match(found.string, found.end()) is not None


__all__ = ["addresses", "without_links"]
