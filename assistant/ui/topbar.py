"""The two quiet strips: what library this is and which engine answers; how an ingest goes."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import ProgressBar

from assistant.render import cost
from assistant.types import Usage
from assistant.ui.literal import Words, literal_line
from ingest.text.clean import clean_line, visible
from ingest.text.dates import spoken
from ingest.types import Progress, Report, Status


class TopBar(Horizontal):
    """Name, library, engine."""

    def compose(self) -> ComposeResult:
        """The texts; of the two about the engine, the one for which there is room is shown."""
        yield Words("briefing", classes="name")
        yield Words("opening the library …", classes="library")
        yield Words("", classes="spent")
        yield Words("", classes="engine")
        yield Words("", classes="short")

    def library(self, text: str) -> None:
        """What the library holds."""
        self.query_one(".library", Words).show(literal_line(text))

    def spent(self, usages: Iterable[Usage]) -> None:
        """What the answers of this conversation took of a model's tokens, and their cost."""
        self.query_one(".spent", Words).show(literal_line(spent(usages)))

    def engine(self, name: str, model: str | None, endpoint: str | None) -> None:
        """Which engine answers, and what leaves the machine with it."""
        self.query_one(".engine", Words).show(literal_line(engine_line(name, model, endpoint)))
        self.query_one(".short", Words).show(f"{name} · {'remote' if endpoint else 'local'}")


class IngestBar(Horizontal):
    """Shown while something is being added."""

    def compose(self) -> ComposeResult:
        """The bar, and what is being done."""
        yield ProgressBar(show_eta=False)
        yield Words("", classes="note")

    def on_mount(self) -> None:
        """Nothing is going on yet."""
        self.display = False

    def begin(self, what: str, waiting: int) -> None:
        """Shows that ``what`` is being added, with ``waiting`` more after it."""
        self.display = True
        self.query_one(ProgressBar).update(total=None, progress=0)
        more = f" · {waiting} more waiting" if waiting else ""
        self.query_one(".note", Words).show(literal_line(f"adding {what}{more}"))

    def go_on(self, progress: Progress) -> None:
        """Shows how far it is."""
        self.query_one(ProgressBar).update(total=progress.total, progress=progress.done)
        if progress.note:
            self.query_one(".note", Words).show(literal_line(progress.note))

    def end(self) -> None:
        """Nothing is being added any more."""
        self.display = False


def held(articles: int, newest: str | None) -> str:
    """What a library holds, on one line."""
    if not articles:
        return "empty library"
    text = f"{articles:,} article{'' if articles == 1 else 's'}"
    return f"{text} · newest {spoken(newest[:10])}" if newest else text


def spent(usages: Iterable[Usage]) -> str:
    """All tokens and their cost together; empty when there were none."""
    found = list(usages)
    if not found:
        return ""
    total = sum(found[1:], start=found[0])
    count = total.input_tokens + total.output_tokens
    return f"{count:,} tokens{cost(total)}"


def engine_line(name: str, model: str | None, endpoint: str | None) -> str:
    """Which engine answers, and what leaves the machine."""
    engine = f"{name} {clean_line(model)}" if model else name
    if endpoint:
        return f"{engine} · questions and passages go to {visible(endpoint)}"
    return f"{engine} engine · nothing leaves this machine"


_WORDS = {
    Status.ADDED: "added",
    Status.UPDATED: "updated",
    Status.UNCHANGED: "unchanged",
    Status.DUPLICATE: "already there under another address",
    Status.REMOVED: "removed",
    Status.SKIPPED: "skipped",
    Status.FAILED: "failed",
}
_REASONS_SHOWN = 8


def report_lines(what: str, report: Report) -> list[str]:
    """What an ingest did: one line of sums, what was withheld, then each failure with its
    reason, as far as they can be read."""
    counts = [(status, report.count(status)) for status in _WORDS]
    sums = " · ".join(f"{number} {_WORDS[status]}" for status, number in counts if number)
    lines = [f"{visible(what)}: {sums or 'nothing found'}"]
    withheld = report.withheld_comments + report.withheld_boilerplate
    if withheld:
        lines.append(
            f"{withheld} block{'' if withheld == 1 else 's'} of comments and page furniture"
            " set aside: kept, but never cited"
        )
    bad = [item for item in report.items if item.status is Status.FAILED]
    for item in bad[:_REASONS_SHOWN]:
        lines.append(f"✗ {visible(item.source)}: {item.reason or 'failed'}")
    if len(bad) > _REASONS_SHOWN:
        lines.append(f"… and {len(bad) - _REASONS_SHOWN} more")
    if report.interrupted:
        lines.append("Interrupted; what was finished is kept.")
    return lines
