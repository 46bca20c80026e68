"""Words that mean the opposite of each other. Each pair has two sides, each with its forms."""

from __future__ import annotations

from collections.abc import Iterator

Side = tuple[str, ...]
Pair = tuple[Side, Side]


def _pairs(lines: str) -> Iterator[Pair]:
    for line in lines.strip().splitlines():
        one, other = (tuple(side.split(",")) for side in line.split("|"))
        yield one, other


OPPOSITES: tuple[Pair, ...] = tuple(
    _pairs("""
rose,rise,rises,rising,risen,increase,increased,increases,increasing,grew,grow,grown,climbed,jumped,surged,soared,gained|fell,fall,falls,falling,fallen,decrease,decreased,decreases,decreasing,shrank,dropped,declined,plunged,slumped,lost
won,wins,win,winning,beat,defeated|lost,lose,loses,losing
more,higher,above,over|fewer,less,lower,below,under
accepted,accept,accepts,approved,approve,approves,backed,supported,supports|rejected,reject,rejects,opposed,opposes,vetoed,blocked
before|after
import,imports,imported|export,exports,exported
arrived,entered,joined|left,departed,quit
started,began,opened,launched|ended,stopped,closed,halted
allowed,legal,lifted|banned,illegal,imposed
guilty,convicted|acquitted,innocent
first|last
best|worst
alive,survived|dead,died,killed
""")
)
"""Words that oppose each other wherever they stand."""

EXCHANGED: tuple[Pair, ...] = OPPOSITES + tuple(
    _pairs("""
up,upwards,upward|down,downwards,downward
with|without
to,into,toward,towards|from
for|against
inside|outside
all,every,each|some,few,several
always|never,rarely,seldom
often|never,rarely,seldom
most|few,some
has,have,had,was,were,did|will,shall,would
""")
)
"""Words that oppose each other where one has taken the place of the other."""

__all__ = ["EXCHANGED", "OPPOSITES", "Pair", "Side"]
