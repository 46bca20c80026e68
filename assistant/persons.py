"""Words for persons, and whether a noun is one: what "how many dockers" may be counted in. Pure."""

from __future__ import annotations

import re

from assistant.terms import stem
from ingest.text.wordlist import wordlist

PERSONS = frozenset(
    stem(word)
    for word in wordlist("""
    people persons person members workers employees staff residents civilians demonstrators
    protesters protestors strikers supporters visitors passengers victims men women soldiers
    """)
)
"""Keys of nouns that may stand for any others of persons: "900 people" of "how many dockers"."""

_AGENT = re.compile(r"[a-z]{2,}(?:ers|ors|ists|ians|men|women|ees|ants|crews?|troops|children)\Z")
_THINGS = frozenset(
    wordlist("""
    barriers boilers boosters centers clusters computers containers corridors corners counters
    craters doors drawers elevators factors filters floors flowers fighters
    freighters generators helicopters hours indicators layers letters liters markers
    matters meters mirrors monitors motors numbers offers orders papers pillars planters
    plants posters powers processors quarters reactors restaurants rivers routers rumors
    scooters sectors sensors servers shelters showers skyscrapers speakers stickers
    tankers theaters timers towers tractors trailers transformers trees vectors
    waters winters committees fees knees degrees trees guarantees grants variants elephants
    restaurants covenants pants hydrants pollutants deodorants
    """)
)
"""Words with such an ending that are, or may be, no persons."""


def counts_persons(folded: str) -> bool:
    """Whether a folded plural noun is one of persons: "dockers", "lawmakers", "people"."""
    return stem(folded) in PERSONS or (
        _AGENT.fullmatch(folded) is not None and folded not in _THINGS
    )


__all__ = ["PERSONS", "counts_persons"]
