"""What every form of export says in the same words. Pure."""

from __future__ import annotations

from assistant.counting import counted
from assistant.exporting.types import Entry, Transcript
from assistant.render import MARKS, labelled
from assistant.types import Citation, Sentence, Verdict
from ingest.clusters import Carried
from ingest.text.clean import clean_line
from ingest.text.dates import spoken
from ingest.types import ArticleRow

CHECKED = (
    "“Verified” means that the wording was checked against the cited source: quotation, numbers, "
    "dates, names, negation and hedges. It does not mean that the source is right."
)
ABSTAINED = "The library does not answer this."
UNFINISHED = "The answer to this question was not finished."
REMOVED = "removed from the library since"
NO_QUOTATION = "(quotation removed)"
NEAREST = 3
"""Nearest passages shown of a question that is not answered."""


def verdict(sentence: Sentence) -> str:
    """How a sentence fared, as mark and word; of one that is not verified also why."""
    said = f"{MARKS[sentence.verdict]} {sentence.verdict.value}"
    reasons = "; ".join(clean_line(reason) for reason in sentence.reasons)
    return f"{said}: {reasons}" if reasons and sentence.verdict is not Verdict.VERIFIED else said


def source_line(article: ArticleRow, *, removed: bool) -> str:
    """Outlet, byline, date and what is special about an article."""
    return labelled(article) + (f", {REMOVED}" if removed else "")


def place(citation: Citation) -> str:
    """Where exactly a quotation stands, for ``briefing show`` and other programs."""
    article = citation.article
    return (
        f"article {article.article_id}, revision {article.revision}, "
        f"characters {citation.start}–{citation.end}"
    )


def carried(citation: Citation) -> str:
    """Whose report it is besides its outlet's, and who else has it; empty when nobody."""
    said = clean_line(str(Carried(citation.agency, citation.also_carried_by)))
    return said[:1].upper() + said[1:]


def day_and_time(moment: str) -> str:
    """``2026-05-01T10:03:00+00:00`` as ``1 May 2026, 10:03 UTC``; empty for an empty one."""
    day = spoken(moment[:10])
    return f"{day}, {moment[11:16]} UTC" if len(moment) > len("2026-05-01T") else day


def head_line(transcript: Transcript, now: str) -> str:
    """When a conversation was held, how long it is, and when it was exported (ISO, UTC)."""
    days = dict.fromkeys(spoken(each[:10]) for each in (transcript.created, transcript.updated))
    held = " to ".join(day for day in days if day)
    questions = counted(len(transcript.entries), "question")
    return f"{held} · {questions} · exported with briefing on {day_and_time(now)}".lstrip(" ·")


def heading(entry: Entry) -> str:
    """A question with its number."""
    return f"{entry.number}. {clean_line(entry.question)}"
