"""What was sent before, brought back line by line; the draft waits at its end. Pure."""

from __future__ import annotations

from collections.abc import Sequence

MOST = 200
"""Lines that are brought back, of earlier runs and of this one each."""


class History:
    """The questions kept by earlier runs, then what was sent in this one."""

    def __init__(self) -> None:
        self._kept: tuple[str, ...] = ()
        self._own: list[str] = []
        self._back = 0
        self._draft = ""

    @property
    def lines(self) -> list[str]:
        """All of it, the oldest first; what was sent in this run stands in its place there."""
        own = set(self._own)
        return [line for line in self._kept if line not in own] + self._own

    def keep(self, questions: Sequence[str]) -> None:
        """Takes the questions that are kept now. What was kept and is no more was deleted, and
        is forgotten here too."""
        gone = set(self._kept).difference(questions) if len(questions) < MOST else set()
        self._own = [line for line in self._own if line not in gone]
        self._kept = tuple(questions)
        self._back = 0

    def add(self, text: str) -> None:
        """Something was sent, or put aside: it is the latest line."""
        self._back, self._draft = 0, ""
        if text and text not in self._own[-1:]:
            self._own = [*self._own, text][-MOST:]

    def earlier(self, text: str) -> str | None:
        """The line before; None when there is none. ``text`` is what stands in the prompt: a
        draft, or a line that was brought back and changed, waits at the end."""
        lines = self.lines
        if not self._back or text != lines[-self._back]:
            self._back, self._draft = 0, text
        if self._back >= len(lines):
            return None
        self._back += 1
        return lines[-self._back]

    def later(self) -> str | None:
        """The line after, the draft behind the last; None at the end."""
        if not self._back:
            return None
        self._back -= 1
        return self.lines[-self._back] if self._back else self._draft
