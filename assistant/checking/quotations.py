"""Whether the words that a sentence quotes are those of the passage it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.dates import Finding
from assistant.checking.narrow import Evidence
from ingest.text.names import fold

QUOTED = re.compile(
    r"“([^“”]*)(?:”|\Z)|“([^“”\"]*)\"|\"([^\"“”]*)”|\"([^\"]*)(?:\"|\Z)"
    r"|«([^«»]*)(?:»|\Z)|‘([^‘’]{12,})’(?!\w)"
)
"""Words in quotation marks; a mark may be closed by one of another shape, or by the end."""
_OMITTED = re.compile(r"…|\.\.\.|\[(?:…|\.\.\.)?\]")
_BRACKET = re.compile(r"\[[^\]]*\]")
_AROUND = " \t\n.,;:!?"
"""What may stand before and behind quoted words without being one of them."""
_BESIDE = 5
"""Characters beside a quotation in which a bracket of the passage touches it."""

_SPACE = re.compile(r"\s+")


def _plain(text: str) -> str:
    """Folded, one blank between words, no quotation marks: what "verbatim" compares."""
    return _SPACE.sub(" ", re.sub(r"[\"“”«»]", "", fold(text))).strip()


def quotations(statement: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """Words in quotation marks stand, in that order, in one cited passage.

    "…" may leave words out, and brackets may stand for words of the passage or explain them;
    brackets of the passage itself are repeated as they are.
    """
    found: list[Finding] = []
    passages = [_plain(each.passage) for each in evidence]
    for match in QUOTED.finditer(statement):
        quote = next((group for group in match.groups() if group is not None), "")
        if not any(_quoted(quote, passage) for passage in passages):
            found.append(Finding(f"the words “{quote.strip()}” are not in the cited passage"))
    return found


def _quoted(quote: str, passage: str) -> bool:
    """Word for word with the brackets as they are, or with brackets as words left out.

    A bracket that stands in the passage too is the passage's own: it leaves nothing out.
    """
    if _in_order(_parts(quote), passage):
        return True
    bare, said = quote.strip(_AROUND), _plain(quote)

    def gap(bracket: re.Match[str]) -> str:
        return bracket[0] if _plain(bracket[0]) in passage else "…"

    first = _BRACKET.match(bare)
    *_, last = [None, *_BRACKET.finditer(bare)]
    return bool(_BRACKET.search(bare)) and _in_order(
        _parts(_BRACKET.sub(gap, bare)),
        _BRACKET.sub(lambda bracket: bracket[0] if bracket[0] in said else " ¦ ", passage),
        opens=first is not None and gap(first) == "…",
        closes=last is not None and last.end() == len(bare) and gap(last) == "…",
    )


def _parts(quote: str) -> list[str]:
    parts = [_plain(part).strip(_AROUND) for part in _OMITTED.split(quote)]
    return [part for part in parts if part]


def _in_order(
    parts: Sequence[str], text: str, *, opens: bool = False, closes: bool = False
) -> bool:
    """Whether the parts follow each other, and no bracket of the passage ("¦") is left out
    between them, nor before or behind them where the quotation has a bracket there itself."""
    at = 0
    for number, part in enumerate(parts):
        match = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)").search(text, at)
        if match is None:
            return False
        skipped = text[at : match.start()] if number else text[: match.start()][-_BESIDE:] * opens
        if "¦" in skipped:
            return False
        at = match.end()
    return not (closes and "¦" in text[at : at + _BESIDE])


__all__ = ["QUOTED", "quotations"]
