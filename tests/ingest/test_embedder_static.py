"""The embedded embedder gives what the wordllama package itself gives, only faster."""

from __future__ import annotations

import importlib.machinery
import random
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

import ingest.embedders as embedders
from ingest.embedders import (
    CANARY,
    EmbedderSettings,
    header,
    make_embedder,
    make_fingerprint,
    static,
    with_header,
)
from ingest.embedders.static import StaticEmbedder
from ingest.errors import EmbedderError
from ingest.types import Metadata

TEXTS = [
    CANARY,
    "why would Turkey sell back its S-400s?",
    "Türkiye’s “S-400s”—bought for $2.5 billion—aren't e-mail_me x² §12(3).",
    "Zwei Straßen, trois élèves, 東京の鶴, Москва, ελληνικά, עברית 🦩👩‍👩‍👧 e\u0301.",
    "Line one.\nLine two.\n\n\tTabbed.\nEnd",
    "  two  leading and   inner   spaces ",
    " ",
    "\n",
    "▁already▁marked▁",
    "<s>a</s><unk> b <s> c",
    "snake_case __init__ _{x} }}_{ ²). (_ ._",
    "https://x.example/a?b=c&d=%20 user@x.example #tag @name",
    "3.141592653589793 1,000,000 10:30 2026-03-18",
    "a" * 500,
    "…" * 50 + "—" * 50,
    "x",
]


@pytest.fixture(scope="module")
def reference():
    import wordllama

    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return StaticEmbedder()


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_equals_wordllama(reference, embedder, text: str) -> None:
    expected = reference.embed([text], norm=True)[0]
    assert np.abs(embedder.embed_query(text) - expected).max() < 1e-4


def test_equals_wordllama_on_mixed_batches(reference, embedder) -> None:
    rng = random.Random(5)
    alphabet = "abc deF  GHi\n\t.,;:!?'\"“”’—-_²{}()[]<>/▁0123456789éüßжя東京🦩\u0301"
    made = ["".join(rng.choice(alphabet) for _ in range(rng.randint(1, 300))) for _ in range(400)]
    texts = TEXTS + made
    found = embedder.embed_documents(texts)
    assert found.dtype == np.float32
    assert found.shape == (len(texts), 256)
    assert np.abs(found - reference.embed(texts, norm=True)).max() < 1e-4
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_one_by_one_equals_in_bulk(embedder) -> None:
    texts = [f"Heron number {n} was seen at pond {n % 7}." for n in range(300)]
    bulk = embedder.embed_documents(texts)
    fresh = StaticEmbedder()
    assert np.abs(bulk - np.stack([fresh.embed_query(text) for text in texts])).max() < 1e-6


def test_vocabulary_lets_words_be_cut_apart(embedder) -> None:
    """The rule that the word-by-word encoding rests on, checked for every token there is."""
    embedder.embed_query("x")
    for token in embedder._model._tokenizer.get_vocab():
        if token.startswith("<") and token.endswith(">"):
            continue
        pieces = static._PIECES.findall(token.replace("▁", " "))
        assert len(pieces) == 1, (token, pieces)


def test_empty_text_is_zero_and_empty_list_is_empty(embedder) -> None:
    assert not embedder.embed_query("").any()
    assert embedder.embed_documents([]).shape == (0, 256)


def test_meaning_is_near(embedder) -> None:
    query = embedder.embed_query("missile systems returned to Russia")
    near, far = embedder.embed_documents(
        ["Ankara may send the air defence missiles back to Moscow.", "The bakery sells rye bread."]
    )
    assert query @ near > query @ far + 0.1


def test_remembered_pieces_are_bounded(monkeypatch) -> None:
    monkeypatch.setattr(static, "_REMEMBERED_PIECES", 50)
    monkeypatch.setattr(static, "_REMEMBERED_WORDS", 70)
    small = StaticEmbedder()
    texts = [f"word{n} other{n}" for n in range(600)]
    found = small.embed_documents(texts)
    assert len(small._model._pieces) <= 50
    assert len(small._model._words) <= 70
    assert np.abs(found[:3] - StaticEmbedder().embed_documents(texts[:3])).max() < 1e-6


def test_threads(embedder) -> None:
    fresh, results = StaticEmbedder(), {}
    texts = [f"Heron {n} {'<s>' if n % 3 else ''} flew." for n in range(40)]

    def work(n: int) -> None:
        results[n] = fresh.embed_documents(texts)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = embedder.embed_documents(texts)
    assert all(np.allclose(results[n], expected, atol=1e-6) for n in range(4))


def test_fingerprint_is_stable_and_not_on_an_edge(embedder) -> None:
    assert embedder.fingerprint == StaticEmbedder().fingerprint
    assert embedder.fingerprint.startswith("static:256:1:")
    # Rounding must not flip with another processor's last bits.
    hundredths = embedder.embed_query(CANARY).astype(np.float64) * 100
    assert np.abs(np.abs(hundredths % 1) - 0.5).min() > 1e-3


def test_make_fingerprint() -> None:
    vector = np.array([0.5, -0.0001, 0.2], dtype=np.float32)
    one = make_fingerprint("x", 3, vector)
    assert one == make_fingerprint("x", 3, vector + np.float32(1e-6))
    assert one != make_fingerprint("x", 3, -vector)
    assert make_fingerprint("openai:m", 3, None) == "openai:m:3:1:-"


def test_registry() -> None:
    made = make_embedder("static")
    assert (made.name, made.dimension) == ("static", 256)
    for name, what in (("nope", "no embedder called"), ("static:big", "only one model")):
        with pytest.raises(EmbedderError, match=what):
            make_embedder(name, EmbedderSettings())
    with pytest.raises(EmbedderError, match="name of a model"):
        make_embedder("openai")


def test_an_embedder_that_is_not_installed(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "ingest.embedders.openai", None)
    with pytest.raises(EmbedderError, match="not installed"):
        make_embedder("openai:m")


def test_openai_is_made_from_its_own_file(monkeypatch) -> None:
    class Home:
        @staticmethod
        def OpenAIEmbedder(model: str, settings: EmbedderSettings) -> tuple[str, float]:  # noqa: N802
            return model, settings.timeout

    monkeypatch.setitem(sys.modules, "ingest.embedders.openai", Home)
    assert make_embedder("openai:m:large") == ("m:large", 30.0)


@pytest.mark.parametrize(
    ("meta", "line"),
    [
        (Metadata(), ""),
        (Metadata(title="T"), "T"),
        (Metadata("T", "P", published="2026-03-18"), "T · P · Wed 2026-03-18"),
        (Metadata("T", "P", published="2026-03-18T22:00:00+02:00"), "T · P · Wed 2026-03-18"),
        (Metadata("T", published="2026-03"), "T · 2026-03"),
        (Metadata(publisher="P", published="2026"), "P · 2026"),
    ],
)
def test_header(meta: Metadata, line: str) -> None:
    assert header(meta) == line


def test_with_header() -> None:
    assert with_header("T · P", "Text.") == "T · P\nText."
    assert with_header("", "Text.") == "Text."


def fake_package(monkeypatch, folder: Path | None) -> None:
    spec = None
    if folder is not None:
        spec = importlib.machinery.ModuleSpec("wordllama", None, is_package=True)
        spec.submodule_search_locations = [str(folder)]
    monkeypatch.setattr(static, "find_spec", lambda name: spec)


def test_package_missing(monkeypatch) -> None:
    fake_package(monkeypatch, None)
    with pytest.raises(EmbedderError, match="not installed") as caught:
        StaticEmbedder()
    assert "Linux, macOS or Windows" in caught.value.hint


def test_files_missing_or_damaged(monkeypatch, tmp_path: Path) -> None:
    package = Path(importlib.machinery.PathFinder.find_spec("wordllama").origin).parent
    fake_package(monkeypatch, tmp_path)
    with pytest.raises(EmbedderError, match="is missing"):
        StaticEmbedder()
    for part in (static._WEIGHTS, static._TOKENIZER):
        (tmp_path / part).parent.mkdir()
        (tmp_path / part).write_bytes((package / part).read_bytes())
    assert StaticEmbedder().embed_query("x").any()
    weights = (package / static._WEIGHTS).read_bytes()
    (tmp_path / static._WEIGHTS).write_bytes(weights.replace(b"[32000,256]", b"[64000,128]", 1))
    with pytest.raises(EmbedderError, match="unknown shape"):
        StaticEmbedder().embed_query("x")
    (tmp_path / static._WEIGHTS).write_bytes(weights[:1000])
    with pytest.raises(EmbedderError, match="cannot be read"):
        StaticEmbedder().embed_query("x")
    (tmp_path / static._WEIGHTS).write_bytes(weights)
    (tmp_path / static._TOKENIZER).write_bytes(b"{}")
    with pytest.raises(EmbedderError, match="cannot be read"):
        StaticEmbedder().embed_query("x")


def test_nothing_heavy_is_imported_before_it_is_used() -> None:
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "import ingest.embedders, ingest.catalogue, ingest.plan\n"
        "print([n for n in ('numpy', 'tokenizers', 'wordllama', 'safetensors') if n in sys.modules])\n"
        "ingest.embedders.make_embedder('static').embed_query('x')\n"
        "print([n for n in ('numpy', 'tokenizers', 'wordllama') if n in sys.modules])\n"
    )
    paths = [path for path in sys.path if path]
    done = subprocess.run(
        [sys.executable, "-c", code, *paths], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["[]", "['numpy', 'tokenizers']"]


def test_every_name_is_exported() -> None:
    assert all(hasattr(embedders, name) for name in embedders.__all__)
