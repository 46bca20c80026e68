"""The keys that work on every screen and in every dialog."""

from __future__ import annotations

from textual.binding import Binding, BindingType

EVERYWHERE: list[BindingType] = [
    Binding("f1", "app.help", "Help", priority=True, id="app.help"),
    Binding("question_mark", "app.help", "Help", show=False, id="app.help_letter"),
    Binding("ctrl+p", "app.command_palette", "All actions", priority=True, show=False,
            id="app.palette"),
    Binding("ctrl+t", "app.theme", "Colours", priority=True, show=False, id="app.theme"),
    Binding("ctrl+q", "app.quit", "Quit", priority=True, show=False, id="app.quit"),
]  # fmt: skip
"""With priority, for Textual stops an app's other keys at a dialog; but ``?``, which is text
where text is written, is bound anew by each of them."""
