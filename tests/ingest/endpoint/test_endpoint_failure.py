"""What went wrong, in words: for every error of the client libraries."""

from __future__ import annotations

import inspect
import json
import ssl
from datetime import UTC, datetime

import httpx2
import openai
import pytest

from ingest.endpoints.failure import Endpoint, Trouble, explain, timed_out
from ingest.endpoints.retry_after import spoken_wait, wait_asked
from ingest.endpoints.secret import Secret

KEY = "key-canary-0123456789"
ENDPOINT = Endpoint("http://h.example/v1", "m", Secret(KEY))
REQUEST = httpx2.Request("POST", "http://h.example/v1/chat/completions")
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def status_error(status, body=None, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    response = httpx2.Response(status, request=REQUEST, headers=headers)
    return openai.APIStatusError("message", response=response, body=body)


def said(error, endpoint=ENDPOINT):
    return explain(error, endpoint, now=NOW)


@pytest.mark.parametrize(
    ("status", "body", "trouble", "passing"),
    [
        (302, None, Trouble.REFUSED, False),
        (400, {"message": "bad"}, Trouble.REFUSED, False),
        (400, {"code": "context_length_exceeded"}, Trouble.TOO_LONG, False),
        (400, {"message": "Too many tokens in prompt"}, Trouble.TOO_LONG, False),
        (401, None, Trouble.AUTH, False),
        (402, None, Trouble.QUOTA, False),
        (403, None, Trouble.AUTH, False),
        (404, {"code": "model_not_found"}, Trouble.REFUSED, False),
        (404, "<html>", Trouble.REFUSED, False),
        (408, None, Trouble.TIMEOUT, False),
        (413, None, Trouble.TOO_LONG, False),
        (422, {"detail": "no"}, Trouble.REFUSED, False),
        (429, None, Trouble.RATE_LIMITED, True),
        (429, {"type": "insufficient_quota"}, Trouble.QUOTA, False),
        (500, None, Trouble.SERVER, True),
        (503, None, Trouble.SERVER, True),
        (200, None, Trouble.PROTOCOL, False),
    ],
)
def test_every_status_has_its_trouble(status, body, trouble, passing):
    failure = said(status_error(status, body))
    assert (failure.trouble, failure.passing) == (trouble, passing)
    assert failure.message.endswith((".", ")"))
    assert failure.hint.endswith((".", "300", "api_key", "show", "doctor")) or failure.hint


def raised(error, cause=None):
    try:
        try:
            raise cause or OSError
        except type(cause or OSError()) as inner:
            raise error from inner
    except Exception as caught:
        return caught


@pytest.mark.parametrize(
    ("error", "trouble", "word"),
    [
        (openai.APITimeoutError(request=REQUEST), Trouble.TIMEOUT, "in time"),
        (httpx2.ReadTimeout("x"), Trouble.TIMEOUT, "in time"),
        (TimeoutError(), Trouble.TIMEOUT, "in time"),
        (httpx2.RemoteProtocolError("x"), Trouble.UNREACHABLE, "broke off"),
        (ConnectionResetError(), Trouble.UNREACHABLE, "broke off"),
        (json.JSONDecodeError("x", "y", 0), Trouble.PROTOCOL, "OpenAI-compatible"),
        (ValueError("No generations"), Trouble.PROTOCOL, "OpenAI-compatible"),
        (httpx2.DecodingError("x"), Trouble.PROTOCOL, "OpenAI-compatible"),
        (RuntimeError("x"), Trouble.SERVER, "RuntimeError"),
    ],
)
def test_errors_without_a_status(error, trouble, word):
    failure = said(error)
    assert failure.trouble is trouble
    assert word in failure.message


@pytest.mark.parametrize(
    ("cause", "word", "passing"),
    [
        (ConnectionRefusedError(), "refused", False),
        (ssl.SSLCertVerificationError("certificate verify failed"), "certificate", False),
        (ConnectionResetError(), "broke off", True),
    ],
)
def test_no_connection_says_why(cause, word, passing):
    failure = said(raised(openai.APIConnectionError(request=REQUEST), cause))
    assert failure.trouble is Trouble.UNREACHABLE
    assert word in failure.message
    assert failure.passing is passing


def test_an_unknown_host_is_named_as_such():
    import socket

    failure = said(raised(openai.APIConnectionError(request=REQUEST), socket.gaierror(-2, "x")))
    assert "not known" in failure.message


def test_too_much_data_is_known_wherever_it_is_wrapped():
    from ingest.endpoints.endpoint import TooMuchDataError

    failure = said(raised(openai.APIConnectionError(request=REQUEST), TooMuchDataError()))
    assert failure.trouble is Trouble.PROTOCOL
    assert "too" in failure.message or "more data" in failure.message


@pytest.mark.parametrize(
    ("body", "trouble", "passing"),
    [
        ({"message": "broke", "code": "server_error"}, Trouble.SERVER, True),
        ({"message": "slow", "code": "rate_limit_exceeded"}, Trouble.RATE_LIMITED, True),
        ({"message": "x", "code": "context_length_exceeded"}, Trouble.TOO_LONG, False),
        (None, Trouble.SERVER, True),
    ],
)
def test_errors_inside_a_stream(body, trouble, passing):
    failure = said(openai.APIError("m", request=REQUEST, body=body))
    assert (failure.trouble, failure.passing) == (trouble, passing)


def test_langchains_own_context_error_is_known():
    from langchain_core.exceptions import ContextOverflowError

    assert said(ContextOverflowError("x")).trouble is Trouble.TOO_LONG


def test_every_error_of_the_client_is_explained():
    """None of the libraries' exception classes falls through to a wrong or empty message."""
    classes = [c for _, c in inspect.getmembers(openai, inspect.isclass)
               if issubclass(c, openai.APIError)]  # fmt: skip
    assert len(classes) > 10
    for cls in classes:
        error = cls.__new__(cls)
        Exception.__init__(error, "boom")
        error.body, error.message = None, "boom"
        if hasattr(cls, "status_code") or issubclass(cls, openai.APIStatusError):
            error.response = httpx2.Response(getattr(cls, "status_code", 500), request=REQUEST)
            error.status_code = error.response.status_code
        failure = said(error)
        assert failure.message
        assert failure.hint


# --- what a server says -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ({"message": "plain"}, "plain"),
        ({"error": {"message": "nested"}}, "nested"),
        ({"error": "text"}, "text"),
        ({"detail": "detail"}, "detail"),
        ("a text", "a text"),
        ("first\nsecond", "first"),
        ("\n\n  indented\n", "indented"),
        ("\x1b]52;c;x\x07 \u202e!", "^[]52;c;x^G <U+202E>!"),
        (f"your key {KEY}!", "your key ••••••!"),
        ("your key sk-abcdef123456", "your key sk-…"),
        ("x" * 500, "x" * 199 + "…"),
    ],
)
def test_the_servers_words_are_shown_on_one_line(body, shown):
    assert said(status_error(400, body)).message.endswith(f"({shown})")


@pytest.mark.parametrize("body", ["<html>x</html>", None, 5, {"message": 5}, {}, [], {"error": 5}])
def test_what_is_no_message_is_left_out(body):
    assert said(status_error(400, body)).message.endswith("status 400.")


def test_a_missing_key_is_said():
    endpoint = Endpoint("http://h.example/v1", "m")
    assert (
        "No key was sent. (who?)" in said(status_error(401, {"message": "who?"}), endpoint).message
    )


def test_a_chain_of_causes_without_end_is_cut():
    error = openai.APIConnectionError(request=REQUEST)
    link = error
    for _ in range(50):
        link.__cause__ = link = OSError("x")
    assert said(error).trouble is Trouble.UNREACHABLE


def test_the_target_of_a_redirect_is_shown_safely():
    failure = said(status_error(307, location="http://evil.example/\x1b[31m"))
    assert "evil.example" in failure.message
    assert "\x1b" not in failure.message
    assert "elsewhere" in said(status_error(307)).message


# --- waiting ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "7"}, 7.0), ({"retry_after": "-3"}, 0.0), ({"retry_after": "soon"}, None),
        ({"retry_after_ms": "1500", "retry_after": "9"}, 1.5), ({}, None),
        ({"retry_after": "Fri, 02 Jan 2026 03:05:05 GMT"}, 60.0),
        ({"retry_after": "Fri, 02 Jan 2026 03:05:05 -0000"}, 60.0),
        ({"retry_after": "Thu, 01 Jan 2026 00:00:00 GMT"}, 0.0),
    ],
)  # fmt: skip
def test_how_long_a_server_asks_to_wait(headers, seconds):
    assert wait_asked(status_error(429, None, **headers), NOW) == seconds


def test_an_error_without_a_response_asks_for_nothing():
    assert wait_asked(ValueError(), NOW) is None


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(3, "3 seconds"), (600, "10 minutes"), (3600, "60 minutes"), (10800, "3 hours")],
)
def test_waits_are_spoken(seconds, text):
    assert spoken_wait(seconds) == text
    failure = said(status_error(429, None, retry_after=str(seconds)))
    assert text in failure.message
    assert failure.wait == seconds


def test_a_time_out_names_its_seconds():
    assert "within 2.5 s" in timed_out(ENDPOINT, 2.5).message


@pytest.mark.parametrize(
    ("body", "limit"),
    [
        ({"message": "This model's maximum context length is 8192 tokens. However, your messages "
                     "resulted in 8334 tokens.", "code": "context_length_exceeded"}, 8192),
        ({"message": "Input tokens exceed the configured limit of 272,000 tokens. Yours are "
                     "477469.", "code": "context_length_exceeded"}, 272_000),
        ({"message": "the request exceeds the available context size, try increasing it",
          "type": "exceed_context_size_error", "n_prompt_tokens": 1407, "n_ctx": 256}, 256),
        ({"message": "request (1407 tokens) exceeds the available context size (256 tokens)"}, 256),
        ({"message": "Requested tokens (2285) exceed context window of 2048"}, 2048),
        ({"message": "maximum context length is 0 tokens"}, None),
        ({"message": "The prompt is too long."}, None),
        ({"code": "context_length_exceeded", "n_ctx": "many"}, None),
    ],
)  # fmt: skip
def test_the_limit_that_a_server_names_is_read(body, limit):
    for status in (400, 500):
        failure = said(status_error(status, body))
        assert failure.trouble is Trouble.TOO_LONG
        assert not failure.passing
        assert failure.limit == limit
