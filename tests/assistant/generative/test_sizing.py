"""How much is sent, and the one smaller try when it was too much: over real HTTP."""

from __future__ import annotations

import re

import pytest

from assistant import errors
from assistant.engines.generation.sizing import ALLOWED, TOO_SMALL, Sizing, less, unread
from assistant.types import Context, Draft, Usage
from prompts import load

TEXT = "Norland would cancel its ferries because they are slow and dear, the minister said. "


def never():
    return False


@pytest.fixture
def much(numbered):
    """A context of twelve passages of some thirty words."""
    passages = tuple(
        numbered(n, f"{TEXT} It is line {n} of them. " + "Rain fell. " * 6, before=f"Before {n}.")
        for n in range(1, 13)
    )
    return Context("Why would Norland cancel its ferries?", passages)


def draft_of(made, context):
    *_, draft = made.write(context, never)
    assert isinstance(draft, Draft)
    return draft


def shown(request):
    return [int(n) for n in re.findall(r"passage (\d+) begins", str(request.body["messages"]))]


def test_everything_is_sent_where_there_is_room(engine, much):
    made = engine()
    assert draft_of(made, much).notes == ()
    assert shown(made.server.requests[0]) == list(range(1, 13))


def test_context_tokens_limits_what_is_sent_and_it_is_said(engine, much):
    made = engine(context_tokens=2000)
    draft = draft_of(made, much)
    (request,) = made.server.requests
    sent = shown(request)
    assert 1 <= len(sent) < 12
    assert sent == list(range(1, len(sent) + 1))
    assert draft.notes == (f"{ALLOWED}: answered from {len(sent)} of 12 passages",)


@pytest.mark.parametrize(
    "scenario", ["small_context", "small_context_llama", "small_context_unnamed"]
)
def test_a_server_with_less_room_is_asked_once_more_with_less(engine, much, scenario):
    made = engine(scenario)
    draft = draft_of(made, much)
    first, second = made.server.requests
    assert shown(first) == list(range(1, 13))
    kept = shown(second)
    assert kept == list(range(1, len(kept) + 1))
    assert draft.notes == (f"{TOO_SMALL}: answered from {len(kept)} of 12 passages",)
    assert draft.sentences
    assert draft.sentences[0].numbers == (1,)


def test_it_is_shrunk_only_once(engine, much):
    made = engine("context_too_long")
    with pytest.raises(errors.ModelContextTooLong):
        draft_of(made, much)
    assert len(made.server.requests) == 2


def test_what_cannot_be_less_is_not_asked_again(engine, numbered):
    made = engine("context_too_long")
    with pytest.raises(errors.ModelContextTooLong):
        draft_of(made, Context("Why?", (numbered(1, "It rained."),)))
    assert len(made.server.requests) == 1


def test_a_server_that_reads_less_than_it_was_sent_is_found_out(engine, much):
    (note,) = draft_of(engine("truncates"), much).notes
    assert "counts 9 tokens" in note


def test_the_notes(numbered):
    near = Context("q", (numbered(1, "a b c d", before="b"), numbered(2, "b")))
    assert less(near, near, "x") == ()
    bare = Context("q", (numbered(1, "a b c d"), numbered(2, "b")))
    assert less(near, bare, "x") == ("x: answered without the text around some passages",)
    assert unread(near, None) == ()
    assert unread(near, Usage(0, 1)) == ()
    assert unread(near, Usage(4, 1)) == ()
    assert unread(near, Usage(3, 1)) != ()


def test_the_limit_that_a_server_names_counts_only_when_it_is_less(much):
    sizing = Sizing(load("answer"), "c0ffee", max_tokens=100)
    half = sizing.smaller(much, None)
    assert len(half.passages) < 12
    assert sizing.smaller(much, 1_000_000) == half
    assert len(sizing.smaller(much, 900).passages) < len(half.passages)
    assert len(sizing.fit(much, 1).passages) == 1
