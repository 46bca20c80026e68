"""Words whose full stop does not, by itself, end a sentence. Folded, without the last stop."""

from __future__ import annotations

from ingest.text.wordlist import wordlist

NEVER_FINAL: frozenset[str] = frozenset(
    wordlist("""
    mr mrs ms mx messrs mme mlle dr prof hon rev fr msgr gen brig maj col lt capt cpt cmdr adm
    sgt cpl pvt ssgt pfc insp supt det sen rep reps sens gov pres atty asst dep vp amb sec mgr
    ald rt vs v cf viz ca approx e.g i.e lt.col lt.gen maj.gen brig.gen st ste mt ft
    """)
)
"""Titles and the like: a name follows."""

BEFORE_NUMBER: frozenset[str] = frozenset(
    wordlist("""
    no nos art sec fig figs vol vols ch p pp para paras op eq ed pt ext tel jan feb mar apr jun
    jul aug sep sept oct nov dec c ca approx est rs
    """)
)
"""Followed by a number they go on; before anything else they are judged like words."""

SELDOM_FINAL: frozenset[str] = frozenset(
    wordlist("""
    u.s u.k u.n e.u u.a.e u.s.a u.s.s.r d.c n.y l.a n.j n.c s.c n.h n.m n.d s.d w.va p.r b.c
    a.d b.c.e c.e a.m p.m a.k.a ph.d m.d b.a m.a m.b.a ll.m j.d r.n inc corp co cos ltd plc llc
    bros jr sr esq dept univ assn inst intl natl govt bldg ave blvd rd hwy jan feb aug sept oct
    nov dec mon tue tues wed thu thur thurs fri ala ariz ark calif colo conn del fla ga ill ind
    kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ont
    que etc al et dist pty no
    """)
)
"""They end a sentence only when what follows looks like the start of another."""

STARTERS: frozenset[str] = frozenset(
    wordlist("""
    a after all also although an and another any as at because before but by despite during each
    earlier even every few for from given he her here his how however i if in instead it it's its
    just last later many meanwhile more most much my neither no none nor not now of on once one
    only or other others our over perhaps several she similarly since so some still such than
    that that's the their then there there's these they they're this those though through thus to
    today under unlike until we we're what when where whether which while who why with without
    yesterday yet you your according additionally asked
    """)
)
"""Words with a capital only because a sentence starts with them."""

SAYING: frozenset[str] = frozenset(
    wordlist("""
    said says asked asks added adds replied replies told tells wrote writes tweeted posted shouted
    exclaimed wondered joked cried answered recalled insisted declared quipped yelled continued
    """)
)
"""Verbs that put a speaker after a question or an exclamation in quotation marks."""

AFTER_CLOCK: frozenset[str] = frozenset(
    wordlist("""
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun
    jan january feb february mar march apr april may jun june jul july aug august sep sept
    september oct october nov november dec december et est edt ct cst cdt mt mst mdt pt pst pdt
    gmt utc bst cet cest ist jst eastern central mountain pacific local moscow kyiv
    beijing london israel
    """)
)
"""They go on after ``a.m.`` and ``p.m.``: days, months and time zones."""
