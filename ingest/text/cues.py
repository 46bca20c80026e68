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
    wordlist("""
    also recently later earlier then now previously has have had is are was were been be being
    still again already even once repeatedly publicly privately since yesterday today only just
    both all reportedly allegedly supposedly further would will could may might did does do not
    never subsequently separately explicitly meanwhile to
    """)
)
_LEAD = frozenset(
    wordlist("""
    but and while as although though however meanwhile yet because so when that which if after
    before since where whereas or then for on in at by
    """)
)
_BREAKS = frozenset(
    wordlist("""
    but and while as although though however because when that which who if after before since
    where whereas or then whether what
    """)
)
_NO_SUBJECT = frozenset(
    wordlist("a an the this these those of in on at by for to with its their his her our my your")
)
_NOBODY = frozenset(wordlist("neither nobody none no"))
_DETERMINERS = frozenset(wordlist("a an the no its their his her our my your of same such"))
_NO_ADVERBS = frozenset(wordlist("family assembly reply ally supply monopoly anomaly"))
_LONGEST = 8
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
            who = _speaker(sentence, match, word)
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
            break
        kept.append(word)
    return " ".join(kept[:8])


def _says(sentence: str, match: re.Match[str], word: str) -> bool:
    """Whether the verb is really one of saying here."""
    if _NOT_SAYING.match(sentence, match.end()):
        return False
    before = sentence[max(0, match.start() - 30) : match.start()].split()
    if before and before[-1].casefold() in _DETERMINERS:
        return False
    if word in PLAIN_ONLY:
        return bool(
            _OBJECT.match(sentence, match.end()) or _INVERTED.search(sentence[: match.start()])
        )
    return True


def _speaker(sentence: str, match: re.Match[str], verb: str) -> str | None:
    """The subject of the verb: before it, or after it when a quotation goes before.

    ``""`` when it names nobody; None when the verb turns out not to be one of saying, or when
    it is nobody who said it ("neither side confirmed").
    """
    clauses = [end.span() for end in _CLAUSE.finditer(sentence, 0, match.start())]
    start = clauses[-1][1] if clauses else 0
    words = _subject(sentence, start, match.start())
    if words is None:
        return None
    if words:
        return _named(sentence, words, verb)
    if verb.endswith("ing") or not clauses:
        return ""
    if _inverted(sentence, match):
        who = _short(_CLAUSE.split(sentence[match.end() :], maxsplit=1)[0].strip().rstrip("."))
        return "" if _is_pronoun(who) else who
    for (_, begin), (end, _) in zip([(0, 0), *clauses][-3:-1], clauses[-2:], strict=False):
        if words := _subject(sentence, begin, end):
            return _named(sentence, words, verb)
    return ""


def _subject(sentence: str, start: int, end: int) -> list[re.Match[str]] | None:
    """The words of a clause up to its verb, without adverbs and conjunctions at the ends.

    None when what is left cannot be a subject.
    """
    words = list(_WORD.finditer(sentence, start, end))
    while words and _is_adverb(words[-1][0]):
        words.pop()
    while words and words[0][0].casefold() in _LEAD:
        words.pop(0)
    if words and (words[-1][0].casefold() in _NO_SUBJECT or words[0][0].casefold() in _NOBODY):
        return None
    return words


def _is_adverb(word: str) -> bool:
    if word.casefold() in _ADVERBS:
        return True
    return word.islower() and word.endswith("ly") and word not in _NO_ADVERBS


def _named(sentence: str, words: list[re.Match[str]], verb: str) -> str:
    """The subject as the sentence writes it, or ``""`` when it names nobody."""
    first = len(words) - 1
    if _is_pronoun(words[first][0]):
        return ""
    while first and words[first - 1][0].casefold() not in _BREAKS and len(words) - first < _LONGEST:
        first -= 1
    who = sentence[words[first].start() : words[-1].end()]
    if first and words[first - 1][0].casefold() in ("who", "which"):
        return ""
    if _is_pronoun(words[first][0]) or (verb.endswith("ing") and len(words) - first > 3):
        return ""
    return " ".join(who.split())


def _is_pronoun(words: str) -> bool:
    return words.split("'")[0].split("’")[0].casefold() in PRONOUNS


def _inverted(sentence: str, match: re.Match[str]) -> bool:
    """Whether the speaker follows the verb: after a quotation, or after ", said"."""
    before = sentence[: match.start()].rstrip()
    if before.endswith(("”", '"', "’", "'", "»")):
        return True
    after = _WORD.search(sentence, match.end())
    return (
        match[0].casefold() in ("said", "says")
        and after is not None
        and (after[0][0].isupper() or after[0].casefold() in ("the", "a", "an"))
    )
