"""A kept answer made showable again: from its JSON and the catalogue, nothing else.

Titles, outlets and dates come from the catalogue's revision. Where that is gone, what was kept
stands in for it and the citation is marked as removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from assistant.answer_json import filters_from_json
from assistant.shape import (
    Shape,
    number_at,
    object_at,
    objects_at,
    text_at,
    texts_at,
    whole_at,
    wholes_at,
)
from assistant.types import (
    Answer,
    Citation,
    Disagreement,
    Hit,
    Part,
    Provenance,
    Sentence,
    Side,
    Standing,
    Usage,
    Verdict,
    Voice,
)
from ingest.errors import UnknownArticle
from ingest.types import (
    Access,
    ArticleKind,
    ArticleRow,
    Metadata,
    Passage,
    StoredArticle,
)

NEAREST = 5
"""Nearest passages kept with an answer that abstained."""

REMOVED = "source removed"

_KINDS: tuple[Literal["number", "date", "yes or no"], ...] = ("number", "date", "yes or no")


class Articles(Protocol):
    """What restoring asks of the catalogue; both raise ``UnknownArticle``."""

    def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
        """One revision with its text."""
        ...

    def revision_row(self, article_id: str, revision: int) -> ArticleRow:
        """One revision without its text."""
        ...


@dataclass(frozen=True, slots=True)
class Restored:
    """An answer as it was, and the numbers of citations whose article is gone since."""

    answer: Answer
    removed: frozenset[int]


def restore(shape: Shape, articles: Articles) -> Restored:
    """The answer that ``shape`` was made of, its citations resolved in the catalogue."""
    removed: set[int] = set()
    citations = []
    for kept in objects_at(shape, "citations"):
        citation, gone = _citation(kept, articles)
        citations.append(citation)
        if gone:
            removed.add(citation.number)
    abstained = text_at(shape, "status") == "abstained"
    timings = object_at(shape, "timings_ms")
    answer = Answer(
        question=text_at(shape, "searched_for") or text_at(shape, "question"),
        asked=text_at(shape, "question"),
        status="abstained" if abstained else "answered",
        confidence=number_at(shape, "confidence"),
        sentences=_sentences(objects_at(shape, "sentences"), citations),
        citations=tuple(citations),
        retrieved=tuple(
            hit for kept in objects_at(shape, "nearest") if (hit := _hit(kept, articles))
        ),
        filters=filters_from_json(object_at(shape, "filters")),
        provenance=_provenance(object_at(shape, "provenance")),
        notes=texts_at(shape, "notes"),
        as_of=text_at(shape, "as_of") or None,
        incomplete=text_at(shape, "incomplete") or None,
        timings_ms={name: number_at(timings, name) for name in timings},
        parts=tuple(
            Part(text_at(kept, "question"), kept.get("covered") is True)
            for kept in objects_at(shape, "parts")
        ),
        disagreements=tuple(
            found for kept in objects_at(shape, "disagreements") if (found := _disagreement(kept))
        ),
    )
    return Restored(answer, frozenset(removed))


def _sentences(kept: Sequence[Shape], citations: Sequence[Citation]) -> tuple[Sentence, ...]:
    """The sentences; of each whether what decides its standing is shown elsewhere too."""
    made = [_sentence(each, citations) for each in kept]
    shown = {number for each in made for number in each.citations}
    found: list[Sentence] = []
    for each in made:
        beside = each.standing_from
        found.append(replace(each, standing_shown=beside is not None and beside.number in shown))
        shown |= {beside.number} if beside else set()
    return tuple(found)


def _sentence(kept: Shape, citations: Sequence[Citation]) -> Sentence:
    verdict, voice, status = (text_at(kept, key) for key in ("verdict", "voice", "status"))
    hedged = kept.get("hedged") is True
    attributed_to = kept.get("attributed_to")
    return Sentence(
        text=text_at(kept, "text"),
        citations=wholes_at(kept, "citations"),
        verdict=Verdict(verdict) if verdict in set(Verdict) else Verdict.UNSUPPORTED,
        reasons=texts_at(kept, "reasons"),
        attributed_to=attributed_to if isinstance(attributed_to, str) else None,
        hedged=hedged,
        voice=Voice(voice) if voice in set(Voice) else _voice(attributed_to),
        standing=Standing(status) if status in set(Standing) else _standing(hedged),
        standing_from=next((c for c in citations if c.number == kept.get("status_from")), None),
    )


def _voice(attributed_to: object) -> Voice:
    """Whose voice a sentence kept by an older version has."""
    return Voice.SOURCE if attributed_to else Voice.AUTHOR


def _standing(hedged: bool) -> Standing:
    """How sure a sentence kept by an older version is."""
    return Standing.HEDGED if hedged else Standing.ASSERTED


def _disagreement(kept: Shape) -> Disagreement | None:
    kind = next((each for each in _KINDS if each == kept.get("kind")), None)
    if kind is None:
        return None
    sides = tuple(
        Side(text_at(side, "value"), wholes_at(side, "citations"), side.get("later") is True)
        for side in objects_at(kept, "sides")
    )
    return Disagreement(text_at(kept, "about"), kind, sides)


def _citation(kept: Shape, articles: Articles) -> tuple[Citation, bool]:
    article_id, revision = text_at(kept, "article_id"), whole_at(kept, "revision")
    try:
        row, gone = articles.revision_row(article_id, revision), False
    except UnknownArticle:
        row, gone = _kept_row(kept, article_id, revision), True
    citation = Citation(
        number=whole_at(kept, "number"),
        passage_id=text_at(kept, "passage_id"),
        quote=text_at(kept, "quote"),
        start=whole_at(kept, "start"),
        end=whole_at(kept, "end"),
        article=row,
        also_carried_by=texts_at(kept, "also_carried_by"),
        agency=text_at(kept, "agency") or None,
    )
    return citation, gone


def _kept_row(kept: Shape, article_id: str, revision: int) -> ArticleRow:
    kind, access = text_at(kept, "kind"), text_at(kept, "access")
    meta = Metadata(
        title=text_at(kept, "title") or None,
        publisher=text_at(kept, "publisher") or None,
        authors=texts_at(kept, "authors"),
        published=text_at(kept, "published") or None,
        url=text_at(kept, "url") or None,
        kind=ArticleKind(kind) if kind in set(ArticleKind) else ArticleKind.REPORT,
        access=Access(access) if access in set(Access) else Access.FULL,
    )
    return ArticleRow(article_id, revision, REMOVED, meta, "")


def _hit(kept: Shape, articles: Articles) -> Hit | None:
    article_id, revision = text_at(kept, "article_id"), whole_at(kept, "revision")
    start, end = whole_at(kept, "start"), whole_at(kept, "end")
    try:
        stored = articles.article(article_id, revision)
        row = articles.revision_row(article_id, revision)
    except UnknownArticle:
        return None
    passage = Passage(
        passage_id=text_at(kept, "passage_id"),
        article_id=stored.article_id,
        revision=stored.revision,
        ordinal=0,
        start=start,
        end=end,
        text=stored.article.text[start:end],
    )
    return Hit(passage, row, number_at(kept, "score"))


def _usage(kept: Shape) -> Usage | None:
    if not kept:
        return None
    return Usage(
        whole_at(kept, "input_tokens"),
        whole_at(kept, "output_tokens"),
        number_at(kept, "cost") if "cost" in kept else None,
        text_at(kept, "currency") or None,
    )


def _provenance(kept: Shape) -> Provenance:
    return Provenance(
        engine=text_at(kept, "engine") or "unknown",
        model=text_at(kept, "model") or None,
        prompts={k: v for k, v in object_at(kept, "prompts").items() if isinstance(v, str)},
        library_fingerprint=text_at(kept, "library_fingerprint"),
        usage=_usage(object_at(kept, "usage")),
        endpoint=text_at(kept, "endpoint") or None,
    )
