"""The keys of an answer that has the focus."""

from __future__ import annotations

from textual.binding import Binding, BindingType

KEYS: list[BindingType] = [
    *(
        Binding(str(digit), f"digit({digit})", "Open source", show=digit == 1,
                key_display="1-9", id=f"answer.source_{digit}")
        for digit in range(10)
    ),
    Binding("]", "step(1)", "Next source", id="answer.next_source"),
    Binding("[", "step(-1)", "Previous source", show=False, id="answer.previous_source"),
    Binding("enter", "step(0)", "Open the source, or unfold", show=False, id="answer.open_source"),
    Binding("y", "copy(False)", "Copy quotation", id="answer.copy_quotation"),
    Binding("Y", "copy(True)", "Copy answer", show=False, id="answer.copy"),
    Binding("c", "screen.changes", "What changed in the source since", show=False,
            id="answer.changes"),
    Binding("e", "explain", "Explain", id="answer.explain"),
    Binding("r", "again", "Ask again", id="answer.again"),
    Binding("o", "open_url", "Open the page in the browser", show=False, id="answer.open_url"),
    Binding("m", "more", "More sentences", show=False, id="answer.more"),
    Binding("j,down", "screen.neighbour(1)", "Next answer", show=False, id="answer.next"),
    Binding("k,up", "screen.neighbour(-1)", "Previous answer", show=False, id="answer.previous"),
    Binding("home", "screen.edge(False)", "Beginning of the answer", show=False, id="answer.home"),
    Binding("end", "screen.edge(True)", "End of the answer", show=False, id="answer.end"),
]  # fmt: skip
