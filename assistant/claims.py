"""A claim of one's own against given passages: the gate of an answer, looking for its own proof.

Pure; ``briefing check`` and the figures on human judgement run this very function. A claim may
rest on all that was given of one article, so its support is the fidelity to that article
(``assistant.checking.fidelity``), while its citations are the spans that carry most of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.checking.checks import CHECKS, attributing
from assistant.checking.clauses import turned
from assistant.checking.fidelity import FAITHFUL_AT, LEAST, fidelity, foreign, ties
from assistant.checking.narrow import coverage, flat
from assistant.checking.neither import denied_alike
from assistant.checking.quotations import QUOTED
from assistant.checking.wording import joined
from assistant.terms import keys, padded, past, stem
from assistant.types import Context, DraftSentence, Numbered, Verdict
from assistant.verify import Verification, examine
from ingest.text.cue_words import CORE
from ingest.text.cues import attribution
from ingest.text.sentences import sentences

_ARTICLES = 4
"""So many articles, those with the passages that cover most of the claim, are looked into."""

_TOGETHER = 2
"""Passages of one article that a claim may rest on together."""

_FAILED = 0.49
"""What a failed check leaves of the score, so that it stays below ``FAITHFUL_AT``."""

_ENDING = " .!"
_ARTICLE = re.compile(r" (?:(?:a|an|the) )+")
_RELATIVE = re.compile(r",\s+(?:which|who)\b", re.I)
_PERFECT = re.compile(r" (?:has|have|had) (?=([a-z]+) )")
_QUOTATION = 4
"""Words that a quotation has at least to be taken for the claim's proof."""

_SAYING = frozenset(map(stem, CORE))

_NOTHING = "nothing that was given supports it"
_UNLIKE = "what it says is put together or worded otherwise than in the article"

# Who says it is shown beside a claim; leaving it out does not make the claim unsupported.
_STRICT = tuple(check for check in CHECKS if check is not attributing)


def judge(claim: str, context: Context) -> Verification:
    """The best verification that the passages of any one article give the claim.

    ``score`` is its fidelity, 0..1; a claim is VERIFIED from ``FAITHFUL_AT`` on when no check
    fails. Verdict UNSUPPORTED with score 0 when there is no passage. Never raises.
    """
    best = Verification(claim, (), Verdict.UNSUPPORTED, (_NOTHING,))
    for given in _by_article(claim, context):
        found = _judged(claim, given, context)
        if _rank(found) > _rank(best):
            best = found
    return best


def _rank(found: Verification) -> tuple[int, float]:
    """Verified before partly before unsupported, and then by score."""
    order = (Verdict.UNSUPPORTED, Verdict.PARTLY, Verdict.VERIFIED)
    return order.index(found.verdict), found.score


def _by_article(claim: str, context: Context) -> list[list[Numbered]]:
    """The passages of each of the nearest articles, those that cover most of the claim first."""
    ranked = sorted(context.passages, key=lambda each: -coverage(claim, each.hit.passage.text))
    found: dict[str, list[Numbered]] = {}
    for numbered in ranked:
        found.setdefault(numbered.hit.passage.article_id, []).append(numbered)
    return list(found.values())[:_ARTICLES]


def _judged(claim: str, given: Sequence[Numbered], context: Context) -> Verification:
    """The claim against the given passages of one article, best passage first."""
    together = 1 if QUOTED.search(claim) else _TOGETHER  # a quotation and its speaker
    numbers = tuple(numbered.number for numbered in given[:together])
    found, findings = examine(DraftSentence(claim, numbers), context, _STRICT, whole=True)
    if not found.spans:
        return found
    in_order = sorted(given, key=lambda each: each.hit.passage.start)
    text = joined("\n".join(each.hit.passage.text for each in in_order))
    told = [text[start:end] for start, end in sentences(text)]
    if not findings and (_repeated(found.text, told) or denied_alike(found.text, told)):
        return replace(found, score=1.0, verdict=Verdict.VERIFIED, reasons=())
    score = fidelity(found.text, told)
    if findings:
        return replace(found, score=_FAILED * score)
    new = foreign(found.text, told)
    if score >= FAITHFUL_AT and new is None and ties(found.text, told):
        return replace(found, score=score, verdict=Verdict.VERIFIED, reasons=())
    why = _UNLIKE if new is None else f"the article says nothing of “{' … '.join(new)}”"
    score = min(score, _FAILED)
    return replace(found, score=score, verdict=Verdict.PARTLY, reasons=(why,))


def _repeated(claim: str, told: Sequence[str]) -> bool:
    """Whether the claim stands word for word in the article, "a" and "the" aside: as a sentence
    or more, or, with ``LEAST`` content words, as a part of one."""
    wanted = flat(claim).rstrip(_ENDING)
    if len(keys(claim)) < LEAST:
        return any(flat(each).rstrip(_ENDING) == wanted for each in told)
    exact = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    bare = _bare(claim)
    if exact.search(flat("\n".join(told))) or any(bare in _bare(each) for each in told):
        return True
    return any(_quotes(claim, each) for each in told)


def _bare(text: str) -> str:
    """The words without articles, without "which" or "who" behind a comma, and with "had
    offered" as "offered"; "will offer" and "had been" stay what they are."""
    read = _ARTICLE.sub(" ", padded(_RELATIVE.sub(" ", text)))
    return _PERFECT.sub(lambda found: " " if _finished(found[1]) else found[0], read)


def _finished(word: str) -> bool:
    return word.endswith("ed") or past(word)


def _quotes(claim: str, source: str) -> bool:
    """Whether the claim is one whole quotation of that sentence, with nothing but a word of
    saying and its speaker, as the sentence names him."""
    mine = _quotations(claim)
    if len(mine) != 1 or len(mine[0].split()) < _QUOTATION or mine[0] not in _quotations(source):
        return False
    around = QUOTED.sub(" ", claim)
    speaker = frozenset(keys(around)) - _SAYING
    return bool(speaker) and not turned(around) and speaker <= {*keys(attribution(source) or "")}


def _quotations(text: str) -> list[str]:
    """What stands in quotation marks, folded to its words."""
    return [padded(match[0]).strip() for match in QUOTED.finditer(text)]


__all__ = ["judge"]
