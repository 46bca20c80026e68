"""The values that travel from a question to its answer, each a frozen dataclass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from ingest.types import ArticleRow, Filters, Passage


class Verdict(StrEnum):
    """How a sentence fared against the words it cites. It is not a judgement of truth."""

    VERIFIED = "verified"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"


class Voice(StrEnum):
    """Whose assertion a sentence is: the article's author's, somebody's whom it quotes or
    reports, or the author's in an opinion piece."""

    AUTHOR = "author"
    SOURCE = "source"
    OPINION = "opinion"


class Standing(StrEnum):
    """How sure the source is of what a sentence says."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    DENIED = "denied"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Turn:
    """One finished exchange of a conversation, as later questions may refer to it."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, with everything that decides the answer.

    ``k`` is the number of passages given to the engine. ``choices`` asks the engine to name
    the best supported option as well.
    """

    text: str
    filters: Filters = field(default_factory=Filters)
    turns: tuple[Turn, ...] = ()
    choices: tuple[str, ...] = ()
    k: int = 20
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Fusion:
    """What the score of a passage is made of; shares of the best, about 0..1 each.

    ``words`` the BM25 share, ``meaning`` the cosine, ``article`` what its article adds,
    ``recency`` the factor that its date gives, ``reading`` what its sentences add.
    """

    words: float = 0.0
    meaning: float = 0.0
    article: float = 0.0
    recency: float = 1.0
    reading: float = 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage with its article, its score and its rank in either search."""

    passage: Passage
    article: ArticleRow
    score: float
    lexical_rank: int | None = None
    vector_rank: int | None = None
    similarity: float | None = None
    fusion: Fusion | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A passage that was found and not given to the engine, and why, in plain words."""

    passage_id: str
    title: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class TimeReading:
    """How words about time in a question were read.

    ``phrase`` as the question has it; ``start`` and ``end`` ISO days, either may be open;
    ``effect`` says what came of it: only articles of these days (``filter``) or these first
    (``prior``).
    """

    phrase: str
    start: str | None
    end: str | None
    effect: Literal["filter", "prior"]


@dataclass(frozen=True, slots=True)
class Trace:
    """How one search went, for ``--explain``.

    ``terms`` are the words searched for, ``spellings`` their other spellings; the counts are
    passages proposed by words and by meaning, and how many of them were ranked together.
    """

    query: str
    filters: Filters
    terms: tuple[str, ...] = ()
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    times: tuple[TimeReading, ...] = ()
    by_words: int = 0
    by_meaning: int = 0
    ranked: int = 0
    today: str | None = None
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The passages of one search, best first, and how they were found."""

    hits: tuple[Hit, ...]
    trace: Trace


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
    against the article's metadata instead of its text.
    """

    text: str
    numbers: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    attribution: int = 0


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


@dataclass(frozen=True, slots=True)
class Citation:
    """An exact span of an article, numbered in order of first use."""

    number: int
    passage_id: str
    quote: str
    start: int
    end: int
    article: ArticleRow
    also_carried_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer with its citations and how it fared against them.

    ``attributed_to`` is who says it (of an opinion piece its author), "" when nobody is named,
    None when the article itself does. ``standing_from`` is the citation that says how sure it
    is, where that stands beside what the sentence cites: "Neither side has confirmed it."
    """

    text: str
    citations: tuple[int, ...]
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    attributed_to: str | None = None
    hedged: bool = False
    voice: Voice = Voice.AUTHOR
    standing: Standing = Standing.ASSERTED
    standing_from: Citation | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a disagreement says, as it says it, and where.

    ``later`` when it is a figure of a later day than the others, which it may bring up to date.
    """

    value: str
    citations: tuple[int, ...]
    later: bool = False


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two or more articles that say different things of one matter.

    ``about`` is the matter in the sources' own words; ``kind`` what they differ in.
    """

    about: str
    kind: Literal["number", "date", "yes or no"]
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a question with several, and whether the answer covers it."""

    question: str
    covered: bool


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made an answer, so that it can be told from another and made again."""

    engine: str
    model: str | None
    prompts: Mapping[str, str]
    library_fingerprint: str
    usage: Usage | None = None
    endpoint: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer.

    ``question`` is what was searched for and ``asked`` what the user typed (they differ for a
    follow-up). ``retrieved`` are the nearest passages, best first, answered or not.
    ``incomplete`` says why it may not be the whole answer, ``withheld`` how many sentences
    ``strict`` kept back because they were not verified. ``timings_ms`` are milliseconds.
    ``parts`` is empty for a question of one part. ``traces`` say how it was searched, one for
    each part; a stored answer has none.
    """

    question: str
    asked: str
    status: Literal["answered", "abstained"]
    confidence: float
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    retrieved: tuple[Hit, ...]
    filters: Filters
    provenance: Provenance
    notes: tuple[str, ...] = ()
    choice: int | None = None
    has_choices: bool = False
    as_of: str | None = None
    incomplete: str | None = None
    withheld: int = 0
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    traces: tuple[Trace, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether every sentence was written and every one shown is verified."""
        return not self.withheld and all(
            sentence.verdict is Verdict.VERIFIED for sentence in self.sentences
        )

    @property
    def text(self) -> str:
        """The answer as one text with its ``[n]`` markers."""
        return " ".join(
            sentence.text
            + ("" if not sentence.citations else " ")
            + "".join(f"[{number}]" for number in sentence.citations)
            for sentence in self.sentences
        )


# --- events of a running answer, in the order in which they come -----------------------


class Step:
    """What travels along the chain. The later of two stands for both when they are summed,
    which is how LangChain folds a stream into one value."""

    __slots__ = ()

    def __add__(self, later: Step) -> Step:
        return later


@dataclass(frozen=True, slots=True)
class Condensed(Step):
    """The question that is really searched for, when the conversation changed it."""

    question: str


@dataclass(frozen=True, slots=True)
class Retrieved(Step):
    """The passages that were found, before anything is written."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Delta(Step):
    """More text of the answer as the engine writes it; unchecked, without ``[n]`` of ours."""

    text: str


@dataclass(frozen=True, slots=True)
class Checked(Step):
    """A sentence that is complete and checked, with the citations it brings for the first time.

    ``drafted`` are the engine's first words for it, as the Deltas brought them: the sentence
    may have been worded again since.
    """

    index: int
    sentence: Sentence
    citations: tuple[Citation, ...]
    drafted: str = ""


@dataclass(frozen=True, slots=True)
class Finished(Step):
    """The whole answer; always the last event."""

    answer: Answer


Event = Condensed | Retrieved | Delta | Checked | Finished
