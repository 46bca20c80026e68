"""Another engine while the app runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.screen import Screen

from assistant.engine_choice import EngineChoice, EngineOffer, read_engine
from assistant.errors import UsageError
from assistant.ui import greeting, prompt_jobs
from assistant.ui.conversation import Conversation
from assistant.ui.literal import literal_line
from assistant.ui.messages import EngineFailed, EngineMade
from assistant.ui.modals import ConfirmScreen
from assistant.ui.topbar import TopBar, engine_lines

if TYPE_CHECKING:
    from assistant.ui.services import Answering, Engines, OpenLibrary, Services
    from ingest.errors import BriefingError


class Switching(Screen[None]):
    """The part of the chat screen that chooses the engine. A question in progress keeps the one
    that it was asked with."""

    services: Services
    library: OpenLibrary | None
    assistant: Answering | None

    _engines_given = 0

    async def engine(self, rest: str, text: str) -> None:
        """Chooses an engine; without one, says which could be. ``text`` is the whole command,
        which is put back when it fails. Raises ``UsageError`` for what is none."""
        if not rest:
            await self.action_engine()
            return
        choice, library, engines = read_engine(rest), self.there(), self.services.engines
        if engines is None:
            raise UsageError("This installation has no other engine.", "briefing doctor")
        endpoint = engines.needs_consent(choice)
        if endpoint is None:
            self.take_engine(engines, choice, text, library)
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self.take_engine(engines, choice, text, library)

        model = engines.model(choice) or choice.name
        screen = ConfirmScreen(
            greeting.switch_text(model, endpoint), "Use the model", "Stay as it is"
        )
        self.app.push_screen(screen, answered)

    async def action_engine(self) -> None:
        """Says which engine answers, and which could."""
        engine = self.assistant.engine if self.assistant is not None else None
        offers = self.services.engines.offers() if self.services.engines is not None else ()
        lines: list[Content] = []
        if engine is not None:
            said = engine_lines(engine.name, engine.model, engine.endpoint)[0]
            lines.append(literal_line(f"In use: {said}", "bold"))
        lines += [_offered(offer) for offer in offers]
        await self.query_one(Conversation).say(Content("\n").join(lines), "engines")

    def take_engine(
        self, engines: Engines, choice: EngineChoice, text: str, library: OpenLibrary
    ) -> None:
        """Makes the assistant with this engine. Of several, the last that was given counts,
        whichever is made first."""
        self._engines_given += 1
        self._make_engine(engines, choice, text, library, self._engines_given)

    @work(thread=True, exit_on_error=False)
    def _make_engine(
        self, engines: Engines, choice: EngineChoice, text: str, library: OpenLibrary, given: int
    ) -> None:
        prompt_jobs.make_engine(engines, choice, text, library, given, self.post_message)

    @on(EngineFailed)
    def _not_switched(self, message: EngineFailed) -> None:
        if message.given == self._engines_given:
            self.command_failed(message.text, message.error)

    @on(EngineMade)
    async def _switched(self, message: EngineMade) -> None:
        if message.given != self._engines_given:
            return
        if self.services.engines is not None:
            self.services.engines.keep(message.choice)
        self.assistant = message.assistant
        engine = message.assistant.engine
        self.query_one(TopBar).engine(engine.name, engine.model, engine.endpoint)
        said = engine_lines(engine.name, engine.model, engine.endpoint)[0]
        keep = f"For the next time: {EngineChoice(engine.name, engine.model).keeping}"
        told = Content.assemble(literal_line(f"Now: {said}."), " ", literal_line(keep, "$quiet"))
        await self.query_one(Conversation).say(told, "engines")
        self.engines_changed()

    if TYPE_CHECKING:  # what the rest of the screen gives

        def engines_changed(self) -> None: ...

        def command_failed(self, text: str, error: BriefingError) -> None: ...

        def there(self) -> OpenLibrary: ...


def _offered(offer: EngineOffer) -> Content:
    parts: list[Content | str] = [
        literal_line(f"/engine {offer.choice.written}", "bold $text-accent"),
        "  ",
        literal_line(offer.about),
    ]
    if offer.problem:
        parts += ["\n  ", literal_line(offer.problem, "$text-warning")]
    return Content.assemble(*parts)
