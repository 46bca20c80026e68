"""What an engine is given, and what it proposes before anything is checked."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types.finding import Hit


@dataclass(frozen=True, slots=True)
class Numbered:
    """A passage as an engine is given it: its number, and the text around it.

    ``before`` and ``after`` are the neighbouring passages' texts, for reading only: a
    citation always lies inside ``hit.passage``.
    """

    number: int
    hit: Hit
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """Everything an engine may answer from.

    ``parts`` are the questions that the question is made of, when it is made of several.
    ``as_of`` is the ISO day on which it is asked, where that was said.
    """

    question: str
    passages: tuple[Numbered, ...]
    choices: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    as_of: str | None = None

    def get(self, number: int) -> Numbered | None:
        """The passage with this number, or None: an unknown number is never guessed."""
        for numbered in self.passages:
            if numbered.number == number:
                return numbered
        return None


@dataclass(frozen=True, slots=True)
class Span:
    """An exact stretch ``article.text[start:end]`` inside one given passage."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence as an engine proposes it.

    ``text`` carries no markers. ``numbers`` are the passage numbers it claims to rest on;
    ``spans`` the exact words, where the engine knows them. ``attribution`` is the length in
    characters of a leading "Daily X, 12 August 2025:" prefix of ours, which is checked
    against the article's metadata instead of its text. ``ahead`` are the words that sentences
    after it will show, where the engine knows them already.
    """

    text: str
    numbers: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    attribution: int = 0
    ahead: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that a model's server reported for one answer, all its requests together.

    ``cost`` is what they cost in ``currency``, by the configured prices; None without prices.
    """

    input_tokens: int
    output_tokens: int
    cost: float | None = None
    currency: str | None = None

    def __add__(self, other: Usage) -> Usage:
        """Both together; what has no cost adds none."""
        costs = [each.cost for each in (self, other) if each.cost is not None]
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            sum(costs) if costs else None,
            self.currency or other.currency,
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """What an engine answered, before it is checked.

    ``abstained`` when the engine itself finds no answer in the passages; ``confidence`` in
    0..1, or None when the engine has no opinion; ``choice`` an index into the choices;
    ``incomplete`` says why the text may not be the whole answer (cut off, filtered, length).
    ``covered`` says of each part of the question whether the sentences answer it; empty for a
    question of one part.
    """

    sentences: tuple[DraftSentence, ...]
    abstained: bool = False
    confidence: float | None = None
    choice: int | None = None
    usage: Usage | None = None
    incomplete: str | None = None
    notes: tuple[str, ...] = ()
    covered: tuple[bool, ...] = ()
