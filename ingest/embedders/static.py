"""The embedded embedder: mean token vectors, with the weights of the ``wordllama`` wheel.

It gives what ``WordLlama.load().embed(norm=True)`` gives, from the same two files, without
importing that package (its import and its batches are slow): a text's vector is the mean of
its tokens' vectors, scaled to length 1.

The tokenizer is a byte-pair encoding whose tokens never reach across a space, and never mix
letters or digits with other signs but ``_`` and ``²``. So it can be applied piece by piece
(a word, or the signs between two), and a piece's tokens are remembered; so are those of whole
words, a word with the signs that hang on it, which spares most of them being taken apart.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
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
_PIECES = re.compile(r" *+(?:[^\W_²]++|(?:[^\w ]++|[_²]++)++)| ++")

_INDIVISIBLE = ("  ", _SPACE, "<s>", "</s>", "<unk>")

_REMEMBERED_PIECES = 200_000
_REMEMBERED_WORDS = 150_000
_MANY = 64


class StaticEmbedder:
    """The model inside the ``wordllama`` wheel: 256 dimensions, no network, no server.

    The files are looked for when it is made and read when one is first used in the process.
    Safe for several threads.
    """

    def __init__(self) -> None:
        """Raises EmbedderError when the wheel or its files are not there."""
        folder = _folder()
        self._files = (folder / _WEIGHTS, folder / _TOKENIZER)
        for file in self._files:
            if not file.is_file():
                raise EmbedderError(f"The embedder's file {file} is missing.", _MEND)
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
        model = self._model = self._model or _read_once(*map(_seen, self._files))
        with model.lock:
            if len(texts) >= _MANY:
                model.widen()
            for row, text in zip(out, texts, strict=True):
                tokens = model.tokens(text)
                if len(tokens):
                    model.mean(tokens, row)
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
    """The two files, read, with the tokens of the pieces met so far; used under its ``lock``."""

    def __init__(self, weights: Path, tokenizer: Path) -> None:
        self.lock = Lock()
        self._tokenizer, self._table = _read(weights, tokenizer)
        self._normalizers = (self._tokenizer.normalizer, _without_prefix())
        self._tokenizer.normalizer = self._normalizers[1]
        self._pieces = _Pieces(self._tokenizer)
        self._words = _Words(self._pieces)
        self._ones = np.empty(0, dtype=np.float32)
        self._rows = np.empty((0, DIMENSION), dtype=np.float32)

    def widen(self) -> None:
        """Turns the weights from the file's float16 to float32, which pays for many texts."""
        self._table = self._table.astype(np.float32, copy=False)

    def mean(self, tokens: NDArray[np.int32], out: NDArray[np.float32]) -> None:
        """Puts the mean vector of the tokens into ``out``."""
        count = len(tokens)
        if self._table.dtype != np.float32:
            self._table.take(tokens, axis=0).sum(axis=0, dtype=np.float32, out=out)
        else:
            # Into the same memory every time: asking for new costs as much as the sum.
            if count > len(self._rows):
                self._rows = np.empty((count, DIMENSION), dtype=np.float32)
                self._ones = np.ones(count, dtype=np.float32)
            rows = self._table.take(tokens, axis=0, out=self._rows[:count], mode="clip")
            # As a product with ones it is summed up in half the time of ``numpy.add.reduce``.
            np.dot(self._ones[:count], rows, out=out)
        out /= np.float32(count)

    def tokens(self, text: str) -> NDArray[np.int32]:
        """The token numbers of a text, rows of the table."""
        if _whole(text):
            return np.frombuffer(self._encode_whole(text), dtype=np.int32)
        # A line's end goes to the word after it, so that this comes as often as any other.
        words = text.replace("\n", " \n").split(" ")
        tokens = b"".join(map(self._words.__getitem__, words))
        return np.frombuffer(tokens, dtype=np.int32)

    def _encode_whole(self, text: str) -> bytes:
        as_shipped, without_prefix = self._normalizers
        self._tokenizer.normalizer = as_shipped
        try:
            return _packed(self._tokenizer.encode(text, add_special_tokens=False).ids)
        finally:
            self._tokenizer.normalizer = without_prefix


_Seen = tuple[Path, int]


def _seen(file: Path) -> _Seen:
    """The file as it is now: another in its place is read anew."""
    return file, file.stat().st_mtime_ns if file.is_file() else 0


@lru_cache(maxsize=1)
def _read_once(weights: _Seen, tokenizer: _Seen) -> _Model:
    """The model, for all embedders of a process: to read it takes a tenth of a second."""
    return _Model(weights[0], tokenizer[0])


class _Pieces(dict[str, bytes]):
    """The tokens of every piece asked for, as bytes; the tokenizer is asked once for each."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        # Of the tokenizer's steps only this one does anything to a piece.
        self._tokenize = tokenizer.model.tokenize

    def __missing__(self, piece: str) -> bytes:
        if len(self) >= _REMEMBERED_PIECES:
            self.clear()
        found = self._tokenize(piece.replace(" ", _SPACE))
        tokens = self[piece] = _packed([token.id for token in found])
        return tokens


class _Words(dict[str, bytes]):
    """The tokens of every word asked for, with the space or line end before it; pieces give
    them."""

    def __init__(self, pieces: _Pieces) -> None:
        super().__init__()
        self._pieces = pieces

    def __missing__(self, word: str) -> bytes:
        written = word if word.startswith("\n") else f" {word}"
        if len(self) >= _REMEMBERED_WORDS:
            self.clear()
        tokens = self[word] = b"".join(map(self._pieces.__getitem__, _PIECES.findall(written)))
        return tokens


def _whole(text: str) -> bool:
    """Whether a text cannot be taken apart: an empty one, one with a run of spaces (the
    tokenizer puts one in front), and one with the tokenizer's own marks."""
    return not text or text[0] == " " or any(map(text.__contains__, _INDIVISIBLE))


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
    return array("i", ids).tobytes()


__all__ = ["StaticEmbedder"]
