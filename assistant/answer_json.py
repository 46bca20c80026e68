"""From an answer to its JSON, as ``ask --json`` prints it and a conversation keeps it. Pure.

Keys are only ever added: programs and kept conversations read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from assistant.shape import text_at, texts_at
from assistant.types import Answer, Citation, Disagreement, Hit, Sentence
from ingest.text.clean import clean
from ingest.types import Filters


def to_json(answer: Answer, *, explain: bool = False) -> dict[str, object]:
    """The shape of ``ask --json``; keys are only ever added to it.

    With ``explain`` each retrieved passage also says how it was found.
    """
    provenance = answer.provenance
    made: dict[str, object] = {
        "engine": provenance.engine,
        "model": provenance.model,
        "prompts": dict(provenance.prompts),
        "library_fingerprint": provenance.library_fingerprint,
        "endpoint": provenance.endpoint,
    }
    if provenance.usage:
        figures = asdict(provenance.usage)
        made["usage"] = {name: value for name, value in figures.items() if value is not None}
    shape: dict[str, object] = {
        "question": answer.asked,
        "searched_for": answer.question,
        "status": answer.status,
        "confidence": round(answer.confidence, 4),
        "answer": clean(answer.text),
        "sentences": [_sentence_json(sentence) for sentence in answer.sentences],
        "citations": [citation_json(citation) for citation in answer.citations],
        "retrieved": [_hit_json(hit, explain) for hit in answer.retrieved],
        "as_of": answer.as_of,
        "filters": filters_json(answer.filters),
        "notes": list(answer.notes),
        "disagreements": [_disagreement_json(each) for each in answer.disagreements],
        "incomplete": answer.incomplete,
        "provenance": made,
        "timings_ms": dict(answer.timings_ms),
    }
    if answer.has_choices:
        shape["choice"] = answer.choice
    if answer.parts:
        shape["parts"] = [
            {"question": part.question, "covered": part.covered} for part in answer.parts
        ]
    return shape


def _disagreement_json(found: Disagreement) -> dict[str, object]:
    sides = [
        {"value": side.value, "citations": list(side.citations), "later": side.later}
        for side in found.sides
    ]
    return {"about": found.about, "kind": found.kind, "sides": sides}


def _hit_json(hit: Hit, explain: bool) -> dict[str, object]:
    shape: dict[str, object] = {
        "passage_id": hit.passage.passage_id,
        "article_id": hit.passage.article_id,
        "score": round(hit.score, 6),
        "start": hit.passage.start,
        "end": hit.passage.end,
    }
    if explain:
        shape |= {
            "lexical_rank": hit.lexical_rank,
            "vector_rank": hit.vector_rank,
            "similarity": None if hit.similarity is None else round(hit.similarity, 6),
        }
    return shape


def filters_json(filters: Filters) -> dict[str, object]:
    """The filters that were in force; those not given are left out."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(filters).items()
        if value
    }


def filters_from_json(shape: Mapping[str, object]) -> Filters:
    """The filters that ``filters_json`` wrote; what is damaged is left out."""

    return Filters(
        since=text_at(shape, "since") or None,
        until=text_at(shape, "until") or None,
        as_of=text_at(shape, "as_of") or None,
        publishers=texts_at(shape, "publishers"),
        tags=texts_at(shape, "tags"),
        exclude=texts_at(shape, "exclude"),
        only=texts_at(shape, "only"),
    )


def citation_json(citation: Citation) -> dict[str, object]:
    """A citation with the metadata of its article, as every command shows it."""
    meta = citation.article.meta
    return {
        "number": citation.number,
        "article_id": citation.article.article_id,
        "revision": citation.article.revision,
        "current": citation.article.current,
        "passage_id": citation.passage_id,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "title": meta.title,
        "publisher": meta.publisher,
        "authors": list(meta.authors),
        "published": meta.published,
        "url": meta.url,
        "kind": meta.kind.value,
        "access": meta.access.value,
        "also_carried_by": list(citation.also_carried_by),
        "agency": citation.agency,
    }


def _sentence_json(sentence: Sentence) -> dict[str, object]:
    shape: dict[str, object] = {
        "text": sentence.text,
        "citations": list(sentence.citations),
        "verdict": sentence.verdict.value,
        "reasons": list(sentence.reasons),
        "hedged": sentence.hedged,
        "voice": sentence.voice.value,
        "status": sentence.standing.value,
    }
    if sentence.attributed_to is not None:
        shape["attributed_to"] = sentence.attributed_to
    if sentence.standing_from is not None:
        shape["status_from"] = sentence.standing_from.number
    return shape


__all__ = ["citation_json", "filters_from_json", "filters_json", "to_json"]
