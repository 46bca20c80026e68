"""Conversations as documents: what foreign text cannot do to them, and that nothing is missing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.errors import UsageError
from assistant.export import (
    exported,
    transcript,
)
from assistant.exporting.as_text import to_text
from assistant.exporting.escaping import hypertext, markdown, markdown_line, web_address
from assistant.exporting.types import Entry, ExportError, Transcript
from assistant.exporting.wording import day_and_time, head_line
from assistant.plain.table import TABLE
from assistant.restore import Restored
from assistant.session import Sessions
from assistant.slash import COMMANDS, parse
from assistant.types import Answer
from ingest.text.clean import clean_line

NOW = "2026-05-02T09:00:00+00:00"
Keep = Callable[..., int]
Make = Callable[[str], Answer]


class Page(HTMLParser):
    """A page as a browser's parser sees it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.tags if name in attrs]


# --- escaping ----------------------------------------------------------------------------

HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from("<>&\"'`*_[]()#!|~\\-+=1.) \t\n\r:/\x1b\x9b\u202e\u200b\ufeff$^{}@"),
        st.characters(),
    ),
    max_size=60,
)


@settings(max_examples=150)
@given(HOSTILE)
def test_markdown_shows_the_very_text_and_nothing_else(text: str) -> None:
    made = MarkdownIt("commonmark").parse(markdown_line(text) or "x")
    assert [token.type for token in made] == ["paragraph_open", "inline", "paragraph_close"]
    children = made[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    shown = "".join(child.content for child in children)
    assert shown == (clean_line(text) or "x")


@settings(max_examples=100)
@given(HOSTILE)
def test_html_shows_the_very_text_and_nothing_else(text: str) -> None:
    page = Page(f'<p title="{hypertext(text)}">{hypertext(text)}</p>')
    assert [tag for tag, _ in page.tags] == ["p"]
    assert page.tags[0][1] == {"title": clean_line(text)}
    assert page.text == clean_line(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- a", "\\- a"), ("+ a", "\\+ a"), ("===", "\\==="), ("12. May", "12\\. May"),
        ("3) c", "3\\) c"), ("2.5 tons", "2.5 tons"), ("1.", "1\\."), ("plain", "plain"),
        ("see http://x.example and www.x.example", "see http\\://x.example and www\\.x.example"),
    ],
)  # fmt: skip
def test_lines_that_markdown_would_make_lists_headings_or_links_of(text: str, line: str) -> None:
    assert markdown_line(text) == line


def test_within_a_line_a_dash_is_a_dash() -> None:
    assert markdown("- a") == "- a"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/x?y=1&z=2#q", "https://a.example/x?y=1&z=2#q"),
        ("http://a.example/a b\"><script>", "http://a.example/a%20b%22%3E%3Cscript%3E"),
        ("javascript:alert(1)", None), ("JaVaScRiPt://a.example/%0aalert(1)", None),
        ("data:text/html,x", None), ("file:///etc/passwd", None), ("//a.example", None),
        ("https://bank.example@evil.example/", None), ("https://[::1", None), ("https://", None),
        ("java\x00script:x", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_only_web_addresses_are_linked(url: str | None, address: str | None) -> None:
    assert web_address(url) == address


# --- the documents -----------------------------------------------------------------------


def test_markdown_has_every_quotation_with_where_it_stands(whole: Transcript) -> None:
    text = exported(whole, "md", NOW)
    assert text.startswith("# Will \\<i\\>it\\</i\\> close?\n\n1 May 2026 · 3 questions · exported")
    assert "## 1. Will \\<i\\>it\\</i\\> close?" in text
    assert "*Searched for: Will the mill close?*" in text
    assert "It was for sale. [1][2] *(\\~ partly: denied by the words cited)*" in text
    assert "*(said by a \\*clerk\\*)*" in text
    assert (
        "- [1] **Mill \\<b\\>to\\</b\\> close.** Valley \\*Post\\*, by Ada Brink, 1 March 2026. "
        "Also carried by Hill Echo. “The mill will close in May.” "
        "<https://valley.example/mill?a=1&b=2> (article a1, revision 1, characters 0–27)"
    ) in text
    assert "- [2] **untitled.**" in text
    assert "<javascript" not in text
    assert "Sources disagree" in text
    assert "The library does not answer this." in text
    assert "“The mill will close in May. ”" not in text
    assert "## 3. \\# And then?\n\n*The answer to this question was not finished.*" in text


def test_the_page_is_whole_without_scripts_or_anything_from_elsewhere(whole: Transcript) -> None:
    text = exported(whole, "html", NOW)
    page = Page(text)
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "img", "link", "iframe", "object", "embed", "form", "base", "i"}
    assert not page.values("src")
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in page.values("content")[0]
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    leads = page.values("href")
    assert [lead for lead in leads if not lead.startswith("#")] == [
        "https://valley.example/mill?a=1&b=2",
        "https://valley.example/mill?a=1&b=2",
    ]
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {lead[1:] for lead in leads if lead.startswith("#")} <= set(ids)
    assert {"#q1-r1", "#q1-r2", "#q1-s1", "#q1-s2"} <= set(leads)
    for words in ("✓ verified", "~ partly: denied by the words cited", "Will <i>it</i> close?",
                  "The answer to this question was not finished.", "javascript:alert(1)",
                  "article a2, revision 3, characters 28–71"):  # fmt: skip
        assert words in page.text


def test_json_has_the_kept_answers_and_the_catalogues_words(whole: Transcript) -> None:
    shape = json.loads(exported(whole, "json", NOW))
    assert [turn["finished"] for turn in shape["turns"]] == [True, True, False]
    first = shape["turns"][0]["answer"]
    assert first["citations"][0]["quote"] == "The mill will close in May."
    assert first["removed"] == []
    assert shape["turns"][2]["answer"] is None
    assert shape["turns"][2]["question"] == "# And then?"


def test_text_for_a_terminal_bears_no_control(whole: Transcript) -> None:
    text = to_text(replace(whole, name="A\x1b]0;x\x07B"), width=60)
    assert text.startswith("A]0;xB\n3 questions · 1 May 2026, 00:02 UTC · 5e55\n")
    assert "\x1b" not in text
    assert "1. Will <i>it</i> close?" in text
    assert "The answer to this question was not finished." in text


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_what_is_gone_is_marked_and_what_was_purged_stays_blank(
    sessions: Sessions, keep: Keep, shelf: Any, form: Any
) -> None:
    keep("s", "Why?")
    del shelf.held["a2", 3]
    before = exported(transcript(sessions.load("s"), shelf), form, NOW)
    assert "ever for sale" in before
    assert ("removed from the library since" in before) is (form != "json")
    assert form != "json" or json.loads(before)["turns"][0]["answer"]["removed"] == [2]
    sessions.purge(["a2"])
    kept = transcript(sessions.load("s"), shelf)
    after = exported(kept, form, NOW)
    assert "ever for sale" not in after
    assert "It was for sale" not in after
    assert ("(quotation removed)" in after) is (form != "json")
    assert "[2]: removed from the library since" in to_text(kept, width=80)


def test_hostile_names_and_answers_stay_words(whole: Transcript) -> None:
    evil = '"><script>alert(1)</script>\x1b[2J'
    entry = whole.entries[0]
    assert entry.restored is not None
    answer = entry.restored.answer
    sentences = tuple(replace(each, text=evil, reasons=(evil,)) for each in answer.sentences)
    citations = (replace(answer.citations[0], quote=evil), replace(answer.citations[0], number=9))
    made = replace(
        answer, asked=evil, question=evil, sentences=sentences, citations=citations,
        notes=(evil,), incomplete=evil, disagreements=(),
    )  # fmt: skip
    given = replace(
        whole, name=evil, entries=(Entry(1, evil, evil, entry.shape, Restored(made, frozenset())),)
    )
    page = Page(exported(given, "html", NOW))
    assert "script" not in {tag for tag, _ in page.tags}
    assert "nav" not in {tag for tag, _ in page.tags}
    assert page.text.count("alert(1)") >= 6
    assert "[2]" in page.text  # cited, but not among the references
    for form in ("html", "md", "json"):
        assert "\x1b" not in exported(given, form, NOW)
    inline = MarkdownIt("commonmark").render(exported(given, "md", NOW))
    assert "<script" not in inline
    assert "Incomplete: " in inline


def test_equal_numbers_make_no_equal_anchors(whole: Transcript) -> None:
    entry = whole.entries[0]
    assert entry.restored is not None
    answer = entry.restored.answer
    twice = replace(answer, citations=(answer.citations[0], answer.citations[0]))
    given = replace(whole, entries=(replace(entry, restored=Restored(twice, frozenset())),))
    ids = Page(exported(given, "html", NOW)).values("id")
    assert len(ids) == len(set(ids))


def test_an_article_without_an_address_has_none(whole: Transcript) -> None:
    entry = whole.entries[0]
    assert entry.restored is not None
    citation = entry.restored.answer.citations[0]
    article = replace(citation.article, meta=replace(citation.article.meta, url=None))
    answer = replace(
        entry.restored.answer,
        citations=(replace(citation, article=article, also_carried_by=()),),
    )  # fmt: skip
    given = replace(whole, entries=(replace(entry, restored=Restored(answer, frozenset())),))
    assert "may.” (article a1" in exported(given, "md", NOW).lower()
    assert 'class="address"' not in exported(given, "html", NOW)
    assert "carried by" not in exported(given, "md", NOW)


def test_one_answer_alone(whole: Transcript) -> None:
    only = whole.only(2)
    assert only.name == "Who pays?"
    assert [entry.number for entry in only.entries] == [2]
    assert "## 2. Who pays?" in exported(only, "md", NOW)
    assert "<nav>" not in exported(only, "html", NOW)
    with pytest.raises(UsageError, match=r"no question 4.*It has 3 questions"):
        whole.only(4)
    with pytest.raises(UsageError, match="It has 1 question"):
        only.only(1)


def test_the_answer_that_reads_so_alone(whole: Transcript) -> None:
    entry = whole.entries[0]
    assert entry.restored is not None
    assert whole.with_answer(entry.restored.answer.text).entries == (entry,)
    with pytest.raises(ExportError, match="not kept") as caught:
        whole.with_answer("Never said.")
    # What it says to do can be done in the app and in the plain conversation.
    for table in (COMMANDS, TABLE):
        assert parse(caught.value.hint.split()[0], table).command.name == "copy"


def test_nearest_passages_may_be_gone(whole: Transcript, an_abstention: Make) -> None:
    bare = replace(an_abstention("Who pays?"), retrieved=())
    entry = Entry(1, "Who pays?", NOW, {}, Restored(bare, frozenset()))
    given = replace(whole, entries=(entry,))
    assert "nearest" not in exported(given, "md", NOW)
    assert "nearest" not in exported(given, "html", NOW)


def test_dates_in_words() -> None:
    assert day_and_time("2026-05-01T10:03:00+00:00") == "1 May 2026, 10:03 UTC"
    assert day_and_time("2026-05-01") == "1 May 2026"
    assert day_and_time("") == ""
    made = Transcript("s", "n", "", "", ())
    assert head_line(made, NOW) == "0 questions · exported with briefing on 2 May 2026, 09:00 UTC"
    long = replace(made, created="2026-04-30T10:00:00+00:00", updated=NOW)
    assert head_line(long, NOW).startswith("30 April 2026 to 2 May 2026 · ")
