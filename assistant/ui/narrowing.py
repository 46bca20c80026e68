"""Which articles the next questions are asked of, shown over the prompt as chips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Blur, Focus, Resize
from textual.style import Style

from assistant.counting import counted
from assistant.types import Answer
from assistant.ui.literal import Words, literal_line, shortened
from ingest.text.clean import clean_line
from ingest.types import Filters

Kind = Literal["since", "until", "as of", "publisher", "tag", "only", "without"]

_TITLE = 32
_LINES = 2
_TALL = 16
_HOW = "Shift+Tab chooses · /all takes all off"
_HOW_CHOSEN = "←→ · ⌫ takes it off · Esc back"


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows: of what kind, its value (of an article the id), and its words."""

    kind: Kind
    value: str
    words: str


@dataclass
class Narrowing:
    """What narrows: days, publishers and tags as they were typed, and chosen articles, their
    titles by article id. ``only`` leaves no others in."""

    only: dict[str, str] = field(default_factory=dict)
    without: dict[str, str] = field(default_factory=dict)
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    publishers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is chosen."""
        return self.filters != Filters()

    @property
    def filters(self) -> Filters:
        """What a question is to be asked with."""
        return Filters(
            since=self.since,
            until=self.until,
            as_of=self.as_of,
            publishers=self.publishers,
            tags=self.tags,
            exclude=tuple(self.without),
            only=tuple(self.only),
        )

    def ask_only(self, article_id: str, title: str) -> None:
        """Adds an article to those that alone are asked."""
        self.without.pop(article_id, None)
        self.only[article_id] = title

    def leave_out(self, article_id: str, title: str) -> bool:
        """Leaves an article out, or no longer; says which."""
        self.only.pop(article_id, None)
        if self.without.pop(article_id, None) is not None:
            return False
        self.without[article_id] = title
        return True

    def take_filters(self, filters: Filters) -> None:
        """Takes the days, publishers and tags of ``filters``, in place of those there were."""
        self.since, self.until, self.as_of = filters.since, filters.until, filters.as_of
        self.publishers, self.tags = filters.publishers, filters.tags

    def take_off(self, article_id: str) -> None:
        """Takes back what was chosen of one article, everything for an empty id."""
        if not article_id:
            self.take_filters(Filters())
        for chosen in (self.only, self.without):
            if article_id:
                chosen.pop(article_id, None)
            else:
                chosen.clear()

    def drop(self, chip: Chip) -> None:
        """Takes off what a chip stands for."""
        match chip.kind:
            case "since":
                self.since = None
            case "until":
                self.until = None
            case "as of":
                self.as_of = None
            case "publisher":
                self.publishers = tuple(n for n in self.publishers if n != chip.value)
            case "tag":
                self.tags = tuple(name for name in self.tags if name != chip.value)
            case "only" | "without":
                self.take_off(chip.value)

    def chips(self, today: date | None = None) -> tuple[Chip, ...]:
        """What is chosen, in the order in which it is shown; ``today`` is called so."""
        days: list[tuple[Kind, str | None]] = [
            ("since", self.since), ("until", self.until), ("as of", self.as_of)
        ]  # fmt: skip
        now = today.isoformat() if today else None
        made = [Chip(kind, day, "today" if day == now else day) for kind, day in days if day]
        made += [Chip("publisher", name, name) for name in self.publishers]
        made += [Chip("tag", name, name) for name in self.tags]
        made += [Chip("only", article_id, title) for article_id, title in self.only.items()]
        made += [Chip("without", article_id, title) for article_id, title in self.without.items()]
        return tuple(made)


def asked_of(filters: Filters) -> str:
    """What narrowed an answer, on one line; empty when nothing did. Articles are counted."""
    narrowing = Narrowing(
        since=filters.since, until=filters.until, as_of=filters.as_of,
        publishers=filters.publishers, tags=filters.tags,
    )  # fmt: skip
    said = [f"{chip.kind} {clean_line(chip.words)}" for chip in narrowing.chips()]
    for word, chosen in (("only", filters.only), ("without", filters.exclude)):
        if chosen:
            said.append(f"{word} {counted(len(chosen), 'chosen article')}")
    return " · ".join(said)


def how_asked(answer: Answer) -> str:
    """What was searched for when it differs from the question, and of what it was asked, on one
    line; empty when there is nothing to say."""
    searched = "" if answer.question == answer.asked else f"searched for: {answer.question}"
    of = asked_of(answer.filters)
    return " · ".join(part for part in (searched, f"asked of: {of}" if of else "") if part)


def fitting_chips(widths: Sequence[int], room: int, last: int, at_least: int = 0) -> int:
    """How many chips so many columns wide fit on the lines of the bar, ``room`` columns each,
    when ``last`` columns are wanted behind them; no fewer than ``at_least``."""
    line, left = 1, room
    for place, width in enumerate(widths):
        rest = last if place == len(widths) - 1 else last + len("+99 ")
        if width > left:
            line, left = line + 1, room
        full = line > _LINES or (line == _LINES and width + rest > left)
        if full and place >= at_least:
            return place
        left -= width
    return len(widths)


class FilterBar(Words, can_focus=True):
    """A chip for each thing that narrows, over the prompt. A click takes one off; so does a key,
    once the bar has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose(-1)", "Filter before", id="filters.before", show=False),
        Binding("right", "choose(1)", "Filter after", id="filters.after", show=False),
        Binding("backspace,delete,enter", "off", "Take the filter off", id="filters.off",
                show=False),
    ]  # fmt: skip

    DEFAULT_CSS = "FilterBar { max-height: 3; }"
    FOCUS_ON_CLICK = False

    def __init__(self, content: Content | str = "", *, id: str | None = None) -> None:
        super().__init__(content, id=id)
        self.chips: tuple[Chip, ...] = ()
        self.at = 0
        self._width = 0

    def tell(self, narrowing: Narrowing) -> None:
        """Shows what is chosen; hides when nothing is."""
        self.chips = narrowing.chips(date.today())
        self.at = max(0, min(self.at, len(self.chips) - 1))
        self._draw(self.has_focus)

    def _draw(self, focused: bool) -> None:
        self._width = self.app.size.width
        room = self._width - 2
        texts = [
            f" {chip.kind} {shortened(chip.words, min(_TITLE, max(8, room // 2)))} ✕ "
            for chip in self.chips
        ]
        how = _HOW_CHOSEN if focused else _HOW
        chosen = self.at + 1 if focused else 0
        widths = [cell_len(text) + 1 for text in texts]
        # How to take them off may stand on a line of its own where there are lines enough.
        last = cell_len(how) if self.app.size.height < _TALL else 0
        count = fitting_chips(widths, room, last, chosen)
        first = max(0, count - self._backwards(widths[:count], room, last)) if focused else 0
        parts: list[Content | str] = []
        for place in range(first, count):
            style = "reverse" if focused and place == self.at else "on $panel"
            click = Style.from_meta({"@click": f"screen.drop_filter({place})"})
            parts += [literal_line(texts[place], style).stylize(click), " "]
        if self.chips:
            if count < len(self.chips):
                parts.append(f"+{len(self.chips) - count} ")
            all_off = Style.from_meta({"@click": "screen.take_off('')"})
            parts.append(Content.styled(how, "$quiet").stylize(all_off))
        self.show(Content.assemble(*parts))

    @staticmethod
    def _backwards(widths: Sequence[int], room: int, last: int) -> int:
        """How many of the last of these chips there is room for."""
        return max(1, fitting_chips(widths[::-1], room, last))

    def on_focus(self, event: Focus) -> None:
        """Says how a chip is chosen, the last one to begin with."""
        self.at = len(self.chips) - 1
        self._draw(True)

    def on_blur(self, event: Blur) -> None:
        """No chip is chosen any more."""
        self._draw(False)

    def on_resize(self, event: Resize) -> None:
        """Another width has room for other chips."""
        if self.chips and self.app.size.width != self._width:
            self._draw(self.has_focus)

    def action_choose(self, by: int) -> None:
        """The chip before or after, round the end."""
        self.at = (self.at + by) % max(1, len(self.chips))
        self._draw(True)

    async def action_off(self) -> None:
        """Takes the chosen chip off."""
        await self.run_action(f"screen.drop_filter({self.at})")
