"""Whether a model may be used: asked once, when a key lies in the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from assistant.engine_choice import EngineChoice
from assistant.ui import greeting
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
                # What is wanting, such as the name of a model, is asked for in the prompt.
                self.take_engine(engines, EngineChoice("openai"), "/engine openai:", library)

        text = greeting.consent_text(consent.model, consent.endpoint)
        screen = ConsentScreen(text, "Use the model", "Stay on this machine")
        self.app.push_screen(screen, answered)

    if TYPE_CHECKING:  # what the rest of the screen gives

        def take_engine(
            self, engines: Engines, choice: EngineChoice, text: str, library: OpenLibrary
        ) -> None: ...
