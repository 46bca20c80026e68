"""Addresses of endpoints, the client's limits, and the variables that would trace."""

from __future__ import annotations

import asyncio
import sys

import pytest

from ingest.endpoints import endpoint
from ingest.endpoints.endpoint import is_loopback, is_openai, make_client, problem
from ingest.endpoints.tracing import clear_tracing


@pytest.mark.parametrize(
    "url",
    ["https://api.openai.com/v1", "http://127.0.0.1:11434/v1", "http://[::1]:80", "http://h/"],
)
def test_good_addresses(url):
    assert problem(url) is None


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("api.openai.com/v1", "http"), ("ftp://h/v1", "http"), ("http://", "host"),
        ("http://u@h/", "password"), ("http://u:p@h/", "password"), ("http://h/?k=1", "query"),
        ("http://h/#x", "fragment"), ("http://h:99999/", "valid"), ("http://[::1/", "valid"),
        ("http://h/a b", "characters"), ("http://h/\u202e", "characters"), ("", "http"),
    ],
)  # fmt: skip
def test_bad_addresses(url, word):
    assert word in problem(url)


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1/v1", True), ("http://127.9.9.9:1/", True), ("http://[::1]/", True),
        ("http://localhost:11434/v1", True), ("http://LOCALHOST./", True),
        ("http://a.localhost/", True), ("http://192.168.0.1/", False), ("http://0.0.0.0/", False),
        ("http://localhost.example.com/", False), ("http://127.0.0.1.example.com/", False),
        ("http://2130706433/", False), ("", False),
    ],
)  # fmt: skip
def test_what_counts_as_this_machine(url, here):
    assert is_loopback(url) is here


def test_what_counts_as_openais_own():
    assert is_openai("https://api.openai.com/v1")
    assert is_openai("https://eu.api.openai.com/v1")
    assert not is_openai("https://openai.com.example/v1")
    assert not is_openai("http://127.0.0.1/v1")


def test_an_answer_is_read_only_up_to_a_limit(openai_server, monkeypatch):
    monkeypatch.setattr(endpoint, "MAX_BYTES", 50_000)
    server = openai_server("flood")

    async def read() -> int:
        client = make_client(server.url, None, read_timeout=5, connect_timeout=5)
        seen = 0
        async with (
            client,
            client.stream(
                "POST", f"{server.url}/chat/completions", json={"stream": True, "messages": []}
            ) as response,
        ):
            async for block in response.aiter_bytes():
                seen += len(block)
                assert seen <= 50_000
        return seen

    with pytest.raises(endpoint.TooMuchDataError):
        asyncio.run(read())


def test_openais_own_headers_go_to_openai_only():
    import httpx2

    async def sent(url: str) -> httpx2.Request:
        async with make_client(url, None, read_timeout=1, connect_timeout=1) as client:
            request = client.build_request("GET", url, headers={"OpenAI-Organization": "org"})
            for hook in client.event_hooks["request"]:
                await hook(request)
            return request

    assert "openai-organization" in asyncio.run(sent("https://api.openai.com/v1")).headers
    assert "openai-organization" not in asyncio.run(sent("http://127.0.0.1/v1")).headers


def test_variables_that_trace_are_cleared_and_others_stay():
    environ = {
        "LANGSMITH_TRACING": "true", "LANGSMITH_GATEWAY": "x", "LANGCHAIN_TRACING_V2": "true",
        "LANGCHAIN_API_KEY": "x", "LANGCHAIN_ENDPOINT": "x", "LANG": "C", "PATH": "/bin",
    }  # fmt: skip
    assert len(clear_tracing(environ)) == 5
    assert environ == {"LANG": "C", "PATH": "/bin"}
    assert clear_tracing(environ) == ()


def test_it_can_be_called_before_langchain_is_there(monkeypatch):
    monkeypatch.delitem(sys.modules, "langsmith.utils", raising=False)
    assert clear_tracing({"LANGSMITH_TRACING": "true"}) == ("LANGSMITH_TRACING",)


def test_the_process_itself_is_cleared(monkeypatch):
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    assert "LANGSMITH_TRACING" in clear_tracing()
    from langsmith.utils import tracing_is_enabled

    assert not tracing_is_enabled()
    monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")
    clear_tracing()
    assert not tracing_is_enabled()
