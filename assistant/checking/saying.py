"""Whose words a sentence gives, and how sure that source is: rules over the cited words and
the sentences beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checking.narrow import Evidence
from assistant.checking.status import of_claim, own
from assistant.types import Context, Span, Standing, Voice
from assistant.units import units
from ingest.text.clean import clean_line
from ingest.text.cues import attribution, hedges
from ingest.text.names import names
from ingest.types import ArticleKind

_BACK = 3
"""Sentences before a quotation in which its speaker is looked for."""

_FAR = 9
"""The distance, in sentences, of a sentence in another passage."""

_NOTHING = Context("", ())
_QUOTES = ("“", '"', "‘", "«")
_QUOTATION = re.compile(r"\s*[“\"‘«](?:[^\s”\"»]+\s+){4}")
_PRONOUN = re.compile(r"\b(?:he|she|they)\b", re.I)
_LONGEST_NAME = 5
_Sentences = list[tuple[str, Span | None]]


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says it (None when the article itself does, "" when nobody is named; in an opinion
    piece its author) and how.

    ``span`` is the sentence beside the cited words that decides ``standing``, where it is not
    among them.
    """

    attributed_to: str | None
    hedged: bool
    voice: Voice
    standing: Standing
    span: Span | None = None


def saying(statement: str, cited: Sequence[Evidence], context: Context = _NOTHING) -> Saying:
    """By the statement itself, else by the sentences that it rests on, else by those beside
    them and, for what is denied or not confirmed, elsewhere in the article. Never raises."""
    texts = (statement, *(each.text for each in cited))
    who = _who(statement, cited)
    unsure = any(map(hedges, texts))
    opinion = bool(cited) and all(
        each.numbered.hit.article.meta.kind is ArticleKind.OPINION for each in cited
    )
    voice = Voice.AUTHOR if who is None else Voice.SOURCE
    if who is None and opinion:
        voice, who = Voice.OPINION, _authors(cited)
    standing = next((found for text in texts if (found := own(text))), None)
    if standing is not None:
        return Saying(who, unsure, voice, standing)
    for each in cited:
        if beside := _beside(each, context):
            return Saying(who, unsure, voice, *beside)
    return Saying(who, unsure, voice, Standing.HEDGED if unsure else Standing.ASSERTED)


def _authors(cited: Sequence[Evidence]) -> str | None:
    """The authors of the articles cited, where they are known."""
    named = (name for each in cited for name in each.numbered.hit.article.meta.authors)
    return ", ".join(dict.fromkeys(map(clean_line, named))) or None


def _who(statement: str, cited: Sequence[Evidence]) -> str | None:
    """The first that is named: in the statement, in the cited words, before them."""
    unnamed: str | None = None
    for text in (statement, *(each.text for each in cited)):
        named = attribution(text)
        if named:
            return named
        unnamed = named if unnamed is None else unnamed
    for each in cited:
        quoted = bool(_QUOTATION.match(each.text))
        spoken = attribution(each.text) == "" and _PRONOUN.search(each.text)
        if spoken or (quoted and unnamed is None):
            if named := _speaker_before(each, pronoun=bool(spoken)):
                return named
            unnamed = ""
    return unnamed


def _speaker_before(evidence: Evidence, *, pronoun: bool) -> str:
    """Who has spoken in the sentences before, nearest first; for "he said" else whom the
    sentence before begins with."""
    before, _ = _around(evidence)
    for text, _ in before[:_BACK]:
        named = attribution(text)
        if named:
            return named
        if named is None and not text.lstrip().startswith(_QUOTES):
            return _subject(text) if pronoun else ""
    return ""


def _subject(text: str) -> str:
    """The name that the sentence opens with, or nobody."""
    first = next(iter(names(text)), None)
    if first is None or text[: first[0]].strip(" “\"'‘").count(" ") > 0:
        return ""
    name = text[slice(*first)]
    return name if len(name.split()) <= _LONGEST_NAME else ""


def _beside(evidence: Evidence, context: Context) -> tuple[Standing, Span] | None:
    """What other sentences of the article say of the cited words, and the one that does: those
    of the passage, nearest first, then those of its other passages that were given. A denial
    goes before a missing confirmation."""
    before, after = _around(evidence)
    ranked = [(text, span, place) for place, (text, span) in enumerate(after, start=1)]
    ranked += [(text, span, place) for place, (text, span) in enumerate(before, start=2)]
    ranked += [(text, span, _FAR) for text, span in _elsewhere(evidence, context)]
    found = [
        (standing, span)
        for text, span, distance in ranked
        if span and (standing := of_claim(evidence.text, text, distance))
    ]
    denied = [each for each in found if each[0] is Standing.DENIED]
    return next(iter(denied or found), None)


def _elsewhere(evidence: Evidence, context: Context) -> Iterator[tuple[str, Span]]:
    """The sentences of the article's other passages."""
    mine = evidence.numbered.hit.passage
    for numbered in context.passages:
        passage = numbered.hit.passage
        same = (passage.article_id, passage.revision) == (mine.article_id, mine.revision)
        if same and passage.passage_id != mine.passage_id:
            for start, end in units(passage.text):
                if passage.start + end <= mine.start or passage.start + start >= mine.end:
                    span = Span(numbered.number, passage.start + start, passage.start + end)
                    yield passage.text[start:end], span


def _around(evidence: Evidence) -> tuple[_Sentences, _Sentences]:
    """The sentences before the cited words and those behind them, either nearest first; the
    last one of the passage before, which cannot be cited, bears no span."""
    numbered = evidence.numbered
    passage = numbered.hit.passage
    before: _Sentences = []
    after: _Sentences = []
    for start, end in units(passage.text):
        span = Span(numbered.number, passage.start + start, passage.start + end)
        if span.end <= evidence.span.start:
            before.insert(0, (passage.text[start:end], span))
        elif span.start >= evidence.span.end:
            after.append((passage.text[start:end], span))
    if ends := units(numbered.before):
        before.append((numbered.before[slice(*ends[-1])], None))
    return before, after


__all__ = ["Saying", "saying"]
