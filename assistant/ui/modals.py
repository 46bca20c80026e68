"""The small screens over the conversation: sources on a narrow terminal, help, one question."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button

from assistant.ui.commands import COMMANDS
from assistant.ui.evidence_items import EvidenceItem
from assistant.ui.evidence_pane import EvidencePane, Load
from assistant.ui.literal import Words
from assistant.ui.messages import ItemOpened, LibraryRequested

Section = tuple[str, Iterable[BindingType]]


class EvidenceScreen(ModalScreen[None]):
    """The sources, alone on the screen, where there is no room beside the conversation."""

    CSS_PATH = "evidence_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f2", "dismiss", "Back to the answer"),
    ]

    def __init__(
        self,
        load: Load,
        items: tuple[EvidenceItem, ...],
        number: int | None,
        opened: Callable[[EvidenceItem], None],
        requested: Callable[[LibraryRequested], object],
    ) -> None:
        super().__init__()
        self._requested = requested
        self._load = load
        self._items = items
        self._number = number
        self._opened = opened

    def compose(self) -> ComposeResult:
        """The pane, and how to leave it."""
        yield EvidencePane(self._load)
        yield Words("Esc back · Enter open · [ ] others · q quotation · y copy",
                    classes="keys")  # fmt: skip

    def on_mount(self) -> None:
        """Shows what it was opened for."""
        pane = self.query_one(EvidencePane)
        pane.show_items(self._items)
        if self._number is not None:
            pane.open(self._number)
        pane.query_one("OptionList").focus()

    @on(ItemOpened)
    def _item_opened(self, message: ItemOpened) -> None:
        self._opened(message.item)

    @on(LibraryRequested)
    def _library(self, message: LibraryRequested) -> None:
        message.stop()
        self.dismiss()
        request = LibraryRequested(message.article_id, message.revision, message.start, message.end)
        self._requested(request)


class HelpScreen(ModalScreen[None]):
    """Every key and every command, made from the bindings themselves."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,q", "dismiss", "Close the help"),
    ]

    def __init__(self, sections: Iterable[Section]) -> None:
        super().__init__()
        self._content = help_content(sections)

    def compose(self) -> ComposeResult:
        """One long text that scrolls."""
        with VerticalScroll(classes="dialog"):
            yield Words(self._content)


class ConfirmScreen(ModalScreen[bool]):
    """One question with yes and no; Esc is no."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#no"  # what a hasty Enter says
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", "No"),
        Binding("y", "answer(True)", "Yes"),
    ]

    def __init__(self, text: str, yes: str, no: str) -> None:
        super().__init__()
        self._text = text
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """The question and its two answers; the safe one has the focus."""
        with Vertical(classes="dialog small"):
            yield Words(self._text, classes="question")
            with Horizontal(classes="buttons"):
                yield Button(Content(self._yes), id="yes")
                yield Button(Content(self._no), id="no", variant="primary")

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, agreed: bool) -> None:
        """Answers by key."""
        self.dismiss(agreed)


def help_content(sections: Iterable[Section]) -> Content:
    """The help text: the bindings of each section, those of one meaning on one line, then the
    commands."""
    parts: list[Content | str | tuple[str, str]] = []
    for title, bindings in sections:
        parts.append((f"{title}\n", "bold $text-primary"))
        for keys, about in key_lines(bindings):
            parts += [(f"  {keys:<22}", "bold $text-accent"), f"{about}\n"]
        parts.append("\n")
    parts.append(("Commands\n", "bold $text-primary"))
    for command in COMMANDS:
        usage = f"/{command.name} {command.argument}".strip()
        parts += [(f"  {usage:<22}", "bold $text-accent"), f"{command.about}\n"]
    return Content.assemble(*parts)


def key_lines(bindings: Iterable[BindingType]) -> list[tuple[str, str]]:
    """Keys and meaning of each binding that has a meaning; those of one meaning together."""
    found: dict[str, list[str]] = {}
    for given in bindings:
        binding = given if isinstance(given, Binding) else Binding(*given)
        if not binding.description:
            continue
        names = found.setdefault(binding.description, [])
        keys = [key_name(key) for key in binding.key.split(",")]
        shown = [binding.key_display] if binding.key_display else keys
        names += [name for name in shown if name not in names]
    return [(", ".join(names), about) for about, names in found.items()]


_NAMES = {"escape": "Esc", "enter": "Enter", "tab": "Tab", "up": "↑", "down": "↓",
          "right_square_bracket": "]", "left_square_bracket": "[",
          "pageup": "PgUp", "pagedown": "PgDn"}  # fmt: skip


def key_name(key: str) -> str:
    """A key as people write it: ``ctrl+n`` is Ctrl+N, ``f1`` is F1."""
    parts = key.split("+")
    made = [
        _NAMES.get(part) or (part.capitalize() if len(part) > 1 or len(parts) > 1 else part)
        for part in parts
    ]
    return "+".join(made)
