"""Other words for the deeds that questions about the news ask for: "received", "took delivery".

A short list of verbs whose other wording is frequent in reports and seldom means another thing.
Only a question's own terms are widened; nothing that is verified is compared by it.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from assistant.terms import Term, stem

_GROUPS = """
return, went back, go back, goes back, gone back, going back, came back, come back, coming back
receive, took delivery, take delivery, taken delivery, taking delivery, delivered
resign, resignation, quit, stepped down, step down, steps down, stepping down
start, begin, got under way
end, finish, came to an end, come to an end
buy, purchase, acquire, buyer, purchaser
reject, turned down, turn down, turns down
cancel, scrap, called off, call off, calls off
postpone, delay, put off, pushed back
close, shut
arrest, detain, took into custody, taken into custody
die, kill, perish, fatal, fatality, lost their lives, lost his life, lost her life
win, victory, victor, triumph, came first, come first, comes first
lack, missing, short of, shortage, shortfall, ran out of, runs out of, run out of
sell, seller, vendor
strike, stoppage, walkout, walked out, walk out, stopped work, stop work, downed tools
"""


def _by_key() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Of the key of each single word of a group the keys and phrases of its whole group."""
    found: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {}
    for line in _GROUPS.strip().splitlines():
        words = [word.strip() for word in line.split(",")]
        keys = frozenset(stem(word) for word in words if " " not in word)
        phrases = tuple(f" {word} " for word in words if " " in word)
        found |= dict.fromkeys(keys, (keys, phrases))
    return found


_WIDER = MappingProxyType(_by_key())


def wider(term: Term, *, negated: bool = False) -> Term:
    """``term`` with the other wordings of the deed that it names; any other as it is.

    ``negated`` adds the word that denies it: "unlikely" answers "is it likely?".
    """
    keys, phrases = _WIDER.get(term.key, (frozenset(), ()))
    if negated and len(term.key) > 2:
        keys |= {f"un{term.key}"}
    return replace(term, keys=term.keys | keys, phrases=(*term.phrases, *phrases))


__all__ = ["wider"]
