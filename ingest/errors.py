"""Errors of the ingest side, and of the library it keeps.

::

    BriefingError                 what happened + what to do next
    ├── SourceError               one source could not be read; the others go on
    │   ├── FetchError            missing, unreadable, unreachable, refused, too large
    │   └── ReadError             fetched, but no article came of it
    ├── LibraryError              the library cannot be used as asked (exit code 7)
    │   ├── LibraryMissing        nothing there, or nothing in it
    │   ├── LibraryDamaged        the catalogue does not open
    │   │   └── ArticleDamaged    it opens, but one article is not as it was stored
    │   ├── LibraryTooNew         made by a newer program
    │   └── EmbedderMismatch      made with another embedder
    ├── UnknownArticle            no article has this id
    └── EmbedderError             the embedder failed or is not installed
        └── EmbedderUnavailable   the embedder's endpoint failed (exit code 6)
"""

from __future__ import annotations


class BriefingError(Exception):
    """Anything a user can cause. ``message`` says what happened, ``hint`` what to do next."""

    kind = "error"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class SourceError(BriefingError):
    """One source could not be read; the others go on."""

    kind = "source"


class FetchError(SourceError):
    """A source is missing, unreadable, unreachable, refused or too large.

    ``status`` is that of a server's refusal, ``retry_after`` what it said of a later time, as
    it was written there.
    """

    kind = "fetch"

    def __init__(
        self,
        message: str,
        hint: str = "",
        *,
        status: int | None = None,
        retry_after: str | None = None,
    ) -> None:
        super().__init__(message, hint)
        self.status = status
        self.retry_after = retry_after

    @property
    def absent(self) -> bool:
        """Whether a server says that there is nothing at this address."""
        return self.status in (404, 410)


class ReadError(SourceError):
    """A source was fetched, but no article came of it."""

    kind = "read"


class LibraryError(BriefingError):
    """The library cannot be used as asked."""

    kind = "library"


class LibraryMissing(LibraryError):
    """There is no library here, or nothing is in it."""

    kind = "library_missing"


class LibraryDamaged(LibraryError):
    """The catalogue is there but does not open as one."""

    kind = "library_damaged"


class ArticleDamaged(LibraryDamaged):
    """What is stored of one article is not what was stored; the others can be used."""


class LibraryTooNew(LibraryError):
    """The library was written by a newer version of the program."""

    kind = "library_too_new"


class EmbedderMismatch(LibraryError):
    """The library's vectors come from another embedder than the one asked for."""

    kind = "embedder_mismatch"


class UnknownArticle(BriefingError):
    """No article has this id, or several begin with it."""

    kind = "unknown_article"


class EmbedderError(BriefingError):
    """The embedder failed, is unknown, or is not installed."""

    kind = "embedder"


class EmbedderUnavailable(EmbedderError):
    """The embedder's endpoint failed, or did not answer as one."""

    kind = "embedder_unavailable"
