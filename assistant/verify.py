"""The gate between an engine and the reader: every sentence against the words it cites.

Pure and free of any model, so that what it promises can be tested. A verdict speaks of the
wording, never of truth: ``verified`` means that the statement's quotations, numbers, shares of a
whole, dates, names, negation, acts, hedges, conditions and content stand in the cited spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.checking.addresses import addresses, without_links
from assistant.checking.attribution import prefixes, without_source
from assistant.checking.checks import CHECKS, Check, Finding
from assistant.checking.fidelity import ties
from assistant.checking.narrow import Evidence, coverage, evidence, flat, narrow
from assistant.checking.saying import saying
from assistant.checking.wording import joined
from assistant.terms import keys
from assistant.types import Context, DraftSentence, Span, Standing, Verdict, Voice
from assistant.units import units
from ingest.text.clean import clean_line
from ingest.text.sentences import sentences

VERIFIED_AT = 0.62
"""Content coverage from which a statement without findings is verified."""

PARTLY_AT = 0.40
"""Content coverage below which a statement is unsupported."""

USEFUL_AT = 0.15
"""A citation that covers less of the statement than this, and adds nothing, is removed."""

RELATED = 12
"""Sentences of an article that may support a claim from outside the cited spans."""

_LOOSE = Finding("too few of its words stand side by side in the cited words", fatal=False)


@dataclass(frozen=True, slots=True)
class Verification:
    """A sentence after its check.

    ``spans`` are what it may cite, at most one for each stretch of text; ``score`` is its
    support in 0..1 before findings; ``attributed_to`` who says it, as the source words it,
    ``voice`` and ``standing`` whose assertion it is and how sure that source is;
    ``standing_span`` the sentence beside the cited words that decides the standing, if any.
    """

    text: str
    spans: tuple[Span, ...]
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    attributed_to: str | None = None
    hedged: bool = False
    score: float = 0.0
    voice: Voice = Voice.AUTHOR
    standing: Standing = Standing.ASSERTED
    standing_span: Span | None = None


def _cited(statement: str, sentence: DraftSentence, context: Context) -> tuple[list[Evidence], int]:
    """The evidence that the sentence names, in order, and how many names were no good."""
    found: list[Evidence] = []
    unknown = 0
    exact = {span.number for span in sentence.spans}
    for span in dict.fromkeys(sentence.spans):
        numbered = context.get(span.number)
        passage = numbered.hit.passage if numbered else None
        if (
            numbered is None
            or passage is None
            or not passage.start <= span.start < span.end <= passage.end
        ):
            unknown += 1
            continue
        found.append(evidence(numbered, span.start, span.end))
    for number in dict.fromkeys(sentence.numbers):
        if number in exact:
            continue
        numbered = context.get(number)
        best = narrow(statement, numbered) if numbered else None
        if best is None:
            unknown += 1
            continue
        found.append(best)
    return found, unknown


def _verbatim(statement: str, cited: Sequence[Evidence]) -> bool:
    """Whether the statement is, word for word, one or more whole sentences of one span."""
    wanted = flat(statement)
    for each in cited:
        offsets = sentences(each.text)
        passage_offsets = {
            offset + each.numbered.hit.passage.start
            for pair in (*sentences(each.passage), *units(each.passage))
            for offset in pair
        }
        for index, (start, _) in enumerate(offsets):
            for _, end in offsets[index:]:
                whole = {each.span.start + start, each.span.start + end} <= passage_offsets
                if whole and flat(each.text[start:end]) == wanted:
                    return True
    return False


def _useful(statement: str, cited: Sequence[Evidence]) -> list[Evidence]:
    """The evidence without citations that support nothing."""
    kept = [each for each in cited if coverage(statement, each.text) >= USEFUL_AT]
    if len(kept) < 2:
        return kept
    whole = coverage(statement, "\n".join(each.text for each in kept))
    for each in sorted(kept, key=lambda one: coverage(statement, one.text)):
        rest = [other for other in kept if other is not each]
        alone = coverage(statement, each.text)
        without = coverage(statement, "\n".join(other.text for other in rest))
        if rest and alone < 0.3 and whole - without < 0.05:
            kept = rest
    return kept


def support(statement: str, cited: Sequence[Evidence]) -> float:
    """How much of the statement the cited words carry, 0..1; words beside them count 0.9.

    An empty ``cited`` carries nothing but an empty statement.
    """
    statement = without_source(statement, (each.numbered.hit.article.meta for each in cited))
    spans = coverage(statement, "\n".join(each.text for each in cited))
    near = coverage(statement, "\n".join(each.near for each in cited))
    return max(spans, 0.9 * near)


def _verdict(score: float, findings: Sequence[Finding], verbatim: bool) -> Verdict:
    if any(finding.fatal for finding in findings):
        return Verdict.UNSUPPORTED
    if verbatim and not findings:
        return Verdict.VERIFIED
    if score < PARTLY_AT:
        return Verdict.UNSUPPORTED
    if findings or score < VERIFIED_AT:
        return Verdict.PARTLY
    return Verdict.VERIFIED


def _prefix_findings(claimed: str, cited: Sequence[Evidence]) -> list[Finding]:
    """The prefix is that of every article cited."""
    if not claimed:
        return []
    said = clean_line(claimed)
    if cited and all(said in prefixes(each.numbered.hit.article.meta) for each in cited):
        return []
    return [Finding(f"the source is not “{said.rstrip(':')}”")]


def examine(
    sentence: DraftSentence,
    context: Context,
    checks: Sequence[Check] = CHECKS,
    *,
    whole: bool = False,
) -> tuple[Verification, tuple[Finding, ...]]:
    """The sentence, checked against the passages of the context, and what the checks found.

    With ``whole``, what is given of the first cited article and speaks of the same things
    counts as standing beside the cited words too. Never raises.
    """
    claimed = sentence.text[: sentence.attribution]
    raw = clean_line(sentence.text[sentence.attribution :])
    lead = f"{clean_line(claimed)} " if clean_line(claimed) else ""
    cited, unknown = _cited(raw, sentence, context)
    verbatim = _verbatim(raw, cited)
    # An address in an article's own sentence is its wording; one in a model's is not.
    statement, gone = (raw, []) if verbatim else without_links(raw, cited)
    useful = _useful(statement, cited)
    reasons = _taken_out(unknown > 0, len(useful) < len(cited), statement != raw)
    result = Verification(lead + statement, (), Verdict.UNSUPPORTED, tuple(reasons))
    if not statement:
        return replace(result, text="", reasons=(*reasons, "it says nothing")), ()
    if not useful:
        return replace(result, reasons=(*reasons, "nothing that was given supports it")), ()
    findings = _prefix_findings(claimed, useful)
    if not verbatim:
        read = _read(statement, useful, context if whole else None)
        findings += addresses(gone, read)
        findings += [finding for check in checks for finding in check(statement, read)]
        if not findings and not ties(statement, [each.near for each in read]):
            findings.append(_LOOSE)
    score = 1.0 if verbatim else support(statement, useful)
    verdict = _verdict(score, findings, verbatim)
    reasons.extend(finding.reason for finding in findings)
    if not findings and verdict is not Verdict.VERIFIED:
        reasons.append(f"the cited words carry only {round(100 * score)} % of its content")
    said = saying(statement, useful, context)
    found = Verification(
        lead + statement,
        tuple(dict.fromkeys(each.span for each in useful)),
        verdict,
        tuple(dict.fromkeys(reasons)),
        said.attributed_to,
        said.hedged,
        score,
        said.voice,
        said.standing,
        said.span,
    )
    return found, tuple(findings)


def _taken_out(forged: bool, useless: bool, links: bool) -> list[str]:
    """What to say of what the sentence came with and is no longer there."""
    words = (
        (forged, "a citation that was not among the passages was dropped"),
        (useless, "a citation that supports nothing was removed"),
        (links, "a link or a marker in the text was removed"),
    )
    return [reason for happened, reason in words if happened]


def _read(statement: str, useful: Sequence[Evidence], context: Context | None) -> list[Evidence]:
    """The evidence with its figures put together; with a context, the first has near it what
    its article says of the same things."""
    found = [replace(each, text=joined(each.text), near=joined(each.near)) for each in useful]
    if context is not None:
        more = _related(statement, useful[0], context)
        found[0] = replace(found[0], near=joined(f"{useful[0].near}\n{more}"))
    return found


def _related(statement: str, each: Evidence, context: Context) -> str:
    """The ``RELATED`` sentences of the given article that share most words with the statement."""
    mine = frozenset(keys(statement))
    article = each.numbered.hit.passage.article_id
    texts = [
        joined(other.hit.passage.text)
        for other in context.passages
        if other.hit.passage.article_id == article
    ]
    found = [text[start:end] for text in texts for start, end in sentences(text)]
    ranked = sorted(found, key=lambda text: -len(mine.intersection(keys(text))))
    return "\n".join(ranked[:RELATED])


def verify(
    sentence: DraftSentence, context: Context, checks: Sequence[Check] = CHECKS
) -> Verification:
    """The sentence, checked against the passages of the context.

    Passage numbers become spans of one or two sentences; numbers and spans that were not
    given are dropped, never guessed. Never raises.
    """
    return examine(sentence, context, checks)[0]


__all__ = [
    "PARTLY_AT",
    "USEFUL_AT",
    "VERIFIED_AT",
    "Verification",
    "examine",
    "support",
    "verify",
]
