"""The services on the real library and the chosen engine, from the composition root.

Nothing heavy is imported before a function is called, so the first paint waits for none of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.config import DEFAULT, Settings, set_value
from assistant.engine_choosing import EngineChooser
from assistant.errors import UsageError
from assistant.ui.real_holdings import RealHoldings, real_library
from assistant.ui.services import Answering, Cancelled, Consent, Names, OpenLibrary, Services, Watch
from ingest.errors import BriefingError
from ingest.types import Overrides, Report

if TYPE_CHECKING:
    from assistant.check import CheckedSentence
    from ingest.draft import DraftText
    from ingest.pipeline import IngestOptions


def services_for(settings: Settings) -> Services:
    """What the app calls when it is opened with these settings."""
    real = _Real(settings)
    return Services(
        open_library=real.open_library,
        make_assistant=real.make_assistant,
        ingest=real.ingest,
        add_text=real.add_text,
        add_samples=real.add_samples,
        consent=real.consent,
        tend=real.tend,
        passages=settings.passages,
        keys=settings.keys,
        drafts=_RealDrafts(settings),
        holdings=RealHoldings(real.options),
        keep_theme=real.keep_theme,
        names=real.names,
        passes=lambda library, filters: real_library(library).catalogue.any_passes(filters),
        engines=EngineChooser(lambda: real.settings, real.take),
    )


class _Real:
    """The services, with the settings as they stand now: the engine may be chosen on the way."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def open_library(self) -> OpenLibrary:
        from assistant.wiring import open_library

        return open_library(self._settings, create=True, write=True)

    def make_assistant(self, library: OpenLibrary) -> Answering:
        from assistant.wiring import make_assistant

        return make_assistant(self._settings, real_library(library))

    def ingest(
        self, arguments: Sequence[str], library: OpenLibrary, watch: Watch, cancelled: Cancelled
    ) -> Report:
        from ingest.pipeline import ingest

        return ingest(
            arguments, real_library(library), self.options(), progress=watch, cancelled=cancelled
        )

    def add_text(
        self,
        text: str,
        overrides: Overrides,
        library: OpenLibrary,
        watch: Watch,
        cancelled: Cancelled,
    ) -> Report:
        from ingest.pipeline import ingest_text

        options = replace(self.options(), overrides=overrides)
        return ingest_text(
            text, real_library(library), options, progress=watch, cancelled=cancelled
        )

    def add_samples(self, library: OpenLibrary, watch: Watch, cancelled: Cancelled) -> Report:
        from assistant.samples import samples

        with samples() as folder:
            return self.ingest((str(folder),), library, watch, cancelled)

    def tend(self, library: OpenLibrary) -> None:
        """An index that cannot be had now is no fault: the catalogue answers without it."""
        with suppress(BriefingError):
            real_library(library).apply()

    def consent(self) -> Consent | None:
        """A question when a key lies in the environment and nobody has chosen an engine."""
        settings = self._settings
        chosen = settings.origins.get("engine", DEFAULT) != DEFAULT
        if chosen or settings.offline or not settings.key_in_environment:
            return None
        return Consent(
            model=settings.model or "the model",
            endpoint=settings.base_url,
            allow=lambda: self._choose("openai"),
            refuse=lambda: self._choose("extractive"),
        )

    def _choose(self, engine: str) -> None:
        """For now in any case, and for good where the configuration can be written."""
        origins = {**self._settings.origins, "engine": "the app"}
        self._settings = replace(self._settings, engine=engine, origins=origins)
        set_value(self._settings.config_path, "engine", engine)

    @property
    def settings(self) -> Settings:
        """Those in force now."""
        return self._settings

    def take(self, settings: Settings) -> None:
        """Puts others in their place."""
        self._settings = settings

    def names(self, library: OpenLibrary) -> Names:
        catalogue = real_library(library).catalogue
        return catalogue.publishers(), catalogue.tags()

    def keep_theme(self, name: str) -> str:
        """For the next time; says when the environment will go before it."""
        set_value(self._settings.config_path, "theme", name)
        origin = self._settings.origins.get("theme", DEFAULT)
        if origin != "BRIEFING_THEME":
            return ""
        return f"{origin} is set in the environment and goes before what is kept here."

    def options(self) -> IngestOptions:
        """Those of an ingest that begins now."""
        from assistant.wiring import fetch_settings
        from ingest.pipeline import IngestOptions

        now = datetime.now(UTC).isoformat(timespec="seconds")
        return IngestOptions(now=now, fetch=fetch_settings(self._settings))


class _RealDrafts:
    """Drafts checked as ``briefing check`` does: by the very same function."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def read(self, path: str) -> DraftText:
        from assistant.wiring import fetch_settings
        from ingest.draft import read_draft

        if path == "-":
            raise UsageError("The app reads no standard input.", "Name a file, or paste the draft.")
        return read_draft(path, fetch_settings(self._settings))

    def pasted(self, text: str) -> DraftText:
        from ingest.draft import pasted_draft

        return pasted_draft(text)

    def count(self, draft: DraftText) -> int:
        from assistant.check import count_lines

        return count_lines(draft)

    def check(
        self, draft: DraftText, library: OpenLibrary, cancelled: Cancelled
    ) -> Iterator[CheckedSentence]:
        from assistant.wiring import make_checker

        return make_checker(real_library(library)).draft(draft, cancelled)
