"""Articles out of the exports of press databases, whatever sort of file their lines came in.

Pure: lines in, pieces out. ``marked`` is a quick look at the bytes of a file; ``split`` decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.press import factiva, nexis
from ingest.readers.press.piece import Line, Piece

_MARKS = re.compile(
    rb"\b(?:Document|Dokument|Documento)(?:\s|&nbsp;|\xc2\xa0)+[A-Z][A-Z0-9]{1,12}(?:19|20)\d{6}"
    rb"|End of Document|Ende des Dokuments|Fin du document"
    rb"|\b\d{1,5} of \d{1,5} DOCUMENTS?\b|Dokument \d{1,5} von \d{1,5}"
    rb"|Document \d{1,5} de \d{1,5}"
)


def marked(data: bytes) -> bool:
    """Whether the bytes of a text or page hold a mark that ends or opens an export's article."""
    return _MARKS.search(data) is not None


def split(lines: Sequence[Line]) -> list[Piece]:
    """The articles of an export of Factiva or Nexis; empty when the lines are none."""
    lines = [(kind, text.strip()) for kind, text in lines]
    return factiva.split(lines) or nexis.split(lines)


def lines_of(text: str) -> list[Line]:
    """The lines of a plain text."""
    return [("", line) for line in text.splitlines()]


__all__ = ["Line", "Piece", "lines_of", "marked", "split"]
