"""The keys of an answer that has the focus."""

from __future__ import annotations

from textual.binding import Binding, BindingType

KEYS: list[BindingType] = [
    *(
        Binding(str(digit), f"digit({digit})", "Open source", show=digit == 1,
                key_display="1-9")
        for digit in range(10)
    ),
    Binding("right_square_bracket", "step(1)", "Next source", key_display="]"),
    Binding("left_square_bracket", "step(-1)", "Previous source", key_display="[", show=False),
    Binding("enter", "step(0)", "Open the source, or unfold", show=False),
    Binding("y", "copy(False)", "Copy quotation"),
    Binding("Y", "copy(True)", "Copy answer", key_display="Y", show=False),
    Binding("e", "explain", "Explain"),
    Binding("j,down", "app.focus_next('Exchange')", "Next answer", show=False),
    Binding("k,up", "app.focus_previous('Exchange')", "Previous answer", show=False),
]  # fmt: skip
