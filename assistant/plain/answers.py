"""An answer in lines that can be listened to. Pure.

A verdict that is not the best one comes before its sentence, so that nobody hears a claim before
the warning.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.counting import counted
from assistant.labels import disputes, remarks
from assistant.plain.wording import capital, ended, in_words, listed, sources
from assistant.render import labelled, provenance_line
from assistant.restore import NEAREST
from assistant.types import Answer, Citation, Hit, Sentence, Verdict
from ingest.text.clean import clean_line
from ingest.types import ArticleRow

_NAMED = 3
_PASSAGE_WIDTH = 280
_WORDS = {Verdict.PARTLY: "Partly verified", Verdict.UNSUPPORTED: "Not supported"}


@dataclass(frozen=True, slots=True)
class Source:
    """Something that can be opened by its number: a stretch ``[start:end]`` of an article.

    ``cited`` is False for a passage that merely comes near; ``removed`` when the article is no
    longer in the library.
    """

    number: int
    row: ArticleRow
    start: int
    end: int
    quote: str
    agency: str | None = None
    also: tuple[str, ...] = ()
    cited: bool = True
    removed: bool = False

    @property
    def name(self) -> str:
        """What it is called: ``Source 1``, ``Passage 1``."""
        return f"{'Source' if self.cited else 'Passage'} {self.number}"


def cited(
    citations: Sequence[Citation], removed: frozenset[int] = frozenset()
) -> tuple[Source, ...]:
    """What an answer or a checked draft cites."""
    return tuple(
        Source(
            each.number, each.article, each.start, each.end, each.quote,
            each.agency, each.also_carried_by, removed=each.number in removed,
        )
        for each in citations
    )  # fmt: skip


def nearest(hits: Sequence[Hit]) -> tuple[Source, ...]:
    """The passages nearest to a question that is not answered, best first; as many are kept with a
    conversation."""
    return tuple(
        Source(
            place, hit.article, hit.passage.start, hit.passage.end, hit.passage.text, cited=False
        )
        for place, hit in enumerate(hits[:NEAREST], 1)
    )


def sources_of(answer: Answer, removed: frozenset[int] = frozenset()) -> tuple[Source, ...]:
    """What can be opened of an answer: its sources, of an abstention the nearest passages."""
    if answer.status == "abstained" and not answer.citations:
        return nearest(answer.retrieved)
    return cited(answer.citations, removed)


def sentence_line(sentence: Sentence) -> str:
    """One sentence on one line: its words, its verdict, its sources, whose word it is, and why
    it is not verified."""
    text = ended(clean_line(sentence.text))
    where = sources(sentence.citations)
    if sentence.verdict is Verdict.VERIFIED:
        parts = [text, f"Verified, {where}." if where else "Verified."]
    else:
        parts = [f"{_WORDS[sentence.verdict]}: {text}"]
        if where:
            parts.append(f"{capital(where)}.")
        if reason := "; ".join(clean_line(each) for each in sentence.reasons):
            parts.append(ended(f"Why: {reason}"))
    parts += [capital(ended(in_words(each))) for each in remarks(sentence)]
    return " ".join(parts)


def closing_lines(answer: Answer, found: Sequence[Source]) -> list[str]:
    """What follows the sentences: what the sources disagree on, notes, the sources, what made
    the answer."""
    lines = []
    if answer.status == "abstained":
        lines.append("The library does not answer this.")
    lines += [ended(in_words(each)) for each in disputes(answer.disagreements, answer.citations)]
    if answer.incomplete:
        lines.append(ended(f"Incomplete: {clean_line(answer.incomplete)}"))
    lines += [ended(f"Note: {clean_line(note)}") for note in answer.notes]
    lines += source_list(found, shown=_shown(answer))
    seconds = answer.timings_ms.get("total", 0.0) / 1000
    made = in_words(provenance_line(answer.provenance, seconds))
    lines.append(ended(f"Answered by the {made}"))
    return lines


def answer_lines(answer: Answer, found: Sequence[Source]) -> list[str]:
    """A whole answer, as when it is shown again."""
    return [sentence_line(each) for each in answer.sentences] + closing_lines(answer, found)


def source_list(found: Sequence[Source], *, shown: str = "", addresses: bool = False) -> list[str]:
    """The sources with number, title, outlet, author, day and quotation; a quotation that
    stands in ``shown`` is not said twice."""
    if not found:
        return []
    many = counted(len(found), "source")
    if not found[0].cited:
        many = "Nearest passage" + ("" if len(found) == 1 else f"s, {len(found)} of them")
    lines = [f"{many}. To read one in its surroundings, type its number."]
    first: dict[tuple[str, int], Source] = {}
    for each in found:
        before = first.setdefault((each.row.article_id, each.row.revision), each)
        same = None if before is each else before
        lines += source_lines(each, shown=shown, address=addresses, same=same)
    return lines


def source_lines(
    source: Source, *, shown: str = "", address: bool = False, same: Source | None = None
) -> list[str]:
    """One source: what it is, and its words. Of an article that was named already, as ``same``,
    only its words."""
    if same is None:
        lines = [f"{source.name}: {named(source.row)}"]
        if carried := carried_words(source.agency, source.also):
            lines[0] += f" {carried}"
        if source.removed:
            lines[0] += " Removed from the library since."
    else:
        lines = [f"{source.name}: the same article as {same.name.lower()}."]
    quote = clean_line(source.quote)
    if quote and not source.cited:
        quote = textwrap.shorten(quote, _PASSAGE_WIDTH, placeholder=" …")
    if quote and quote in shown:
        lines[0] += " Its words stand in the answer."
    elif quote:
        lines.append(f"{source.name} says: “{quote}”")
    if address and source.row.meta.url and same is None:
        lines.append(f"Address of {source.name.lower()}: {clean_line(source.row.meta.url)}")
    return lines


def named(row: ArticleRow) -> str:
    """An article's title, and what it is judged by, as sentences."""
    what = ended(labelled(row))
    return f"{title_of(row)} {what if row.meta.publisher else capital(what)}"


def title_of(row: ArticleRow) -> str:
    """An article's title, as a sentence."""
    return ended(clean_line(row.meta.title or "") or "untitled")


def carried_words(agency: str | None, names: Sequence[str], named: int = _NAMED) -> str:
    """Whose report an article is besides its outlet's, and who else has it; "" for nothing."""
    parts = []
    if agency:
        parts.append(f"{clean_line(agency)} report.")
    if names:
        told = [clean_line(name) for name in names[:named]]
        if len(names) > named:
            told.append(f"{len(names) - named} more")
        parts.append(ended(f"Also carried by {listed(told)}"))
    return " ".join(parts)


def _shown(answer: Answer) -> str:
    said = [clean_line(sentence.text) for sentence in answer.sentences]
    said += [remark for sentence in answer.sentences for remark in remarks(sentence)]
    return " ".join(said)


__all__ = [
    "Source",
    "answer_lines",
    "carried_words",
    "cited",
    "closing_lines",
    "named",
    "nearest",
    "sentence_line",
    "source_lines",
    "source_list",
    "sources_of",
    "title_of",
]
