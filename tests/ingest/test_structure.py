"""Labels of lines in plain and pasted text. All pages here are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.structure import Structured, structure_text
from ingest.structuring import line_cues as cues
from ingest.structuring.comments import comment_start, entries
from ingest.structuring.line_kinds import kind_by_cue
from ingest.structuring.lines import line_of, lines_of
from ingest.structuring.masthead import byline_authors, headline_alone, looks_like_headline
from ingest.structuring.outlets import credit_tail, navigation, outlet_and_date, wire_credit
from ingest.types import BlockKind

BODY = [
    "The harbour board of Lindmouth said on Monday that it would sell its two dredgers to a "
    "company in Norfield, ending a dispute that has run for three years.",
    "Neither side has confirmed the price, but a member of the board put it at about four million "
    "crowns, which is less than half of what the ships cost in 2014.",
    "“We could not keep both of them at sea,” said Ada Brook, who chairs the board. “One has not "
    "left its berth since the winter before last, and its crew has gone.”",
    "The sale still needs the consent of the regional council, which meets again in September and "
    "has turned down two earlier plans for the old fleet.",
]

PASTED = "\n\n".join(
    [
        "Could the old dredgers of Lindmouth be sold abroad? Image: Y",
        *BODY,
        "This article was first published on the Harbour Letter and is republished with kind "
        "permission. Become a Harbour Letter subscriber here.",
        "Join the Conversation",
        "2 Comments",
        "  1. I worked on one of these ships and nobody who has seen her engine would pay that.",
        "  2. The board should resign. It said the very same thing four years ago, word for word.",
    ]
)

MENU = ["Home", "News", "Sport", "Weather", "Subscribe", "Log in", "•", "•", "Opinion", "Travel"]
PAGE = "\n".join(
    [
        *MENU,
        "Harbour board to sell both dredgers after three-year dispute",
        "By Ann Lee and Bo Wu, Lindmouth Post",
        "Published: 12 August 2025, 09:15",
        "Share on Facebook",
        "A dredger at her berth in March. (Photo: Cy Dent)",
        BODY[0],
        BODY[1],
        "What happens next",
        BODY[2],
        "Read more: The long story of two ships",
        BODY[3],
        "Related articles",
        "Council puts off vote on quay",
        "Ferry timetable changes on Sunday",
        "Sign up for our newsletter and never miss a story",
        *MENU,
        "© 2025 Lindmouth Post. All rights reserved.",
    ]
)


def kinds(found: Structured) -> dict[str, BlockKind]:
    return {found.text[b.start : b.end].strip(): b.kind for b in found.blocks}


def body_of(found: Structured) -> str:
    return "".join(found.text[b.start : b.end] for b in found.blocks if b.kind.citable)


def test_a_pasted_article_keeps_its_body_and_sets_aside_the_rest() -> None:
    found = structure_text(PASTED)
    labels = kinds(found)
    assert [p for p in BODY if labels[p] is not BlockKind.BODY] == []
    assert labels["Image: Y"] is BlockKind.CREDIT
    assert labels["Could the old dredgers of Lindmouth be sold abroad?"] is BlockKind.CAPTION
    assert next(kind for text, kind in labels.items() if "first published" in text) is (
        BlockKind.PROMO
    )
    assert sum(1 for b in found.blocks if b.kind is BlockKind.COMMENT) == 2
    assert "resign" not in body_of(found)
    assert "subscriber" not in body_of(found)
    assert found.title == "Could the old dredgers of Lindmouth be sold abroad?"
    assert found.warnings == ()


def test_a_whole_page_is_cut_down_to_its_article() -> None:
    found = structure_text(PAGE)
    labels = kinds(found)
    assert found.title == "Harbour board to sell both dredgers after three-year dispute"
    assert found.byline_authors == ("Ann Lee", "Bo Wu")
    assert (found.published or "")[:16] == "2025-08-12T09:15"
    assert found.published_precision == "minute"
    assert labels["What happens next"] is BlockKind.SUBHEADING
    assert labels["Share on Facebook"] is BlockKind.PROMO
    assert labels["Read more: The long story of two ships"] is BlockKind.RELATED
    assert labels["(Photo: Cy Dent)"] is BlockKind.CREDIT
    assert labels["A dredger at her berth in March."] is BlockKind.CAPTION
    assert body_of(found).split() == " ".join(BODY).split()


def test_blocks_tile_the_text_for_any_input() -> None:
    for text in (PASTED, PAGE, "", "\n\n", "one", " \n one line.\n", "a\r\nb\r\n", "\x1b[2Jx y z."):
        tiles(structure_text(text))


def tiles(found: Structured) -> None:
    assert "".join(found.text[b.start : b.end] for b in found.blocks) == found.text
    assert all(b.start < b.end for b in found.blocks)


@given(
    st.lists(st.sampled_from([*PASTED.split("\n"), *PAGE.split("\n"), "• x", "1. y z", "Reply"]))
)
def test_blocks_tile_any_mixture_of_lines(lines: list[str]) -> None:
    tiles(structure_text("\n".join(lines)))


def test_a_list_article_is_not_taken_for_menus() -> None:
    towns = [f"Town number {n}" for n in range(30)]
    found = structure_text("\n".join([BODY[0], *towns, BODY[1]]))
    assert not any(b.kind.withheld for b in found.blocks)


def test_when_too_little_survives_all_is_kept_with_a_warning() -> None:
    teaser = "The council met again on Tuesday and put the matter off once more, to nobody's joy."
    lines: list[str] = []
    for n in range(14):
        lines += ["Share", "Home", "News", f"Story {n}", teaser.replace("Tuesday", f"day {n}")]
    found = structure_text("\n".join(lines))
    assert len(found.warnings) == 1
    assert "day 13" in body_of(found)
    assert "day 0" in body_of(found)


@pytest.mark.parametrize(
    ("heading", "items"),
    [
        ("3 Comments", ["1. Nonsense.", "2. Quite right.", "3. Well."]),
        ("Kommentare (2)", ["Ina sagt:", "Das stimmt so nicht, finde ich.", "Antworten"]),
        ("Leave a Reply", ["Your email address will not be published"]),
        ("2 thoughts on “Dredgers”", ["Bo", "3 March 2024 at 10:12", "Indeed.", "Reply"]),
        ("Commentaires", ["Zoé Le 12/02 à 11:30", "Je ne le crois pas du tout.", "Répondre"]),
    ],
)
def test_comment_headings_open_the_comments(heading: str, items: list[str]) -> None:
    found = structure_text("\n".join([*BODY, heading, *items]))
    assert body_of(found).split() == " ".join(BODY).split()
    assert kinds(found).get(BODY[3]) is BlockKind.BODY


def test_a_thread_without_a_heading_is_known_by_its_stamps() -> None:
    thread: list[str] = []
    for name, day in (("Ada", 3), ("Bo", 4), ("Cy", 5)):
        thread += [
            name,
            f"{day} March 2024 at 10:1{day}",
            f"What {name} thinks of it all.",
            "Reply",
        ]
    found = structure_text("\n".join([*BODY, *thread]))
    assert "thinks" not in body_of(found)
    lines = lines_of("\n".join([*BODY, *thread]))
    assert lines[comment_start(lines)].text == "Ada"


def test_the_word_comments_alone_opens_nothing() -> None:
    # In front of the article, and in the midst of it without any comment after it.
    assert comment_start(lines_of("\n".join(["3 Comments", *BODY]))) == 5
    text = "\n".join([BODY[0], BODY[1], "Comments", BODY[2], BODY[3], *BODY])
    assert comment_start(lines_of(text)) == len(lines_of(text))


def test_two_stamps_are_no_thread() -> None:
    text = "\n".join([*BODY, "3 March 2024 at 10:12", BODY[0], "4 March 2024 at 11:10", BODY[1]])
    assert comment_start(lines_of(text)) == len(lines_of(text))


def test_hand_wrapped_paragraphs_stay_together() -> None:
    import textwrap

    text = "\n\n".join(textwrap.fill(paragraph, 66) for paragraph in BODY)
    found = structure_text("A headline for the wrapped text\n\n" + text)
    assert sum(1 for b in found.blocks if b.kind is BlockKind.BODY) == 4
    assert found.title == "A headline for the wrapped text"


def test_bulleted_items_in_wrapped_text_start_lines_of_their_own() -> None:
    wrapped = "\n".join(
        ["The harbour board said on Monday that it would sell its dredgers"] * 4
        + ["- the first of the two ships, built in the year 1998 at Norfield"]
    )
    assert [line.bullet for line in lines_of(wrapped)] == [False, True]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Photo: Cy Dent", BlockKind.CREDIT),
        ("Cy Dent / Getty Images", BlockKind.CREDIT),
        ("The ship in her berth last winter. Credit: Cy Dent", BlockKind.CREDIT),
        ("Advertisement", BlockKind.PROMO),
        ("Follow us on Twitter", BlockKind.PROMO),
        ("Facebook Twitter WhatsApp", BlockKind.PROMO),
        ("You may also like", BlockKind.RELATED),
        ("Privacy policy", BlockKind.BOILERPLATE),
        ("This website uses cookies to improve what it does.", BlockKind.BOILERPLATE),
        ("12 August 2025", BlockKind.DATE),
        ("By Ann Lee", BlockKind.BYLINE),
        ("The board sold a photo of the ship on Monday.", None),
        ("He will sign up new members next year, she said.", None),
        ("Fishermen may not be able to use the quay.", None),
        (" ".join(["word"] * 95), None),
        (" ".join(["word"] * 70), None),
        ("All rights reserved. " + " ".join(["word"] * 70), BlockKind.BOILERPLATE),
    ],
)
def test_single_lines(text: str, kind: BlockKind | None) -> None:
    assert kind_by_cue(line_of(text)) is kind


def test_hints_hold_a_part_of_everything_their_patterns_match() -> None:
    examples = {
        cues.PROMO_HINTS: (cues.PROMO_ANYWHERE, [
            "Sign up for alerts", "Register for free", "newsletters: subscribe", "Become a patron",
            "Become an early supporter", "republished with permission", "unsubscribe at any time",
            "If you enjoyed this post",
        ]),
        cues.BOILERPLATE_HINTS: (cues.BOILERPLATE_ANYWHERE, [
            "© 2024", "(c) 2024", "Copyright the Post", "Alle Rechte vorbehalten",
            "Tous droits réservés", "Todos los derechos reservados",
            "Todos os direitos reservados", "may not be published, broadcast",
            "necessary cookies", "please enable JavaScript", "protected by reCAPTCHA",
            "by clicking here you agree", "by continuing to use it you accept",
            "by submitting it you consent", "by using it you agree",
        ]),
        cues.CREDIT_HINTS: (cues.CREDIT, [
            "Foto: X", "Bild: X", "Grafik: X", "Imagen: X", "Crédit: X", "A ship / AFP",
            "A ship | AP", "A ship (AP)", "A ship via AP", "AP Photo X",
            "A ship / dpa", "A ship / Unsplash", "A ship / iStock", "A ship / Adobe Stock",
            "A ship / imago", "A ship / Flickr", "Reuters photo X", "Shutterstock",
            "“Video by Ann Lee", "Photograph courtesy the board", "Getty Images",
        ]),
    }  # fmt: skip
    for hints, (pattern, texts) in examples.items():
        for text in texts:
            assert pattern.search(text), text
            assert any(hint in text.lower() for hint in hints), text
            assert pattern is not cues.CREDIT or kind_by_cue(line_of(text)) is BlockKind.CREDIT


@pytest.mark.parametrize(
    "line", ["A ship / EPA", "A ship /EPA-EFE", "A ship (EPA)", "A ship via EPA"]
)
def test_an_agency_whose_name_stands_in_many_words(line: str) -> None:
    assert kind_by_cue(line_of(line)) is BlockKind.CREDIT
    assert kind_by_cue(line_of("The department prepared its own report")) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("By Ann Lee, Bo Wu and Cy Dent", ("Ann Lee", "Bo Wu", "Cy Dent")),
        ("Von Ina Roth und Jan Vogt", ("Ina Roth", "Jan Vogt")),
        ("By Ann Lee | Updated 3 May", ("Ann Lee",)),
        ("By Ann Lee, staff writer", ("Ann Lee",)),
        ("Ann Lee", ("Ann Lee",)),
    ],
)
def test_bylines(line: str, names: tuple[str, ...]) -> None:
    assert byline_authors(line) == names


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Harbour board to sell both dredgers", True),
        ("Harbour", False),
        ("The board sold the ship.", False),
        ("and then the board sold it", False),
        ("• Harbour board sells ships", False),
        ("“We sold it”, says the board", True),
        ("9 ships sold in Lindmouth", True),
    ],
)
def test_headlines(text: str, headline: bool) -> None:
    assert looks_like_headline(line_of(text)) is headline


def test_the_headline_that_stands_twice_on_the_page_wins() -> None:
    menu = [*MENU, "• Harbour board sells both dredgers now", *MENU]
    found = structure_text(
        "\n".join([*menu, "Harbour board sells both dredgers now", "Our longest series of reports "
                   "from the coast", *BODY, *MENU])
    )  # fmt: skip
    assert found.title == "Harbour board sells both dredgers now"


def test_without_a_headline_there_is_no_title() -> None:
    assert structure_text(BODY[0]).title is None
    assert structure_text("Photo: Cy Dent\n\n" + "\n\n".join(BODY)).title is None
    assert structure_text("\n".join([*MENU, *BODY, *MENU])).title is None


def test_short_first_lines_serve_when_nothing_longer_does() -> None:
    found = structure_text("\n".join(["x y", "Ships for sale", *BODY]))
    assert found.title == "Ships for sale"


def test_scripts_without_spaces_count_as_words() -> None:
    line = line_of("港務局は月曜日に二隻の浚渫船を売却すると発表しました。")
    assert line.prose
    assert line.paragraph is False
    assert line.words == 13


def test_an_undated_date_line_gives_no_date() -> None:
    found = structure_text("\n".join(["Harbour board sells ships", "Stand: 99.99.2025", *BODY]))
    assert found.published is None


def test_bullets_are_part_of_the_body() -> None:
    found = structure_text(
        "\n".join([BODY[0], "• one of the ships goes to Norfield", "• two", "three", *BODY[1:]])
    )
    assert "goes to Norfield" in body_of(found)


@pytest.mark.parametrize(
    ("line", "publisher", "published"),
    [
        ("Ferry News, 12 September 2025", "Ferry News", "2025-09-12"),
        ("Valley Post, 3 March 2026", "Valley Post", "2026-03-03"),
        ("Valley Post | Tuesday, 3 March 2026, 10:15", "Valley Post", "2026-03-03T10:15:00"),
        ("The Meridian – March 3, 2026", "The Meridian", "2026-03-03"),
        ("Lindmouth, 3 March 2026", None, "2026-03-03"),
        ("The Hague, 3 March 2026", None, "2026-03-03"),
    ],
)
def test_an_outlet_with_a_day_under_the_headline(
    line: str, publisher: str | None, published: str
) -> None:
    found = structure_text("\n\n".join(["Harbour board sells both dredgers", line, *BODY]))
    assert kinds(found)[line] is BlockKind.DATE
    assert (found.publisher, found.published) == (publisher, published)
    assert found.title == "Harbour board sells both dredgers"


@pytest.mark.parametrize(
    "text",
    [
        "The Valley Post, 3 March 2026 was the day it closed",
        "The sale, 3 March 2026",
        "Why did the board sell? Ferry News, 3 March 2026",
        "Ferry News in the year 2026",
        "The day in 2026 that the board sold both of its ships at last. " * 3,
    ],
)
def test_words_with_a_day_are_no_date_line(text: str) -> None:
    assert outlet_and_date(text) is None


def test_a_place_with_a_day_within_the_text_stays() -> None:
    found = structure_text("\n\n".join([*BODY[:2], "Norfield, 3 March 2026", *BODY[2:]]))
    assert kinds(found)["Norfield, 3 March 2026"] is BlockKind.SUBHEADING


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("Reporting by Tomas Revell and Ilse Brandt; editing by Marit Osei", True),
        ("(Reporting by Tomas Revell in Norfield; Editing by Marit Osei)", True),
        ("Additional reporting by Ilse van den Berg in The Hague.", True),
        ("(Reporting by Tomas Revell, tomas@wire.example)", True),
        ("Writing and editing by Marit Osei", True),
        ("Reporting by The Meridian showed that the board knew.", False),
        ("Contributing: Ilse Brandt, The Tarn Post; Northern Press Agency", True),
        ("Contributing: factors that the board had named before", False),
        ("Editing by committee rarely ends well.", False),
        ("Reporting by " + "Tomas Revell, " * 60, False),
    ],
)
def test_wire_credits(text: str, credit: bool) -> None:
    assert wire_credit(text) is credit
    assert (kind_by_cue(line_of(text)) is BlockKind.CREDIT) is credit


def test_a_wire_credit_that_ends_a_paragraph_is_cut_from_it() -> None:
    credit = "(Reporting by Tomas Revell; Editing by Marit Osei)"
    found = structure_text("\n\n".join([*BODY[:3], f"{BODY[3]} {credit}"]))
    assert kinds(found)[credit] is BlockKind.CREDIT
    assert kinds(found)[BODY[3]] is BlockKind.BODY
    assert credit_tail("It was wrong (reporting by the Post had it so).") is None
    assert credit_tail("It was wrong (so they said).") is None


def test_reporting_by_is_a_byline_above_and_a_credit_below() -> None:
    line = "Reporting by Ann Lee"
    above = structure_text("\n\n".join(["Harbour board sells both dredgers", line, *BODY]))
    assert (kinds(above)[line], above.byline_authors) == (BlockKind.BYLINE, ("Ann Lee",))
    below = structure_text("\n\n".join(["Harbour board sells both dredgers", *BODY, line]))
    assert (kinds(below)[line], below.byline_authors) == (BlockKind.CREDIT, ())


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Home | World | Business", True),
        ("News · Sport · Opinion", True),
        ("News / World News / Asia", True),
        ("Home › Sport › Rowing", True),
        ("Home  World  Business", True),
        ("News\tHarbour\tSport\tBoats", True),
        ("Home World Business", True),
        ("World Business Sport Opinion", True),
        ("Sign in | Subscribe", True),
        ("Register / Log in", True),
        ("Home | World", False),
        ("World Business Sport", False),
        ("Sport News of Norfield", False),
        ("Team  Played  Won  Lost", False),
        ("Home  The board of the port  News", False),
        ("Subscribe | Harbour board sells", False),
        ("and/or", False),
        ("Home News of the harbour", False),
        ("he said | she said | they said", False),
        ("| Party | Seats |", False),
        ("Ann Lee | 3 March | 5 min", False),
        ("News | Sport | The board sold the ship.", False),
        ("Home | " * 30 + "Home", False),
    ],
)
def test_rows_of_navigation(text: str, row: bool) -> None:
    assert navigation(text) is row
    assert (kind_by_cue(line_of(text)) is BlockKind.BOILERPLATE) is row


HEAD = "Harbour board to sell both dredgers after a long dispute"


@pytest.mark.parametrize(
    ("name", "footer", "publisher"),
    [
        ("Asia Daily", "© 2026 Asia Daily. All rights reserved.", "Asia Daily"),
        ("Asia Daily", "© 2026 Norfield Media", None),
        ("Asia Daily", "Sign up for the newsletter of Asia Daily", "Asia Daily"),
        ("Meridian", "Copyright 2026 Meridian", "Meridian"),
        ("Politics", "© 2026 Politics Today", None),
    ],
)
def test_a_bare_name_over_the_headline(name: str, footer: str, publisher: str | None) -> None:
    found = structure_text("\n\n".join([name, "Home | World | Business", HEAD, *BODY, footer]))
    assert kinds(found)[name] is BlockKind.BYLINE
    assert (found.title, found.publisher, found.byline_authors) == (HEAD, publisher, ())


@pytest.mark.parametrize(
    "top",
    [
        ["Ships sold", "Board ends dispute"],
        ["• Asia Daily", HEAD],
        ["Asia 24 Daily", HEAD],
        ["Photo: Cy Dent", "Asia Daily", HEAD],
        ["Asia Daily", "• " + HEAD],
        ["Who pays?", HEAD],
    ],
)
def test_other_first_lines_are_no_outlet(top: list[str]) -> None:
    found = structure_text("\n\n".join([*top, *BODY]))
    assert BlockKind.BYLINE not in kinds(found).values()


def test_the_stamped_entries_of_a_live_blog_are_no_comments() -> None:
    entries = [
        line
        for n in range(5)
        for line in (f"3 March 2024 at 10:1{n}", f"{BODY[n % 4]} This is entry {n} of the day.")
    ]
    text = "\n".join([BODY[0], BODY[1], *entries])
    assert comment_start(lines_of(text)) == len(lines_of(text))
    lines = lines_of(text.replace("at 10:1", "at 10:1").replace("3 March", "Reply 3 March"))
    assert comment_start(lines) == 2


def test_one_long_paragraph_is_enough_of_an_article_above_a_thread() -> None:
    long = " ".join(BODY)
    items = ["1. Ada", "I would never have sold them.", "2. Bo", "Nor would I, not for that price."]
    lines = lines_of("\n".join([long, "2 comments", *items]))
    assert comment_start(lines) == 1
    lines = lines_of("\n".join([BODY[0], "2 comments", *items, *BODY]))
    assert comment_start(lines) == len(lines)


def test_the_date_of_the_article_is_no_stamp_of_a_comment() -> None:
    lines = lines_of("\n".join([*BODY, *["Published: 3 March 2024 at 10:12", BODY[0]] * 4]))
    assert comment_start(lines) == len(lines)
    stamped = ["23.09.20 | 18:19 Ada", "23.09.20 | 19:20 Bo Wu", "24.09.20 | 8:04 Cy"]
    thread = [line for stamp in stamped for line in (stamp, "What I think of it all.")]
    assert comment_start(lines_of("\n".join([*BODY, *thread]))) == len(BODY)


def comments_of(text: str) -> list[str]:
    found = structure_text(text)
    return [
        found.text[block.start : block.end].strip()
        for block in found.blocks
        if block.kind is BlockKind.COMMENT
    ]


def test_each_comment_is_a_block_of_its_own() -> None:
    named = [
        line
        for name, day in (("Ada", 3), ("Bo Wu", 4), ("Cy", 5))
        for line in (name, f"{day} March 2024 at 10:1{day}", f"What {name} thinks.", "Reply")
    ]
    found = comments_of("\n".join([*BODY, "3 Comments", *named]))
    assert [text.split("\n")[0] for text in found] == ["3 Comments", "Bo Wu", "Cy"]
    numbered = ["1. Ada", "I would never have sold.", "2. Bo", "Nor would I, at that price."]
    assert len(comments_of("\n".join([*BODY, "2 Comments", *numbered]))) == 2
    says = ["Ada says:", "I would never have sold.", "Reply", "Bo says:", "Nor would I.", "Reply"]
    assert len(comments_of("\n".join([*BODY, "2 Comments", *says]))) == 2


def test_a_byline_in_a_wrapped_text_ends_at_its_line() -> None:
    import textwrap

    head = "Harbour board sells dredgers\n\nBy Ann Lee\nHarbour Monthly, 18 March 2024\n\n"
    found = structure_text(head + "\n\n".join(textwrap.fill(text, 70) for text in BODY))
    assert (found.byline_authors, found.publisher) == (("Ann Lee",), "Harbour Monthly")
    assert found.published == "2024-03-18"
    both = head.replace("By Ann Lee", "By Ann Lee and\nBo Wu")
    found = structure_text(both + "\n\n".join(textwrap.fill(text, 70) for text in BODY))
    assert found.byline_authors == ("Ann Lee", "Bo Wu")


def test_two_stamps_on_one_comment_are_one_comment() -> None:
    stamps = ["3 March 2024 at 10:12", "Reply", "3 March 2024 at 10:14"]
    lines = lines_of("\n".join(["Ada", *stamps, "I would never have sold.", "Bo says:", "Nor I."]))
    assert entries(lines) == {5}
    assert entries([]) == frozenset()


PROSE = "The harbour board has sold both of its tugs to a yard in the north, it said on Monday."
MORE = "The price was not told, but two people who know of the sale put it at four million euros."


@pytest.mark.parametrize(
    ("below", "related"),
    [
        ("You may also like\nTen charts that explain the tugs", 1),
        ("Related\nTen charts that explain the tugs\nHow the yard was built", 2),
        ("Read more: How the yard in the north was built\nWhat the mayor has said", 0),
        (f"You may also like\n\nWhat comes next for ships\n{MORE}", 0),
        (f"You may also like\nTen charts that explain the tugs\n{MORE}", 1),
        ("You may also like\n\nTen charts that explain the tugs", 1),
        ("The board declined to comment\nTen charts that explain the tugs", 0),
    ],
)
def test_headlines_under_you_may_also_like_are_no_body(below: str, related: int) -> None:
    found = kinds(structure_text(f"Tugs are sold\n\n{PROSE}\n\n{PROSE} {MORE}\n\n{below}"))
    inside = " ".join(text for text, kind in found.items() if kind is BlockKind.RELATED)
    assert ("Ten charts" in inside) == (related > 0)
    assert ("How the yard was built" in inside) == (related > 1)
    assert not any(part in inside for part in ("What the mayor", "What comes next", MORE))


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (f"Tugs sold\n\n{PROSE}", "Tugs sold"),
        (f"Who pays?\n\n{PROSE}\n\nA list of four\n\n{MORE}", "Who pays?"),
        (f"Tugs sold\n{PROSE}", None),
        (f"tugs sold\n\n{PROSE}", None),
        (f"Tugs:\n\n{PROSE}", None),
        (f"Advertisement\n\n{PROSE}", None),
        (f"Harbour Times\n\n{PROSE}", None),
        (f"Reuters\n\n{PROSE}", None),
        (f"Home\n\nNews\n\n{PROSE}", None),
        (f"Both tugs sold\n\n{PROSE}", None),  # found without the promise
        ("Tugs sold", None),
        ("", None),
    ],
)
def test_where_the_headline_is_promised_first_it_may_be_short(
    text: str, headline: str | None
) -> None:
    assert headline_alone(text) == headline


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Tugs sold\n\nBy Ann Lee", "Tugs sold"),
        ("Ferngespräch\n18 March 2024", "Ferngespräch"),
        ("Harbour Times\nBy Ann Lee", None),
        ("tugs sold\nBy Ann Lee", None),
        ("Tugs:\nBy Ann Lee", None),
        ("Tugs sold", None),
    ],
)
def test_a_headline_of_two_words_stands_over_a_byline(head: str, title: str | None) -> None:
    assert structure_text(f"{head}\n\n{PROSE}\n\n{MORE}").title == title


@pytest.mark.parametrize(
    ("above", "withheld"),
    [
        ("Skip to content\nSubscribe\nLog in\nHarbour Post\nHome | News | Sport", True),
        ("Harbour Post\nHome  World  Business  Sport\nSign in | Subscribe", True),
        ("Harbour Post\nHome\nWorld\nSport", True),
        ("Harbour Post\nWorld", False),
        ("Harbour Post\nThe quay", False),
        (f"Subscribe\nLog in\nHarbour Post\n{PROSE}", False),
    ],
)
def test_lines_of_a_short_menu_above_the_headline_are_no_body(above: str, withheld: bool) -> None:
    found = structure_text(
        f"{above}\n\nHarbour board sells its tugs\n\nBy Ann Lee\n\n{PROSE} {MORE}"
    )
    cited = [found.text[b.start : b.end].strip() for b in found.blocks if b.kind.citable]
    assert ("Harbour Post" not in cited) == withheld
    assert cited[-1] == f"{PROSE} {MORE}"
