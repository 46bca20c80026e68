"""Whether a model may be used: asked once, when a key lies in the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from assistant.ui import greeting, jobs, prompt_jobs
from assistant.ui.engine_choice import EngineChoice
from assistant.ui.literal import toast
from assistant.ui.modals import ConfirmScreen
from ingest.errors import BriefingError

if TYPE_CHECKING:
    from assistant.ui.services import Consent, OpenLibrary, Services


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
            if agreed and self.library is not None:
                self._remake()

        text = greeting.consent_text(consent.model, consent.endpoint)
        screen = ConfirmScreen(text, "Use the model", "Stay on this machine")
        self.app.push_screen(screen, answered)

    @work(thread=True, exit_on_error=False)
    def _remake(self) -> None:
        engines, library = self.services.engines, self.library
        if library is None:
            return
        if engines is None:
            jobs.remake(self.services, library, self.post_message)
        else:  # what is wanting, such as the name of a model, is asked for in the prompt
            choice = EngineChoice("openai")
            prompt_jobs.make_engine(engines, choice, "/engine openai:", library, self.post_message)
