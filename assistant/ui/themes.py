"""Two themes of our own: quiet, with one accent; contrast of text at least 7 to 1."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="briefing-dark",
    primary="#6ca4d9",
    secondary="#8a96a8",
    accent="#e0b062",
    success="#7fc08b",
    warning="#e0b062",
    error="#e57f7a",
    foreground="#dde1e6",
    background="#14181d",
    surface="#1a1f26",
    panel="#232a33",
    dark=True,
    variables={"footer-key-foreground": "#e0b062", "footer-background": "#14181d"},
)
LIGHT = Theme(
    name="briefing-light",
    primary="#1f5f99",
    secondary="#5a6573",
    accent="#8a5200",
    success="#226b33",
    warning="#8a5200",
    error="#a82a24",
    foreground="#1d2329",
    background="#fafaf8",
    surface="#f1f1ee",
    panel="#e4e4df",
    dark=False,
    variables={"footer-key-foreground": "#8a5200", "footer-background": "#fafaf8"},
)
