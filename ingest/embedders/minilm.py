"""all-MiniLM-L6-v2 through Chroma's ONNX function: ``minilm``, 384 dimensions, no server.

The second home of ``chromadb``. Chroma's own step of fetching the model has no time limit and
checks the archive only, so that step is done here (``model_files``), by our one fetcher; the
function finds its files in place. Texts are cut at 256 tokens, as the model was trained.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedders import make_fingerprint
from ingest.embedders.model_files import ModelFiles, ensure
from ingest.errors import EmbedderError
from ingest.text.clean import visible

if TYPE_CHECKING:
    from ingest.embedders import EmbedderSettings

NAME = "minilm"
DIMENSION = 384
BATCH = 32
"""Texts that the model is given at once, as in Chroma's function."""

MAX_TOKENS = 256

URL = "https://chroma-onnx-models.s3.amazonaws.com/all-MiniLM-L6-v2/onnx.tar.gz"
SHA256 = "913d7300ceae3b2dbc2c50d1de4baacab4be7b9380491c27fab7418616a16ec3"
"""Where chromadb 1.5.9 fetches the model from, and what it must be (``onnx_mini_lm_l6_v2.py``)."""

FILES = ("config.json", "model.onnx", "special_tokens_map.json", "tokenizer_config.json",
         "tokenizer.json", "vocab.txt")  # fmt: skip
_INNER = "onnx"
_MODEL = "all-MiniLM-L6-v2"


def default_files() -> ModelFiles:
    """The model of the Chroma project, kept in the user's cache folder.

    The archive that Chroma itself may have fetched before is used where it is whole.
    """
    return ModelFiles(
        label=NAME,
        url=URL,
        sha256=SHA256,
        names=FILES,
        inner=_INNER,
        folder=_cache() / "briefing" / "models" / _MODEL,
        elsewhere=(Path.home() / ".cache" / "chroma" / "onnx_models" / _MODEL / "onnx.tar.gz",),
    )


def _cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    named = Path(os.environ.get("XDG_CACHE_HOME") or "")
    return named if named.is_absolute() else Path.home() / ".cache"


class MiniLMEmbedder:
    """The model, fetched at its first use unless it is there. Safe for several threads."""

    def __init__(self, settings: EmbedderSettings, files: ModelFiles | None = None) -> None:
        """``files``: another place or source of the model than the Chroma project's."""
        self._offline = settings.offline
        self._files = files or default_files()
        self._lock = Lock()
        self._function: Any = None

    @property
    def name(self) -> str:
        """``minilm``."""
        return NAME

    @property
    def dimension(self) -> int:
        """384."""
        return DIMENSION

    @property
    def fingerprint(self) -> str:
        """See ``make_fingerprint``; its digest is that of the model's archive, so that a library
        can be opened, listed and searched by words where the model is not."""
        base = make_fingerprint(NAME, DIMENSION, None).rpartition(":")[0]
        return f"{base}:{self._files.sha256[:12]}"

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A float32 array (number of texts, 384) of rows of length 1.

        Raises EmbedderError when the model cannot be had or does not work.
        """
        out = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        if not texts:
            return out
        with self._lock:
            if self._function is None:
                self._function = _function(ensure(self._files, offline=self._offline))
            for at in range(0, len(texts), BATCH):
                part = list(texts[at : at + BATCH])
                out[at : at + len(part)] = _vectors(self._function, part)
        return out

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """A float32 array (384,) of length 1."""
        row: NDArray[np.float32] = self.embed_documents([text])[0]
        return row


def _function(folder: Path) -> Any:
    """Chroma's function with its files in ``folder``; it fetches nothing by itself."""
    from ingest.vectors import IndexUnavailable, chroma

    try:
        chroma()
        import onnxruntime  # type: ignore[import-untyped]
        from chromadb.utils.embedding_functions.onnx_mini_lm_l6_v2 import ONNXMiniLM_L6_V2

        onnxruntime.disable_telemetry_events()
        function = ONNXMiniLM_L6_V2(preferred_providers=["CPUExecutionProvider"])
        function.DOWNLOAD_PATH = folder
        vars(function)["_download_model_if_not_exists"] = lambda: None
        function.tokenizer.enable_truncation(max_length=MAX_TOKENS)
        _ = function.model
    except IndexUnavailable as error:
        raise EmbedderError(f"The embedder minilm cannot be used: {error}", "") from error
    except Exception as error:
        # The runtime and the tokenizers have no exception types of their own.
        raise EmbedderError(
            f"The embedder minilm does not load ({visible(str(error))[:300]}).",
            f"Install onnxruntime and tokenizers again, or delete {folder} and run it online.",
        ) from error
    return function


def _vectors(function: Any, texts: list[str]) -> NDArray[np.float32]:
    """A batch of vectors. The texts are padded to the longest of them and not to 256 tokens,
    which a question has a twentieth of; the padding is masked, so the vectors are the same."""
    tokenizer = function.tokenizer
    tokenizer.no_padding()
    longest = max(len(found.ids) for found in tokenizer.encode_batch(texts))
    tokenizer.enable_padding(pad_id=0, pad_token="[PAD]", length=max(longest, 1))  # noqa: S106
    try:
        vectors = np.asarray(function(texts), dtype=np.float32)
    except Exception as error:
        raise EmbedderError(
            f"The embedder minilm failed ({visible(str(error))[:300]}).",
            "Run it again, or use another embedder: briefing reindex --embedder static",
        ) from error
    if vectors.shape != (len(texts), DIMENSION) or not np.isfinite(vectors).all():
        raise EmbedderError(
            f"The embedder minilm made vectors of the wrong form {vectors.shape}.",
            "Use another embedder: briefing reindex --embedder static",
        )
    return vectors


__all__ = ["MiniLMEmbedder", "default_files"]
