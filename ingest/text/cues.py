"""Who says it, how surely, and whether it is denied, by cue words.

A list of cue words finds attributed sentences far better than "said" alone (F1 .80 against
.49 on annotated news); hedges and denials must survive from the article into an answer.
"""

from __future__ import annotations

import re

from ingest.text.cue_words import (
    DENIALS,
    HEDGES,
    NEGATORS,
    PLAIN_ONLY,
    PRONOUNS,
    UNNAMED,
    VERBS,
)
from ingest.text.wordlist import wordlist

_ACCORDING = re.compile(
    r"\b(?:according\s+to|as\s+(?:reported|noted|quoted|told)\s+(?:by|to)|in\s+the\s+words\s+of|"
    r"citing|(?:reported|cited|quoted|claimed|confirmed|announced|said)\s+by)\s+"
    r"(?P<who>[^,;:.!?()“”\"]+(?:\.\w[^,;:.!?()“”\"]*)*)",
    re.IGNORECASE,
)
_UNNAMED_PHRASE = re.compile(
    r"\b(?:(?:is|are|was|were)\s+(?:said|believed|thought|reported|alleged|rumou?red|understood)"
    r"\s+to\b|it\s+(?:is|was|has\s+been)\s+(?:said|reported|claimed|alleged|believed))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*")
_CLAUSE = re.compile(r"[,;:()—–“”\"«»]|\s-\s|[?!]")
_NOT_SAYING = re.compile(r"\s*(?:to\s+be|by)\b", re.IGNORECASE)
_OBJECT = re.compile(
    r"\s*(?:(?:\w+(?:\s+\w+){0,3}\s+)?that\b|[:“\"]|,\s*[“\"‘])|\s+(?:how|why|whether|they|he|she|it|we)\b",
    re.IGNORECASE,
)
_AFTER_QUOTE = re.compile(r"[”\"’'»],?\s+(?:[\w’'.-]+\s+){0,6}\Z")
_INVERTED = re.compile(r"[”\"’'»,]\s*\Z")
_ADVERBS = frozenset(
    wordlist(
        "also recently later earlier then now previously has have had is are was were been be being "
        "still again already even once repeatedly publicly privately since yesterday today only just "
        "both all reportedly allegedly supposedly further would will could may might did does do not "
        "n't never subsequently separately explicitly meanwhile to"
    )
)
_LEAD = frozenset(
    wordlist(
        "but and while as although though however meanwhile yet because so when that which if after "
        "before since where whereas or then for on in at by"
    )
)
_NEITHER = re.compile(
    r"\bneither\b[^.;]{0,80}?\b(?:has|have|had|did|would)?\s*(?:confirm\w*|comment\w*|verif\w*|den\w*|respond\w*)",
    re.IGNORECASE,
)
_PHRASES = re.compile(
    r"\b(?:remains\s+to\s+be\s+seen|(?:has|have|had|did|does|could|was|were|is|are)(?:\s+not|n[’']t)"
    r"(?:\s+\w+){0,3}?\s+(?:confirm\w*|verif\w*)|not\s+(?:yet\s+)?(?:been\s+)?(?:confirmed|verified|"
    r"clear|known)|yet\s+to\s+(?:be\s+)?(?:confirm\w*|verif\w*|comment)|"
    r"(?:no\s+)?(?:independent|official)(?:ly)?\s+(?:confirmation|confirmed|verified)|"
    r"in\s+theory|said\s+to\s+(?:be|have)|believed\s+to|thought\s+to|expected\s+to|"
    r"set\s+to|at\s+least\s+in\s+theory|if\s+(?:confirmed|true))\b",
    re.IGNORECASE,
)
_DENIAL_PHRASES = re.compile(
    r"\b(?:(?:declin|refus)(?:ed|es|ing|e)\s+to\s+(?:\w+\s+)?(?:comment|confirm|say|answer|discuss)|no\s+comment|"
    r"(?:did|does|do|has|have|had|would|could|is|was)(?:\s+not|n[’']t)(?:\s+\w+){0,2}?\s+(?:confirm\w*|comment\w*|respond\w*)|"
    r"neither\b[^.;]{0,80}?\b(?:confirm\w*|comment\w*)|ruled\s+out|rules\s+out|pushed\s+back|"
    r"not\s+true|no\s+truth|no\s+evidence)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    rf"\b(?:{'|'.join(sorted(NEGATORS))})\b|\b\w+n[’']t\b|\bcan[’']?t\b", re.IGNORECASE
)
_NO_NEGATION = re.compile(
    r"no\.?\s+\d|not\s+(?:only|just|least)\b|no\s+(?:doubt|wonder|matter)\b|lack\s+of\b(?!.)|nothing\s+but\b",
    re.IGNORECASE,
)


def attribution(sentence: str) -> str | None:
    """Who the sentence is attributed to, as written: ``Turkish media``, ``officials``.

    ``""`` when it is attributed and nobody is named (reportedly, "he said", "is said to");
    None when it is not attributed.
    """
    if match := _ACCORDING.search(sentence):
        return _short(match["who"])
    attributed = False
    for match in _WORD.finditer(sentence):
        word = match[0].casefold()
        if word in VERBS and _says(sentence, match, word):
            who = _speaker(sentence, match)
            if who:
                return who
            attributed = attributed or who is not None
        elif word in UNNAMED:
            attributed = True
    if attributed or _UNNAMED_PHRASE.search(sentence):
        return ""
    return None


def hedges(sentence: str) -> list[str]:
    """The hedge and status cues of the sentence as written, in lower case and in order.

    Single words (``reportedly``, ``could``) and phrases (``neither … has confirmed``).
    """
    found = [(match.start(), _line(match[0])) for match in _NEITHER.finditer(sentence)]
    found += [(match.start(), _line(match[0])) for match in _PHRASES.finditer(sentence)]
    for match in _WORD.finditer(sentence):
        word = match[0].casefold()
        if word in HEDGES and not (word == "may" and match[0] == "May" and match.start()):
            found.append((match.start(), word))
    return [cue for _, cue in sorted(found)]


def denials(sentence: str) -> list[str]:
    """The words of the sentence that deny, reject or refuse to confirm, in lower case."""
    found = [(match.start(), _line(match[0])) for match in _DENIAL_PHRASES.finditer(sentence)]
    for match in _WORD.finditer(sentence):
        if match[0].casefold() in DENIALS:
            found.append((match.start(), match[0].casefold()))
    return [cue for _, cue in sorted(found)]


def negations(sentence: str) -> int:
    """Number of negating words: not, no, never, n't, without, failed, refused, …

    ``No. 5``, ``not only`` and ``no doubt`` are none; ``neither … nor`` counts once.
    """
    count = 0
    neither = False
    for match in _NEGATION.finditer(sentence):
        word = match[0].casefold()
        if _NO_NEGATION.match(sentence, match.start()) or (word == "nor" and neither):
            continue
        neither = neither or word == "neither"
        count += 1
    return count


def negated(sentence: str) -> bool:
    """Whether the sentence has a negating word."""
    return negations(sentence) > 0


def _line(phrase: str) -> str:
    return " ".join(phrase.casefold().split())


def _short(who: str) -> str:
    """The named source without what trails it, at most eight words."""
    kept: list[str] = []
    for word in who.split():
        if kept and word.casefold() in ("who", "which", "that", "and", "as", "in", "on", "at"):
            if word.casefold() in ("and", "in", "at") and len(kept) < 1:
                continue
            break
        kept.append(word)
    return " ".join(kept[:8])


def _says(sentence: str, match: re.Match[str], word: str) -> bool:
    """Whether the verb is really one of saying here."""
    if _NOT_SAYING.match(sentence, match.end()):
        return False
    before = sentence[max(0, match.start() - 30) : match.start()].split()
    if before and before[-1].casefold() in ("the", "a", "an", "its", "their", "his", "her", "of"):
        return False
    if word in PLAIN_ONLY:
        return bool(
            _OBJECT.match(sentence, match.end()) or _INVERTED.search(sentence[: match.start()])
        )
    return True


def _speaker(sentence: str, match: re.Match[str]) -> str | None:
    """The subject of the verb: before it, or after it when a quotation goes before."""
    clause = max((end.end() for end in _CLAUSE.finditer(sentence, 0, match.start())), default=0)
    words = [word[0] for word in _WORD.finditer(sentence, clause, match.start())]
    while words and words[-1].casefold() in _ADVERBS:
        words.pop()
    while words and words[-1].casefold().endswith("ly"):
        words.pop()
    while words and words[0].casefold() in _LEAD:
        words.pop(0)
    if words:
        if len(words) == 1 and words[0].casefold() in PRONOUNS:
            return ""
        return " ".join(_phrase(words))
    after = _CLAUSE.split(sentence[match.end() :], maxsplit=1)[0]
    if clause and after.strip() and _INVERTED.search(sentence[: match.start()]):
        named = _short(after.strip().rstrip("."))
        return "" if named.casefold() in PRONOUNS else named
    return ""


def _phrase(words: list[str]) -> list[str]:
    """The last words of a clause that can be the subject, at most eight."""
    kept: list[str] = []
    for word in reversed(words):
        if word.casefold() in _LEAD and word.casefold() not in ("for", "of", "in", "at"):
            break
        kept.append(word)
    return kept[::-1][-8:]
