"""What was added, updated, followed or checked, in lines that can be listened to. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.check import CheckedSentence, Finding, Summary
from assistant.counting import counted
from assistant.drafts.report import WORDS, summary_text, told_by
from assistant.outcomes import OUTCOMES
from assistant.pacing import pace_words
from assistant.plain.wording import capital, ended, here, listed, sources
from ingest.text.clean import clean_line, visible
from ingest.text.dates import spoken
from ingest.types import BlockKind, Followed, Item, Progress, Report, Status

if TYPE_CHECKING:
    from ingest.updating import Edit

_SHOWN = 10
_NEW = (Status.ADDED, Status.UPDATED)


def report_lines(what: str, report: Report) -> list[str]:
    """What an ingest did: what is new, what failed and why, then the sums."""
    new = [item for item in report.items if item.status in _NEW]
    bad = [item for item in report.items if item.status is Status.FAILED]
    bad += [item for item in report.items if item.status is Status.SKIPPED]
    lines = [_new_line(item) for item in new[:_SHOWN]]
    if len(new) > _SHOWN:
        lines.append(f"And {len(new) - _SHOWN} more that are new.")
    for item in bad[:_SHOWN]:
        reason = here(visible(item.reason or ""))
        lines.append(ended(f"{capital(item.status.value)}: {visible(item.source)}: {reason}"))
    if len(bad) > _SHOWN:
        lines.append(f"And {len(bad) - _SHOWN} more that gave nothing.")
    lines += [
        ended(f"Note on {clean_line(item.title or item.source)}: {visible(warning)}")
        for item in new[:_SHOWN]
        for warning in item.warnings
    ]
    if withheld := report.withheld_comments + report.withheld_boilerplate:
        lines.append(
            f"{counted(withheld, 'block')} of comments and page furniture set aside: kept, never "
            "cited."
        )
    sums = [
        f"{report.count(status)} {OUTCOMES[status]}" for status in OUTCOMES if report.count(status)
    ]
    lines.append(ended(f"{visible(what)}: {listed(sums) or 'nothing found'}"))
    if report.interrupted:
        lines.append("Stopped; what was finished is kept.")
    return lines


def _new_line(item: Item) -> str:
    reason = f" {capital(ended(visible(item.reason)))}" if item.reason else ""
    return f"{capital(item.status.value)}: {ended(clean_line(item.title or 'untitled'))}{reason}"


def progress_line(progress: Progress) -> str:
    """How far it is, on one line."""
    done = f"{progress.done:,}"
    if progress.total is not None:
        done += f" of {progress.total:,}"
    parts = [f"{done} read", pace_words(progress).replace("/s", " a second")]
    return ended(", ".join(part for part in parts if part))


def followed_lines(found: Sequence[Followed]) -> list[str]:
    """The addresses that are followed, numbered, and how each fared."""
    if not found:
        return ["Nothing is followed yet. To follow a feed or a page: /ingest https://…"]
    lines = [f"{counted(len(found), 'address', 'addresses')} followed."]
    for number, each in enumerate(found, 1):
        title = clean_line(each.title or "untitled")
        checked = f"last asked {spoken(each.checked[:10])}" if each.checked else "never asked yet"
        line = f"Feed {number}: {ended(title)} {visible(each.location)}; {each.state}, {checked}."
        if each.message:
            line += f" {ended(visible(each.message))}"
        lines.append(line)
    lines.append("To look for news: /update, or /update and a number. To forget one: /forget.")
    return lines


def edit_lines(edits: Sequence[Edit]) -> list[str]:
    """What changed in articles that were there."""
    lines = []
    for edit in edits:
        nature = capital(edit.changes.nature.value)
        title = ended(clean_line(edit.title or "untitled"))
        words = f"{edit.changes.words_new} words new, {edit.changes.words_gone} gone"
        lines.append(f"{nature}: {title} {words}.")
        lines += [f"It says: “{clean_line(note.text)}”" for note in edit.changes.notes]
    return lines


def checked_line(sentence: CheckedSentence) -> str:
    """One sentence of a draft: what was found of it comes first."""
    text = ended(clean_line(sentence.text))
    if sentence.kind is BlockKind.SUBHEADING:
        return f"Heading: {text}"
    found = capital(WORDS[sentence.finding])
    if sentence.finding is Finding.SUPPORTED:
        line = f"{found}, {sources([each.number for each in sentence.citations])}: {text}"
        told = told_by(sentence)
        return f"{line} {capital(ended(told))}" if told else line
    line = f"{found}: {text}"
    if reason := "; ".join(clean_line(each) for each in sentence.reasons):
        line += f" {ended(f'Why: {reason}')}"
    if sentence.nearest:
        line += f" Nearest: {sources([each.number for each in sentence.nearest])}."
    return line


def summary_line(counts: Summary) -> str:
    """How many sentences there are, and what became of them."""
    return ended(summary_text(counts))


__all__ = [
    "checked_line",
    "edit_lines",
    "followed_lines",
    "progress_line",
    "report_lines",
    "summary_line",
]
