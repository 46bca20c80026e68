"""Conversations: written whole or not at all, shown again through the catalogue."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mill import TEXT, Shelf

from assistant.conversations.blanking import blank
from assistant.render import to_json
from assistant.restore import REMOVED, restore
from assistant.session import SessionError, Sessions, new_session_id, stored_shape
from assistant.types import (
    Answer,
    Disagreement,
    Part,
    Provenance,
    Side,
    Standing,
    Turn,
    Usage,
    Voice,
)
from ingest.types import (
    Access,
    ArticleKind,
    Metadata,
)

ONE = Metadata(
    title="Mill to close",
    publisher="Valley Post",
    authors=("Ada Brink",),
    published="2026-03-01",
    url="https://valley.example/mill",
    kind=ArticleKind.ANALYSIS,
    access=Access.PARTIAL,
)
TWO = replace(ONE, title="Mill sold", kind=ArticleKind.REPORT)


def shelf() -> Shelf:
    return Shelf(ONE, TWO)


def answer() -> Answer:
    """An answer of which nothing is as by default."""
    made = shelf().answered()
    return replace(
        made,
        sentences=(replace(made.sentences[0], hedged=True), *made.sentences[1:]),
        provenance=Provenance(
            "openai", "m-1", {"answer": "ab"}, "f00d", Usage(7, 3), "https://m.example"
        ),
        as_of="2026-04-01",
        incomplete="cut off",
        timings_ms={"total": 12.5},
    )


def abstained() -> Answer:
    hits = tuple(shelf().hit(*each) for each in shelf().held)
    return replace(
        answer(), status="abstained", sentences=(), citations=(), retrieved=hits, incomplete=None
    )


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    path = tmp_path / "library.db"
    sqlite3.connect(path).close()
    moments = iter(datetime(2026, 5, 1, tzinfo=UTC) + timedelta(minutes=n) for n in range(1000))
    return Sessions(path, clock=lambda: next(moments))


def keep(sessions: Sessions, session_id: str, question: str, given: Answer | None = None) -> int:
    made = replace(given or answer(), asked=question)
    return sessions.append(session_id, Turn(question, made.text), stored_shape(made))


def test_a_kept_answer_is_shown_again_as_it_was() -> None:
    shape = json.loads(json.dumps(stored_shape(answer())))
    restored = restore(shape, shelf())
    assert restored.removed == frozenset()
    assert restored.answer == answer()


def test_what_is_kept_is_the_json_of_the_answer() -> None:
    assert stored_shape(answer()) == to_json(answer())
    assert {k: v for k, v in stored_shape(abstained()).items() if k != "nearest"} == to_json(
        abstained()
    )


def test_an_abstention_keeps_its_nearest_passages() -> None:
    restored = restore(json.loads(json.dumps(stored_shape(abstained()))), shelf()).answer
    assert [hit.passage.text for hit in restored.retrieved] == [TEXT[:27]] * 2
    assert [hit.article.meta.title for hit in restored.retrieved] == ["Mill to close", "Mill sold"]
    assert restored.status == "abstained"


def test_a_citation_whose_article_is_gone_is_marked_and_keeps_its_words() -> None:
    left = shelf()
    del left.held["a1", 1]
    restored = restore(stored_shape(answer()), left)
    assert restored.removed == {1}
    first = restored.answer.citations[0]
    assert first.quote == "The mill will close in May."
    assert first.article.source == REMOVED
    assert first.article.meta.title == "Mill to close"
    assert first.article.meta.kind is ArticleKind.ANALYSIS
    assert restored.answer.citations[1].article.source == "f.txt"


def test_a_nearest_passage_whose_article_is_gone_is_left_out() -> None:
    left = shelf()
    del left.held["a2", 3]
    assert len(restore(stored_shape(abstained()), left).answer.retrieved) == 1


def test_titles_come_from_the_catalogue_not_from_what_was_kept() -> None:
    shape = stored_shape(answer())
    shape["citations"][0]["title"] = "another title"
    assert restore(shape, shelf()).answer.citations[0].article.meta.title == "Mill to close"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["citations", "sentences", "nearest", "number", "text", "verdict", "article_id",
                 "revision", "provenance", "usage", "notes", "timings_ms", "status", "kind"]
            ),
            inner,
            max_size=5,
        ),
        max_leaves=25,
    )
)  # fmt: skip
def test_json_of_any_shape_is_shown_without_an_error(value: object) -> None:
    shape = value if isinstance(value, dict) else {"citations": value, "sentences": value}
    assert restore(shape, shelf()).answer.status in ("answered", "abstained")


def test_the_first_question_names_a_conversation_and_the_latest_comes_first(
    sessions: Sessions,
) -> None:
    one, two = new_session_id(), new_session_id()
    assert keep(sessions, one, "Why\x1b[2J   is the\nmill closing?") == 0
    keep(sessions, two, "x" * 200)
    assert keep(sessions, one, "And then?") == 1
    rows = sessions.list()
    assert [(row.session_id, row.turns) for row in rows] == [(one, 2), (two, 1)]
    assert rows[0].name == "Why[2J is the mill closing?"
    assert len(rows[1].name) == 80
    assert rows[1].name.endswith("…")


def test_a_conversation_is_loaded_in_order(sessions: Sessions) -> None:
    one = new_session_id()
    for question in ("first?", "second?"):
        keep(sessions, one, question)
    loaded = sessions.load(one)
    assert [turn.turn.question for turn in loaded.turns] == ["first?", "second?"]
    assert loaded.turns[0].turn.answer == answer().text
    assert loaded.name == "first?"


def test_rename_and_delete(sessions: Sessions) -> None:
    one, two = new_session_id(), new_session_id()
    keep(sessions, one, "one?")
    keep(sessions, two, "two?")
    sessions.rename(one, "  \x07The mill  ")
    sessions.delete(two)
    assert [row.name for row in sessions.list()] == ["The mill"]
    with pytest.raises(SessionError):
        sessions.load(two)
    sessions.rename(one, "\x1b")
    assert sessions.list()[0].name == "untitled"


def test_a_turn_is_written_whole_or_not_at_all(sessions: Sessions) -> None:
    one = new_session_id()
    keep(sessions, one, "one?")
    with pytest.raises(TypeError):
        sessions.append(one, Turn("two?", ""), {"answer": object()})
    with pytest.raises(TypeError):
        sessions.append("new", Turn("three?", ""), {"answer": object()})
    assert [(row.session_id, row.turns) for row in sessions.list()] == [(one, 1)]


def test_a_damaged_turn_is_left_out(sessions: Sessions, tmp_path: Path) -> None:
    one = new_session_id()
    for question in ("one?", "two?", "three?"):
        keep(sessions, one, question)
    connection = sqlite3.connect(tmp_path / "library.db")
    connection.execute("UPDATE turns SET shape = '{' WHERE ordinal = 0")
    connection.execute("UPDATE turns SET shape = '[1]' WHERE ordinal = 1")
    connection.commit()
    connection.close()
    assert [turn.turn.question for turn in sessions.load(one).turns] == ["three?"]


def test_purge_blanks_every_word_that_rests_on_an_article(
    sessions: Sessions, tmp_path: Path
) -> None:
    one = new_session_id()
    keep(sessions, one, "one?")
    keep(sessions, one, "two?", abstained())
    untouched = replace(answer(), question="three?", citations=(), sentences=())
    keep(sessions, one, "three?", untouched)
    assert sessions.purge(["a2"]).turns == 2
    turns = sessions.load(one).turns
    restored = [restore(turn.shape, shelf()).answer for turn in turns]
    assert [citation.quote for citation in restored[0].citations] == [
        "The mill will close in May.",
        "",
    ]
    assert [s.text for s in restored[0].sentences] == [
        "The mill will close in May.",
        f"({REMOVED})",
    ]
    assert [hit.article.article_id for hit in restored[1].retrieved] == ["a1"]
    assert "for sale" not in turns[0].turn.answer
    assert b"ever for sale" not in (tmp_path / "library.db").read_bytes()
    assert sessions.purge(["a9"]).turns == 0


def test_purge_reaches_what_a_follow_up_took_from_the_answer(
    sessions: Sessions, tmp_path: Path
) -> None:
    one, bare = new_session_id(), replace(answer(), citations=(), sentences=())
    parts = (Part("And Zanzibar closes?", True),)
    keep(sessions, one, "first?", bare)
    keep(sessions, one, "second?", replace(bare, question="second? Mombasa"))
    keep(sessions, one, "third?", answer())
    keep(sessions, one, "fourth?", replace(bare, question="fourth? Zanzibar", parts=parts))
    keep(sessions, one, "fifth?", replace(bare, question="fifth? Nairobi"))
    assert sessions.purge(["a2"]).turns == 2
    assert [turn.shape["searched_for"] for turn in sessions.load(one).turns] == [
        "Will the mill close?", "second? Mombasa", "third?", "fourth?", "fifth? Nairobi"
    ]  # fmt: skip
    assert b"Zanzibar" not in (tmp_path / "library.db").read_bytes()


def test_nothing_is_kept_where_there_is_no_library(tmp_path: Path) -> None:
    missing = Sessions(tmp_path / "none.db")
    assert missing.list() == []
    with pytest.raises(SessionError) as caught:
        keep(missing, "x", "q?")
    assert caught.value.hint
    assert not (tmp_path / "none.db").exists()


def test_a_library_without_conversations_lists_none(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "library.db").close()
    assert Sessions(tmp_path / "library.db").list() == []
    with pytest.raises(SessionError):
        Sessions(tmp_path / "library.db").load("x")


def test_a_damaged_file_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(b"this is not a database, whatever its name may say" * 40)
    for call in (Sessions(path).list, lambda: keep(Sessions(path), "x", "q?")):
        checked: Callable[[], object] = call
        with pytest.raises(SessionError) as caught:
            checked()
        assert caught.value.message


def test_whose_words_and_disagreements_are_kept(sessions: Sessions) -> None:
    whole = answer()
    first = replace(
        whole.sentences[0],
        attributed_to="",
        voice=Voice.SOURCE,
        standing=Standing.DENIED,
        standing_from=whole.citations[1],
        standing_shown=True,
    )
    dispute = Disagreement(
        "the mill", "yes or no", (Side("yes", (1,)), Side("no", (2,), later=True))
    )
    kept = replace(
        whole,
        sentences=(first, *whole.sentences[1:]),
        disagreements=(dispute,),
        parts=(Part("Will it close?", True), Part("Why?", False)),
    )
    shape = json.loads(json.dumps(stored_shape(kept)))
    restored = restore(shape, shelf()).answer
    assert restored.sentences[0] == first
    assert restored.disagreements == (dispute,)
    assert restored.parts == kept.parts
    assert blank(shape, frozenset({"a2"}))
    emptied = restore(shape, shelf()).answer
    assert emptied.disagreements == ()
    assert emptied.sentences[0].standing_from is None


def test_an_answer_of_an_older_version_still_loads() -> None:
    shape = json.loads(json.dumps(stored_shape(answer())))
    for sentence in shape["sentences"]:
        del sentence["voice"], sentence["status"]
    shape["disagreements"] = [{"kind": "colour"}, 7]
    restored = restore(shape, shelf()).answer
    assert [each.standing for each in restored.sentences] == [Standing.HEDGED, Standing.ASSERTED]
    assert [each.voice for each in restored.sentences] == [Voice.AUTHOR, Voice.SOURCE]
    assert restored.disagreements == ()
