"""Sentences that give a reason: causes, purposes, conditions, needs and costs."""

from __future__ import annotations

import re

# Stated causes and purposes first; then what makes someone act without the word "because".
_CAUSE = re.compile(
    r"\bbecause\b|\bdue to\b|\bowing to\b|\bthanks to\b|\bas a result\b|\bresult(?:ed|s|ing)? "
    r"(?:in|from)\b|\bin order to\b|\bso (?:that|as to)\b|\bso they can\b|"
    r"\bwhich is why\b|\bthat(?: i|['’])s why\b|\bsince (?:it|"
    r"they|he|she|the|its|their)\b|\bas (?:it|they|he|she|its|their|most|both)\b|"
    r"\bgiven (?:that|the|its|their)\b|\bto (?:avoid|prevent|help|end|reduce|protect|"
    r"ensure|allow|make room|save|regain|replace|address|combat|counter|mark|honou?r|raise|"
    r"protest|celebrate|stop|cut|curb|boost|ease|meet)\b|\bprompt(?:ed|ing|s)?\b|\bdriven by\b|"
    r"\bcaus(?:e[ds]?|ing)\b|\bled to\b|\bleading to\b|\bblam(?:e[ds]?|ing)\b|\bcit(?:ed|es|ing)\b|"
    r"\bafter (?:being|it|he|she|they)\b|\bin (?:response|retaliation|protest|an effort|a bid|"
    r"an attempt)\b|\bamid\b|\bover (?:concerns|fears|claims|allegations|safety)\b|"
    r"\bconcerns? (?:over|about|that)\b|\bfears? (?:over|of|that)\b|\bmotivat\w+\b|\bthe goal\b|"
    r"\baim(?:s|ed|ing)? (?:to|at)\b|\bfollow(?:s|ed) (?:a|an|the|its|their|his|her|months|weeks|"
    r"years|days)\b|\bin the wake of\b|\b(?:spark|trigger)(?:s|ed|ing)?\b|"
    r"\b(?:stems|stemmed|arose|arises) from\b|\bbehind the (?:move|decision|plan|offer|closure)\b|"
    r"\b(?:strikes?|disputes?|rows?|protests?|anger|quarrels?|walk-?outs?|clash(?:es)?|spats?|"
    r"outrage|tensions?) over\b|\bin exchange for\b",
    re.I,
)
_NEED = re.compile(
    r"\breasons? (?:behind|for|why|is|are|was|were)\b|"
    r"\bseek(?:s|ing)?\b|\bsought\b|\bno longer\b|"
    r"\bneed(?:s|ed)? (?:to (?!be\b)|more\b|money\b|cash\b|funds\b)|\bprovided\b|\bburden\w*\b|"
    r"\bcosts? (?:of|are|is|pose)\b|\b(?:maintenance|rising|high|higher) costs?\b|\bshortages?\b|"
    r"\black(?:s|ed|ing)? (?:of)?\b|\bwant(?:s|ed)? (?:to|an?|the|more|higher|better)\b|"
    r"\bhop(?:e[sd]?|ing) to\b|"
    r"\b(?:in|of|own|national|its|their) interests?\b|\binterests? in\b|\bobsolete\b|\boutdated\b|"
    r"\bdemand(?:s|ed|ing)\b|\bfound (?:cracks|faults|flaws|defects|damage|problems|traces)\b|"
    r"\bunable to\b|\bcan(?:no|['’])t afford\b|\bpressure\b|"
    r"\bbenefits?\b|\brisks?\b|\btoo (?:much|many|few|little|expensive|costly|old)\b",
    re.I,
)


UNNAMED = re.compile(
    r"\b(?:not to be (?:named|identified)|(?:on|under) (?:the )?condition (?:of anonymity|that)|"
    r"anonymity)\b[^,;.]*",
    re.I,
)
"""Why a source is not named is no reason of anything that is asked for."""


def causal(text: str) -> bool:
    """Whether the text states a cause or a purpose in so many words."""
    return bool(_CAUSE.search(UNNAMED.sub("", text)))


def motive(text: str) -> bool:
    """Whether the text tells of a need, an interest, a cost or another thing that moves one."""
    return bool(_NEED.search(text))


__all__ = ["UNNAMED", "causal", "motive"]
