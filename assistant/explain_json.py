"""The account of ``assistant.explain`` as JSON, for ``--json --explain``. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.engines.extraction.confidence import ANSWER_AT
from assistant.explain import (
    cited_by,
    filter_words,
    what_was_checked,
    whose_words,
    why_abstained,
)
from assistant.types import Answer, Found, Hit, Trace


def explain_json(answer: Answer) -> dict[str, object]:
    """The value of the key ``explain`` of ``ask --json --explain``."""
    extractive = answer.provenance.engine == "extractive"
    return {
        "searches": [trace_json(trace) for trace in answer.traces],
        "passages": passages_json(answer.retrieved),
        "answers_from": ANSWER_AT if extractive else None,
        "why_abstained": why_abstained(answer) if answer.status == "abstained" else None,
        "sentences": [
            {
                "verdict": sentence.verdict.value,
                "checked": what_was_checked(sentence, cited_by(sentence, answer)),
                "reasons": list(sentence.reasons),
                "said_by": whose_words(sentence),
            }
            for sentence in answer.sentences
        ],
    }


def search_json(found: Found) -> dict[str, object]:
    """The value of the key ``explain`` of ``search --json --explain``."""
    return {"searches": [trace_json(found.trace)], "passages": passages_json(found.hits)}


def trace_json(trace: Trace) -> dict[str, object]:
    """How one search went, as JSON."""
    return {
        "query": trace.query,
        "terms": list(trace.terms),
        "spellings": {word: list(others) for word, others in trace.spellings.items()},
        "times": [
            {"phrase": each.phrase, "start": each.start, "end": each.end, "effect": each.effect}
            for each in trace.times
        ],
        "filters": filter_words(trace.filters),
        "seen_from": trace.today,
        "by_words": trace.by_words,
        "by_meaning": trace.by_meaning,
        "ranked": trace.ranked,
        "dropped": [
            {"passage_id": each.passage_id, "title": each.title, "reason": each.reason}
            for each in trace.dropped
        ],
    }


def passages_json(hits: Iterable[Hit]) -> list[dict[str, object]]:
    """The passages with what their scores are made of, as JSON."""
    return [
        {
            "passage_id": hit.passage.passage_id,
            "score": round(hit.score, 6),
            "lexical_rank": hit.lexical_rank,
            "vector_rank": hit.vector_rank,
            "similarity": None if hit.similarity is None else round(hit.similarity, 6),
            "fusion": None
            if hit.fusion is None
            else {
                "words": round(hit.fusion.words, 6),
                "meaning": round(hit.fusion.meaning, 6),
                "article": round(hit.fusion.article, 6),
                "recency": round(hit.fusion.recency, 6),
                "reading": round(hit.fusion.reading, 6),
            },
        }
        for hit in hits
    ]


__all__ = ["explain_json", "passages_json", "search_json", "trace_json"]
