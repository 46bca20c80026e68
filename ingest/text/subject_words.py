"""The words that begin, end or break the subject of a verb of saying. Folded."""

from __future__ import annotations

from ingest.text.wordlist import wordlist

ADVERBS = frozenset(
    wordlist("""
    also recently later earlier then now previously has have had is are was were been be being
    still again already even once repeatedly publicly privately since yesterday today only just
    both all reportedly allegedly supposedly further would will could may might did does do not
    never subsequently separately explicitly meanwhile to long often always ever famously first
    hasn't haven't hadn't didn't doesn't don't won't wouldn't couldn't can't
    """)
)
NEGATIONS = frozenset(wordlist("not never cannot"))
LEAD = frozenset(
    wordlist("""
    but and while as although though however meanwhile yet because so when that which if after
    before since where whereas or then for on in at by
    """)
)
BREAKS = frozenset(
    wordlist("""
    but and while as although though however because when that which who if after before since
    where whereas or then whether what
    """)
)
NO_SUBJECT = frozenset(
    wordlist("""
    a an the this these those of in on at by for to with its their his her our my your or and
    following amid despite about over under between through during without against into from
    upon per via including recent new previous earlier
    """)
)
STARTS_NO_SUBJECT = frozenset(
    wordlist("""
    is are was were has have had will would can could may might must should does do did been be
    of to from with into like including there what how why amid despite following during
    """)
)
FINITE = frozenset(
    wordlist("is are was were has have had will would can could may might must should does do did")
)
NOBODY = frozenset(wordlist("neither nobody none no"))
DETERMINERS = frozenset(wordlist("a an the no its their his her our my your of same such"))
POINTERS = frozenset(wordlist("that this these those"))
PARTICIPLES = frozenset(wordlist("threatened alleged proposed claimed suspected feared rejected"))
NO_ADVERBS = frozenset(wordlist("family assembly reply ally supply monopoly anomaly"))
PREPOSITIONS = frozenset(wordlist("in at on to from with for of by who that which whose"))
RELATIVE = frozenset(wordlist("who which whose whom where"))
