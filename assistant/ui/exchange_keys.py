"""The keys of an answer that has the focus, and what is opened by them of its evidence."""

from __future__ import annotations

from textual import on
from textual.binding import Binding, BindingType
from textual.timer import Timer

from assistant.ui.evidence_items import EvidenceItem
from assistant.ui.exchange_view import ExchangeView
from assistant.ui.messages import CitationChosen, CiteRequested

_DIGITS_WITHIN = 0.8
"""Seconds in which a second digit belongs to the one before."""

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


class EvidenceByKey(ExchangeView):
    """What is seen of an exchange whose evidence is opened by its number, one after the other, or
    by a click on a marker.

    ``ticket`` names it among all exchanges of the running app.
    """

    def __init__(self, ticket: int, question: str, status: str) -> None:
        super().__init__(question, status)
        self.ticket = ticket
        self._digits = 0
        self._digit_timer: Timer | None = None

    @property
    def items(self) -> tuple[EvidenceItem, ...]:
        """What can be opened."""
        raise NotImplementedError

    @property
    def opened(self) -> EvidenceItem | None:
        """The item that was opened last, if any was."""
        numbered = enumerate(self.items, 1)
        return next((i for place, i in numbered if (i.number or place) == self.current), None)

    @on(CitationChosen)
    def _clicked(self, message: CitationChosen) -> None:
        message.stop()
        self._open(message.number)

    def action_digit(self, digit: int) -> None:
        """Opens citation ``digit``; a second digit soon after makes it a two-digit number."""
        number = self._digits * 10 + digit
        if not self._has(number):
            number = digit
        self._digits = number
        if self._digit_timer is not None:
            self._digit_timer.stop()
        self._digit_timer = self.set_timer(_DIGITS_WITHIN, self._forget_digits)
        if self._has(number):
            self._open(number)

    def action_step(self, by: int) -> None:
        """Opens the next or the previous piece of evidence, the first one to begin with. With 0
        it unfolds what is folded, and opens what was opened last."""
        if self.folded and by == 0:
            self.fold(False)
            return
        items = self.items
        if not items:
            return
        numbers = [item.number or place for place, item in enumerate(items, 1)]
        if self.current not in numbers:
            self._open(numbers[0] if by >= 0 else numbers[-1])
        else:
            self._open(numbers[(numbers.index(self.current) + by) % len(numbers)])

    def _has(self, number: int) -> bool:
        items = self.items
        if items and items[0].number is None:
            return 1 <= number <= len(items)
        return any(item.number == number for item in items)

    def _open(self, number: int) -> None:
        self.point_at(number)
        self.post_message(CiteRequested(self.ticket, number))

    def _forget_digits(self) -> None:
        self._digits = 0
