"""The words by which news says who said something, how surely, and what is denied. Folded."""

from __future__ import annotations

from ingest.text.wordlist import wordlist

VERBS: frozenset[str] = frozenset(
    wordlist("""
    said says saying say told tells telling added adds adding claimed claims claiming reported
    reports reporting stated stating announced announces announcing argued argues arguing
    warned warns warning noted notes noting explained explains explaining insisted insists
    insisting acknowledged acknowledges acknowledging admitted admits admitting alleged alleges
    alleging asserted asserts asserting believed believes believe believing confirmed confirms
    confirming contended contends contending conceded concedes declared declares declaring denied
    denies denying deny described describes describing disclosed discloses emphasised emphasises
    emphasized emphasizes estimated estimates estimating expressed expresses hinted hints
    implied implies indicated indicates indicating informed informs maintained maintains
    mentioned mentions observed observes pledged pledges pledging predicted predicts predicting
    promised promises promising proposed proposes quipped quoted quotes reaffirmed recalled
    recalls recommended recommends reiterated reiterates rejected rejects remarked remarks
    replied replies responded responds revealed reveals revealing ruled signaled signalled
    signals speculated speculates stressed stresses stressing suggested suggests suggesting
    suspected suspects testified testifies thought thinks tweeted tweets tweeting urged urges
    urging voiced vowed vows vowing wrote writes writing accused accuses accusing advised advises
    agreed asked asks asking assured assures blamed blames boasted boasts called calls
    cautioned cautions cited cites commented comments complained complains concluded concludes
    condemned condemns countered criticised criticises criticized criticizes demanded demands
    disputed disputes dismissed dismisses doubted doubts feared fears found forecast forecasts
    guaranteed hailed hoped hopes joked lamented laments noted objected opined praised praises
    questioned questions reasoned reckons refuted refutes retorted shouted showed shows shown
    swore threatened threatens tipped touted touts underlined underscored
    """)
)
"""Verbs whose subject is the source of what the sentence says."""

PLAIN_ONLY: frozenset[str] = frozenset(
    wordlist("""
    alleged found showed shows shown called calls asked asks notes reports claims estimates
    fears hopes doubts signals comments questions demands remarks forecast forecasts quotes
    quoted promises pledges urged agreed ruled tipped thought thinks believe believes believed
    proposed maintained maintains observed described describes expressed cited cites advised
    blamed hailed praised objected doubted feared rejected rejects dismissed dismisses boasted
    boasts touted touts threatened threatens voiced responded responds reporting
    writing recalls condemned
    """)
)
"""Verbs that are often something else: they need ``that``, a quotation or a colon after them."""

CORE: frozenset[str] = frozenset(
    wordlist("""
    said says say told tells added adds wrote writes explained explains announced announces
    reported reports claimed claims confirmed confirms argued argues warned warns noted notes
    insisted insists stated states tweeted commented concluded
    """)
)
"""Verbs that only a speaker has, and that may go before him: ", explained the minister"."""

NAMING: frozenset[str] = frozenset(wordlist("called calls titled"))
"""Verbs that give a thing its name when a title in quotation marks follows."""

SOURCES: frozenset[str] = frozenset(
    wordlist("""
    official officials source sources person people spokesman spokeswoman spokesperson analysts
    experts researchers scientists doctors witnesses police media newspaper newspapers paper
    papers report reports document documents data figures study studies survey statement
    statements letter memo email emails records filing filings interview interviews agency
    ministry government company lawyer lawyers lawsuit complaint intelligence diplomats aides
    """)
)
"""What can be cited as having said something, where it bears no name."""

UNNAMED: frozenset[str] = frozenset(
    wordlist("""
    reportedly allegedly supposedly purportedly apparently ostensibly rumored rumoured
    """)
)
"""Adverbs that pass on what somebody unnamed says."""

HEDGES: frozenset[str] = frozenset(
    wordlist("""
    reportedly allegedly supposedly purportedly apparently ostensibly seemingly presumably
    possibly probably perhaps maybe likely unlikely potentially conceivably arguably might may
    could would alleged purported supposed rumored rumoured unconfirmed unverified disputed
    unclear uncertain unproven speculation speculated speculative rumor rumors rumour rumours
    suspected presumed tentative tentatively preliminary provisional seems seem seemed appears
    appear appeared believed thought suggests suggest suggested hints claimed claims claim
    """)
)
"""Words that say how surely something is known."""

DENIALS: frozenset[str] = frozenset(
    wordlist("""
    denied denies deny denying denial denials rejected rejects reject rejecting dismissed
    dismisses dismiss dismissing refuted refutes refute refuting disputed disputes dispute
    disputing rebuffed repudiated disavowed contradicted contradicts debunked retracted retracts
    withdrew disproved baseless unfounded groundless untrue false
    """)
)
"""Words by which a statement is turned down."""

NEGATORS: frozenset[str] = frozenset(
    wordlist("""
    not no never neither nor none nobody nothing nowhere without hardly scarcely seldom rarely
    cannot unable fail fails failed failing lack lacks lacked lacking refuse refuses refused
    refusing
    """)
)
"""Words that turn a statement round."""

PRONOUNS: frozenset[str] = frozenset(wordlist("he she they it we i you who that which"))
"""Subjects that name nobody."""
