"""Why an answer came out as it did, for ``ask --explain``: what was found, and how. Pure."""

from __future__ import annotations

from assistant.types import Answer
from ingest.text.clean import clean_line

_TITLE_WIDTH = 48


def explain(answer: Answer) -> str:
    """A table of the passages given to the engine with their ranks, then every sentence's
    verdict with its reasons."""
    lines = [f"Searched for: {clean_line(answer.question)}", ""]
    lines.append(f"{'':>3}  {'score':>7}  {'words':>5}  {'sense':>5}  passage")
    for place, hit in enumerate(answer.retrieved, 1):
        title = clean_line(hit.article.meta.title or "untitled")
        lines.append(
            f"{place:>3}  {hit.score:>7.3f}  {_rank(hit.lexical_rank)}  {_rank(hit.vector_rank)}  "
            f"{hit.passage.passage_id}  {title[:_TITLE_WIDTH]}"
        )
    lines.append("")
    lines.append(f"Confidence {answer.confidence:.2f}: {answer.status}")
    for number, sentence in enumerate(answer.sentences, 1):
        reasons = "; ".join(clean_line(reason) for reason in sentence.reasons)
        lines.append(f"Sentence {number}: {sentence.verdict.value}" + (reasons and f" ({reasons})"))
    return "\n".join(lines)


def _rank(rank: int | None) -> str:
    return f"{'–' if rank is None else rank:>5}"
