"""What an ingest did, as it is told in the conversation and in a short note. Pure."""

from __future__ import annotations

from assistant.counting import counted
from assistant.outcomes import OUTCOMES
from assistant.ui.chat_keys import Named
from ingest.text.clean import clean_line, visible
from ingest.types import Item, Report, Status

_REASONS_SHOWN = 8
_TITLES_SHOWN = 5
_STEPS = (
    ("briefing ingest --follow FEED", "{} on the feed"),
    ("briefing ingest --follow", "/ingest and its address, or {} on its feed"),
)
"""Next steps as the command has them, and as the app has them, with the keys that lead there."""
_NEW = (Status.ADDED, Status.UPDATED)


def report_lines(what: str, report: Report, key: Named) -> list[str]:
    """What an ingest did: one line of sums, the titles of what is new, what was withheld, then
    what gave nothing with its reason, as far as they can be read."""
    counts = [(status, report.count(status)) for status in OUTCOMES]
    sums = " · ".join(f"{number} {OUTCOMES[status]}" for status, number in counts if number)
    lines = [f"{visible(what)}: {sums or 'nothing found'}"]
    new = [item for item in report.items if item.status in _NEW]
    lines += [f"+ {_title(item)}" for item in new[:_TITLES_SHOWN]]
    if len(new) > _TITLES_SHOWN:
        lines.append(f"… and {len(new) - _TITLES_SHOWN} more")
    withheld = report.withheld_comments + report.withheld_boilerplate
    if withheld:
        blocks = counted(withheld, "block")
        lines.append(f"{blocks} of comments and page furniture set aside: kept, but never cited")
    bad = [item for item in report.items if item.status is Status.FAILED]
    bad += [item for item in report.items if item.status is Status.SKIPPED]
    fetching = f"{key('chat.feeds')}, then {key('feeds.pages')}"
    for item in bad[:_REASONS_SHOWN]:
        mark = "✗" if item.status is Status.FAILED else "·"
        reason = item.reason or item.status.value
        for command, here in _STEPS:
            reason = reason.replace(command, here.format(fetching))
        lines.append(f"{mark} {visible(item.source)}: {reason}")
    if len(bad) > _REASONS_SHOWN:
        lines.append(f"… and {len(bad) - _REASONS_SHOWN} more")
    if report.interrupted:
        lines.append("Interrupted; what was finished is kept.")
    return lines


def _title(item: Item) -> str:
    title = clean_line(item.title or "untitled")
    return f"{title} (updated)" if item.status is Status.UPDATED else title


def report_note(report: Report) -> str:
    """What an ingest did, as a short note: what is new by its name when it is one article."""
    new = [item for item in report.items if item.status in _NEW]
    failed = report.count(Status.FAILED)
    if len(new) == 1:
        note = f"{OUTCOMES[new[0].status].capitalize()}: {clean_line(new[0].title or 'untitled')}"
    elif new:
        note = f"{len(new)} articles added or updated"
    elif report.count(Status.UNCHANGED):
        note = "Nothing has changed"
    else:
        note = "Nothing was added"
    if report.interrupted:
        note = f"Stopped. {note}" if new else "Stopped; what was finished is kept"
    return f"{note}. {failed} failed: the reasons are in the conversation." if failed else note
