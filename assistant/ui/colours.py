"""The app's colours: the theme of this terminal to begin with, another when one is chosen, kept
for the next time."""

from __future__ import annotations

import os
from collections.abc import Mapping

from textual import work
from textual.app import App
from textual.filter import Monochrome, NoColor

from assistant.ui.literal import toast
from assistant.ui.services import Services
from assistant.ui.themes import DARK, LIGHT, OURS, choose, variables
from ingest.errors import BriefingError

_REPLACED = ("textual-dark", "textual-light")
_FEW = (None, "standard")
"""What Rich calls a terminal without colours, and one of sixteen."""


class Coloured(App[int]):
    """An app with our themes. ``services`` keep the one that is chosen in it."""

    services: Services

    def __init__(self) -> None:
        plain = bool(os.environ.get("NO_COLOR"))
        super().__init__(ansi_color=True if plain else None)
        if self.no_color and not plain:  # set to nothing, which says nothing
            self.no_color = False
            self._filters = [f for f in self._filters if not isinstance(f, Monochrome | NoColor)]
        self._environ: Mapping[str, str] = {"NO_COLOR": "1"} if plain else {}
        self._few = False
        self._kept = ""
        for theme in OURS:
            self.register_theme(theme)
        self.paint(DARK.name)
        for name in _REPLACED:
            self.unregister_theme(name)

    def paint(self, setting: str, environ: Mapping[str, str] | None = None) -> None:
        """Puts on the theme that ``setting`` is on this terminal, which ``environ`` tells of;
        without it, on one that says nothing and has all colours."""
        if environ is not None:
            self._environ = environ
            self._few = self.console.color_system in _FEW
        self._kept = self._fitting(setting)
        self.theme = self._kept

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What our rules need and a theme of Textual's has not."""
        return variables(self.current_theme)

    def validate_theme(self, name: str) -> str:
        """The theme, or what takes its place on a terminal that cannot show it."""
        return self._fitting(name)

    def watch_theme(self, name: str) -> None:
        """Keeps what was chosen in the app, unless this terminal had no choice."""
        if self.is_running and name != self._kept and not (self._few or self.no_color):
            self._kept = name
            self._keep(name)

    def action_toggle_colours(self) -> None:
        """Between dark and light."""
        before = self.theme
        self.theme = (LIGHT if self.current_theme.dark else DARK).name
        if self.theme == before:
            toast(self, "NO_COLOR is set: nothing is painted in colours.")

    @work(thread=True, exit_on_error=False, exclusive=True, group="theme")
    def _keep(self, name: str) -> None:
        try:
            told = self.services.keep_theme(name)
        except BriefingError as error:
            told = f"The colours are for this time only. {error.message} {error.hint}"
        if told:
            self.call_from_thread(toast, self, told, "warning")

    def _fitting(self, name: str) -> str:
        return choose(name, self._environ, self._few)
