"""From an answer to what a person or a program reads: text, Markdown, JSON. Pure.

All wording passes ``ingest.text.clean`` once more on its way out: nothing in an article, a
server's reply or a file name may act on a terminal.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from assistant.answer_json import citation_json, filters_json, to_json
from assistant.checking.attribution import dated
from assistant.labels import disputes, remarks
from assistant.types import (
    Answer,
    Citation,
    Hit,
    Provenance,
    Sentence,
    Usage,
    Verdict,
)
from ingest.clusters import Carried
from ingest.text.clean import clean_line
from ingest.types import Access, ArticleKind, ArticleRow

MARKS = {Verdict.VERIFIED: "✓", Verdict.PARTLY: "~", Verdict.UNSUPPORTED: "✗"}
_NEAREST_SHOWN = 3
_NEAREST_WIDTH = 280


class Style:
    """Bold and dim for a terminal that shows them; plain text otherwise."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def bold(self, text: str) -> str:
        """``text`` in bold."""
        return f"\x1b[1m{text}\x1b[0m" if self._colour else text

    def dim(self, text: str) -> str:
        """``text`` dimmed."""
        return f"\x1b[2m{text}\x1b[0m" if self._colour else text


def byline(article: ArticleRow) -> str:
    """Outlet, authors and date of an article on one line: what a reader judges it by."""
    meta = article.meta
    parts = [clean_line(meta.publisher or "publisher unknown")]
    if meta.authors:
        parts.append("by " + ", ".join(clean_line(name) for name in meta.authors))
    parts.append(dated(meta) or "undated")
    return ", ".join(parts)


def labelled(article: ArticleRow) -> str:
    """The byline with what a reader must know of the article: its kind unless a plain report,
    how much of it there is unless all, and whether it has changed since this revision."""
    meta = article.meta
    labels = [] if meta.kind is ArticleKind.REPORT else [meta.kind.value]
    if meta.access is not Access.FULL:
        labels.append(f"{meta.access.value} text")
    if not article.current:
        labels.append(f"revision {article.revision}, changed since")
    return byline(article) + (f" ({', '.join(labels)})" if labels else "")


def markers(sentence: Sentence) -> str:
    """The sentence's citation markers, ``[1][2]``."""
    return "".join(f"[{number}]" for number in sentence.citations)


def provenance_line(provenance: Provenance, seconds: float) -> str:
    """Which engine answered, what left the machine, how long it took."""
    engine = clean_line(provenance.engine)
    if provenance.model:
        engine += f" ({clean_line(provenance.model)})"
    if provenance.endpoint:
        left = f"question and passages were sent to {clean_line(provenance.endpoint)}"
    else:
        left = "nothing left this machine"
    line = f"{engine} engine · {left} · {seconds:.1f} s"
    if provenance.usage:
        usage = provenance.usage
        line += f" · {usage.input_tokens} + {usage.output_tokens} tokens{cost(usage)}"
    return line


def cost(usage: Usage) -> str:
    """What the tokens cost, as `` · 0.0031 USD``; empty when no price is set."""
    if usage.cost is None:
        return ""
    places = 2 if usage.cost >= 1 else 4
    return f" · {usage.cost:,.{places}f} {clean_line(usage.currency or '')}".rstrip()


# --- text --------------------------------------------------------------------------------


def sentence_text(sentence: Sentence, *, width: int = 80) -> str:
    """One sentence of an answer, wrapped, with its markers; under it whose word it is and how
    sure, where it does not say so, and why it is not verified, in plain words."""
    text = f"{clean_line(sentence.text)} {markers(sentence)}".rstrip()
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    if sentence.verdict is not Verdict.VERIFIED:
        reason = "; ".join(clean_line(reason) for reason in sentence.reasons)
        note = f"{MARKS[sentence.verdict]} {sentence.verdict.value}: {reason}"
        lines += textwrap.wrap(note, width, initial_indent="  ", subsequent_indent="    ")
    for remark in remarks(sentence):
        lines += textwrap.wrap(remark, width, initial_indent="  ", subsequent_indent="    ")
    return "\n".join(lines)


def sources_text(answer: Answer, *, width: int = 80, colour: bool = False) -> str:
    """What an answer cites, article by article, or the nearest passages of an abstention,
    then its notes and its provenance.

    A quotation is written out where the answer does not already have it word for word.
    """
    style = Style(colour)
    lines: list[str] = []
    if answer.status == "abstained":
        lines += _abstention(answer.retrieved, width, style)
    shown = " ".join(clean_line(sentence.text) for sentence in answer.sentences)
    shown += " ".join(remark for each in answer.sentences for remark in remarks(each))
    for dispute in disputes(answer.disagreements, answer.citations):
        lines += [*textwrap.wrap(dispute, width, subsequent_indent="  "), ""]
    lines += cited_lines(answer.citations, shown, width, style)
    if answer.incomplete:
        lines += ["", style.bold(f"Incomplete: {clean_line(answer.incomplete)}")]
    if answer.notes:
        noted = "Note: " + " · ".join(clean_line(note) for note in answer.notes)
        lines += ["", *textwrap.wrap(noted, width)]
    seconds = answer.timings_ms.get("total", 0.0) / 1000
    lines += ["", style.dim(provenance_line(answer.provenance, seconds))]
    return "\n".join(lines).strip("\n")


def to_text(answer: Answer, *, width: int = 80, colour: bool = False) -> str:
    """The whole answer for a terminal or a pipe."""
    parts = [sentence_text(sentence, width=width) for sentence in answer.sentences]
    parts.append(sources_text(answer, width=width, colour=colour))
    return "\n\n".join(part for part in parts if part)


def cited_lines(citations: Sequence[Citation], shown: str, width: int, style: Style) -> list[str]:
    """The list of sources, article by article in order of first use; a quotation that stands
    in ``shown`` is not written out again."""
    return [line for same in _by_article(citations) for line in _source(same, shown, width, style)]


def _by_article(citations: Sequence[Citation]) -> list[list[Citation]]:
    """The citations of each revision together, in order of first use."""
    groups: dict[tuple[str, int], list[Citation]] = {}
    for citation in citations:
        article = citation.article
        groups.setdefault((article.article_id, article.revision), []).append(citation)
    return list(groups.values())


def _source(same: Sequence[Citation], shown: str, width: int, style: Style) -> list[str]:
    """One article with its numbers: title, outlet, and the quotations not shown yet."""
    article = same[0].article
    label = "".join(f"[{citation.number}]" for citation in same)
    indent = "    "
    title = clean_line(article.meta.title or "untitled")
    lines = [f"{label} {style.bold(title)}", indent + labelled(article)]
    if carried := _carried(same[0]):
        lines += _wrapped(carried, width, indent)
    for citation in same:
        quote = clean_line(citation.quote)
        if quote not in shown:
            number = f"[{citation.number}] " if len(same) > 1 else ""
            lines += _wrapped(f"{number}“{quote}”", width, indent)
    if article.meta.url:
        lines.append(indent + style.dim(clean_line(article.meta.url)))
    return lines


def _carried(citation: Citation) -> str:
    return clean_line(str(Carried(citation.agency, citation.also_carried_by)))


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent)


def _abstention(hits: Sequence[Hit], width: int, style: Style) -> list[str]:
    lines = [style.bold("The library does not answer this.")]
    if hits:
        lines += ["", "The nearest passages:"]
    for hit in hits[:_NEAREST_SHOWN]:
        title = clean_line(hit.article.meta.title or "untitled")
        text = textwrap.shorten(clean_line(hit.passage.text), _NEAREST_WIDTH, placeholder=" …")
        lines += ["", f"  {style.bold(title)}", f"  {labelled(hit.article)}"]
        lines += _wrapped(text, width, "  ")
    return lines


# --- Markdown ----------------------------------------------------------------------------


def escape_markdown(text: str) -> str:
    """``text`` with every character that Markdown or HTML would act on escaped."""
    return "".join("\\" + c if c in "\\`*_{}[]<>#|~!&" else c for c in clean_line(text))


def to_markdown(answer: Answer) -> str:
    """The answer with its numbered references, for pasting into a document."""
    lines = [f"**{escape_markdown(answer.asked)}**", ""]
    if answer.status == "abstained":
        lines.append("The library does not answer this.")
    for sentence in answer.sentences:
        text = f"{escape_markdown(sentence.text)} {markers(sentence)}".rstrip()
        if sentence.verdict is not Verdict.VERIFIED:
            text += f" *({sentence.verdict.value})*"
        for remark in remarks(sentence):
            text += f" *({escape_markdown(remark)})*"
        lines.append(text)
    for dispute in disputes(answer.disagreements, answer.citations):
        lines += ["", escape_markdown(dispute)]
    if answer.citations:
        lines.append("")
    for citation in answer.citations:
        title = escape_markdown(citation.article.meta.title or "untitled")
        line = f"[{citation.number}] {title}. {escape_markdown(byline(citation.article))}."
        if carried := _carried(citation):
            line += f" {escape_markdown(carried[0].upper() + carried[1:])}."
        line += f" “{escape_markdown(citation.quote)}”"
        if citation.article.meta.url:
            line += f" {clean_line(citation.article.meta.url)}"
        lines.append(line + "  ")
    if answer.incomplete:
        lines += ["", f"Incomplete: {escape_markdown(answer.incomplete)}"]
    if answer.notes:
        lines += ["", "Note: " + escape_markdown(" · ".join(answer.notes))]
    return "\n".join(lines) + "\n"


__all__ = [
    "MARKS",
    "Style",
    "byline",
    "citation_json",
    "cited_lines",
    "cost",
    "escape_markdown",
    "filters_json",
    "labelled",
    "markers",
    "provenance_line",
    "sentence_text",
    "sources_text",
    "to_json",
    "to_markdown",
    "to_text",
]
