"""Comments of readers under headings of every kind, and articles that only look so. All made up."""

from __future__ import annotations

import re

import pytest

from ingest.readers.html_page import extract
from ingest.readers.page_text import page_text
from ingest.structure import structure_text
from ingest.structuring import readers_say
from ingest.structuring.comments import comment_start
from ingest.structuring.lines import line_of, lines_of
from ingest.structuring.readers_say import named_entries, readers_heading
from ingest.types import BlockKind

HEAD = ["Mill wheel of Ostrow turns again", "By Ina Falk", "4 May 2026"]
BODY = [
    "The old mill wheel of Ostrow turned on Sunday for the first time in sixty years.",
    "The town paid 30,000 crowns for the work, according to its treasurer.",
]
LONG = (
    "The wheel had been taken down in 1966, when the mill was sold to a maker of furniture that "
    "needed the yard and had no use for it, and it lay behind the church until last year."
)
NAMED = ["Tobi: It cost ten times as much, my cousin built it.", "mill_fan: They stole the oak!"]
UNDER = ["Tobi", "It cost ten times as much.", "Marta K.", "They stole the oak, I saw it!"]
DATED = ["Tobi, 5 May 2026", "It cost ten times as much.", "Marta, 3 hours ago", "They stole it!"]
STAMPED = ["Tobi", "3 hours ago", "It cost ten times as much.", "Jan", "5 May 2026", "Stolen oak!"]
ALONE = ["It cost ten times as much.", "They stole the oak, I saw it!"]


def withheld(lines: list[str]) -> list[str]:
    found = structure_text("\n\n".join(lines))
    return [
        line
        for block in found.blocks
        if block.kind is BlockKind.COMMENT
        for line in found.text[block.start : block.end].split("\n")
        if line
    ]


@pytest.mark.parametrize("entries", [NAMED, UNDER, DATED, STAMPED, ALONE])
@pytest.mark.parametrize(
    "heading", ["Comments", "2 comments", "Comments (2)", "What readers say", "Your views"]
)
def test_comments_under_a_text_of_two_paragraphs_are_withheld(
    heading: str, entries: list[str]
) -> None:
    assert withheld([*HEAD, *BODY, heading, *entries]) == [heading, *entries]
    assert withheld([*HEAD, *BODY, LONG, LONG, heading, *entries]) == [heading, *entries]


@pytest.mark.parametrize(
    "heading",
    """What our readers think|Readers write|Readers’ letters|User posts|Join the conversation
    Visitors' reactions|Letters from our readers|You said|Reader views on the mill|Over to you
    Das sagen unsere Leser|Leserstimmen|Ihre Meinung|Vos réactions|L’avis des lecteurs
    Opiniones de los lectores|Commenti dei lettori|Reacties van lezers|What other users said
    From our readers|Our viewers' comments|Subscribers discuss|Listener feedback
    What commenters wrote""".replace("\n    ", "|").split("|"),
)
def test_headings_that_name_the_readers_open_their_part(heading: str) -> None:
    assert withheld([*HEAD, *BODY, heading, *NAMED]) == [heading, *NAMED]


def test_only_the_last_lines_of_a_talk_are_comments() -> None:
    assert withheld([*HEAD, *BODY, "Discussion", *UNDER]) == ["Discussion", *UNDER]
    talk = [f"{name}: {LONG}" for name in ("Tobi", "Marta")]
    assert withheld([*HEAD, *BODY, "Discussion", *talk]) == []
    assert withheld([*HEAD, *BODY, "Reactions", 'Tobi Holm: "It is a start," he said.']) == []


@pytest.mark.parametrize(
    "lines",
    [
        # An article about readers' views; what voters say; readers' views reported in an article.
        ["What readers say about the mill", *BODY, "Readers say", *BODY],
        [*HEAD, *BODY, "What voters say", *NAMED, LONG],
        [*HEAD, LONG, "What readers say", "“I want it to turn,” said Ada Brook, 43, of Ostrow."],
        [*HEAD, *BODY, "Your views", LONG, LONG, LONG],
        # An interview; letters; a heading at the end, and one in the midst of a text.
        [*HEAD, *BODY, "Falk: What did it cost?", "Brook: It cost 30,000 crowns.", *NAMED],
        ["Letters: the mill wheel", *BODY, "Your views", "Ada Brook: I love it.", "Bo: So do I."],
        [*HEAD, *BODY, "Your views"],
        [*HEAD, *BODY, "Comments"],
        [*HEAD, BODY[0], "Comments", *NAMED, LONG, LONG, LONG, LONG, LONG],
        [*HEAD, LONG, LONG, LONG, LONG, LONG, LONG, "Comments", LONG, LONG, LONG],
        ["Comments", *NAMED, *HEAD, *BODY],
        [
            *HEAD,
            *BODY,
            "Users say that the new ticket machines of the tram are slow and often fail",
        ],
        [*HEAD, *BODY, "Comments", 'The mayor said: "We are proud of it."'],
    ],
)
def test_what_only_looks_so_stays(lines: list[str]) -> None:
    assert withheld(lines) == []


def test_in_an_article_of_letters_stamps_still_tell() -> None:
    stamped = ["Tobi", "5 May 2026 at 10:12", "So it is.", "Jan", "5 May 2026 at 10:15", "No!"]
    lines = ["Letters: the mill wheel", *BODY, "Your views", *stamped]
    assert withheld(lines) == ["Your views", *stamped]
    below = lines_of("\n".join([*BODY, "Your views", *NAMED]))
    assert comment_start(below) == 2
    assert comment_start(below, {"Letters of the week"}) == len(below)


def test_the_hints_leave_out_no_heading() -> None:
    # Each alternative names its readers by a word that holds a hint.
    words = re.findall(r"[^\W\d_]{3,}", readers_say._HEADING.pattern)
    names = {word for word in words if re.match(r"(?i)your|you$|join|leser|nutzer|user", word)}
    assert names
    for name in names:
        assert any(hint in name.lower() for hint in readers_say._HINTS)
    assert not readers_heading(line_of("What the voters of the town of Ostrow say about it all"))


def test_nothing_has_no_entries() -> None:
    assert named_entries([], 0) == 0
    assert named_entries(lines_of("Tobi"), 0) == 0


PAGE = (
    "<html><body><article><h1>Mill wheel of Ostrow turns again</h1>"
    + "".join(f"<p>{text}</p>" for text in [*BODY, LONG])
    + "</article>{}</body></html>"
)


def seen(below: str) -> tuple[str, str]:
    """``(what can be cited, the comments)`` of the page."""
    found = extract(PAGE.replace("{}", below).encode(), {})
    text, _ = page_text([(kind, line) for kind, line in found["blocks"]], found["comments"])
    parts = [(block.kind, text.text[block.start : block.end]) for block in text.blocks]
    return (
        "".join(part for kind, part in parts if kind.citable),
        "".join(part for kind, part in parts if kind is BlockKind.COMMENT),
    )


@pytest.mark.parametrize(
    "below",
    [
        "<h3>What readers say</h3><p>{0}</p><p>{1}</p>",
        "<h2>Your views</h2><ul><li>{0}</li><li>{1}</li></ul>",
        "<section class='user-posts'><p>{0}</p><p>{1}</p></section>",
        "<div id='readerViews'><p>{0}</p><p>{1}</p></div>",
        "<div class='box reader_letters'><p>{0}</p></div><p class='your-views'>{1}</p>",
        "<div><h3>Join the conversation</h3></div><div><p>{0}</p><p>{1}</p></div>",
    ],
)
def test_comments_of_a_page_never_reach_the_text(below: str) -> None:
    cited, comments = seen(below.format(*NAMED))
    assert "ten times" not in cited
    assert "ten times" in comments
    assert LONG in cited


def test_a_page_of_readers_letters_is_its_letters() -> None:
    letters = "".join(f"<p>{LONG} So it was in {year}.</p>" for year in range(1970, 1980))
    cited, comments = seen(f"<div class='reader-letters'>{letters}</div>")
    assert "1979" in cited
    assert comments == ""
    reported = f"<h3>What readers say</h3><p>{LONG} “It is ours,” said Ada Brook.</p>"
    cited, _ = seen(f"<article>{reported}<h3>What voters say</h3><p>{LONG}</p></article>")
    assert "Ada Brook" in cited
