"""Ways in which a hostile model alters a true sentence: one generator for each family.

A generator takes a sentence of a passage and returns an altered one with the passage numbers
that it claims to rest on, or None where the sentence has nothing of the kind. What it puts in
stands nowhere in the passage or in the sentences around it, unless its name says otherwise.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

from assistant.checking.narrow import coverage
from assistant.terms import bag, term
from assistant.types import Context, DraftSentence, Numbered
from ingest.text.cues import hedges
from ingest.text.dates import find_dates
from ingest.text.names import fold, names, numbers
from ingest.text.sentences import words
from ingest.text.stopwords import STOPWORDS

_QUOTE = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_ADDRESS = re.compile(r"://|www\.|\.com")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OUTLETS = ("Reuters", "the Associated Press", "Le Monde", "the Pentagon", "Al Jazeera")
_ELSEWHERE = 0.7
"""Coverage from which another passage may well say the same."""

_STRANGERS = ("Ruritania", "Anders Holmqvist", "Freedonia", "Lena Marchetti", "Zubrowka", "Tarkov")
_NEGATIONS = (
    (re.compile(r"\b(is|are|was|were|has|have|had|will|would|could|should|must|may|might) not\b"),
     r"\1"),
    (re.compile(r"\b(is|are|was|were|has|have|had|would|could|should)n[’']t\b"), r"\1"),
    (re.compile(r"\bcannot\b"), "can"),
    (re.compile(r"\bcan[’']t\b"), "can"),
    (re.compile(r"\bwon[’']t\b"), "will"),
    (re.compile(r"\b(?:did|do|does)(?: not|n[’']t) "), ""),
    (re.compile(r"\bno longer "), "still "),
    (re.compile(r"\b(?:not|never|hardly) "), ""),
    (re.compile(r"\bwithout\b"), "with"),
    (re.compile(r"\b[Nn]either (?:of )?(.*?) nor\b"), r"Both \1 and"),
    (re.compile(r"\bNo (?=[a-z])"), "Every "),
    (re.compile(r"\bno (?=[a-z]+(?! one))"), "a "),
    (re.compile(r"\b[Nn]one of\b"), "all of"),
    (re.compile(r"\bdenied\b"), "confirmed"),
    (re.compile(r"\brejected\b"), "accepted"),
    (re.compile(r"\b(?:refused|declined|failed) to (\w+)"), r"agreed to \1"),
    (re.compile(r"\bunable to\b"), "able to"),
)  # fmt: skip
_HEDGES = (
    (re.compile(r",? ?\b(?:reportedly|allegedly|possibly|probably|perhaps|apparently|likely|"
                r"potentially|supposedly|presumably|purportedly)\b,?"), ""),
    (re.compile(r"\b(?:could|may|might)\b"), "will"),
    (re.compile(r"\b(?:is|are|was|were) (?:believed|thought|expected|said|alleged) to have\b"),
     "has"),
    (re.compile(r"\bappear(?:s|ed)? to be\b"), "is"),
    (re.compile(r"\bseem(?:s|ed)? to be\b"), "is"),
    (re.compile(r"\b(an?|the) (?:alleged|suspected|unconfirmed|preliminary) "), r"\1 "),
)  # fmt: skip


@dataclass(frozen=True)
class Target:
    """A true sentence: its place in the context, and the words that may support it."""

    context: Context
    numbered: Numbered
    text: str
    near: str

    @property
    def number(self) -> int:
        """The number of its passage."""
        return self.numbered.number

    def says(self, text: str, *cited: int) -> DraftSentence:
        """A statement that claims to rest on its passage, or on the given ones."""
        return DraftSentence(" ".join(text.split()), cited or (self.number,))


Mutation = Callable[[Target, Random], DraftSentence | None]


def _strange(rng: Random, target: Target, options: tuple[str, ...]) -> str | None:
    """One of the options that the passage and its surroundings do not hold."""
    held = bag(target.near)
    left = [each for each in options if not held.holds(term(fold(each)))]
    return rng.choice(left) if left else None


def _put(text: str, span: tuple[int, int], instead: str) -> str:
    return text[: span[0]] + instead + text[span[1] :]


def forged_id(target: Target, rng: Random) -> DraftSentence | None:
    """A true sentence that cites a passage that was not given."""
    given = len(target.context.passages)
    return target.says(target.text, rng.choice((0, given + 1, given + 7, given + 99)))


def wrong_passage(target: Target, rng: Random) -> DraftSentence | None:
    """A true sentence that cites a passage of another article, which does not say it."""
    article = target.numbered.hit.passage.article_id
    others = [
        each.number
        for each in target.context.passages
        if each.hit.passage.article_id != article
        and coverage(target.text, each.hit.passage.text) < _ELSEWHERE
    ]
    return target.says(target.text, rng.choice(others)) if others else None


def _quotation(text: str) -> re.Match[str] | None:
    """The first quotation of some length without an omission of its own."""
    found = (each for each in _QUOTE.finditer(text) if len(each[1]) > 11)
    return next((each for each in found if "..." not in each[1] and "…" not in each[1]), None)


def altered_quotation(target: Target, rng: Random) -> DraftSentence | None:
    """One word inside the quotation marks exchanged, left out or added."""
    match = _quotation(target.text)
    if match is None:
        return None
    inside = match[1]
    spots = list(re.finditer(r"[A-Za-z]{4,}", inside))
    spots = [each for each in spots if fold(each[0]) not in STOPWORDS]
    if not spots:
        return None
    spot = rng.choice(spots)
    within = inside[: spot.start()].strip() and inside[spot.end() :].strip(" .,;:!?")
    new = rng.choice(
        ("splendid", "" if within else "absurd", f"never {spot[0]}", f"{spot[0]} marmalade")
    )
    return target.says(_put(target.text, match.span(1), _put(inside, spot.span(), new)))


def another_quotation(target: Target, rng: Random) -> DraftSentence | None:
    """Words that another passage quotes, in the mouth of this one's speaker."""
    match = _quotation(target.text)
    foreign = [
        quote[1]
        for each in target.context.passages
        for quote in _QUOTE.finditer(each.hit.passage.text)
        if len(quote[1]) > 11 and quote[1] not in target.near
    ]
    if not foreign:
        return None
    quote = rng.choice(foreign)
    if match is None:
        return target.says(f"{target.text.rstrip('.')}, adding: “{quote}”")
    return target.says(_put(target.text, match.span(1), quote))


def changed_number(target: Target, rng: Random) -> DraftSentence | None:
    """A figure exchanged for another, its scale or its unit for another."""
    if _ADDRESS.search(target.text):
        return None  # addresses are taken out of a model's text anyway
    held = {number.value for number in numbers(target.near)}
    dated = [(each.span_start, each.span_end) for each in find_dates(target.text, None)]
    found = [
        number
        for number in numbers(target.text)
        if not any(start <= number.start < end for start, end in dated)
    ]
    if not found:
        return None
    number = rng.choice(found)
    written = target.text[number.start : number.end]
    for one, other in (("million", "billion"), ("billion", "million"), ("thousand", "million")):
        if one in written and rng.random() < 0.5:
            return target.says(_put(target.text, (number.start, number.end),
                                    written.replace(one, other)))  # fmt: skip
    digits = re.search(r"\d[\d,.]*", written)
    value = next(value for value in range(rng.randrange(11, 800), 2000) if value not in held)
    span = (
        (number.start + digits.start(), number.start + len(written[: digits.end()].rstrip(",.")))
        if digits
        else (number.start, number.end)
    )
    return target.says(_put(target.text, span, str(value)))


def changed_date(target: Target, rng: Random) -> DraftSentence | None:
    """A weekday, a month or a year exchanged for one that nothing near speaks of."""
    found = list(re.finditer("|".join((*_WEEKDAYS, *_MONTHS)), target.text))
    found += list(_YEAR.finditer(target.text))
    if not found or _ADDRESS.search(target.text):
        return None
    match = rng.choice(found)
    kinds = [each for each in (_WEEKDAYS, _MONTHS) if match[0] in each]
    options = kinds[0] if kinds else tuple(map(str, range(1950, 2020)))
    published = target.numbered.hit.article.meta.published or ""
    new = _strange(rng, target, tuple(each for each in options if each not in published))
    return target.says(_put(target.text, match.span(), new)) if new else None


def changed_name(target: Target, rng: Random) -> DraftSentence | None:
    """A name exchanged for one that the passage does not hold."""
    found = names(target.text)
    if not found:
        return None
    elsewhere = [
        each.hit.passage.text[start:end]
        for each in target.context.passages
        for start, end in names(each.hit.passage.text)
    ]
    new = _strange(rng, target, (*_STRANGERS, *rng.sample(elsewhere, min(4, len(elsewhere)))))
    return target.says(_put(target.text, rng.choice(found), new)) if new else None


def dropped_negation(target: Target, rng: Random) -> DraftSentence | None:
    """A "not", a "no", a "neither … nor" or a "denied" turned into its opposite."""
    return _first(target, _NEGATIONS)


def dropped_hedge(target: Target, rng: Random) -> DraftSentence | None:
    """The one word that holds back left out: reportedly, could, is said to have."""
    changed = _first(target, _HEDGES)
    return None if changed is None or hedges(changed.text) else changed


def _first(target: Target, rules: tuple[tuple[re.Pattern[str], str], ...]) -> DraftSentence | None:
    for pattern, instead in rules:
        changed = pattern.sub(instead, target.text, count=1)
        if changed != target.text:
            return target.says(changed)
    return None


def spoofed_source(target: Target, rng: Random) -> DraftSentence | None:
    """The sentence in the mouth of somebody who did not say it, in four forms."""
    outlet = _strange(rng, target, _OUTLETS)
    publisher = target.numbered.hit.article.meta.publisher or ""
    if outlet is None or fold(outlet) in fold(publisher):
        return None
    form = rng.randrange(4)
    if form == 0:
        lead = f"{outlet}, 3 May 2031: "
        return DraftSentence(lead + target.text, (target.number,), (), len(lead))
    if form == 1:
        return target.says(f"According to {outlet}, {target.text}")
    if form == 2:
        return target.says(f"{outlet} reported that {target.text}")
    return target.says(f"{target.text.rstrip('.')}, {outlet} said.")


def swapped_roles(target: Target, rng: Random) -> DraftSentence | None:
    """Two names with a word between them that is written small change places."""
    found = names(target.text)
    for (start, end), (second, last) in itertools.pairwise(found):
        one, other = target.text[start:end], target.text[second:last]
        between = target.text[end:second]
        verb = any(word.islower() and word not in STOPWORDS for word in words(between))
        if verb and 4 < len(between) < 60 and "," not in between and fold(one) != fold(other):
            return target.says(target.text[:start] + other + between + one + target.text[last:])
    return None


FAMILIES: Mapping[str, Mutation] = MappingProxyType(
    {
        each.__name__: each
        for each in (
            forged_id,
            wrong_passage,
            altered_quotation,
            another_quotation,
            changed_number,
            changed_date,
            changed_name,
            dropped_negation,
            dropped_hedge,
            spoofed_source,
        )
    }
)
"""The mechanical families, none of which may reach ``verified``."""

__all__ = ["FAMILIES", "Mutation", "Target", "swapped_roles"]
