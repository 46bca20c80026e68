"""Whether a model may be used: asked once, when a key lies in the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from assistant.engine_choice import EngineChoice
from assistant.ui import greeting, prompt_jobs
from assistant.ui.literal import toast
from assistant.ui.modals import ConsentScreen
from ingest.errors import BriefingError

if TYPE_CHECKING:
    from assistant.ui.services import Consent, Engines, OpenLibrary, Services


class Consenting(Screen[None]):
    """The part of the chat screen that asks before anything may leave the machine."""

    services: Services
    library: OpenLibrary | None

    def ask_consent(self, consent: Consent) -> None:
        """Asks, keeps the choice, and takes the model when it is allowed."""

        def answered(agreed: bool | None) -> None:
            try:
                (consent.allow if agreed else consent.refuse)()
            except BriefingError as error:
                toast(self.app, str(error), "warning")
            engines, library = self.services.engines, self.library
            if agreed and engines is not None and library is not None:
                self._take_model(engines, library)

        text = greeting.consent_text(consent.model, consent.endpoint)
        screen = ConsentScreen(text, "Use the model", "Stay on this machine")
        self.app.push_screen(screen, answered)

    @work(thread=True, exit_on_error=False)
    def _take_model(self, engines: Engines, library: OpenLibrary) -> None:
        # What is wanting, such as the name of a model, is asked for in the prompt.
        choice = EngineChoice("openai")
        prompt_jobs.make_engine(engines, choice, "/engine openai:", library, self.post_message)
