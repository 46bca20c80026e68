"""English function words, folded: words that carry grammar rather than matter."""

from __future__ import annotations

from ingest.text.wordlist import wordlist

STOPWORDS: frozenset[str] = frozenset(
    wordlist("""
    a about above across after afterwards again against all almost along already also although
    always am among amongst an and another any anybody anyone anything are aren't around as at
    away be became because become been before behind being below beneath beside besides between
    beyond both but by came can cannot can't could couldn't did didn't do despite does doesn't doing
    don't done down during each either else ever every everybody everyone everything except few
    for from further get gets got had hadn't has hasn't have haven't having he he'd he'll her
    here hers herself he's him himself his how however i i'd if i'll i'm in indeed inside instead
    into is isn't it it'd it'll its it's itself i've just least less let let's like made many may
    maybe me might mine more moreover most mostly much must my myself near neither never
    nevertheless no nobody none nor not nothing now nowhere of off often on once one only onto or
    other others otherwise our ours ourselves out outside over own per perhaps quite rather
    really said same say says shall she she'd she'll she's should shouldn't since so some
    somebody someone something sometimes still such than that that's the their theirs them
    themselves then there therefore there's these they they'd they'll they're they've this those
    though through throughout thus to together too toward towards under unless until up upon us
    very via was wasn't we we'd we'll were weren't we're we've what whatever what's when whenever
    where whereas whether which whichever while who whoever whom who's whose why will with within
    without won't would wouldn't yet you you'd you'll your you're yours yourself yourselves you've
    """)
)
"""Folded: lower case, straight apostrophes. Question words are in it; negations too."""

INITIAL_WORDS: frozenset[str] = frozenset(
    wordlist("""
    accordingly according additional additionally analysts another appearing based bigger both
    businesses children citizens companies consider consumers could critics current customers days
    despite details doctors eight employees eventually every experts families fans finally find
    five following former four furthermore get given go good government great growing half hide
    high hundreds image images international investigators join last lawmakers lawyers leaders
    less let local long look main major make man many media meanwhile men military millions more
    moreover most new news next nine officers officials old one open opponents opposition
    organizers other parents part participants people perhaps period photo photos police
    politicians prices property prosecutors protesters public quiet read regulators residents
    reporters representatives researchers results sales scientists see senior seven several shares
    sign six soldiers some states still stocks students supporters take talks teachers ten
    thanks then thousands three tickets today tomorrow troops two under unlike users vehicles video
    videos visitors voters watch weather white women workers world years yesterday young
    """)
)
"""Ordinary words that often open a sentence, folded; their capital there makes no name."""
