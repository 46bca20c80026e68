"""Paragraphs that a publisher puts under many articles, learned from the library. Pure.

A paragraph is a publisher's boilerplate when it stands in three or more of its stories and
speaks to the reader or of the outlet itself: "Follow our reporter at @…", "Prices were accurate
when…", "… is supported by a grant from …". Standing in many articles is not enough: agencies
repeat true background word for word, and a newsroom's copies and updates of one story share all
they have. So copies count as one story, and speech and plain statements are never taken.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from hashlib import blake2b

from ingest.text.wordlist import wordlist
from ingest.types import Article, Block, BlockKind

STORIES = 3
"""Stories of one publisher in which a paragraph must stand. Source: the measurement in
docs/decisions.md."""
MIN_WORDS = 4
MAX_WORDS = 120
"""Words of a paragraph that is looked at: shorter ones are labels, longer ones whole texts."""

_LONGEST = 1200
"""Characters."""

_I = re.IGNORECASE
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", _I)
_SPEECH = re.compile(
    r"[“\"„«][^”\"“»]{25,}[”\"“»]|[“\"„«][^”\"“»]*$"
    r"|\b(?:said|says|told|tweeted|wrote|added|sagte|dit|dijo|disse)\b",
    _I,
)
_WHERE = re.compile(
    r"@\w(?<=[\s(:\w.-]@\w)|https?://|www\.\w|\.(?:com|org|net|co\.uk|de|fr|es|it)/\w"
)
"""A handle, a mail address, a web address."""
_CALL = re.compile(
    r"""^[\W_]*(?:[\w’'&.-]+(?:\s[\w’'&.-]+){0,5}\s?[?:]\s?)?[\W_]*(?:please\s)?(?:
      follow|contact|reach|subscribe|sign[\s-]?up|join|download|click|listen|e-?mail|visit|tap
    | connect\ with|stay\ (?:up|connected|informed|in\ the)|keep\ up\ with|(?:never|don[’']t)\ miss
    | get\ (?:the|our|more|all|started|a\ free)|check\ (?:out|your|the|all)|read\ (?:more|our|the)
    | learn\ more|see\ (?:more|our|all|the\ full)|find\ (?:more|out|all|our)
    | watch\ (?:more|our|the|live)
    | hit\ play|play\ (?:the|our|today)|take\ (?:our|the|part)|take\ \w+[’']s
    | need\ (?:a|help|more)|prefer\ to|want\ (?:more|to|news)|looking\ for
    | (?:have|got|do\ you\ have)\ (?:a|an|any|something)\ .{0,30}\b(?:tip|idea|question|story|news)
    | got\ news|share\ your|tell\ us|write\ to\ us|send\ us|let\ us\ know|help\ us
    | support\ (?:our|local|the)
    | to\ (?:report|read|see|find|get|receive|contact|submit|subscribe|unsubscribe|comment|learn)\b
    | if\ you\ (?:wish|would\ like|want|enjoyed|have\ (?:a|any))|would\ you\ like
    | folgen\ sie|abonnieren|melden\ sie\ sich|lesen\ sie|h[oö]ren\ sie|schreiben\ sie|kontakt
    | suivez|abonnez|inscrivez|lisez|[eé]crivez|retrouvez|t[eé]l[eé]chargez
    | s[ií]gu(?:e|en)os|suscr[ií]b|lea|lee\ m[aá]s|escr[ií]b|descarg
    | seguici|iscriviti|leggi|scrivi|siga|assine|leia|volg\ ons|abonneer|lees\ (?:ook|meer)
    )\b""",
    re.VERBOSE,
)
"""A call to the reader at the head of the paragraph, after a label such as "NEWSLETTER:". In
lower case, as is ``_ABOUT``: told to ignore case, patterns of so many words take twice as long."""
_ABOUT = re.compile(
    r"""\b(?:
      (?:this|the)\ (?:story|article|piece|column|essay|transcript|headline)
        (?:\ and\ (?:its\ )?(?:story|headline))?\ (?:was|ha[sv]e?\ been|is|were|will\ be|first)
        \ (?:updated|corrected|first|originally|published|produced|created|edited|automatically
          |generated|written|part\ of|adapted|supported|provided|translated|appeared)
    | has\ been\ updated\ (?:with|to|since)
    | contributed\ (?:to\ this|reporting|to\ the\ report)
    | wire\ (?:reports?|services)|staff\ (?:reports?|and\ wire)
    | content\ partner|produced\ independently|independently\ chosen|partner\ content
    | (?:a\ grant|funding)\ from
    | earn\ (?:us|an?)\ |affiliate\ (?:link|commission|program)|commissions?\ (?:if|when|on|from)
    | (?:prices|deals|offers)\ (?:were|are)\ (?:accurate|correct|subject)
    | editor[’']?s[’']?\ note|corrections?\ (?:&|and)\ clarifications?
    | (?:opinions|views)\ (?:expressed|here|in\ this)|opinions\ from\ outside
    | newsletters?|digital\ subscri\w+|subscriptions?\ here|our\ podcasts
    | your\ (?:data|personal|registration|inbox|e-?mail|subscription|subscriber|account|device
        |browser|details|information|privacy|preferences)
    | tick\ (?:here|the\ box)|you\ agree\ |verification\ e-?mail
    | (?:details|information)\ you\ have\ shared
    | can\ be\ (?:reached|contacted|e-?mailed)\ (?:at|by|on)|reach\ (?:him|her|them)\ (?:at|on)
    | follow\ (?:him|her|them)\ |e-?mail\ (?:him|her)\b
    | is\ an?\ [^.]{0,60}?\b(?:reporter|columnist|correspondent|editor|writer|producer|contributor)
        \b[^.]{0,40}?\b(?:for|at|on|with)\b
    | local\ (?:forecast|journalism)|live\ scores|scores(?:,|\ and)\ (?:schedules?|odds)
    | mit\ material\ von|(?:dieser|der)\ (?:artikel|text|beitrag)\ (?:erschien|wurde)
    | cet\ article|avec\ (?:l[’'])?(?:afp|reuters)|este\ art[ií]culo|con\ informaci[oó]n\ de
    | questo\ articolo|este\ artigo|dit\ artikel
    )""",
    re.VERBOSE,
)
"""What an outlet says of itself, its text, its trade or its readers' data."""
_COVERS = re.compile(r"\bcovers .{3,80}?\bfor (?:the )?(?-i:[A-Z])", _I)
"""The reporter's field and outlet; only its capital tells it from what else is covered."""
_CREDIT = re.compile(r"^[\W_]*contributing\b|^[\W_]*from\ .{0,60}\breports?\W*$", _I | re.VERBOSE)


TRIGGERS = frozenset(
    wordlist(
        """
    story article piece column essay transcript headline updated contributed wire staff
    partner independently grant funding earn affiliate commission commissions accurate correct
    subject editor editors correction corrections views opinions newsletter newsletters
    subscription subscriptions subscriber subscribers podcasts data registration inbox account
    device browser details information privacy preferences tick agree verification emailed
    mailed email mail contacted reached reach follow covers reporter columnist correspondent
    writer producer contributor forecast journalism scores material artikel text beitrag avec
    artículo articulo información informacion articolo artigo digital
    """
    )
)
"""Words one of which stands in all that ``_ABOUT`` and ``_COVERS`` find; they spare most
paragraphs the search."""
_PLAIN = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)
"""What becomes of each byte of UTF-8 where a paragraph is only looked through for triggers:
words end at letters with accents, which spares most of the time."""
_TRIGGERS = frozenset(max(word.encode().translate(_PLAIN).split(), key=len) for word in TRIGGERS)
_HEAD = 100
"""Characters from the start in which a call stands."""


def could_be(text: str) -> bool:
    """Whether a paragraph speaks to the reader or of the outlet, as boilerplate does."""
    if len(text) > _LONGEST or not MIN_WORDS <= len(text.split()) <= MAX_WORDS:
        return False
    lower = text.lower()
    found = _CALL.match(lower[:_HEAD]) or _CREDIT.match(text)
    if not found and ("/" in text or "@" in text or "www." in text):
        found = _WHERE.search(text)
    if not found and not _TRIGGERS.isdisjoint(_plain_words(lower)):
        found = _ABOUT.search(lower) or _COVERS.search(text)
    return found is not None and _SPEECH.search(text) is None


def _plain_words(lower: str) -> list[bytes]:
    return lower.encode("utf-8", "replace").translate(_PLAIN).split()


def paragraphs(article: Article) -> tuple[tuple[int, int], ...]:
    """(digest, number of the block) of the blocks that could be a publisher's boilerplate.

    A digest is a signed number of 64 bits over the words, figures and weekdays aside.
    """
    return tuple(
        (digest(text), number)
        for number, block in enumerate(article.blocks)
        if block.kind.citable and could_be(text := article.text[block.start : block.end].strip())
    )


def story(article: Article, candidates: Collection[int] | None = None) -> int:
    """A number that copies and updates of one story share: the digest of its longest paragraph
    that is no candidate. ``candidates`` are the numbers of the blocks that are, where they
    are known from ``paragraphs``."""
    if candidates is None:
        candidates = [number for _, number in paragraphs(article)]
    citable = [
        (number, article.text[block.start : block.end])
        for number, block in enumerate(article.blocks)
        if block.kind.citable
    ]
    plain = [text for number, text in citable if number not in candidates]
    return digest(max(plain or [text for _, text in citable] or [article.text], key=len))


def digest(text: str) -> int:
    """Of the words of a paragraph: case, signs, figures and weekdays make no difference."""
    said = _WORD.findall(_DAY.sub("day", _DIGITS.sub("0", text.casefold())))
    made = blake2b(" ".join(said).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(made, "big", signed=True)


def withheld(article: Article, numbers: Collection[int], candidates: Collection[int]) -> Article:
    """The article with the blocks of these numbers labelled as boilerplate.

    ``candidates`` are the numbers of all blocks that could be, as ``paragraphs`` found them. An
    article of which nothing else can be cited stays as it is, whatever was learned first.
    """
    blocks = tuple(
        Block(BlockKind.BOILERPLATE, block.start, block.end)
        if number in numbers and block.kind.citable
        else block
        for number, block in enumerate(article.blocks)
    )
    kept = any(
        block.kind.citable and number not in candidates
        for number, block in enumerate(article.blocks)
    )
    return replace(article, blocks=blocks) if kept and blocks != article.blocks else article
