"""What a running conversation remembers, and what its commands share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.types import Answer, Turn
from ingest.types import ArticleRow, Filters, Followed

if TYPE_CHECKING:
    from assistant.conversations.types import SessionRow
    from assistant.plain.answers import Source
    from assistant.plain.desk import Desk
    from assistant.plain.output import Output
    from assistant.plain.reader import Reader


@dataclass(slots=True)
class State:
    """One conversation: where it is spoken, what was said, and the lists that numbers refer to.

    ``session_id`` is None until the first answer is kept; ``asked`` is the last question;
    ``answer`` its answer once it is finished; ``shown`` what a number opens.
    """

    out: Output
    reader: Reader
    desk: Desk
    session_id: str | None = None
    turns: list[Turn] = field(default_factory=list)
    filters: Filters = field(default_factory=Filters)
    asked: str | None = None
    answer: Answer | None = None
    shown: tuple[Source, ...] = ()
    articles: Sequence[ArticleRow] = ()
    sessions: Sequence[SessionRow] = ()
    feeds: Sequence[Followed] = ()

    def begin_anew(self) -> None:
        """Forgets what was said; the filters stay."""
        self.session_id = self.asked = self.answer = None
        self.turns.clear()
        self.shown = ()


__all__ = ["State"]
