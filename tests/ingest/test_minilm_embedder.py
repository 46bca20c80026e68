"""The minilm embedder: its files fetched from a loopback server, its session with a tiny model."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import struct
import tarfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import numpy as np
import pytest
from loopback import LoopbackServer

from ingest.embedders import EmbedderSettings, make_embedder, model_files
from ingest.embedders.minilm import DIMENSION, FILES, MiniLMEmbedder, default_files
from ingest.embedders.model_files import ModelFiles, ensure, intact
from ingest.errors import EmbedderError

VOCABULARY = ["[PAD]", "[UNK]", "harbour", "ships", "sold", "board", "price"]


def field(number: int, value: int | bytes | str) -> bytes:
    """One field of a protocol buffer: a number, or bytes with their length."""

    def varint(n: int) -> bytes:
        out = bytearray()
        while n > 127:
            out.append(n & 127 | 128)
            n >>= 7
        return bytes((*out, n))

    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    raw = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(raw)) + raw


def onnx_model(table: np.ndarray) -> bytes:
    """A model with the inputs and the output of MiniLM that only looks rows up in ``table``."""

    def tensor(name: str, kind: int, axes: tuple[str, ...]) -> bytes:
        shape = b"".join(field(1, field(2, axis)) for axis in axes)
        return field(1, name) + field(2, field(1, field(1, kind) + field(2, shape)))

    rows, width = table.shape
    weights = (field(1, rows) + field(1, width) + field(2, 1) + field(8, "table")
               + field(9, table.astype("<f4").tobytes()))  # fmt: skip
    node = field(1, "table") + field(1, "input_ids") + field(2, "hidden") + field(4, "Gather")
    names = ("input_ids", "attention_mask", "token_type_ids")
    graph = field(1, node) + field(2, "g") + field(5, weights)
    graph += b"".join(field(11, tensor(name, 7, ("b", "s"))) for name in names)
    graph += field(12, tensor("hidden", 1, ("b", "s", "w")))
    return field(1, 8) + field(8, field(1, "") + field(2, 13)) + field(7, graph)


def table(width: int = DIMENSION) -> np.ndarray:
    return np.random.default_rng(7).normal(size=(len(VOCABULARY), width)).astype(np.float32)


def tokenizer() -> str:
    from tokenizers import Tokenizer, models, pre_tokenizers

    made = Tokenizer(models.WordLevel({w: n for n, w in enumerate(VOCABULARY)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return str(made.to_str())


def packed(files: dict[str, bytes], prefix: str = "onnx/") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(prefix + name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


def model(width: int = DIMENSION) -> dict[str, bytes]:
    files = dict.fromkeys(FILES, b"{}")
    return files | {"model.onnx": onnx_model(table(width)), "tokenizer.json": tokenizer().encode()}


class Shop:
    """A server on loopback that gives one archive, and counts how often."""

    def __init__(self, folder: Path) -> None:
        self.archive = packed(model())
        self.sent: bytes | None = None
        self.status = 200
        self.asked = 0
        shop = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                shop.asked += 1
                self.send_response(shop.status)
                self.send_header("Content-Length", str(len(shop.archive)))
                self.end_headers()
                self.wfile.write(shop.archive if shop.sent is None else shop.sent)

            def log_message(self, *arguments: object) -> None:
                pass

        self.server = LoopbackServer(Handler)
        self.folder = folder

    def files(self, **changes: object) -> ModelFiles:
        files = ModelFiles(
            label="minilm",
            url=f"{self.server.address}/x/onnx.tar.gz",
            sha256=hashlib.sha256(self.archive).hexdigest(),
            names=FILES,
            inner="onnx",
            folder=self.folder,
            allow_private=True,
        )
        return replace(files, **changes)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path / "models")
    yield made
    made.server.close()


def test_it_is_fetched_once_and_embeds(shop: Shop, capfd: pytest.CaptureFixture[str]) -> None:
    embedder = MiniLMEmbedder(EmbedderSettings(), shop.files())
    assert shop.asked == 0
    vectors = embedder.embed_documents(["harbour ships", "sold", ""])
    shown = capfd.readouterr()
    assert shown.out == ""
    assert re.search(r"Fetching the embedder minilm: \d+ of \d+ MB \(100 %\)", shown.err)
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    rows = table()
    wanted = rows[2] + rows[3]
    np.testing.assert_allclose(vectors[0], wanted / np.linalg.norm(wanted), atol=1e-6)
    np.testing.assert_allclose(vectors[1], rows[4] / np.linalg.norm(rows[4]), atol=1e-6)
    assert np.isfinite(vectors[2]).all()
    query = embedder.embed_query("sold")
    np.testing.assert_allclose(query, vectors[1], atol=1e-6)
    assert embedder.embed_documents([]).shape == (0, 384)
    again = MiniLMEmbedder(EmbedderSettings(offline=True), shop.files())
    np.testing.assert_array_equal(again.embed_query("sold"), query)
    assert shop.asked == 1
    assert capfd.readouterr().err == ""


def test_the_length_of_a_batch_does_not_change_a_vector(shop: Shop) -> None:
    embedder = MiniLMEmbedder(EmbedderSettings(), shop.files())
    together = embedder.embed_documents(["ships", "board " * 400, *["price"] * 40])
    np.testing.assert_allclose(together[0], embedder.embed_query("ships"), atol=1e-6)
    np.testing.assert_allclose(together[41], embedder.embed_query("price"), atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


def test_the_name_and_the_fingerprint_need_no_files(shop: Shop) -> None:
    embedder = MiniLMEmbedder(EmbedderSettings(offline=True), shop.files())
    digest = shop.files().sha256[:12]
    assert embedder.fingerprint == f"minilm:384:1:{digest}"
    assert (embedder.name, embedder.dimension) == ("minilm", 384)
    other = MiniLMEmbedder(EmbedderSettings(), shop.files(sha256="0" * 64))
    assert other.fingerprint != embedder.fingerprint
    assert make_embedder("minilm").fingerprint == "minilm:384:1:913d7300ceae"
    with pytest.raises(EmbedderError, match="only one model"):
        make_embedder("minilm:large")


def test_what_it_expects_is_what_chroma_would_fetch() -> None:
    from chromadb.utils.embedding_functions.onnx_mini_lm_l6_v2 import ONNXMiniLM_L6_V2

    files = default_files()
    assert files.url == ONNXMiniLM_L6_V2.MODEL_DOWNLOAD_URL
    assert files.sha256 == ONNXMiniLM_L6_V2._MODEL_SHA256
    assert files.inner == ONNXMiniLM_L6_V2.EXTRACTED_FOLDER_NAME
    (elsewhere,) = files.elsewhere
    assert elsewhere == ONNXMiniLM_L6_V2.DOWNLOAD_PATH / ONNXMiniLM_L6_V2.ARCHIVE_FILENAME


def test_the_cache_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_files().folder == tmp_path / "briefing/models/all-MiniLM-L6-v2"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert default_files().folder.is_relative_to(Path.home() / ".cache")
    monkeypatch.setattr("sys.platform", "darwin")
    assert default_files().folder.is_relative_to(Path.home() / "Library/Caches")
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert default_files().folder.is_relative_to(tmp_path)


def test_offline_it_says_what_to_do(shop: Shop) -> None:
    embedder = MiniLMEmbedder(EmbedderSettings(offline=True), shop.files())
    with pytest.raises(EmbedderError) as raised:
        embedder.embed_query("ships")
    assert "--offline" in raised.value.message
    assert "briefing reindex --embedder minilm" in raised.value.hint
    assert str(shop.folder / "onnx.tar.gz") in raised.value.hint
    assert shop.asked == 0


@pytest.mark.parametrize("where", ["by hand", "elsewhere"])
def test_an_archive_that_is_there_is_used(shop: Shop, where: str, tmp_path: Path) -> None:
    files = shop.files(elsewhere=(tmp_path / "chroma.tar.gz",))
    place = files.archive if where == "by hand" else files.elsewhere[0]
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(shop.archive[:-9])
    with pytest.raises(EmbedderError, match="--offline"):
        ensure(files, offline=True)
    place.write_bytes(shop.archive)
    assert ensure(files, offline=True) == files.folder
    assert intact(files)
    assert shop.asked == 0


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def change(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("harm", [cut, change, Path.unlink], ids=["cut", "changed", "gone"])
@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "sha256.json"])
def test_a_damaged_file_is_fetched_again(
    shop: Shop, harm: Callable[[Path], None], name: str
) -> None:
    files = shop.files()
    ensure(files, offline=False, say=lambda line: None)
    assert intact(files)
    harm(files.folder / "onnx" / name)
    assert not intact(files)
    ensure(files, offline=False, say=lambda line: None)
    assert intact(files)
    assert shop.asked == 2
    assert os.listdir(files.folder) == ["onnx"]


def test_what_is_not_the_model_is_thrown_away(shop: Shop) -> None:
    files = shop.files()
    shop.sent = b"x" * len(shop.archive)
    with pytest.raises(EmbedderError, match="another sha256"):
        ensure(files, offline=False)
    shop.sent = shop.archive[:-100]
    with pytest.raises(EmbedderError, match="could not be fetched") as raised:
        ensure(files, offline=False)
    assert str(files.archive) in raised.value.hint
    shop.status = 503
    with pytest.raises(EmbedderError, match="answered 503"):
        ensure(files, offline=False)
    assert list(files.folder.iterdir()) == []


def test_a_server_that_goes_silent_is_given_up(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_files, "STALL", 0.2)
    hold = threading.Event()

    def silent(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.wfile.write(b"x" * 500)
        hold.wait(10)

    shop.server.RequestHandlerClass.do_GET = silent  # type: ignore[attr-defined]
    try:
        with pytest.raises(EmbedderError, match=r"sent nothing for 0\.2 s"):
            ensure(shop.files(), offline=False)
    finally:
        hold.set()


@pytest.mark.parametrize(
    "archive",
    [
        packed({"model.onnx": b"x"}),
        packed(dict.fromkeys(FILES, b"{}"), "../onnx/"),
        packed(dict.fromkeys(FILES, b"{}"), "/onnx/"),
        gzip.compress(b"no tar archive"),
        b"no archive",
        packed(dict.fromkeys(FILES, b"{}"))[:-40],
    ],
    ids=["a file only", "leads out", "absolute", "no tar", "no gzip", "cut"],
)
def test_an_archive_of_something_else_is_refused(shop: Shop, archive: bytes) -> None:
    shop.archive = archive
    files = shop.files()
    with pytest.raises(EmbedderError, match="does not hold the files"):
        ensure(files, offline=False)
    assert list(files.folder.iterdir()) == []
    assert list(files.folder.parent.iterdir()) == [files.folder]


def test_a_folder_that_cannot_be_written(shop: Shop) -> None:
    shop.folder.write_text("a file where the folder should be")
    with pytest.raises(EmbedderError, match="could not be stored"):
        ensure(shop.files(), offline=False)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("model.onnx", b"no model", "does not load"),
        ("tokenizer.json", b"{}", "does not load"),
        ("model.onnx", onnx_model(table(16)), "wrong form"),
        ("model.onnx", onnx_model(table()[:2]), "failed"),
        ("model.onnx", onnx_model(np.full((7, 384), np.nan)), "wrong form"),
    ],
    ids=["no model", "no tokenizer", "width", "rows", "no numbers"],
)
def test_a_model_that_does_not_work_is_one_clear_error(
    shop: Shop, name: str, data: bytes, reason: str
) -> None:
    shop.archive = packed(model() | {name: data})
    embedder = MiniLMEmbedder(EmbedderSettings(), shop.files())
    with pytest.raises(EmbedderError, match=reason) as raised:
        embedder.embed_documents(["harbour ships price"])
    assert raised.value.hint
    assert "\n" not in str(raised.value)


def test_the_list_of_digests_names_the_archive(shop: Shop) -> None:
    files = shop.files()
    ensure(files, offline=False, say=lambda line: None)
    listed = json.loads((files.folder / "onnx/sha256.json").read_text())
    assert listed["archive"] == files.sha256
    assert not intact(replace(files, sha256="0" * 64))
    assert struct.calcsize("<f") * DIMENSION * 7 < (files.folder / "onnx/model.onnx").stat().st_size
