"""From a draft and its checks to the answer that is shown: numbers, notes, provenance. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.origins import copied, one_cluster, outlets, same_text
from assistant.types import (
    Citation,
    Context,
    Hit,
    Sentence,
    Span,
    Trace,
    Verdict,
)
from ingest.clusters import Carried
from ingest.credits import agency_named
from ingest.text.dates import spoken, timestamp
from ingest.types import ArticleKind, ArticleRow

if TYPE_CHECKING:
    from assistant.verify import Verification

_OLD_AFTER_DAYS = 60
_DAYS_IN_MONTH = 30.44


class Ledger:
    """Numbers citations in order of first use; the same span keeps its number.

    ``carried`` tells whose report an article is, and which other outlets have it.
    """

    def __init__(self, context: Context, carried: Callable[[ArticleRow], Carried]) -> None:
        self.context = context
        self._carried = carried
        self._numbers: dict[tuple[str, int, int, int], int] = {}
        self._shown: list[Span] = []
        self.citations: list[Citation] = []

    def add(
        self, checked: Verification, ahead: Sequence[Span] = ()
    ) -> tuple[Sentence, tuple[Citation, ...]]:
        """The sentence with its citations numbered, and the citations that are new with it.

        ``ahead`` are the words that later sentences will show.
        """
        before = len(self.citations)
        numbers = tuple(dict.fromkeys(self._number(span) for span in checked.spans))
        beside = checked.standing_span
        shown = beside is not None and beside in (*self._shown, *ahead)
        self._shown += [*checked.spans, *([beside] if beside else [])]
        sentence = Sentence(
            text=checked.text,
            citations=numbers,
            verdict=checked.verdict,
            reasons=checked.reasons,
            attributed_to=checked.attributed_to,
            hedged=checked.hedged,
            voice=checked.voice,
            standing=checked.standing,
            standing_from=None if beside is None else self.citations[self._number(beside) - 1],
            standing_shown=shown,
        )
        return sentence, tuple(self.citations[before:])

    def _number(self, span: Span) -> int:
        numbered = self.context.get(span.number)
        if numbered is None:
            raise ValueError(f"verify kept a span of passage {span.number}, which was not given")
        passage = numbered.hit.passage
        key = (passage.article_id, passage.revision, span.start, span.end)
        if key not in self._numbers:
            number = len(self.citations) + 1
            self._numbers[key] = number
            carried = self._carried(numbered.hit.article)
            quote = passage.text[span.start - passage.start : span.end - passage.start]
            self.citations.append(
                Citation(
                    number=number,
                    passage_id=passage.passage_id,
                    quote=quote,
                    start=span.start,
                    end=span.end,
                    article=numbered.hit.article,
                    also_carried_by=carried.by,
                    agency=carried.agency,
                )
            )
        return self._numbers[key]


def used(sentences: Iterable[Sentence]) -> frozenset[int]:
    """The numbers of the citations that the sentences bear, those of their standing included."""
    return frozenset(
        number
        for sentence in sentences
        for number in (
            *sentence.citations,
            *([sentence.standing_from.number] if sentence.standing_from else []),
        )
    )


def notes(
    citations: Sequence[Citation],
    now: datetime,
    as_of: str | None,
    retrieved: Sequence[Hit] = (),
) -> tuple[str, ...]:
    """What the reader should know about an answer's sources as a whole.

    One article or one origin (copies with small edits too, by the texts of ``retrieved``, and
    several reports of one agency), opinion pieces only, a newest source older than two months
    (counted from ``as_of`` where it is given, else from ``now``), undated sources.
    """
    if not citations:
        return ()
    articles = {citation.article.article_id: citation.article for citation in citations}
    found: list[str] = []
    one_origin = len(articles) == 1 or _one_origin(citations, retrieved)
    if one_origin:
        several = outlets(articles.values()) > 1
        found.append("several outlets but one origin" if several else "single source")
    if all(article.meta.kind is ArticleKind.OPINION for article in articles.values()):
        found.append("opinion only")
    found.extend(_age(articles.values(), now, as_of))
    return tuple(found)


def _one_origin(citations: Sequence[Citation], retrieved: Sequence[Hit]) -> bool:
    """Whether every article is a copy of the first or carries a copy of the passage cited, or
    all are the reports of one agency in several outlets."""
    agencies = {each.agency or agency_named(each.article.meta.publisher) for each in citations}
    if len(agencies) == 1 and None not in agencies:
        return True
    texts = {hit.passage.passage_id: hit.passage.text for hit in retrieved}
    first = citations[0]
    mine = [
        texts.get(each.passage_id, each.quote)
        for each in citations
        if _copies(each.article, first.article)
    ]
    rest = [each for each in citations if not _copies(each.article, first.article)]
    return all(
        any(copied(text, texts.get(each.passage_id, each.quote)) for text in mine) for each in rest
    )


def _copies(one: ArticleRow, other: ArticleRow) -> bool:
    return same_text(one, other) or one_cluster(one, other)


def times_read(traces: Sequence[Trace]) -> tuple[str, ...]:
    """How the question's words about time were read, in plain words, each once."""
    said: list[str] = []
    for each in (reading for trace in traces for reading in trace.times):
        days = " to ".join(spoken(day) for day in dict.fromkeys((each.start, each.end)) if day)
        if each.end is None:
            days = f"{days} on"
        elif each.start is None:
            days = f"up to {days}"
        effect = "only articles of" if each.effect == "filter" else "first the articles of"
        said.append(f"“{each.phrase}” read as {effect} {days}")
    return tuple(dict.fromkeys(said))


def _age(articles: Iterable[ArticleRow], now: datetime, as_of: str | None) -> list[str]:
    dates = [article.meta.published for article in articles if article.meta.published]
    if not dates:
        return ["undated source"]
    newest = max(timestamp(date, end_of_day=True) for date in dates)
    reference = timestamp(as_of, end_of_day=True) if as_of else now.timestamp()
    days = (reference - newest) / 86_400
    if days < _OLD_AFTER_DAYS:
        return []
    months = round(days / _DAYS_IN_MONTH)
    return [f"newest source is {months} months old"]


def confidence(stated: float | None, sentences: Sequence[Sentence], hits: Sequence[Hit]) -> float:
    """The engine's own confidence, else the share of sentences that were verified (partly
    counts half); 0 when nothing was found or written."""
    if stated is not None:
        return min(1.0, max(0.0, stated))
    if not sentences or not hits:
        return 0.0
    worth = {Verdict.VERIFIED: 1.0, Verdict.PARTLY: 0.5, Verdict.UNSUPPORTED: 0.0}
    return sum(worth[sentence.verdict] for sentence in sentences) / len(sentences)
