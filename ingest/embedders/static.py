"""The embedded embedder: mean token vectors, with the weights of the ``wordllama`` wheel.

It gives what ``WordLlama.load().embed(norm=True)`` gives, from the same two files, without
importing that package (its import and its batches are slow): a text's vector is the mean of
its tokens' vectors, scaled to length 1.

The tokenizer is a byte-pair encoding whose tokens never reach across a space, and never mix
letters or digits with other signs but ``_`` and ``²``. So it can be applied word by word,
and a word's tokens are remembered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ingest.embedders import CANARY, make_fingerprint
from ingest.errors import EmbedderError

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from tokenizers.normalizers import Normalizer

NAME = "static"
DIMENSION = 256

_PACKAGE = "wordllama"
_WEIGHTS = Path("weights", "l2_supercat_256.safetensors")
_TOKENIZER = Path("tokenizers", "l2_supercat_tokenizer_config.json")

_MEND = (
    "Install it with `pip install --force-reinstall wordllama` on Linux, macOS or Windows with "
    "Python 3.11 to 3.13 (64 bit; these have a ready-made wheel), or use a server's embedder: "
    "briefing reindex --embedder openai:MODEL"
)

#: The tokenizer writes a space as this, and reads it as one.
_SPACE = "\u2581"

#: Between these pieces no token of the vocabulary can lie.
_PIECES = re.compile(r" *(?:[^\W_²]+|(?:[^\w ]|[_²])+)| +")

#: Texts that cannot be taken apart at spaces: empty ones, those with a run of spaces (the
#: tokenizer puts one in front), and those with the tokenizer's own marks.
_WHOLE = re.compile(r"\A\Z|\A |  |\u2581|<s>|</s>|<unk>")

_REMEMBERED_WORDS = 200_000
_AT_ONCE = 256
_MANY = 64


class StaticEmbedder:
    """The model inside the ``wordllama`` wheel: 256 dimensions, no network, no server.

    The files are looked for when it is made and read when it is first used. Safe for
    several threads.
    """

    def __init__(self) -> None:
        """Raises EmbedderError when the wheel or its files are not there."""
        folder = _folder()
        self._weights = folder / _WEIGHTS
        self._tokenizer = folder / _TOKENIZER
        for file in (self._weights, self._tokenizer):
            if not file.is_file():
                raise EmbedderError(f"The embedder's file {file} is missing.", _MEND)
        self._lock = Lock()
        self._model: _Model | None = None
        self._fingerprint: str | None = None

    @property
    def name(self) -> str:
        """``static``."""
        return NAME

    @property
    def dimension(self) -> int:
        """256."""
        return DIMENSION

    @property
    def fingerprint(self) -> str:
        """See ``make_fingerprint``; taken from the weights themselves."""
        if self._fingerprint is None:
            self._fingerprint = make_fingerprint(NAME, DIMENSION, self.embed_query(CANARY))
        return self._fingerprint

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A float32 array (number of texts, 256) of rows of length 1; zeros for an empty text."""
        out = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        with self._lock:
            if self._model is None:
                self._model = _Model(self._weights, self._tokenizer)
            if len(texts) >= _MANY:
                self._model.widen()
            for at in range(0, len(texts), _AT_ONCE):
                part = texts[at : at + _AT_ONCE]
                for n, tokens in enumerate(self._model.tokens(part), start=at):
                    if len(tokens):
                        out[n] = self._model.mean(tokens)
        lengths = np.linalg.norm(out, axis=1, keepdims=True)
        out /= np.where(lengths > 0, lengths, 1)
        return out

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """A float32 array (256,) of length 1."""
        row: NDArray[np.float32] = self.embed_documents([text])[0]
        return row


def _folder() -> Path:
    spec = find_spec(_PACKAGE)
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    if not places:
        raise EmbedderError("The embedded embedder's package, wordllama, is not installed.", _MEND)
    return Path(places[0])


class _Model:
    """The two files, read, with the tokens of the words met so far."""

    def __init__(self, weights: Path, tokenizer: Path) -> None:
        self._tokenizer, self._table = _read(weights, tokenizer)
        self._normalizers = (self._tokenizer.normalizer, _without_prefix())
        self._tokenizer.normalizer = self._normalizers[1]
        self._words: dict[str, bytes] = {}
        self._pieces: dict[str, bytes] = {}

    def widen(self) -> None:
        """Turns the weights from the file's float16 to float32, which pays for many texts."""
        self._table = self._table.astype(np.float32, copy=False)

    def mean(self, tokens: NDArray[np.int32]) -> NDArray[np.float32]:
        """The mean vector of the tokens."""
        vectors = self._table.take(tokens, axis=0)
        total: NDArray[np.float32] = vectors.sum(axis=0, dtype=np.float32)
        return total / np.float32(len(tokens))

    def tokens(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """The token numbers of each text, rows of the table."""
        if len(self._words) > _REMEMBERED_WORDS:
            self._words.clear()
            self._pieces.clear()
        # A text is given as a list of words, or as itself where it must stay in one piece.
        parts = [text if _WHOLE.search(text) else text.split(" ") for text in texts]
        self._learn(set(chain.from_iterable(p for p in parts if isinstance(p, list))))
        return [
            np.frombuffer(
                self._encode_whole(part)
                if isinstance(part, str)
                else b"".join(map(self._words.__getitem__, part)),
                dtype=np.int32,
            )
            for part in parts
        ]

    def _learn(self, words: set[str]) -> None:
        new = list(words.difference(self._words))
        split = [_PIECES.findall(f" {word}") for word in new]
        pieces = list(set(chain.from_iterable(split)).difference(self._pieces))
        encoded = self._tokenizer.encode_batch_fast(pieces, add_special_tokens=False)
        for piece, encoding in zip(pieces, encoded, strict=True):
            self._pieces[piece] = _packed(encoding.ids)
        for word, its_pieces in zip(new, split, strict=True):
            self._words[word] = b"".join(map(self._pieces.__getitem__, its_pieces))

    def _encode_whole(self, text: str) -> bytes:
        as_shipped, without_prefix = self._normalizers
        self._tokenizer.normalizer = as_shipped
        try:
            return _packed(self._tokenizer.encode(text, add_special_tokens=False).ids)
        finally:
            self._tokenizer.normalizer = without_prefix


def _read(weights: Path, tokenizer: Path) -> tuple[Tokenizer, NDArray[np.floating]]:
    from safetensors import safe_open
    from tokenizers import Tokenizer

    try:
        with safe_open(weights, framework="np") as file:
            table = file.get_tensor("embedding.weight")
        encoder = Tokenizer.from_file(str(tokenizer))
    except Exception as error:
        # tokenizers has no exception type of its own: it raises bare Exception.
        raise EmbedderError(f"The embedder's files cannot be read ({error}).", _MEND) from error
    if table.shape != (encoder.get_vocab_size(), DIMENSION):
        raise EmbedderError(f"The embedder's weights have an unknown shape {table.shape}.", _MEND)
    return encoder, table


def _without_prefix() -> Normalizer:
    """Writes spaces as the tokenizer does, without putting one before the text."""
    from tokenizers import normalizers

    return normalizers.Replace(" ", _SPACE)


def _packed(ids: Sequence[int]) -> bytes:
    return np.array(ids, dtype=np.int32).tobytes()


__all__ = ["StaticEmbedder"]
