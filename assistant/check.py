"""Every sentence of a draft against what a library, or given articles, say. Pure.

The sentence is judged by the very gate that an answer passes (``assistant.claims``); both skins
run this function, so that they say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from assistant.checking.attribution import prefixes
from assistant.claims import judge
from assistant.drafts.checkable import asks, leans, unchecked
from assistant.drafts.splitting import DraftLine, lines
from assistant.terms import bag, term, tokens
from assistant.types import Citation, Context, Span, Standing, Verdict, Voice
from assistant.verify import Verification
from ingest.clusters import Carried
from ingest.draft import DraftText
from ingest.text.clean import clean_line
from ingest.text.sentences import words
from ingest.types import ArticleRow, BlockKind

MISSING = 6
"""Words of a sentence that may lack for them to be named; of more, it says something else."""


class Finding(StrEnum):
    """What a check found of a sentence. It is not a judgement of truth."""

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    NOT_CHECKABLE = "not_checkable"


@dataclass(frozen=True, slots=True)
class Looked:
    """A passage that a sentence was compared with: ``score`` as the search gave it."""

    passage_id: str
    article: ArticleRow
    score: float
    lexical_rank: int | None = None
    vector_rank: int | None = None


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of a draft after its check.

    ``citations`` are what it rests on; ``nearest`` the words that come nearest to one that is
    not supported. ``score`` is its support, 0..1. ``kind`` and ``paragraph`` say where in the
    draft it stands, ``query`` what was searched for.
    """

    text: str
    finding: Finding
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    kind: BlockKind = BlockKind.BODY
    paragraph: int = 0
    voice: Voice = Voice.AUTHOR
    standing: Standing = Standing.ASSERTED
    attributed_to: str | None = None
    query: str = ""
    looked: tuple[Looked, ...] = ()


class Evidence(Protocol):
    """Where the passages for a sentence come from."""

    def context(self, query: str) -> Context:
        """The passages that bear on the query, best first."""
        ...

    def carried(self, row: ArticleRow) -> Carried:
        """Whose report an article is, and which other outlets have it."""
        ...


class Checker:
    """Checks sentences against one body of evidence; the same span keeps its number."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._numbers: dict[tuple[str, int, int, int], int] = {}

    def anew(self) -> Checker:
        """A checker on the same evidence that counts its citations from 1 again."""
        return Checker(self._evidence)

    def draft(
        self, draft: DraftText, cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[CheckedSentence]:
        """The sentences of the draft in order, each as it is checked; ends early once
        ``cancelled`` says so. Raises what the evidence raises."""
        for line in lines(draft):
            if cancelled():
                return
            yield self.line(line)

    def line(self, line: DraftLine) -> CheckedSentence:
        """One line of a draft."""
        reason = unchecked(line)
        found = (
            CheckedSentence(line.text, Finding.NOT_CHECKABLE, reasons=(reason,))
            if reason
            else self._judged(line.text, line.before if leans(line.text) else "")
        )
        return replace(found, kind=line.kind, paragraph=line.paragraph)

    def claim(self, text: str) -> CheckedSentence:
        """A claim that stands alone: only a question, or nothing, is not checked."""
        text = clean_line(text)
        if not any(char.isalnum() for char in text):
            return CheckedSentence(text, Finding.NOT_CHECKABLE, reasons=("it says nothing",))
        if asks(text):
            return CheckedSentence(text, Finding.NOT_CHECKABLE, reasons=("a question",))
        return self._judged(text, "")

    def _judged(self, text: str, before: str) -> CheckedSentence:
        """The verdict on a sentence; what it points back to helps to find its passages."""
        query = f"{before} {text}".strip()
        context = self._evidence.context(query)
        found = judge(*without_prefix(text, context))
        cited = self._citations(found.spans, context)
        supported = found.verdict is Verdict.VERIFIED
        return CheckedSentence(
            text=text,
            finding=Finding.SUPPORTED if supported else Finding.UNSUPPORTED,
            score=round(min(1.0, max(0.0, found.score)), 4),
            reasons=() if supported else _reasons(found, cited, context),
            citations=cited if supported else (),
            nearest=() if supported else cited,
            voice=found.voice,
            standing=found.standing,
            attributed_to=found.attributed_to,
            query=query,
            looked=tuple(
                Looked(
                    numbered.hit.passage.passage_id,
                    numbered.hit.article,
                    numbered.hit.score,
                    numbered.hit.lexical_rank,
                    numbered.hit.vector_rank,
                )
                for numbered in context.passages
            ),
        )

    def _citations(self, spans: Sequence[Span], context: Context) -> tuple[Citation, ...]:
        found: dict[int, Citation] = {}
        for span in spans:
            numbered = context.get(span.number)
            if numbered is None:
                raise ValueError(f"judge kept a span of passage {span.number}, not given")
            passage, article = numbered.hit.passage, numbered.hit.article
            key = (passage.article_id, passage.revision, span.start, span.end)
            number = self._numbers.setdefault(key, len(self._numbers) + 1)
            carried = self._evidence.carried(article)
            found[number] = Citation(
                number=number,
                passage_id=passage.passage_id,
                quote=passage.text[span.start - passage.start : span.end - passage.start],
                start=span.start,
                end=span.end,
                article=article,
                also_carried_by=carried.by,
                agency=carried.agency,
            )
        return tuple(found.values())


def without_prefix(text: str, context: Context) -> tuple[str, Context]:
    """A sentence without the "Outlet, day: " that our answers put before one, with the
    passages of that outlet's articles of that day alone, by which it is then to be judged.

    Any other sentence comes back as it is, with all its passages.
    """
    leads = [prefixes(numbered.hit.article.meta) for numbered in context.passages]
    every = (each for found in leads for each in found)
    lead = next((each for each in every if text.startswith(f"{each} ")), None)
    if lead is None:
        return text, context
    pairs = zip(leads, context.passages, strict=True)
    own = tuple(numbered for found, numbered in pairs if lead in found)
    return text[len(lead) :].strip(), replace(context, passages=own)


def _reasons(found: Verification, cited: Sequence[Citation], context: Context) -> tuple[str, ...]:
    """Why it is not supported, one reason at least; of a part that is missing, its words."""
    if not context.passages:
        return ("no article says anything near to it",)
    # The sentence cited nothing itself: what became of the citations tried says nothing of it.
    told_all = (clean_line(reason) for reason in found.reasons)
    reasons = [reason for reason in told_all if not reason.startswith("a citation that ")]
    told = bag("\n".join((*reasons, *(citation.quote for citation in cited))))
    lacking = dict.fromkeys(
        word
        for word in words(found.text)
        if (own := tokens(word)) and not any(told.holds(term(each)) for _, each in own)
    )
    if cited and 0 < len(lacking) <= MISSING:
        quoted = ", ".join(f"“{word}”" for word in lacking)
        reasons.append(f"not in the nearest words: {quoted}")
    return tuple(reasons) or ("the nearest words do not carry it",)


def count_lines(draft: DraftText) -> int:
    """How many sentences and headings a draft has."""
    return len(lines(draft))


@dataclass(frozen=True, slots=True)
class Summary:
    """How many sentences were found to be what; ``checkable`` those of the first two."""

    sentences: int
    supported: int
    unsupported: int
    not_checkable: int

    @property
    def checkable(self) -> int:
        """Sentences that could be checked."""
        return self.supported + self.unsupported


def summary(checked: Sequence[CheckedSentence]) -> Summary:
    """The counts of a whole draft, its headings among what is not checkable."""

    def count(finding: Finding) -> int:
        return sum(1 for each in checked if each.finding is finding)

    return Summary(
        len(checked),
        count(Finding.SUPPORTED),
        count(Finding.UNSUPPORTED),
        count(Finding.NOT_CHECKABLE),
    )


__all__ = [
    "CheckedSentence",
    "Checker",
    "Evidence",
    "Finding",
    "Looked",
    "Summary",
    "count_lines",
    "summary",
]
