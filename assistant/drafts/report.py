"""A checked draft for people and for programs: the marked-up copy, its sources, JSON. Pure.

All wording passes ``ingest.text.clean`` once more on its way out.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from assistant.check import CheckedSentence, Finding, Looked, Summary, summary
from assistant.checking.status import own
from assistant.counting import counted
from assistant.labels import whose_word
from assistant.render import Style, citation_json, cited_lines, filters_json
from assistant.types import Citation, Standing
from ingest.text.clean import clean_line
from ingest.types import BlockKind, Filters

MARKS = {Finding.SUPPORTED: "✓", Finding.UNSUPPORTED: "✗", Finding.NOT_CHECKABLE: "·"}
"""The signs differ without colour too."""

WORDS = {
    Finding.SUPPORTED: "supported",
    Finding.UNSUPPORTED: "not supported",
    Finding.NOT_CHECKABLE: "not checkable",
}
_DOUBTED = (Standing.DENIED, Standing.UNCONFIRMED)
_LOOKED_SHOWN = 5
_TITLE_WIDTH = 44


def sentence_text(
    sentence: CheckedSentence,
    before: CheckedSentence | None = None,
    *,
    width: int = 80,
    style: Style | None = None,
    explain: bool = False,
) -> str:
    """One sentence with its mark, its ``[n]`` and, under it, why it is not supported.

    A blank line stands before it where a paragraph begins, which ``before`` decides.
    """
    gap = [""] if before is not None and before.paragraph != sentence.paragraph else []
    lines = _marked(sentence, width, style or Style(False))
    if explain:
        lines += _looked(sentence, width)
    return "\n".join(gap + lines)


def _marked(sentence: CheckedSentence, width: int, style: Style) -> list[str]:
    text = clean_line(sentence.text)
    if sentence.kind is BlockKind.SUBHEADING:
        return [style.bold(line) for line in _wrapped(f"# {text}", width, "", "  ")]
    quoted = "> " if sentence.kind is BlockKind.QUOTATION else ""
    numbers = "".join(f"[{citation.number}]" for citation in sentence.citations)
    said = f"{quoted}{text} {numbers}".rstrip()
    lines = _wrapped(f"{MARKS[sentence.finding]} {said}", width, "", "  ")
    if why := because(sentence) or told_by(sentence):
        lines += _wrapped(why, width, "    ", "      ")
    return lines


def told_by(sentence: CheckedSentence) -> str:
    """Of a supported sentence, whose word it is where it does not say so itself, and that the
    article calls it denied or unconfirmed; else ""."""
    if sentence.finding is not Finding.SUPPORTED:
        return ""
    told = list(whose_word(sentence.text, sentence.voice, sentence.attributed_to))
    if sentence.standing in _DOUBTED and own(sentence.text) is None:
        told.append(f"{sentence.standing.value}, the article says")
    return "; ".join(told)


def because(sentence: CheckedSentence, *, nearest: bool = True) -> str:
    """Why a sentence is not supported or not checkable, and what comes ``nearest``; else ""."""
    if sentence.finding is Finding.SUPPORTED:
        return ""
    why = "; ".join(clean_line(reason) for reason in sentence.reasons)
    said = f"{WORDS[sentence.finding]}: {why}"
    if nearest and sentence.nearest:
        said += "; nearest: " + "".join(f"[{citation.number}]" for citation in sentence.nearest)
    return said


def _looked(sentence: CheckedSentence, width: int) -> list[str]:
    if not sentence.query:
        return []
    lines = [f"    support {sentence.score:.2f}; passages looked at:"]
    if sentence.query != sentence.text:
        lines[:0] = _wrapped(f"searched for: {clean_line(sentence.query)}", width, "    ", "      ")
    for looked in sentence.looked[:_LOOKED_SHOWN]:
        title = clean_line(looked.article.meta.title or "untitled")[:_TITLE_WIDTH]
        ranks = "".join(
            f", {name} {rank}"
            for name, rank in (("words", looked.lexical_rank), ("sense", looked.vector_rank))
            if rank is not None
        )
        lines.append(f"      {looked.score:.3f}{ranks}  {looked.passage_id}  {title}")
    if (more := len(sentence.looked) - _LOOKED_SHOWN) > 0:
        lines.append(f"      … and {more} more")
    return lines


def citations_of(sentences: Sequence[CheckedSentence]) -> tuple[Citation, ...]:
    """What the sentences cite or come near to, each number once, in order."""
    found = {c.number: c for each in sentences for c in (*each.citations, *each.nearest)}
    return tuple(found[number] for number in sorted(found))


def sources_text(
    sentences: Sequence[CheckedSentence], *, width: int = 80, colour: bool = False
) -> str:
    """The list of sources as an answer has it; "" when there are none."""
    shown = " ".join(clean_line(sentence.text) for sentence in sentences)
    return "\n".join(cited_lines(citations_of(sentences), shown, width, Style(colour)))


def summary_text(counts: Summary) -> str:
    """One line: how many sentences there are, and what became of them."""
    return (
        f"{counted(counts.sentences, 'sentence')}: {counts.supported} supported, "
        f"{counts.unsupported} not supported, {counts.not_checkable} not checkable"
    )


def to_text(sentences: Sequence[CheckedSentence], *, width: int = 80, explain: bool = False) -> str:
    """The whole: the marked-up copy, the sources, the summary."""
    pairs = zip((None, *sentences), sentences, strict=False)
    copy = "\n".join(
        sentence_text(sentence, before, width=width, explain=explain) for before, sentence in pairs
    )
    parts = [copy, sources_text(sentences, width=width), summary_text(summary(sentences))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


# --- JSON --------------------------------------------------------------------------------


def to_json(
    source: str,
    sentences: Sequence[CheckedSentence],
    filters: Filters,
    timings_ms: Mapping[str, float],
    *,
    explain: bool = False,
) -> dict[str, object]:
    """The shape of ``check --json``; keys are only ever added to it."""
    counts = summary(sentences)
    return {
        "draft": source,
        "sentences": [
            sentence_json(sentence, explain=explain)
            | {"block": _block(sentence), "paragraph": sentence.paragraph}
            for sentence in sentences
        ],
        "summary": {**asdict(counts), "checkable": counts.checkable},
        "as_of": filters.as_of,
        "filters": filters_json(filters),
        "timings_ms": dict(timings_ms),
    }


def sentence_json(sentence: CheckedSentence, *, explain: bool = False) -> dict[str, object]:
    """One sentence, as ``check --json`` and each line of ``check --claims`` have it."""
    shape: dict[str, object] = {
        "text": clean_line(sentence.text),
        "verdict": sentence.finding.value,
        "score": sentence.score,
        "citations": [citation_json(citation) for citation in sentence.citations],
        "nearest": [citation_json(citation) for citation in sentence.nearest],
        "reasons": [clean_line(reason) for reason in sentence.reasons],
    }
    if sentence.attributed_to is not None:
        shape["attributed_to"] = clean_line(sentence.attributed_to)
    if explain:
        shape["searched_for"] = clean_line(sentence.query)
        shape["looked_at"] = [_looked_json(looked) for looked in sentence.looked]
    return shape


def _block(sentence: CheckedSentence) -> str:
    return "heading" if sentence.kind is BlockKind.SUBHEADING else sentence.kind.value


def _looked_json(looked: Looked) -> dict[str, object]:
    return {
        "passage_id": looked.passage_id,
        "article_id": looked.article.article_id,
        "title": looked.article.meta.title,
        "score": looked.score,
        "lexical_rank": looked.lexical_rank,
        "vector_rank": looked.vector_rank,
    }


__all__ = [
    "MARKS",
    "WORDS",
    "because",
    "citations_of",
    "sentence_json",
    "sentence_text",
    "sources_text",
    "summary_text",
    "to_json",
    "to_text",
    "told_by",
]
