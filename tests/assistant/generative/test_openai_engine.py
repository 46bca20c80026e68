"""The generative engine over real HTTP, against a server that does one thing wrong at a time."""

from __future__ import annotations

import socket
import threading
import time
import traceback

import pytest

from assistant import errors
from assistant.engines import Engine, engine_factory
from assistant.engines.generation.model_errors import CUT_OFF, FILTERED, LENGTH, TIMED_OUT
from assistant.engines.generation.short_answers import rewritten
from assistant.engines.openai_api import OpenAIEngine, OpenAISettings
from assistant.types import Context, Delta, Draft, DraftSentence, Turn, Usage

KEY = "sk-canary-0123456789abcdef"
"""The key that ``engine`` gives, see the conftest."""

TURNS = (Turn("Why would Norland cancel its ferries?", "They are slow [1]."),)


def never():
    return False


def write(engine, context, cancelled=never):
    parts = list(engine.write(context, cancelled))
    assert isinstance(parts[-1], Draft)
    return parts


def test_it_is_an_engine_and_says_what_it_uses(engine):
    made = engine()
    assert isinstance(made, Engine)
    assert engine_factory("openai") is OpenAIEngine
    assert (made.name, made.model, made.endpoint) == ("openai", "fake-model", made.server.url)
    assert set(made.prompts) == {"answer", "condense", "revise"}
    assert all(len(digest) == 64 for digest in made.prompts.values())


def test_a_good_answer_streams_with_citations_and_usage(engine, context):
    parts = write(engine(), context)
    draft = parts[-1]
    assert [(s.text, s.numbers) for s in draft.sentences] == [
        ("Norland would cancel its ferries because they are slow.", (1,)),
        ("The minister said Norland would cancel 12 ferries in May.", (2,)),
    ]
    assert draft.incomplete is None
    assert not draft.abstained
    assert isinstance(draft.usage, Usage)
    assert draft.usage.output_tokens > 10
    assert sum(isinstance(part, Delta) for part in parts) > 10
    assert [part for part in parts if isinstance(part, DraftSentence)] == list(draft.sentences)
    text = "".join(part.text for part in parts if isinstance(part, Delta))
    assert text == " ".join(s.text for s in draft.sentences)


def test_the_request_is_what_it_should_be(engine, context):
    made = engine(temperature=0.0, max_tokens=500)
    write(made, context)
    (request,) = made.server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.body["stream"] is True
    assert request.body["stream_options"] == {"include_usage": True}
    assert (request.body["model"], request.body["temperature"]) == ("fake-model", 0.0)
    assert request.body["max_completion_tokens"] == 500
    assert [m["role"] for m in request.body["messages"]] == ["system", "user"]
    assert "Question: Why would Norland" in request.body["messages"][1]["content"]
    assert not {"tools", "functions"} & set(request.body)


def test_what_is_not_set_is_not_sent_and_strangers_learn_nothing_more(engine, context, monkeypatch):
    monkeypatch.setenv("OPENAI_ORG_ID", "org-private")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-private")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Private: yes\nAuthorization: Bearer other")
    made = engine(api_key=None)
    write(made, context)
    (request,) = made.server.requests
    assert not {"temperature", "max_completion_tokens", "max_tokens"} & set(request.body)
    assert set(request.headers) <= {
        "host", "accept", "accept-encoding", "connection", "user-agent", "content-type",
        "content-length",
    }  # fmt: skip


def test_each_request_has_a_delimiter_of_its_own(engine, context):
    made = engine()
    write(made, context)
    write(made, context)
    first, second = (request.body["messages"][1]["content"] for request in made.server.requests)
    assert first != second


def test_options_are_offered_and_one_is_chosen(engine, context):
    asked = Context(context.question, context.passages, ("It is a submarine", "They are slow"))
    assert write(engine(), asked)[-1].choice == 1


def test_it_abstains_when_the_model_does(engine, context):
    draft = write(engine("abstain"), context)[-1]
    assert draft.abstained
    assert draft.sentences == ()


def test_a_forged_citation_is_passed_on_as_it_is_and_not_guessed(engine, context):
    draft = write(engine("forged_citation"), context)[-1]
    assert draft.sentences[-1].numbers == (99,)
    assert context.get(99) is None


def test_links_and_escapes_of_a_model_are_gone(engine, context):
    parts = write(engine("markup"), context)
    shown = " ".join(part.text for part in parts if not isinstance(part, Draft))
    assert "evil.example" not in shown
    assert not set(shown) & set("\x1b\x07\u202e")


def test_no_usage_is_no_failure(engine, context):
    draft = write(engine("no_usage"), context)[-1]
    assert draft.incomplete is None
    assert draft.usage is None


# --- answers that break off ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("scenario", "label"),
    [
        ("cut_off", CUT_OFF), ("length", LENGTH), ("content_filter", FILTERED),
        ("error_event", CUT_OFF), ("reset", CUT_OFF), ("malformed", CUT_OFF), ("flood", LENGTH),
    ],
)  # fmt: skip
def test_a_broken_answer_is_labelled_and_loses_its_torn_sentence(engine, context, scenario, label):
    made = engine(scenario)
    draft = write(made, context)[-1]
    assert draft.incomplete == label
    assert draft.sentences
    assert draft.sentences[-1].text.endswith((".", "on"))
    assert "12 ferries" not in " ".join(s.text for s in draft.sentences)
    assert len(made.server.requests) == 1, "an answer that has begun is not asked for again"


@pytest.mark.parametrize("scenario", ["cut_early", "empty_choices", "empty", "refusal"])
def test_no_complete_sentence_is_an_error(engine, context, scenario):
    with pytest.raises(errors.ModelCutOff):
        write(engine(scenario), context)


@pytest.mark.parametrize(("scenario", "sentences"), [("stall", 1), ("drip", 0)])
def test_the_deadline_is_for_the_whole_answer(engine, context, scenario, sentences):
    start = time.monotonic()
    made = engine(scenario, timeout=1.5)
    if sentences:
        assert write(made, context)[-1].incomplete == TIMED_OUT
    else:
        with pytest.raises(errors.ModelTimeout, match=r"within 1\.5 s"):
            write(made, context)
    assert 1.4 < time.monotonic() - start < 3.0


def test_silence_times_out(engine, context):
    with pytest.raises(errors.ModelTimeout):
        write(engine("stall_at_once", timeout=1.0), context)


# --- requests that fail -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scenario", "kind", "words", "requests"),
    [
        ("unauthorized", errors.ModelAuth, "does not accept the API key", 1),
        ("forbidden", errors.ModelAuth, "denies access to fake-model", 1),
        ("unknown_model", errors.ModelRefused, "has no model fake-model", 1),
        ("not_found", errors.ModelRefused, "Nothing answers at", 1),
        ("context_too_long", errors.ModelContextTooLong, "too long for fake-model", 2),
        ("rate_limit", errors.ModelRateLimited, "limits the rate", 3),
        ("rate_limit_hour", errors.ModelRateLimited, "asks to wait 60 minutes", 1),
        ("quota", errors.ModelRateLimited, "quota", 1),
        ("server_error", errors.ModelError, "failed with status 500", 3),
        ("reset_at_once", errors.ModelUnreachable, "broke off", 3),
        ("html", errors.ModelRefused, "does not answer as an OpenAI-compatible server", 1),
        ("redirect", errors.ModelRefused, "redirects are not followed", 1),
        ("bad_request", errors.ModelRefused, "status 400", 1),
    ],
)
def test_each_failure_has_its_error(engine, context, scenario, kind, words, requests):
    made = engine(scenario)
    start = time.monotonic()
    with pytest.raises(errors.ModelError) as caught:
        write(made, context)
    assert type(caught.value) is kind
    assert words in caught.value.message
    assert caught.value.hint
    assert len(made.server.requests) == requests
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("scenario", ["rate_limit_once", "server_error_once"])
def test_a_passing_failure_is_tried_again(engine, context, scenario):
    made = engine(scenario)
    assert write(made, context)[-1].incomplete is None
    assert len(made.server.requests) == 2


def test_a_redirect_takes_neither_question_nor_key_elsewhere(engine, context):
    made = engine("redirect")
    with pytest.raises(errors.ModelRefused):
        write(made, context)
    assert not any(request.path.startswith("/elsewhere") for request in made.server.requests)


def test_nothing_listening_is_said_at_once(context):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = OpenAIEngine(OpenAISettings("m", f"http://127.0.0.1:{port}/v1"))
    start = time.monotonic()
    with pytest.raises(errors.ModelUnreachable, match="refused"):
        write(made, context)
    assert time.monotonic() - start < 1


@pytest.mark.parametrize("scenario", ["unauthorized", "bad_request", "stall_at_once", "reset"])
def test_the_key_is_in_no_message_repr_or_frame(engine, context, scenario):
    made = engine(scenario, timeout=1.0)
    error = None
    try:
        shown = repr(write(made, context))
    except errors.ModelError as caught:
        error = caught
    if error is not None:
        report = traceback.TracebackException.from_exception(error, capture_locals=True)
        shown = f"{error} {error!r} " + "".join(report.format())
        assert "\x1b" not in str(error)
        assert "\n" not in str(error)
        assert len(str(error)) < 600
    assert KEY not in shown
    assert KEY not in repr(made)


# --- stopping -----------------------------------------------------------------------------


def slow_reader(scenario):
    if scenario == "flood":
        time.sleep(0.02)


@pytest.mark.parametrize("scenario", ["stall", "stall_at_once", "drip", "flood"])
def test_it_stops_within_half_a_second(engine, context, scenario):
    stop = threading.Event()
    made = engine(scenario)
    pressed = []

    def press():
        pressed.append(time.monotonic())
        stop.set()

    threading.Timer(1.0 if scenario == "flood" else 0.3, press).start()
    with pytest.raises(errors.Cancelled):  # noqa: PT012
        for _ in made.write(context, stop.is_set):
            slow_reader(scenario)
    assert time.monotonic() - pressed[0] < 0.5


def test_leaving_the_stream_closes_the_connection(engine, context):
    made = engine("drip")
    stream = made.write(context, never)
    next(stream)
    before = threading.active_count()
    stream.close()
    until = time.monotonic() + 2
    while threading.active_count() >= before and time.monotonic() < until:
        time.sleep(0.02)
    assert threading.active_count() < before


def test_the_first_words_come_while_the_rest_is_written(engine, context):
    stream = engine("stall").write(context, never)
    start = time.monotonic()
    assert isinstance(next(stream), Delta)
    assert time.monotonic() - start < 2
    stream.close()


# --- settings -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "kind", "words"),
    [
        ({"base_url": "ftp://x/v1"}, errors.ConfigError, "http"),
        ({"base_url": "http://user:pw@x/v1"}, errors.ConfigError, "password"),
        (
            {"base_url": "https://models.example/v1", "offline": True},
            errors.ConfigError,
            "--offline",
        ),
        ({}, errors.ModelAuth, "no API key"),
    ],
)
def test_settings_that_cannot_work_are_refused_before_anything_is_sent(settings, kind, words):
    with pytest.raises(kind, match=words):
        OpenAIEngine(OpenAISettings("m", **settings))


def test_offline_allows_this_machine(engine, context):
    assert write(engine(offline=True), context)[-1].sentences


def test_a_proxy_of_the_environment_is_not_used_for_this_machine(engine, context, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert write(engine(), context)[-1].sentences


def test_settings_come_from_the_programs_own(tmp_path):
    from assistant.config import load_settings

    flags = {"config": str(tmp_path / "c.toml"), "engine": "openai"}
    loaded = load_settings(flags, {"BRIEFING_TIMEOUT": "7"}, config_must_exist=False)
    with pytest.raises(errors.ConfigError, match="name of a model"):
        OpenAISettings.of(loaded)
    loaded = load_settings(flags | {"model": "m"}, {}, config_must_exist=False)
    assert OpenAISettings.of(loaded) == OpenAISettings("m")


def test_nothing_is_traced(engine, context, openai_server, monkeypatch):
    spy = openai_server("good")
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", spy.url)
    monkeypatch.setenv("LANGSMITH_API_KEY", "x")
    monkeypatch.setenv("LANGSMITH_GATEWAY", spy.url)
    write(engine(), context)
    time.sleep(0.5)
    assert spy.requests == []


# --- condensing ---------------------------------------------------------------------------


def test_a_follow_up_is_condensed_by_the_model(engine):
    made = engine()
    assert made.condense("And Sudland?", TURNS) == (
        "And Sudland, regarding: Why would Norland cancel its ferries?"
    )
    (request,) = made.server.requests
    assert "You rewrite the last question" in request.body["messages"][0]["content"]


def test_without_a_conversation_no_model_is_asked(engine):
    made = engine()
    assert made.condense("And Sudland?", ()) == "And Sudland?"
    assert made.server.requests == []


@pytest.mark.parametrize(
    ("text", "finish", "expected"),
    [
        ("Why?\n", "stop", "Why?"),
        ('\n"Why \x1bnot?"\nmore', "stop", "Why not?"),
        ("<think>a?</think>\nWhy?", "stop", "Why?"),
        ("", "stop", ""), ("--", "stop", ""), ("Why", "length", ""), ("Why", None, ""),
        ("x" * 500, "stop", ""),
    ],
)  # fmt: skip
def test_what_is_no_question_is_not_used(text, finish, expected):
    assert rewritten(text, finish) == expected


@pytest.mark.parametrize("scenario", ["cut_off", "cut_early", "empty", "length", "empty_choices"])
def test_an_unusable_rewriting_leaves_the_question(engine, scenario):
    assert engine(scenario).condense("And Sudland?", TURNS) == "And Sudland?"


def test_a_flood_instead_of_a_question_leaves_the_question(engine):
    assert engine("flood").condense("And Sudland?", TURNS) == "And Sudland?"


def test_a_failing_endpoint_fails_the_condensing_too(engine):
    with pytest.raises(errors.ModelAuth):
        engine("unauthorized").condense("And Sudland?", TURNS)
