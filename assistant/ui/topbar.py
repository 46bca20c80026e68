"""The quiet strip at the top: what library this is, which conversation, which engine answers."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from assistant.counting import counted
from assistant.types import Usage
from assistant.ui.literal import Words, literal_line, shortened
from ingest.text.clean import clean_line, visible

_NAME_COLUMNS = 12
"""Columns below which a conversation's name would say nothing."""

_BETWEEN = " · "


class TopBar(Horizontal):
    """Name, conversation, library, engine."""

    def __init__(self) -> None:
        super().__init__()
        self._library = "opening the library …"
        self._spent = ""
        self._conversation = ""
        self._engine: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """The texts; what is said of the engine is as long as there is room for."""
        yield Words("briefing", classes="name")
        yield Words("", classes="conversation")
        yield Words(self._library, classes="library")
        yield Words("", classes="spent")
        yield Words("", classes="engine")

    def library(self, text: str) -> None:
        """What the library holds; of several things the first where there is no room for all."""
        self._library = clean_line(text)
        self._fit()

    def spent(self, usages: Iterable[Usage]) -> None:
        """What the answers of this conversation took of a model's tokens, and their cost."""
        self._spent = spent(usages)
        self.query_one(".spent", Words).show(literal_line(self._spent))
        self._fit()

    def conversation(self, name: str) -> None:
        """What the open conversation is called; shown as far as the rest leaves room."""
        self._conversation = clean_line(name)
        self._fit()

    def engine(self, name: str, model: str | None, endpoint: str | None) -> None:
        """Which engine answers, and what leaves the machine with it."""
        self._engine = engine_lines(name, model, endpoint)
        self._fit()

    def on_resize(self, event: events.Resize) -> None:
        """Another width has room for other words."""
        self._fit()

    def _fit(self) -> None:
        """Shows the longest line about the engine that fits beside the rest and leaves room for
        the conversation's name; else the longest that fits, else the last."""
        spent = "" if self.screen.has_class("-narrow") else self._spent  # hidden there
        room = self.app.size.width - 2 - sum(cell_len(t) + 2 for t in ("briefing", spent) if t)
        library = self._library
        if cell_len(library) + 2 + min(map(cell_len, self._engine), default=0) > room:
            library = library.partition(_BETWEEN)[0]
        self.query_one(".library", Words).show(literal_line(library))
        room -= cell_len(library) + 2
        least = min(cell_len(self._conversation), _NAME_COLUMNS)
        fitting = [line for line in self._engine if cell_len(line) <= room]
        roomy = [line for line in fitting if cell_len(line) + 2 + least <= room]
        shown = next(iter([*roomy, *fitting, *self._engine[-1:]]), "")
        self.query_one(".engine", Words).show(literal_line(shown))
        left = room - cell_len(shown) - 2
        name = shortened(self._conversation, left) if left >= least else ""
        self.query_one(".conversation", Words).show(literal_line(name))


def held(articles: int, newest: str | None) -> str:
    """What a library holds, on one line."""
    if not articles:
        return "empty library"
    from ingest.text.dates import spoken

    text = counted(articles, "article")
    return f"{text}{_BETWEEN}newest {spoken(newest[:10])}" if newest else text


def spent(usages: Iterable[Usage]) -> str:
    """All tokens and their cost together; empty when there were none."""
    found = list(usages)
    if not found:
        return ""
    from assistant.render import cost

    total = sum(found[1:], start=found[0])
    count = total.input_tokens + total.output_tokens
    return f"{count:,} tokens{cost(total)}"


def engine_lines(name: str, model: str | None, endpoint: str | None) -> tuple[str, ...]:
    """Which engine answers, and what leaves the machine: the longest line first."""
    engine = f"{name} {clean_line(model)}" if model else name
    if not endpoint:
        return f"{engine} engine · nothing leaves this machine", f"{name} · local"
    where = visible(endpoint)
    return (
        f"{engine} · questions and passages go to {where}",
        f"{engine} · sends to {where}",
        f"{name} · sends to {where}",
        f"{name} · remote",
    )
