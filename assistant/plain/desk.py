"""The library and what answers from it, opened behind the prompt while the user types."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.engine_choosing import EngineChooser
from ingest.errors import BriefingError

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from assistant.config import Settings
    from assistant.engine_choice import EngineChoice
    from ingest.library import Library
    from ingest.options import IngestOptions
    from ingest.types import Overrides

_LOOK = 0.2
_PATIENCE = 5.0
"""Seconds that the end waits for what the index is taking over."""


class UnexpectedError(BriefingError):
    """A fault of the program itself, named by its sort: its words might hold a key."""

    kind = "unexpected"

    def __init__(self, error: Exception) -> None:
        super().__init__(
            f"The program failed here ({type(error).__name__}).",
            "Everything finished so far is kept. Try: briefing doctor",
        )


class Desk:
    """Opens the library in a thread; whoever needs it waits. ``tend`` has what other processes
    have added meanwhile taken over into the index."""

    def __init__(self, settings: Settings, *, tend: bool) -> None:
        self.settings = settings
        self.engines = EngineChooser(lambda: self.settings, self._take)
        self._tend = tend
        self._ready = threading.Event()
        self._tended = threading.Event()
        self._failed: BriefingError | None = None
        self._library: Library | None = None
        self._assistant: Assistant | None = None

    def begin(self) -> None:
        """Begins to open it; returns at once."""
        threading.Thread(target=self._open, daemon=True).start()

    @property
    def is_open(self) -> bool:
        """Whether nobody would have to wait for it."""
        return self._ready.is_set()

    @property
    def library(self) -> Library:
        """The open library. Waits for it; raises what kept it from being opened."""
        while not self._ready.wait(_LOOK):
            pass
        if self._library is None:
            raise self._failed or BriefingError("The library is closed.")
        return self._library

    @property
    def assistant(self) -> Assistant:
        """What answers. Waits as ``library`` does; raises UsageError and ConfigError when the
        engine cannot be had as it is chosen."""
        from assistant.commands.options import check_engine
        from assistant.wiring import make_assistant

        library = self.library
        if self._assistant is None:
            check_engine(self.settings)
            self._assistant = make_assistant(self.settings, library)
        return self._assistant

    def choose(self, choice: EngineChoice) -> None:
        """Another engine answers from now on; the one before stays when this one cannot be had.

        Raises ConfigError.
        """
        self._assistant = self.engines.make(choice, self.library)
        self.engines.keep(choice)

    def options(self, overrides: Overrides | None = None) -> IngestOptions:
        """Those of an ingest that begins now."""
        from datetime import UTC, datetime

        from assistant.wiring import fetch_settings
        from ingest.options import IngestOptions

        # As fine as an update needs it: what a run has changed is told by its time.
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        options = IngestOptions(now=now, fetch=fetch_settings(self.settings))
        return replace(options, overrides=overrides) if overrides else options

    def close(self) -> None:
        """Gives the library back, once it is open and what was begun is done."""
        self._ready.wait(_PATIENCE)
        self._tended.wait(_PATIENCE)
        library, self._library = self._library, None
        if library is not None:
            library.close()

    def _take(self, settings: Settings) -> None:
        self.settings = settings

    def _open(self) -> None:
        from assistant.wiring import open_library

        try:
            self._library = open_library(self.settings, create=True, write=True)
            # What the first answer needs, loaded while nobody waits.
            import assistant.chain
            import assistant.plain.asking  # noqa: F401
        except BriefingError as error:
            self._failed = error
        except Exception as error:
            self._failed = UnexpectedError(error)
        finally:
            self._ready.set()
        if self._tend and self._library is not None:
            with suppress(Exception):  # without an index the catalogue answers
                self._library.apply()
        self._tended.set()


__all__ = ["Desk", "UnexpectedError"]
