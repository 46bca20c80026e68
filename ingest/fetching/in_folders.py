"""Which files of a folder are read: those of a known name, and texts without an extension.

A file that the user names is read whatever it is called; one that only lies in a folder has to
look like an article, a mailbox or a page.
"""

from __future__ import annotations

import os
import re
from pathlib import PurePath

from ingest import formats

_HEAD = 65_536
_WHOLE = 8 * 1024 * 1024
"""Bytes of an archive or old office file that are looked at to say what it is."""

LEAST_WORDS = 40
"""Words near the beginning of a plain text without an extension that is read."""

_NO_ARTICLES = frozenset({"makefile", "dockerfile", "license", "licence", "copying", "authors",
                          "contributors", "changelog", "readme", "install", "notice", "todo",
                          "gemfile", "rakefile", "procfile", "jenkinsfile", "vagrantfile",
                          "thumbs", "icon\r"})  # fmt: skip
_PARTS = re.compile(
    r"(.+)[_-](?:files|dateien|fichiers|archivos|ficheiros|arquivos|file|bestanden|dosyalar|"
    r"pliki|filer|tiedostot|soubory|elementos)\Z",
    re.IGNORECASE,
)


def refused(path: str) -> str | None:
    """Why a regular file that lies in a folder is not read; None when it is.

    Raises OSError when it cannot be opened.
    """
    if formats.by_name(path) is not None:
        return None
    head = _start(path, _HEAD)
    whole = _start(path, _WHOLE) if formats.needs_whole(head) else None
    named = PurePath(path)
    bare = not named.suffix and named.name.lower() not in _NO_ARTICLES
    if bare and _like_an_article(head, whole):
        return None
    if formats.binary_kind(head, whole) is not None or (bare and formats.source_code(head)):
        return " ".join(formats.refusal(path, formats.UNKNOWN, head, whole))
    what = "without an extension" if not named.suffix else f"called {named.suffix}"
    return f"Files {what} are not read from folders. If it holds an article, name the file itself."


def parts_of_a_page(folder: str, beside: frozenset[str]) -> bool:
    """Whether a folder holds the pictures and frames of a page that a browser saved ``beside``
    it: the lower-case names of the files in the same place."""
    found = _PARTS.match(folder)
    return found is not None and any(
        f"{found[1].lower()}{ending}" in beside for ending in (".html", ".htm", ".xhtml")
    )


def _like_an_article(head: bytes, whole: bytes | None) -> bool:
    form = formats.by_content(head, whole)
    if form is None:
        return False
    return form.name != "text" or len(head.split()) >= LEAST_WORDS


def _start(path: str, size: int) -> bytes:
    # Not blocking: a pipe that took the file's place since it was listed must not hang us.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:
        return file.read(size)


__all__ = ["LEAST_WORDS", "parts_of_a_page", "refused"]
