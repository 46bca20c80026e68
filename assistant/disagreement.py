"""Where the sources of an answer say different things of one matter. Pure.

Both sides are shown as they stand: nothing is averaged, and nobody is said to be right. Where
a figure is of a later day than the others it is called so, for it may bring them up to date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from assistant.differing import Difference, Kind, Matter, Statement, differences
from assistant.engines.extraction.opposing import matter
from assistant.origins import copied, same_text
from assistant.questions.asked import analyse
from assistant.types import Citation, Disagreement, Hit, Sentence, Side
from ingest.text.sentences import sentences as sentence_offsets

MOST = 4
"""Disagreements shown of one answer."""


@dataclass(slots=True)
class _Dispute:
    """A disagreement as it grows: the values with the citations that bear them."""

    kind: Kind
    about: str
    values: dict[str, list[Citation]] = field(default_factory=dict)

    def add(self, value: str, citation: Citation) -> None:
        held = self.values.setdefault(value, [])
        if citation not in held:
            held.append(citation)


def disagreements(
    sentences: Sequence[Sentence],
    citations: Sequence[Citation],
    question: str = "",
    retrieved: Sequence[Hit] = (),
) -> tuple[Disagreement, ...]:
    """The numbers, dates and yes-or-noes in which articles of different origin differ, in the
    words that the answer cites.

    With the ``question`` answers to it are compared even where they share few other words;
    the texts of ``retrieved`` tell copies of one text.
    """
    used = {number for sentence in sentences for number in sentence.citations}
    cited = [citation for citation in citations if citation.number in used]
    asked = matter(analyse(question)) if question else Matter()
    texts = {hit.passage.passage_id: hit.passage.text for hit in retrieved}
    found: list[_Dispute] = []
    for one, other in combinations(cited, 2):
        if same_text(one.article, other.article) or copied(_text(one, texts), _text(other, texts)):
            continue
        for difference in _between(one, other, asked):
            _join(found, difference, one, other)
    return tuple(map(_shown, found[:MOST]))


def _text(citation: Citation, texts: Mapping[str, str]) -> str:
    return texts.get(citation.passage_id, citation.quote)


def _between(one: Citation, other: Citation, asked: Matter) -> Iterator[Difference]:
    """What the sentences of two citations say differently: where the question asks for a
    number, a date or a yes or no, that; and any that they say in much the same words."""
    seen: set[tuple[Kind, str, str]] = set()
    for mine in _statements(one):
        for theirs in _statements(other):
            for what in dict.fromkeys((asked, Matter())):
                for each in differences(mine, theirs, what):
                    if (each.kind, each.one, each.other) not in seen:
                        seen.add((each.kind, each.one, each.other))
                        yield each


def _statements(citation: Citation) -> list[Statement]:
    meta = citation.article.meta
    return [
        Statement(citation.quote[start:end], meta.published, meta.title or "")
        for start, end in sentence_offsets(citation.quote)
    ]


def _join(found: list[_Dispute], new: Difference, one: Citation, other: Citation) -> None:
    """Adds a difference to the dispute that has one of its sides already, or as a new one."""
    for dispute in found:
        if dispute.kind == new.kind and (
            one in dispute.values.get(new.one, ()) or other in dispute.values.get(new.other, ())
        ):
            break
    else:
        dispute = _Dispute(new.kind, new.about)
        found.append(dispute)
    dispute.add(new.one, one)
    dispute.add(new.other, other)


def _shown(dispute: _Dispute) -> Disagreement:
    days = {
        value: max((each.article.meta.published or "")[:10] for each in held)
        for value, held in dispute.values.items()
    }
    newest = max(days.values())
    alone = [value for value, day in days.items() if day == newest]
    dated = dispute.kind == "number" and all(days.values()) and len(alone) == 1
    return Disagreement(
        dispute.about,
        dispute.kind,
        tuple(
            Side(value, tuple(each.number for each in held), dated and value == alone[0])
            for value, held in dispute.values.items()
        ),
    )


__all__ = ["MOST", "disagreements"]
