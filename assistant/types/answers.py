"""A checked answer: its sentences, what they rest on, and what made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from assistant.types.drafting import Usage
from assistant.types.finding import Hit, Trace
from ingest.types import ArticleRow, Filters


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
class Citation:
    """An exact span of an article, numbered in order of first use.

    ``agency`` is the news agency whose report the article is, where its outlet is another;
    ``also_carried_by`` are the other outlets that have it.
    """

    number: int
    passage_id: str
    quote: str
    start: int
    end: int
    article: ArticleRow
    also_carried_by: tuple[str, ...] = ()
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer with its citations and how it fared against them.

    ``attributed_to`` is who says it (of an opinion piece its author), "" when nobody is named,
    None when the article itself does. ``standing_from`` is the citation that says how sure it
    is, where that stands beside what the sentence cites: "Neither side has confirmed it."
    ``standing_shown`` when another sentence rests on those very words or bore them before.
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
    standing_shown: bool = False


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
