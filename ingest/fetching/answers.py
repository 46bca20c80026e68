"""The body of an answer: unpacked and counted as it comes, never more than was allowed."""

from __future__ import annotations

import http.client
import zlib
from collections.abc import Callable, Iterator

from ingest.errors import FetchError
from ingest.text.clean import visible

Watch = Callable[[int, int | None], None]
_PIECE = 65_536


def pieces(
    response: http.client.HTTPResponse, max_bytes: int, watch: Watch | None
) -> Iterator[bytes]:
    """The body of an answer, unpacked, piece by piece; ``watch`` is told what came of it and how
    much is to come (None when the server does not say). Raises FetchError."""
    encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    declared = response.length
    if declared is not None and declared > max_bytes:
        raise _too_large(max_bytes)
    decoder = _decoder(encoding)
    wire = decoded = 0
    while piece := response.read(_PIECE):
        wire += len(piece)
        if wire > max_bytes:
            raise _too_large(max_bytes)
        if watch is not None:
            watch(wire, declared)
        while piece:
            data = decoder.decompress(piece, _PIECE * 16) if decoder else piece
            piece = decoder.unconsumed_tail if decoder else b""
            decoded += len(data)
            if decoded > max_bytes:
                raise _too_large(max_bytes)
            yield data
    if (declared is not None and wire < declared) or (decoder is not None and not decoder.eof):
        raise FetchError("The answer was cut off before its end.", "Try again.")


def _decoder(encoding: str) -> zlib._Decompress | None:
    if encoding in ("identity", ""):
        return None
    if encoding in ("gzip", "x-gzip"):
        return zlib.decompressobj(16 + zlib.MAX_WBITS)
    if encoding == "deflate":
        return zlib.decompressobj()
    raise FetchError(
        f"The answer is packed as {visible(encoding[:40])}, which was not asked for.",
        "Save the page in a browser and ingest the file.",
    )


def _too_large(max_bytes: int) -> FetchError:
    return FetchError(
        f"The page is larger than {max_bytes // 1024**2 or 1} MB.",
        "Save the article's text as a file and ingest that.",
    )
