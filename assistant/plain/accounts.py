"""How an answer came about, in lines that can be listened to. Pure."""

from __future__ import annotations

from assistant.assemble import times_read
from assistant.counting import counted
from assistant.explain import (
    NOT_KEPT,
    cited_by,
    filter_words,
    what_was_checked,
    whose_words,
    why_abstained,
)
from assistant.plain.wording import capital, ended, in_words
from assistant.types import Answer, Hit, Sentence, Trace
from ingest.text.clean import clean_line

_PASSAGES = 10
_DROPPED = 10


def account(answer: Answer) -> list[str]:
    """How it was searched, what was found and left out, and what every verdict rests on."""
    lines = [f"Asked: {clean_line(answer.asked)}"]
    if answer.question != answer.asked:
        lines.append(f"Searched for, with the conversation before: {clean_line(answer.question)}")
    for number, part in enumerate(answer.parts, 1):
        covered = "covered" if part.covered else "not covered"
        lines.append(f"Part {number}, {covered}: {clean_line(part.question)}")
    if not answer.traces:
        lines.append(NOT_KEPT)
    for trace in answer.traces:
        lines += _searched(trace)
    lines += _passages(answer.retrieved)
    for trace in answer.traces:
        lines += _left_out(trace)
    sure = f"Confidence {answer.confidence:.2f} of 1: {answer.status}"
    if answer.status == "abstained":
        sure += f", for {why_abstained(answer)}"
    lines.append(ended(sure))
    for number, sentence in enumerate(answer.sentences, 1):
        lines += _judged(number, sentence, answer)
    if answer.withheld:
        lines.append(f"{counted(answer.withheld, 'sentence')} withheld, not being verified.")
    return lines


def _searched(trace: Trace) -> list[str]:
    lines = []
    if trace.terms:
        lines.append(ended(f"Words searched for: {', '.join(map(clean_line, trace.terms))}"))
    for word, others in trace.spellings.items():
        also = ", ".join(map(clean_line, others))
        lines.append(ended(f"Other spellings of {clean_line(word)}: {also}"))
    lines += [ended(f"Time: {clean_line(each)}") for each in times_read([trace])]
    lines.append(ended(f"Filters: {filter_words(trace.filters)}"))
    if trace.by_words or trace.by_meaning or trace.ranked:
        lines.append(
            f"Proposed: {counted(trace.by_words, 'passage')} by words, {trace.by_meaning} by "
            f"meaning; {trace.ranked} ranked together."
        )
    return lines


def _passages(hits: tuple[Hit, ...]) -> list[str]:
    if not hits:
        return ["No passage was found."]
    lines = [f"{counted(len(hits), 'passage')} found, best first."]
    for place, hit in enumerate(hits[:_PASSAGES], 1):
        title = clean_line(hit.article.meta.title or "untitled")
        ranks = [
            f"number {rank} by {name}"
            for name, rank in (("words", hit.lexical_rank), ("meaning", hit.vector_rank))
            if rank is not None
        ]
        told = f", {', '.join(ranks)}" if ranks else ""
        lines.append(f"Found {place}: {ended(title)} Score {hit.score:.3f}{told}.")
    if len(hits) > _PASSAGES:
        lines.append(f"And {len(hits) - _PASSAGES} more.")
    return lines


def _left_out(trace: Trace) -> list[str]:
    if not trace.dropped:
        return []
    lines = [f"{counted(len(trace.dropped), 'passage')} found as well and left out."]
    for each in trace.dropped[:_DROPPED]:
        title = clean_line(each.title or "untitled")
        lines.append(ended(f"Left out: {title}, {clean_line(each.reason)}"))
    if len(trace.dropped) > _DROPPED:
        lines.append(f"And {len(trace.dropped) - _DROPPED} more.")
    return lines


def _judged(number: int, sentence: Sentence, answer: Answer) -> list[str]:
    name = f"Sentence {number}"
    found = cited_by(sentence, answer)
    lines = [
        f"{name}: {ended(clean_line(sentence.text))}",
        ended(f"{name} is {sentence.verdict.value}: {what_was_checked(sentence, found)}"),
    ]
    lines += [ended(f"Why: {clean_line(reason)}") for reason in sentence.reasons]
    lines.append(ended(f"Said by: {in_words(whose_words(sentence))}"))
    lines += [
        capital(
            f"source {each.number} is article {clean_line(each.article.article_id)}, revision "
            f"{each.article.revision}, characters {each.start} to {each.end}."
        )
        for each in found
    ]
    return lines


__all__ = ["account"]
