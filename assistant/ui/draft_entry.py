"""A checked draft in the conversation: its sentences with their marks, as they are checked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from assistant.ui.answer_text import SHOWN, marker, more_content
from assistant.ui.evidence_items import EvidenceItem, cited
from assistant.ui.exchange import Exchange
from assistant.ui.literal import literal_line, toast
from assistant.ui.margin import Row
from assistant.ui.messages import EvidenceChanged
from assistant.ui.phase import Phase

if TYPE_CHECKING:
    from assistant.check import CheckedSentence

_COLOURS = {
    "supported": "$text-success",
    "unsupported": "$text-error",
    "not_checkable": "$quiet",
}


class DraftEntry(Exchange):
    """A draft whose sentences are being checked, or were. Its keys are an answer's."""

    def __init__(self, ticket: int, name: str) -> None:
        super().__init__(ticket, name)
        self.checked: list[CheckedSentence] = []

    def begin(self) -> None:
        """The check has begun."""
        self._enter(Phase.SEARCHING)
        self._say("status", "checking …")

    @property
    def finished(self) -> bool:
        """Whether every sentence was checked."""
        return self.phase is Phase.DONE

    @property
    def items(self) -> tuple[EvidenceItem, ...]:
        """What its sentences rest on, or come near to."""
        return cited(self._citations, frozenset())

    async def go_on(self, sentences: Sequence[CheckedSentence], total: int) -> None:
        """More sentences have been checked, of ``total``; late ones of a stopped check are
        dropped."""
        if not self.running:
            return
        self.checked += sentences
        self._gather()
        self._put([*self._rows, *map(row, sentences)][: self._limit])
        self._say("status", f"checking … {len(self.checked)} of {total}")
        self.post_message(EvidenceChanged(self.ticket))

    def finish(self) -> None:
        """Every sentence has been checked."""
        if not self.running:
            return
        from assistant.check import summary
        from assistant.drafts.report import summary_text

        self._enter(Phase.DONE)
        self._tell_more()
        self._say("status", literal_line(summary_text(summary(self.checked))))

    def stop(self) -> None:
        """The user has stopped it; what was checked stays."""
        if self.running:
            self._enter(Phase.STOPPED)
            self._say("status", "Stopped. The rest of the draft was not checked.")

    def action_more(self) -> None:
        """Shows more of its sentences."""
        self._limit += SHOWN
        self._put([*map(row, self.checked[: self._limit])])
        self._tell_more()

    def action_again(self) -> None:
        """A draft changes on disk; /check reads it anew."""
        toast(self.app, "To check the draft again, give /check again: ↑ in the prompt has it.")

    def copy_text(self) -> str | None:
        """The marked-up copy with its sources, once all is checked."""
        return self._text(explain=False)

    def account(self, width: int) -> str | None:
        """The same with the passages that each sentence was compared with."""
        return self._text(explain=True, width=width)

    def _tell_more(self) -> None:
        self._say("notes", more_content(len(self.checked) - self._limit, self._key))

    def _text(self, *, explain: bool, width: int = 80) -> str | None:
        if not self.finished:
            return None
        from assistant.drafts.report import to_text

        return to_text(self.checked, explain=explain, width=width)

    def _gather(self) -> None:
        from assistant.drafts.report import citations_of

        self._citations = list(citations_of(self.checked))


def row(sentence: CheckedSentence) -> Row:
    """A checked sentence as it is shown."""
    named = {each.number for each in (*sentence.citations, *sentence.nearest)}
    return Row(mark(sentence), partial(row_content, sentence), frozenset(named))


def mark(sentence: CheckedSentence) -> Content:
    """The sign of what was found, ``#`` for a heading; the signs differ without colour too."""
    from assistant.drafts.report import MARKS
    from ingest.types import BlockKind

    heading = sentence.kind is BlockKind.SUBHEADING
    sign = "#" if heading else MARKS[sentence.finding]
    return Content.styled(sign, f"bold {_COLOURS[sentence.finding.value]}")


def row_content(sentence: CheckedSentence, current: int | None = None) -> Content:
    """A sentence with its ``[n]`` markers, the opened one reversed, and under it whose word it
    is, or why it is not supported or not checkable, with what comes nearest."""
    from assistant.drafts.report import because, told_by
    from ingest.types import BlockKind

    if sentence.kind is BlockKind.SUBHEADING:
        return literal_line(sentence.text, "bold")
    parts: list[Content | str] = [literal_line(sentence.text)]
    if sentence.citations:
        parts += [" ", *(marker(each.number, current) for each in sentence.citations)]
    if why := because(sentence, nearest=False) or told_by(sentence):
        parts += ["\n", literal_line(why, f"italic {_COLOURS[sentence.finding.value]}")]
    if sentence.nearest:
        parts += ["; nearest: ", *(marker(each.number, current) for each in sentence.nearest)]
    return Content.assemble(*parts)
