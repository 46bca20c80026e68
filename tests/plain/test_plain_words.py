"""How the plain conversation words things: answers, sources, accounts, reports, lists, help."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from ferry import ABSTAINED, ANSWERED, BARE, META, ROW, TEXT, citation, hit, sentence

from assistant.check import CheckedSentence, Finding, summary
from assistant.completing import Known, Listing, Name
from assistant.conversations.types import SessionRow
from assistant.counting import counted
from assistant.errors import UsageError
from assistant.plain import accounts, answers, completing, listings, reports, surroundings, table
from assistant.plain.output import Output
from assistant.plain.wording import capital, ended, here, in_words, listed, sources
from assistant.slash import AmbiguousCommand, parse
from assistant.terminal import Terminal
from assistant.types import (
    Disagreement,
    Dropped,
    Part,
    Side,
    Standing,
    TimeReading,
    Trace,
    Verdict,
    Voice,
)
from ingest.types import (
    Access,
    Article,
    ArticleKind,
    Block,
    BlockKind,
    Changes,
    Filters,
    Followed,
    Item,
    Progress,
    Report,
    Status,
    StoredArticle,
)
from ingest.types.changes import Nature, Note
from ingest.updating import Edit

PARTS = (
    (BlockKind.HEADLINE, "Ferry stops\n\n"),
    (BlockKind.BODY, "The ferry stopped on Monday.\n\n"),
    (BlockKind.CAPTION, "The quay on Monday\n\n"),
    (BlockKind.BODY, "Its engine failed. It is old. Nobody was hurt.\n\nIt runs again.\n\n"),
    (BlockKind.COMMENT, "Told you so!\n\n"),
    (BlockKind.COMMENT, "Me too.\n\n"),
    (BlockKind.PROMO, "Subscribe now"),
)


def article(parts=PARTS, blocks=True):
    found, at = [], 0
    for kind, text in parts:
        found.append(Block(kind, at, at + len(text)))
        at += len(text)
    text = "".join(text for _, text in parts)
    return Article("ferry", "ferry.md", text, tuple(found) if blocks else (), META)


def stored(of=None, revision=1, current=True):
    return StoredArticle("a1", revision, of or article(), "0" * 64, "2025-05-06", current)


def test_numbers_and_lists_are_words() -> None:
    assert counted(1, "address", "addresses") == "1 address"
    assert counted(3000, "article") == "3,000 articles"
    assert [listed(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert [sources(()), sources([3]), sources([1, 2])] == ["", "source 3", "sources 1 and 2"]
    assert [ended("It ran."), ended("It ran"), ended("“It ran.”"), ended("")] == [
        "It ran.", "It ran.", "“It ran.”", "",
    ]  # fmt: skip
    assert capital("mill") == "Mill"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("denied as of 3 May 2025: see [2]", "denied as of 3 May 2025: see source 2"),
        ("unconfirmed: “nobody [9] knows” [2]", "unconfirmed: “nobody [9] knows”, source 2"),
        ("3,000 (Daily X [1][2]) · 5,000 (Y [3])",
         "3,000 (Daily X, sources 1 and 2); 5,000 (Y, source 3)"),
        ("nearest: [1]", "nearest: source 1"),
        ("[1] says so", "source 1 says so"),
        ("five ([4])", "five (source 4)"),
        ("plain words", "plain words"),
    ],
)  # fmt: skip
def test_signs_of_ours_are_words_and_quotations_stay(text: str, said: str) -> None:
    assert in_words(text) == said


def test_next_steps_are_those_of_this_conversation() -> None:
    assert here("Try: briefing ingest FILE") == "Try: /ingest FILE"
    assert here("briefing doctor") == "briefing doctor"


def test_a_sentence_says_its_verdict_and_its_sources() -> None:
    line = answers.sentence_line
    assert line(sentence()) == "Its engine failed. Verified, source 1."
    assert line(sentence(numbers=())) == "Its engine failed. Verified."
    said = line(sentence(attributed_to="Ines Okafor", voice=Voice.SOURCE))
    assert said == "Its engine failed. Verified, source 1. Said by Ines Okafor."
    denied = sentence(standing=Standing.DENIED, standing_from=citation(2))
    assert line(denied).endswith("Denied as of 6 May 2025: “Its engine failed.”, source 2.")


def test_a_sentence_that_is_not_verified_begins_with_that() -> None:
    said = answers.sentence_line(
        sentence("It cost 5 crowns", (1, 2), Verdict.PARTLY, reasons=("no number 5", "no crowns"))
    )
    assert said == (
        "Partly verified: It cost 5 crowns. Sources 1 and 2. Why: no number 5; no crowns."
    )
    bare = sentence("It sank.", (), Verdict.UNSUPPORTED)
    assert answers.sentence_line(bare) == "Not supported: It sank."


def test_hostile_text_is_cleaned() -> None:
    evil = "It\x1b[2J sank.\x9b31m\u202e"
    said = answers.sentence_line(sentence(evil, verdict=Verdict.PARTLY, reasons=(evil,)))
    meta = replace(META, title=evil, publisher=evil, authors=(evil,), url=evil)
    source = answers.cited([citation(article=replace(ROW, meta=meta), also_carried_by=(evil,))])
    lines = answers.source_list(source, addresses=True)
    for line in [said, *lines]:
        assert line.isprintable()


def test_after_the_sentences_come_disputes_notes_sources_and_what_made_them() -> None:
    dispute = Disagreement("price", "number", (Side("3", (1,)), Side("5", (2,))))
    second = citation(2, "The ferry stopped on Monday.", agency="AP",
                      also_carried_by=("A", "B", "C", "D", "E"))  # fmt: skip
    third = citation(3, "stopped", BARE)
    answer = replace(
        ANSWERED, citations=(citation(), second, third), disagreements=(dispute,),
        notes=("single source",), incomplete="the server fell silent",
    )  # fmt: skip
    lines = answers.closing_lines(answer, answers.sources_of(answer, frozenset({3})))
    assert lines == [
        "Sources disagree on “price”: 3 (Aldmoor Gazette, source 1); "
        "5 (Aldmoor Gazette, source 2).",
        "Incomplete: the server fell silent.",
        "Note: single source.",
        "3 sources. To read one in its surroundings, type its number.",
        "Source 1: Ferry stops. Aldmoor Gazette, by Ada Lind, Tom Ruk, 6 May 2025. Its words "
        "stand in the answer.",
        "Source 2: the same article as source 1.",
        "Source 2 says: “The ferry stopped on Monday.”",
        "Source 3: untitled. Publisher unknown, undated. Removed from the library since.",
        "Source 3 says: “stopped”",
        "Answered by the extractive engine; nothing left this machine; 1.5 s.",
    ]
    assert answers.answer_lines(answer, ())[0] == "Its engine failed. Verified, source 1."
    alone = answers.source_list(answers.cited([second]), addresses=True)
    assert alone == [
        "1 source. To read one in its surroundings, type its number.",
        "Source 2: Ferry stops. Aldmoor Gazette, by Ada Lind, Tom Ruk, 6 May 2025. AP report. "
        "Also carried by A, B, C and 2 more.",
        "Source 2 says: “The ferry stopped on Monday.”",
        "Address of source 2: https://gazette.example/ferry",
    ]


def test_an_abstention_says_so_and_names_the_nearest_passages() -> None:
    long = replace(ABSTAINED, retrieved=(hit(), hit(BARE, "word " * 100)))
    lines = answers.closing_lines(long, answers.sources_of(long))
    assert lines[0] == "The library does not answer this."
    assert lines[1] == (
        "Nearest passages, 2 of them. To read one in its surroundings, type its number."
    )
    assert lines[2].startswith("Passage 1: Ferry stops.")
    assert lines[3] == f"Passage 1 says: “{TEXT}”"
    assert lines[5].endswith(" …”")
    one = answers.source_list(answers.sources_of(ABSTAINED))
    assert one[0] == "Nearest passage. To read one in its surroundings, type its number."
    assert answers.source_list(()) == []
    blanked = answers.cited([replace(citation(), quote="")], frozenset({1}))
    assert answers.source_list(blanked)[1:] == [
        "Source 1: Ferry stops. Aldmoor Gazette, by Ada Lind, Tom Ruk, 6 May 2025. Removed from "
        "the library since."
    ]


def test_a_terminal_breaks_lines_between_words() -> None:
    raw = io.BytesIO()
    out = Output(Terminal(stdout=io.TextIOWrapper(raw, encoding="utf-8")), lambda: 25)
    out.say("The ferry stopped: https://gazette.example/ferry/2025", "")
    assert raw.getvalue().decode() == ("The ferry stopped:\nhttps://gazette.example/ferry/2025\n\n")


def test_a_console_without_typographic_signs_gets_plain_ones() -> None:
    raw = io.BytesIO()
    out = Output(Terminal(stdout=io.TextIOWrapper(raw, encoding="ascii", errors="replace")))
    out.say("It says: “Yes – it’s …”\x1b[31m\nand more")
    assert raw.getvalue() == b'It says: "Yes - it\'s ..."[31m and more\n'


def opened(quote: str, of=None, revisions=(1,), **more):
    of = of or article()
    start = of.text.index(quote)
    source = answers.Source(1, ROW, start, start + len(quote), quote, **more)
    return surroundings.source_opened(source, stored(of), revisions)


def test_a_source_stands_between_what_comes_before_and_after() -> None:
    assert opened("It is old.", agency="AP", also=("A",)) == [
        "Source 1: Ferry stops.",
        "Aldmoor Gazette, by Ada Lind, Tom Ruk, 6 May 2025.",
        "Kind: report.",
        "Address: https://gazette.example/ferry",
        "AP report. Also carried by A.",
        "Before it: Its engine failed.",
        "Quotation: “It is old.”",
        "After it: Nobody was hurt.",
        "For the whole article, type: 1 all",
    ]


def test_where_the_paragraph_ends_the_one_beside_it_is_read() -> None:
    lines = opened("Its engine failed. It is old. Nobody was hurt.")
    assert lines[4:7] == [
        "Before it: The quay on Monday",
        "Quotation: “Its engine failed. It is old. Nobody was hurt.”",
        "After it: It runs again.",
    ]
    assert not any(line.startswith("Before it") for line in opened("The ferry stopped on Monday."))
    last = opened("It runs again.", cited=False)
    assert last[0].startswith("Passage 1:")
    assert not any(line.startswith("After it") for line in last)
    assert any(line == "Quotation: “Told you so!”" for line in opened("Told you so!"))


def test_words_outside_every_paragraph_have_the_paragraphs_beside_them() -> None:
    found = article()
    at = found.text.index("\n\nThe quay")
    assert surroundings.around(found, at, at + 1) == (
        "The ferry stopped on Monday.",
        "",
        "The quay on Monday",
    )


def test_a_changed_article_says_so() -> None:
    assert surroundings.about(stored(), ROW, (1, 2))[2] == ("This is revision 1 of 2, the newest.")
    old = surroundings.about(stored(current=False), BARE, ())
    assert old == [
        "Publisher unknown, undated.",
        "Kind: report.",
        "The article has changed since: this is revision 1 of 1.",
    ]
    part = replace(META, kind=ArticleKind.OPINION, access=Access.PARTIAL)
    assert surroundings.kind_of(part) == "opinion, partial text"


def test_a_whole_article_has_a_line_for_each_paragraph() -> None:
    assert surroundings.whole(article()) == [
        "The ferry stopped on Monday.",
        "Caption: The quay on Monday",
        "Its engine failed. It is old. Nobody was hurt.",
        "It runs again.",
        "Left out here: 2 reader's comments.",
        "Left out here: 1 promo part.",
    ]
    assert surroundings.whole(article(blocks=False))[0] == "Ferry stops"


TRACE = Trace(
    "why did the ferry stop", Filters(since="2025-01-01"), terms=("ferry", "stop"),
    spellings={"Reuters": ("Reuter",)},
    times=(TimeReading("in May", "2025-05-01", "2025-05-31", "filter"),),
    by_words=12, by_meaning=20, ranked=25, dropped=(Dropped("a2-1-0", None, "a copy of a1"),),
)  # fmt: skip


def test_an_account_says_how_the_answer_came_about() -> None:
    answer = replace(
        ANSWERED, traces=(TRACE,), parts=(Part("why?", True), Part("when?", False)), withheld=1,
        sentences=(sentence(), sentence("It sank.", (1,), Verdict.PARTLY, reasons=("no word",))),
    )  # fmt: skip
    lines = accounts.account(answer)
    for line in (
        "Asked: why?",
        "Searched for, with the conversation before: why did the ferry stop?",
        "Part 2, not covered: when?",
        "Words searched for: ferry, stop.",
        "Other spellings of Reuters: Reuter.",
        "Filters: since 2025-01-01.",
        "Proposed: 12 passages by words, 20 by meaning; 25 ranked together.",
        "1 passage found, best first.",
        "Found 1: Ferry stops. Score 1.235, number 1 by words, number 2 by meaning.",
        "1 passage found as well and left out.",
        "Left out: untitled, a copy of a1.",
        "Confidence 0.88 of 1: answered.",
        "Sentence 1 is verified: it stands word for word in the words cited.",
        "Why: no word.",
        "Said by: the article itself, stated as a fact.",
        "Source 1 is article a1, revision 1, characters 29 to 47.",
        "1 sentence withheld, not being verified.",
    ):
        assert line in lines
    assert any(line.startswith("Time: ") for line in lines)


def test_an_account_of_an_abstention_and_of_much() -> None:
    nothing = replace(
        ABSTAINED, asked=ABSTAINED.question, retrieved=(), traces=(Trace("why", Filters()),)
    )
    assert accounts.account(nothing)[2:] == [
        "No passage was found.",
        "Confidence 0.88 of 1: abstained, for no passage was found.",
    ]
    much = replace(
        ABSTAINED, retrieved=(hit(),) * 12,
        traces=(replace(TRACE, dropped=TRACE.dropped * 13),),
    )  # fmt: skip
    lines = accounts.account(much)
    assert "And 2 more." in lines
    assert "And 3 more." in lines
    assert "Found 1: Ferry stops. Score 1.235." in lines
    assert any("not kept" in line for line in accounts.account(ANSWERED))


def test_a_report_names_what_is_new_and_what_failed() -> None:
    items = (
        Item("a.md", Status.ADDED, "a1", "Ferry stops", warnings=("no date found",)),
        Item("b.md", Status.UPDATED, "a2", None, "one of 2 copies"),
        Item("x\x1b.md", Status.FAILED, reason="not text"),
        Item("f.xml", Status.SKIPPED, reason="fetch its pages: briefing ingest --follow FEED"),
    )
    report = Report(items, 2, 1, interrupted=True)
    assert reports.report_lines("articles", report) == [
        "Added: Ferry stops.",
        "Updated: untitled. One of 2 copies.",
        "Failed: x^[.md: not text.",
        "Skipped: f.xml: fetch its pages: /ingest --follow FEED.",
        "Note on Ferry stops: no date found.",
        "3 blocks of comments and page furniture set aside: kept, never cited.",
        "articles: 1 added, 1 updated, 1 skipped and 1 failed.",
        "Stopped; what was finished is kept.",
    ]
    assert reports.report_lines("x", Report(())) == ["x: nothing found."]
    many = Report(
        tuple(Item(f"{n}", Status.ADDED, title=f"T{n}") for n in range(12))
        + tuple(Item(f"{n}", Status.FAILED) for n in range(13))
    )
    lines = reports.report_lines("many", many)
    assert "And 2 more that are new." in lines
    assert "And 3 more that gave nothing." in lines


def test_progress_is_a_line() -> None:
    assert reports.progress_line(Progress(5, None)) == "5 read."
    told = reports.progress_line(Progress(1200, 3000, rate=20.0, seconds=90.0))
    assert told == "1,200 of 3,000 read, 20 articles a second, about 2 min left."


def test_feeds_and_edits_are_lines() -> None:
    assert reports.followed_lines(()) == [
        "Nothing is followed yet. To follow a feed or a page: /ingest https://…"
    ]
    lines = reports.followed_lines(
        [Followed("https://a.example/f", title="A", checked="2025-05-06T10:00:00+00:00"),
         Followed("https://b.example", state="failing", message="it is down")]
    )  # fmt: skip
    assert lines[:3] == [
        "2 addresses followed.",
        "Feed 1: A. https://a.example/f; ok, last asked 6 May 2025.",
        "Feed 2: untitled. https://b.example; failing, never asked yet. it is down.",
    ]
    changes = Changes(
        nature=Nature.CORRECTION, notes=(Note("correction", "We were wrong."),), words_new=3,
        words_gone=2,
    )  # fmt: skip
    assert reports.edit_lines([Edit("a1", "Ferry stops", None, 1, 2, changes)]) == [
        "Correction: Ferry stops. 3 words new, 2 gone.",
        "It says: “We were wrong.”",
    ]


def test_a_checked_sentence_begins_with_what_was_found() -> None:
    found = [
        CheckedSentence("Its engine failed", Finding.SUPPORTED, citations=(citation(),)),
        CheckedSentence("It sank.", Finding.UNSUPPORTED, reasons=("no word",),
                        nearest=(citation(2),)),
        CheckedSentence("It will sail.", Finding.SUPPORTED, citations=(citation(),),
                        voice=Voice.SOURCE, attributed_to="The master"),
        CheckedSentence("Why?", Finding.NOT_CHECKABLE),
        CheckedSentence("The ferry", Finding.NOT_CHECKABLE, kind=BlockKind.SUBHEADING),
    ]  # fmt: skip
    assert [reports.checked_line(each) for each in found] == [
        "Supported, source 1: Its engine failed.",
        "Not supported: It sank. Why: no word. Nearest: source 2.",
        "Supported, source 1: It will sail. Said by the master.",
        "Not checkable: Why?",
        "Heading: The ferry.",
    ]
    assert reports.summary_line(summary(found)).endswith("not checkable.")


def test_the_library_is_a_numbered_list() -> None:
    rows = [ROW, BARE]
    assert listings.matching(rows, ["GAZETTE", "ruk"]) == [ROW]
    assert listings.matching(rows, []) == rows
    assert listings.article_list(rows, ()) == [
        "2 articles.",
        "Article 1: Ferry stops. Aldmoor Gazette, by Ada Lind, Tom Ruk, 6 May 2025.",
        "Article 2: untitled. Publisher unknown, undated.",
        "To read one: /read and its number.",
    ]
    assert listings.article_list([], ("mill",)) == ["No article has mill."]
    assert listings.article_list([], ()) == ["The library is empty."]
    many = listings.article_list(rows * 15, ("a",))
    assert many[0] == "30 articles with a."
    assert many[-2].startswith("And 10 more.")
    assert listings.held(0, None) == "The library is empty."
    assert listings.held(1, None) == "The library holds 1 article."
    held = listings.held(2, "2025-05-06T10:00")
    assert held == "The library holds 2 articles, the newest of 6 May 2025."
    assert listings.engine_line("openai", "m", "https://e.example") == (
        "The openai engine answers with m; questions and passages are sent to https://e.example"
    )


def test_conversations_are_a_numbered_list() -> None:
    row = SessionRow("s1", "why?", "2025-05-06T10:20:30+00:00", 2, unfinished=1)
    assert listings.session_list([row])[1] == (
        "Conversation 1: why? 2 questions, 1 not finished, 6 May 2025, 10:20 UTC."
    )
    done = replace(row, unfinished=0)
    assert "And 5 older ones." in listings.session_list([done] * 25)
    assert listings.session_list([]) == [
        "No conversation is kept yet. Finished answers are kept as you go."
    ]
    assert listings.session_list([], ["mill"]) == ["No conversation has mill."]


def test_help_has_every_command_and_names_are_unique() -> None:
    lines = table.help_lines(True)
    assert len(table.help_lines(False)) == len(lines) - 1
    for command in table.TABLE:
        assert any(line.startswith(f"/{command.name}") for line in lines)
    assert len({command.name for command in table.TABLE}) == len(table.TABLE)
    assert table.help_on("/since") == "/since [DATE]: only articles from this day on."
    with pytest.raises(UsageError):
        table.help_on("nonsense")
    assert "theme" in table.ONLY_APP
    assert not table.ONLY_APP & {command.name for command in table.TABLE}


def test_a_line_is_read_with_the_commands_of_this_conversation() -> None:
    assert parse("/so", table.TABLE).command.name == "sources"
    assert parse("/open 1 all", table.TABLE).arguments == ("1", "all")
    assert parse("/ingest Ada's notes.md", table.TABLE).arguments == ("Ada's notes.md",)
    with pytest.raises(AmbiguousCommand, match="/sources, /since, /samples, /sessions"):
        parse("/s", table.TABLE)
    with pytest.raises(UsageError, match="takes nothing after it"):
        parse("/sources 1", table.TABLE)
    with pytest.raises(UsageError, match="Did you mean /forget"):
        parse("/forgt 1", table.TABLE)


def test_tab_goes_on_from_what_is_typed() -> None:
    known = Known(
        publishers=(Name.of("Valley Post", 2), Name.of("Vale", 1)),
        listing=Listing("a/", ("b c.md", "bd/")),
        engines=(("extractive", "quotes"),),
    )
    for line, offered in (
        ("/sam", ["/samples"]),
        ("/sampels", ["/samples"]),
        ("/se", ["/sessions "]),
        ("why", []),
        ("/publisher va", ["/publisher Valley Post", "/publisher Vale"]),
        ("/publisher le", []),
        ("/ingest a/b", ["/ingest a/bd/"]),
        ("/ingest 'a/b c", ["/ingest 'a/b c.md'"]),
        ("/engine ext", ["/engine extractive"]),
    ):
        assert completing.candidates(line, known) == offered, line
