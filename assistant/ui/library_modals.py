"""The small screens over the library: what to add, what an article is, what to narrow to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Label, OptionList
from textual.widgets.option_list import Option

from assistant.ui.library_entries import Facet
from assistant.ui.literal import CleanInput, Words, literal_line
from assistant.ui.modal import Modal
from assistant.ui.paste_screen import DATE_HINT, overrides
from ingest.stating import Edit
from ingest.types import Metadata, Overrides

_FLAGS = ("date", "comments", "copies", "revisions")
_OFFERED = 300
"""Properties that are offered; in a library with more publishers the search finds the rest."""


class AddScreen(Modal[str | None]):
    """Asks what is to be added: gives what was typed, or None."""

    CSS_PATH = "library_modals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Do not add", id="add.cancel")
    ]

    def __init__(self, title: str, hint: str) -> None:
        super().__init__()
        self._title = title
        self._hint = hint

    def compose(self) -> ComposeResult:
        """One line to type in."""
        with Vertical(classes="dialog"):
            yield Label(Content(self._title), classes="title")
            yield CleanInput(placeholder=self._hint, id="what", compact=True)
            yield Words(f"Enter add · {self.key_of('add.cancel')} back", classes="keys")

    @on(CleanInput.Submitted)
    def _submitted(self, event: CleanInput.Submitted) -> None:
        self.dismiss(event.value.strip() or None)

    def action_cancel(self) -> None:
        """Adds nothing."""
        self.dismiss(None)


class EditScreen(Modal[Edit | None]):
    """Asks what an article's title, publisher, date and tags are; gives what was changed."""

    CSS_PATH = "library_modals.tcss"
    AUTO_FOCUS = "#title"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="edit.save"),
        Binding("escape", "cancel", "Leave it as it is", id="edit.cancel"),
    ]

    def __init__(self, meta: Metadata) -> None:
        super().__init__()
        self._before = {
            "title": meta.title or "",
            "publisher": meta.publisher or "",
            "published": meta.published or "",
            "tags": ", ".join(meta.tags),
        }

    def compose(self) -> ComposeResult:
        """A line for each field."""
        with Vertical(classes="dialog"):
            yield Label(Content("What is this article?"), classes="title")
            for name, value in self._before.items():
                with Horizontal(classes="field"):
                    yield Label(Content(_NAMES[name]))
                    yield CleanInput(value, placeholder=_HINTS[name], id=name, compact=True,
                                     select_on_focus=False)  # fmt: skip
            yield Words("", classes="problem")
            yield Words(_STAYS, classes="keys")
            with Horizontal(classes="buttons"):
                yield Button(
                    self.with_key("Save", "edit.save"), id="save", variant="primary", compact=True
                )
                yield Button(self.with_key("Cancel", "edit.cancel"), id="cancel", compact=True)

    def on_mount(self) -> None:
        """No problem yet."""
        self.query_one(".problem", Words).show("")

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.action_save() if event.button.id == "save" else self.action_cancel()

    @on(CleanInput.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Gives what was changed, unless the date is none."""
        now = {name: self.query_one(f"#{name}", CleanInput).value.strip() for name in self._before}
        change = edit_of(self._before, now)
        if change is None:
            self.query_one(".problem", Words).show(literal_line(f"✗ {DATE_HINT}"))
            self.query_one("#published").focus()
        else:
            self.dismiss(change)

    def action_cancel(self) -> None:
        """Changes nothing."""
        self.dismiss(None)


def edit_of(before: Mapping[str, str], now: Mapping[str, str]) -> Edit | None:
    """The edit that takes the fields from ``before`` to ``now``; None when the date is none.

    A field that was emptied gets back what was read; tags are taken apart at commas.
    """
    changed = {name for name in now if now[name] != before[name]}
    cleared = frozenset(name for name in changed - {"tags"} if not now[name])
    dated = overrides("", now["published"] if "published" in changed else "")
    if dated is None:
        return None
    old, new = _tags(before["tags"]), _tags(now["tags"])
    stated = Overrides(
        title=now["title"] if "title" in changed and now["title"] else None,
        publisher=now["publisher"] if "publisher" in changed and now["publisher"] else None,
        published=dated.published,
        published_precision=dated.published_precision,
        tags=tuple(tag for tag in new if tag not in old),
        untagged=tuple(tag for tag in old if tag not in new),
    )
    return Edit(stated, cleared)


def _tags(text: str) -> tuple[str, ...]:
    return tuple(tag.strip() for tag in text.split(",") if tag.strip())


_NAMES = {"title": "Title", "publisher": "Publisher", "published": "Date", "tags": "Tags"}
_HINTS = {
    "title": "headline",
    "publisher": "outlet",
    "published": "2025-08-12, August 2025 …",
    "tags": "separated by commas",
}
_STAYS = "What you state here stays when the article is read again. The text never changes."


class FilterScreen(Modal[frozenset[Facet] | None]):
    """Chooses what a list is narrowed to; None leaves it as it is."""

    CSS_PATH = "library_modals.tcss"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", id="filter.cancel"),
        Binding("f", "done", "Show these", id="filter.done"),
        Binding("space", "take", "Choose or take back", id="filter.take"),
        Binding("0", "none", "Show all", id="filter.none"),
    ]

    def __init__(self, offered: Sequence[tuple[Facet, int]], chosen: Iterable[Facet]) -> None:
        super().__init__()
        self._offered = tuple(offered[:_OFFERED])
        self._before = frozenset(chosen)
        self._chosen = set(chosen)

    def compose(self) -> ComposeResult:
        """What there is, with how many articles have it."""
        with Vertical(classes="dialog tall"):
            yield Label(Content("Show only articles that are"), classes="title")
            yield OptionList(markup=False)
            take, none, back = (
                self.key_of(f"filter.{each}") for each in ("take", "none", "cancel")
            )
            told = f"{take} choose · Enter choose and show · {none} show all · {back} back"
            yield Words(told, classes="keys")

    def on_mount(self) -> None:
        """Lists it."""
        listing = self.query_one(OptionList)
        listing.add_options([Option(self._line(place)) for place in range(len(self._offered))])
        if self._offered:
            listing.highlighted = 0

    def _line(self, place: int) -> Content:
        facet, count = self._offered[place]
        return facet_line(facet, count, facet in self._chosen)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        # After Space, Enter only shows: it must not take back what was just chosen.
        if self._chosen == self._before:
            self._chosen ^= {self._offered[event.option_index][0]}
        self.action_done()

    def action_take(self) -> None:
        """Chooses the marked property, or takes it back."""
        listing = self.query_one(OptionList)
        place = listing.highlighted
        if place is not None:
            self._chosen ^= {self._offered[place][0]}
            listing.replace_option_prompt_at_index(place, self._line(place))

    def action_done(self) -> None:
        """Narrows the list to what was chosen."""
        self.dismiss(frozenset(self._chosen))

    def action_none(self) -> None:
        """Shows everything."""
        self.dismiss(frozenset())

    def action_cancel(self) -> None:
        """Leaves it as it was."""
        self.dismiss(None)


def facet_line(facet: Facet, count: int, chosen: bool) -> Content:
    """A property as the list shows it."""
    return Content.assemble(
        Content.styled("[x] " if chosen else "[ ] ", "bold $text-accent"),
        Content.styled(f"{count:>6,}  ", "$quiet"),
        literal_line(facet[1], "bold" if chosen else ""),
        Content.styled("" if facet[0] in _FLAGS else f"  {facet[0]}", "$quiet"),
    )
