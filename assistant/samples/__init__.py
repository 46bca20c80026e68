"""The sample articles that ship with the package: invented outlets, written for this purpose."""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path


def samples() -> AbstractContextManager[Path]:
    """The folder of sample articles, on disk while the context is open."""
    return as_file(files(__name__) / "articles")
