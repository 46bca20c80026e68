"""Embeddings over real HTTP: what comes back is checked before it is believed."""

from __future__ import annotations

import time

import numpy as np
import pytest

from ingest.embedders import Embedder, EmbedderSettings, make_embedder
from ingest.embedders.openai import BATCH, OpenAIEmbedder
from ingest.endpoints.secret import Secret
from ingest.errors import EmbedderError, EmbedderUnavailable

KEY = "sk-canary-0123456789abcdef"
TEXTS = ["ferries are slow", "trams are fast", "rain fell on the harbour"]


@pytest.fixture
def embedder(openai_server):
    """An embedder on a fake server: ``embedder("good")``; ``.server`` on what it gives."""

    def make(scenario="good", timeout=10.0):
        server = openai_server(scenario)
        made = OpenAIEmbedder("m", EmbedderSettings(server.url, Secret(KEY), True, timeout))
        made.server = server
        return made

    return make


def test_texts_become_rows_of_length_one(embedder):
    made: Embedder = embedder()
    rows = made.embed_documents(TEXTS)
    assert rows.shape == (3, 32)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert made.dimension == 32
    assert np.allclose(made.embed_query(TEXTS[1]), rows[1])


def test_texts_are_sent_as_texts_with_float_encoding(embedder):
    made = embedder()
    made.embed_documents(TEXTS)
    (request,) = made.server.requests
    assert request.body == {"input": TEXTS, "model": "m", "encoding_format": "float"}
    assert request.headers["authorization"] == f"Bearer {KEY}"


def test_many_texts_go_in_batches_and_keep_their_order(embedder):
    made = embedder()
    texts = [f"text number {n}" for n in range(BATCH * 2 + 5)]
    rows = made.embed_documents(texts)
    assert [len(request.body["input"]) for request in made.server.requests] == [BATCH, BATCH, 5]
    assert np.allclose(rows[BATCH + 1], made.embed_query(texts[BATCH + 1]))


def test_shuffled_vectors_are_put_in_order_by_their_index(embedder):
    assert np.allclose(
        embedder("embed_shuffled").embed_documents(TEXTS), embedder().embed_documents(TEXTS)
    )


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        ("embed_short", "2 vectors came for 3 texts"),
        ("embed_extra", "4 vectors came for 3 texts"),
        ("embed_doubled", "which texts"),
        ("embed_nan", "not a number"),
        ("embed_zero", "all zeros"),
        ("embed_dimension", "different sizes"),
        ("embed_text", "no list of numbers"),
    ],
)
def test_doubtful_vectors_are_refused(embedder, scenario, words):
    with pytest.raises(EmbedderError, match=words) as caught:
        embedder(scenario).embed_documents(TEXTS)
    assert not isinstance(caught.value, EmbedderUnavailable)


class _Item:
    def __init__(self, index, embedding):
        self.index, self.embedding = index, embedding


@pytest.mark.parametrize("odd", [["a", "b"], [[1.0], [2.0]], [None, 1.0], [1e308, 1e308], []])
def test_vectors_of_anything_but_numbers_are_refused(embedder, odd):
    with pytest.raises(EmbedderError):
        embedder()._checked([_Item(0, odd)], 1)


def test_another_dimension_than_before_is_refused(embedder):
    made = embedder()
    made.embed_query("x")
    with pytest.raises(EmbedderError, match="earlier ones 32"):
        made._checked([_Item(0, [1.0, 2.0])], 1)


def test_nothing_is_asked_for_no_texts(embedder):
    made = embedder()
    assert made.embed_documents([]).shape == (0, 0)
    assert made.server.requests == []


def test_name_and_fingerprint_cost_no_request(embedder):
    made = embedder()
    assert made.name == "openai:m"
    assert made.fingerprint == "openai:m:0:1:-"
    assert made.server.requests == []
    assert made.dimension == 32
    assert made.fingerprint == "openai:m:0:1:-"
    assert len(made.server.requests) == 1


@pytest.mark.parametrize(
    ("scenario", "words", "requests"),
    [
        ("unauthorized", "API key", 1), ("unknown_model", "no model m", 1),
        ("rate_limit", "limits", 3), ("rate_limit_hour", "60 minutes", 1),
        ("server_error", "500", 3), ("html", "OpenAI-compatible", 1),
        ("redirect", "not followed", 1), ("context_too_long", "too long", 1),
        ("reset_at_once", "broke off", 3),
    ],
)  # fmt: skip
def test_a_failing_endpoint_is_named(embedder, scenario, words, requests):
    made = embedder(scenario)
    with pytest.raises(EmbedderUnavailable, match=words) as caught:
        made.embed_documents(TEXTS)
    assert len(made.server.requests) == requests
    assert KEY not in str(caught.value)
    assert caught.value.hint


def test_a_passing_failure_is_tried_again(embedder):
    made = embedder("server_error_once")
    assert made.embed_documents(TEXTS).shape == (3, 32)
    assert len(made.server.requests) == 2


def test_silence_times_out(embedder):
    made = embedder("stall_at_once", timeout=1.0)
    start = time.monotonic()
    with pytest.raises(EmbedderUnavailable, match="did not answer"):
        made.embed_documents(TEXTS)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (EmbedderSettings(base_url="nowhere"), "base_url"),
        (EmbedderSettings(base_url="https://h.example/v1", offline=True), "--offline"),
        (EmbedderSettings(), "no API key"),
    ],
)
def test_settings_that_cannot_work_are_refused_at_once(settings, words):
    with pytest.raises(EmbedderError, match=words):
        OpenAIEmbedder("m", settings)


def test_a_server_without_keys_gets_none(openai_server):
    server = openai_server()
    OpenAIEmbedder("m", EmbedderSettings(base_url=server.url)).embed_query("x")
    assert "authorization" not in server.requests[0].headers


def test_it_is_made_by_its_name_and_shows_no_key(openai_server):
    made = make_embedder("openai:m", EmbedderSettings(openai_server().url, Secret(KEY)))
    assert isinstance(made, OpenAIEmbedder)
    assert KEY not in repr(made)
