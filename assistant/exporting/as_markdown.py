"""A conversation as Markdown, for documents and other programs. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.exporting import wording
from assistant.exporting.escaping import markdown, markdown_line, web_address
from assistant.exporting.types import Entry, Transcript
from assistant.labels import disputes, remarks
from assistant.render import markers, provenance_line
from assistant.restore import Restored
from assistant.types import Answer, Citation, Sentence, Verdict


def to_markdown(transcript: Transcript, now: str) -> str:
    """The conversation; each answer has its references right under it, numbered as in the app.
    ``now`` is the ISO date-time of the export."""
    parts = [f"# {markdown(transcript.name)}", markdown_line(wording.head_line(transcript, now))]
    for entry in transcript.entries:
        parts.append(f"## {markdown(wording.heading(entry))}")
        parts += _answer(entry)
    parts.append(f"*Sentences without a mark are verified. {wording.CHECKED}*")
    return "\n\n".join(part for part in parts if part) + "\n"


def _answer(entry: Entry) -> Iterator[str]:
    if entry.restored is None:
        yield f"*{wording.UNFINISHED}*"
        return
    answer = entry.restored.answer
    if answer.question != answer.asked:
        yield f"*Searched for: {markdown(answer.question)}*"
    if answer.status == "abstained":
        yield wording.ABSTAINED
        yield _nearest(answer)
    for sentence in answer.sentences:
        yield _sentence(sentence)
    for dispute in disputes(answer.disagreements, answer.citations):
        yield markdown_line(dispute)
    if answer.incomplete:
        yield f"*Incomplete: {markdown(answer.incomplete)}*"
    if answer.citations:
        yield "References"
        yield "\n".join(_reference(citation, entry.restored) for citation in answer.citations)
    if answer.notes:
        yield f"Note: {markdown(' · '.join(answer.notes))}"
    seconds = answer.timings_ms.get("total", 0.0) / 1000
    said = f"{wording.day_and_time(entry.asked)} · {provenance_line(answer.provenance, seconds)}"
    yield f"*{markdown(said)}*"


def _sentence(sentence: Sentence) -> str:
    text = f"{markdown_line(sentence.text)} {markers(sentence)}".rstrip()
    said = list(remarks(sentence))
    if sentence.verdict is not Verdict.VERIFIED:
        said.insert(0, wording.verdict(sentence))
    return text + "".join(f" *({markdown(each)})*" for each in said)


def _nearest(answer: Answer) -> str:
    lines = []
    for hit in answer.retrieved[: wording.NEAREST]:
        title = markdown(hit.article.meta.title or "untitled")
        line = markdown(wording.source_line(hit.article, removed=False))
        lines.append(f"- **{title}** {line}: “{markdown(hit.passage.text)}”")
    return "\n".join(["The nearest passages:", "", *lines]) if lines else ""


def _reference(citation: Citation, restored: Restored) -> str:
    removed = citation.number in restored.removed
    article = citation.article
    title = markdown(article.meta.title or "untitled")
    source = markdown(wording.source_line(article, removed=removed))
    parts = [f"- [{citation.number}] **{title}.** {source}."]
    if carried := wording.carried(citation):
        parts.append(f"{markdown(carried)}.")
    quotation = f"“{markdown(citation.quote)}”" if citation.quote else wording.NO_QUOTATION
    parts.append(quotation)
    if article.meta.url:
        address = web_address(article.meta.url)
        parts.append(f"<{address}>" if address else markdown(article.meta.url))
    parts.append(f"({markdown(wording.place(citation))})")
    return " ".join(parts)
