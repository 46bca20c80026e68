"""Reads a model's answer while it streams: text in, deltas and finished sentences out.

Pure. A sentence is finished when the next one has begun, so that markers that follow its stop
still belong to it. What is held back is never more than a word, a bracket, or a line that may
turn out to be the sentinel, the choice or a list of sources.
"""

from __future__ import annotations

import re

from assistant.engines.generation import uncovered
from assistant.engines.generation.markers import split_markers
from assistant.engines.generation.model_text import LONGEST_HOLD, NEWLINES, tidy, whole_words
from assistant.types import Delta, Draft, DraftSentence, Usage
from ingest.text.sentences import sentences

ABSTAIN = "The passages do not answer this question."
"""What a model is told to write when it finds no answer."""

_BEGUN = re.compile(r"\w.*?\s\W*\w", re.DOTALL)
"""Two words: what the rules for the end of a sentence look at in the next one."""

LONGEST_SENTENCE = 2_000
"""Characters after which a text without a stop is cut all the same."""

_SENTINEL = ABSTAIN.rstrip(".").casefold()
_CHOICE_LINE = re.compile(r"\W*choice\b", re.IGNORECASE)
_CHOICE = re.compile(
    r"(?:^\W*(?i:choice)|\bCHOICE)\W*[:=]\W*(?i:option\s+)?(?:(\d{1,3})\b|(?i:none)\b).*\Z"
)
_SOURCES = re.compile(r"\W*(?:sources?|references|citations|footnotes)\b\W*", re.IGNORECASE)
_SPECIAL = (_SENTINEL, "choice", "source", "reference", "citation", "footnote", "missing")
_BARE = re.compile(r"\A\W+")
_THINK_OPEN, _THINK_CLOSE = "<think>", "</think>"
_CLOSED = re.compile(r"[.!?…][\"'”’»)]*\Z")

Part = Delta | DraftSentence


class DraftParser:
    """One answer in the making.

    ``choices`` is the number of options that were offered, ``parts`` that of the question's
    parts, ``question`` what was asked.
    """

    def __init__(self, choices: int = 0, parts: int = 0, question: str = "") -> None:
        self._choices = choices
        self._parts = parts
        self._question = question
        self._raw = ""  # not read yet: the end of the current line
        self._plain = ""  # read, without markers, since the last finished sentence
        self._marks: list[tuple[int, tuple[int, ...]]] = []  # positions in _plain
        self._fresh = True  # nothing of the current line was read yet
        self._shown = False
        self._thinking: bool | None = None  # None until the first characters are known
        self._listing = False  # inside a list of sources
        self._sentinel = False
        self._choice: int | None = None
        self._missing: str | None = None  # what the model says is not answered
        self.sentences: list[DraftSentence] = []
        self._notes: list[str] = []

    def feed(self, text: str) -> list[Part]:
        """What ``text``, the next piece of the stream, makes known."""
        self._raw += NEWLINES.sub("\n", text)
        if not self._past_thinking():
            return []
        parts: list[Part] = []
        *lines, self._raw = self._raw.split("\n")
        for line in lines:
            parts += self._line(line)
        if not self._held():
            end = whole_words(self._raw)
            parts += self._read(self._raw[:end])
            self._raw = self._raw[end:]
            parts += self._finished(begun=True)
        return parts

    def finish(
        self, *, usage: Usage | None = None, incomplete: str | None = None
    ) -> list[Delta | DraftSentence | Draft]:
        """The rest, with the Draft last.

        An ``incomplete`` answer keeps a last sentence only when it is closed by a stop and a
        marker: half a sentence may say the opposite of the whole.
        """
        parts: list[Delta | DraftSentence | Draft] = []
        if self._thinking is None:
            self._thinking = False
        rest, self._raw = self._raw, ""
        if not self._thinking:
            parts += self._line(rest) if incomplete is None else self._torn(rest)
        cited = any(sentence.numbers for sentence in self.sentences)
        if self._sentinel and cited:
            self._notes.append("the model adds that the passages do not answer all of it")
        abstained = self._sentinel and not cited
        if cited and (missing := uncovered.note(self._missing, self._question, self._parts)):
            self._notes.append(missing)
        parts.append(
            Draft(
                sentences=() if abstained else tuple(self.sentences),
                abstained=abstained,
                choice=self._choice,
                usage=usage,
                incomplete=incomplete,
                notes=tuple(self._notes),
                covered=() if abstained else uncovered.covered(self._missing, self._parts),
            )
        )
        return parts

    # --- lines ---------------------------------------------------------------------------

    def _past_thinking(self) -> bool:
        """Drops what a reasoning model writes between <think> tags before its answer."""
        if self._thinking is None:
            head = self._raw.lstrip()
            if not head or (len(head) < len(_THINK_OPEN) and _THINK_OPEN.startswith(head)):
                return False
            self._thinking = head.startswith(_THINK_OPEN)
        if self._thinking:
            _, found, after = self._raw.partition(_THINK_CLOSE)
            self._raw = after if found else self._raw[-len(_THINK_CLOSE) :]
            self._thinking = not found
        return not self._thinking

    def _held(self) -> bool:
        """Whether the current line may still become one that is not part of the answer."""
        if self._listing:
            return True
        if not self._fresh:
            return False
        head = _BARE.sub("", self._raw.strip().casefold())
        if len(self._raw) > LONGEST_HOLD:
            return False
        return (
            any(word.startswith(head) for word in _SPECIAL)
            or head.startswith(_SENTINEL)
            or _CHOICE_LINE.match(head) is not None
            or uncovered.LINE.match(head) is not None
            or _SOURCES.fullmatch(head) is not None
        )

    def _line(self, line: str) -> list[Part]:
        """A line that is complete, of which a beginning may have been read before."""
        if self._fresh:
            if (choice := _CHOICE.match(line)) is not None:
                self._choose(choice)
                return []
            if (missing := uncovered.LINE.match(line)) is not None:
                self._missing = missing[1]
                return []
            if self.sentences and _SOURCES.fullmatch(line):
                self._listing = True
                self._notes.append("a list of sources written by the model was left out")
            if line.strip().rstrip(".").casefold() == _SENTINEL:
                self._sentinel = True
                return []
        if self._listing:
            return []
        parts = self._read(line) + self._finished(begun=False)
        self._fresh = True
        return parts

    def _torn(self, rest: str) -> list[Part]:
        """The last line of an answer that broke off."""
        last = _CHOICE_LINE.match(rest) or uncovered.LINE.match(rest)
        if self._listing or (self._fresh and last):
            return []
        parts = self._read(rest) + self._finished(begun=True)
        body = self._plain.rstrip()
        stopped = body.rstrip(".!?…\"'”’»)")
        marked = any(position >= len(stopped) for position, _ in self._marks)
        if _CLOSED.search(body) and marked:
            parts += self._finished(begun=False)
        return parts

    # --- words and sentences -------------------------------------------------------------

    def _read(self, raw: str) -> list[Part]:
        if not raw:
            return []
        tidied = tidy(raw, line_start=self._fresh)
        text, marks = split_markers(tidied, goes_on=not self._fresh)
        break_before = "\n" if self._fresh and self._shown else ""
        self._marks += [(len(self._plain) + position, numbers) for position, numbers in marks]
        self._plain += text
        if not text.strip():
            return []
        self._fresh, self._shown = False, True
        return [Delta(break_before + text)]

    def _finished(self, *, begun: bool) -> list[Part]:
        """The finished sentences of what was read; all of them unless one has only ``begun``."""
        found = sentences(self._plain)
        forced = begun and len(self._plain) > LONGEST_SENTENCE
        if found and begun and not forced and not _BEGUN.search(self._plain, found[-1][0]):
            return []
        ready = found[:-1] if begun and not forced else found
        parts: list[Part] = []
        for index, (start, end) in enumerate(ready):
            until = found[index + 1][0] if index + 1 < len(found) else len(self._plain) + 1
            mine = [numbers for position, numbers in self._marks if position <= until]
            self._marks = self._marks[len(mine) :]
            parts += self._sentence(self._plain[start:end], mine)
        cut = found[len(ready)][0] if len(ready) < len(found) else len(self._plain)
        if ready or not begun:
            self._plain = self._plain[cut:]
            self._marks = [(max(0, position - cut), numbers) for position, numbers in self._marks]
        if not begun:
            self._marks = []
        return parts

    def _sentence(self, text: str, marks: list[tuple[int, ...]]) -> list[Part]:
        text = " ".join(text.split())
        if (choice := _CHOICE.search(text)) is not None:
            self._choose(choice)
            text = text[: choice.start()].rstrip()
        if (missing := uncovered.INLINE.search(text)) is not None:
            self._missing = missing[1]
            text = text[: missing.start()].rstrip()
        if text.rstrip(".").casefold() == _SENTINEL:
            self._sentinel = True
            return []
        if not any(char.isalnum() for char in text):
            return []
        numbers = tuple(dict.fromkeys(number for mark in marks for number in mark))
        sentence = DraftSentence(text, numbers)
        self.sentences.append(sentence)
        return [sentence]

    def _choose(self, match: re.Match[str]) -> None:
        if match[1] is not None and 1 <= int(match[1]) <= self._choices:
            self._choice = int(match[1]) - 1
        else:
            self._choice = None
