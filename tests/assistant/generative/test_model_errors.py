"""Every failure has its error, and every way to end its label."""

from __future__ import annotations

import pytest

from assistant import errors
from assistant.engines.generation import model_errors as me
from ingest.endpoints.failure import Failure, Trouble


def test_every_trouble_has_an_error_and_every_error_is_used():
    assert set(me.ERRORS) == set(Trouble)
    made = {type(me.error_of(Failure(trouble, "what", "do"))) for trouble in Trouble}
    tree = set(errors.ModelError.__subclasses__()) | set(errors.ModelRefused.__subclasses__())
    assert tree - made == {errors.ModelCutOff}


def test_message_and_hint_are_passed_on():
    error = me.error_of(Failure(Trouble.AUTH, "what", "do"))
    assert (error.message, error.hint, error.kind) == ("what", "do", "model_auth")


@pytest.mark.parametrize(
    ("reason", "label"),
    [
        ("stop", None), ("eos", None), ("end_turn", None),
        ("length", me.LENGTH), ("max_tokens", me.LENGTH),
        ("content_filter", me.FILTERED), ("safety", me.FILTERED),
        (None, me.CUT_OFF), ("tool_calls", me.CUT_OFF), ("", me.CUT_OFF),
    ],
)  # fmt: skip
def test_only_a_known_finish_reason_completes_an_answer(reason, label):
    assert me.incomplete(reason) == label


def test_a_torn_answer_is_labelled_by_its_trouble():
    assert me.torn(Failure(Trouble.TIMEOUT, "", "")) == me.TIMED_OUT
    assert me.torn(Failure(Trouble.UNREACHABLE, "", "")) == me.CUT_OFF


@pytest.mark.parametrize(
    ("why", "kind", "word"),
    [
        (None, errors.ModelCutOff, "empty answer"),
        (me.CUT_OFF, errors.ModelCutOff, "broke off"),
        (me.LENGTH, errors.ModelCutOff, "limit"),
        (me.FILTERED, errors.ModelRefused, "content filter"),
        (me.TIMED_OUT, errors.ModelTimeout, "in time"),
    ],
)
def test_an_answer_without_a_sentence_is_an_error(why, kind, word):
    error = me.nothing(why, "some-model")
    assert type(error) is kind
    assert word in error.message
    assert "some-model" in error.message
    assert error.hint
