"""Hybrid search: words (SQLite FTS5) and meaning (vectors), fused into one order of passages.

Both searches propose (``proposals``); words, cosine and recency make one score
(``fusion``); the best are ranked again with their whole article, read and varied
(``ranking``). Ties go by passage row, so the same library always gives the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.origins import collapse
from assistant.parts import merged
from assistant.retrieval import fusion
from assistant.retrieval.proposals import Moment, Pool, propose
from assistant.retrieval.query import Query, parse
from assistant.retrieval.ranking import Ranking, rank
from assistant.retrieval.times import read_times
from assistant.retrieval.tracing import closest, dropped, with_copies
from assistant.types import Found, Hit, TimeReading, Trace
from ingest.errors import LibraryDamaged
from ingest.text.dates import timestamp
from ingest.types import Filters

if TYPE_CHECKING:
    from ingest.library import Library

EVERYTHING = Filters()

_LONG_AGO = 60 * 86_400.0
"""A question whose every date lies so many seconds back is not about the latest news."""

_SHORT = 40 * 86_400.0
"""Seconds of a time that is named beside a day of asking: up to a month."""

_TRIES = 20


class Retriever:
    """Finds the passages of a library that bear on a question. Safe for several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._catalogue = library.catalogue

    def search(
        self, query: str, filters: Filters = EVERYTHING, k: int = 20, *, states: bool = False
    ) -> list[Hit]:
        """At most ``k`` passages that the filters let through, best first.

        A query that ``states`` something asks for no articles: what it says of their time
        leaves none out. Scores are comparable within one search only. Raises UsageError for a
        query without words, LibraryError and EmbedderError.
        """
        return list(self.find(query, filters, k, states=states).hits)

    def find(
        self, query: str, filters: Filters = EVERYTHING, k: int = 20, *, states: bool = False
    ) -> Found:
        """The same with the trace of the search; raises the same."""
        asked = parse(query)
        trace = Trace(query, filters, terms=asked.words, spellings=asked.spellings)
        if k <= 0:
            return Found((), trace)
        for _ in range(_TRIES):
            # Another process may take passages out between two looks at the catalogue.
            with suppress(KeyError):
                return self._search(asked, filters, k, trace, states)
        raise LibraryDamaged(
            f"Some passages in {self._catalogue.path} have no vector.",
            "Make the vectors again: briefing reindex",
        )

    def given(
        self, parts: Sequence[str], filters: Filters, k: int
    ) -> tuple[tuple[Hit, ...], tuple[Trace, ...]]:
        """What an engine is given for a question in ``parts``: at most ``k`` passages, best first,
        those of copies as passages of one article; with the trace of each search.

        Raises what ``find`` raises.
        """
        found = [self.find(part, filters, k) for part in parts]
        hits = merged([each.hits for each in found], k)
        kept = collapse(hits, self._catalogue.passages_of)
        if len(kept) < len(hits):
            # What comes next takes the places of the copies.
            more = merged([self.find(part, filters, 2 * k).hits for part in parts], 2 * k)
            for count in range(len(hits) + 1, len(more) + 1):
                hits = more[:count]
                kept = collapse(hits, self._catalogue.passages_of)
                if len(kept) >= k:
                    break
        kept = kept[:k]
        return kept, with_copies([each.trace for each in found], hits, kept)

    def neighbours(self, hits: Sequence[Hit]) -> dict[str, tuple[str, str]]:
        """The texts before and after each passage by its id, "" at either end of an article."""
        rows = self._catalogue.rowids([hit.passage.passage_id for hit in hits])
        found = self._catalogue.neighbours(list(rows.values()))
        return {name: found.get(row, ("", "")) for name, row in rows.items()}

    def _search(self, asked: Query, filters: Filters, k: int, trace: Trace, states: bool) -> Found:
        moment = self._moment(asked, filters)
        today = datetime.fromtimestamp(moment.now, UTC).date().isoformat() if moment else None
        moment = moment or Moment(0.0, 0.0)
        times = read_times(asked.text, today) if today else ()
        if states:
            times = tuple(replace(each, effect="prior") for each in times)
        if filters.as_of is not None:
            times = tuple(each for each in times if _adds(each, moment))
        moment = _of_times(moment, times)
        pool = propose(self._library, asked, _narrowed(filters, times), moment)
        trace = replace(
            trace,
            times=self._told(times, pool),
            by_words=len(pool.lexical_rank),
            by_meaning=len(pool.vector_rank),
            today=today,
        )
        if not len(pool.rows):
            return Found((), trace)
        ranking = rank(self._catalogue, asked, pool, moment, k)
        return self._found(pool, ranking, trace)

    def _moment(self, asked: Query, filters: Filters) -> Moment | None:
        """Asked on ``as_of``; else on the day of the newest article, which is but a hint."""
        if filters.as_of is not None:
            return Moment(timestamp(filters.as_of, end_of_day=True), fusion.RECENT)
        newest = self._catalogue.newest()
        if newest is None:
            return None
        now = timestamp(newest, end_of_day=True)
        if filters.until is not None:
            now = min(now, timestamp(filters.until, end_of_day=True))
        past = [timestamp(end, end_of_day=True) < now - _LONG_AGO for _, end in asked.dates]
        return Moment(now, 0.0 if past and all(past) else fusion.HINT)

    def _told(self, times: tuple[TimeReading, ...], pool: Pool) -> tuple[TimeReading, ...]:
        """Without what made no difference: no proposed article, or every one, is of then."""
        published = self._catalogue.places(pool.rows).published
        told: list[TimeReading] = []
        for each in times:
            if each.effect == "prior":
                first, last = _seconds(each)
                then = (published >= first) & (published <= last)
                if not then.any() or then.all():
                    continue
            told.append(each)
        return tuple(told)

    def _found(self, pool: Pool, ranking: Ranking, trace: Trace) -> Found:
        chosen = ranking.varied.chosen
        told = [place for place, _ in chosen] + list(closest(ranking))
        used = [ranking.passages[int(ranking.rows[place])] for place in told]
        articles = self._catalogue.revision_rows({(one.article_id, one.revision) for one in used})
        hits: list[Hit] = []
        for place, score in chosen:
            row = int(ranking.rows[place])
            passage = ranking.passages[row]
            hits.append(
                Hit(
                    passage=passage,
                    article=articles[passage.article_id, passage.revision],
                    score=round(score, 6),
                    lexical_rank=pool.lexical_rank.get(row),
                    vector_rank=pool.vector_rank.get(row),
                    similarity=float(pool.similarity[ranking.at[place]]),
                    fusion=ranking.fused[place],
                )
            )
        trace = replace(trace, ranked=len(ranking.rows), dropped=dropped(ranking, articles))
        return Found(tuple(hits), trace)


def _adds(time: TimeReading, moment: Moment) -> bool:
    """Whether words about time say more than the day of asking already does.

    What lasts until that day is what recency prefers; longer times are more often part of
    the matter ("since 2019").
    """
    first, last = _seconds(time)
    return time.effect == "filter" or (last < moment.now and last - first < _SHORT)


def _of_times(moment: Moment, times: Sequence[TimeReading]) -> Moment:
    """The moment with the times that the question names."""
    named = tuple(_seconds(each) for each in times if each.effect == "prior")
    return replace(moment, windows=named)


def _narrowed(filters: Filters, times: Sequence[TimeReading]) -> Filters:
    """The filters with what the question says of the articles that it wants."""
    for each in times:
        if each.effect == "filter":
            since = [day for day in (filters.since, each.start) if day]
            until = [day for day in (filters.until, each.end) if day]
            filters = replace(
                filters,
                since=max(since, key=timestamp, default=None),
                until=min(until, key=lambda day: timestamp(day, end_of_day=True), default=None),
            )
    return filters


def _seconds(time: TimeReading) -> tuple[float, float]:
    """The first and last second, in POSIX seconds; infinite where it is open."""
    first = timestamp(time.start) if time.start else float("-inf")
    return first, timestamp(time.end, end_of_day=True) if time.end else float("inf")


__all__ = ["Retriever"]
