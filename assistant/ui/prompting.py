"""Around the prompt: what is offered while one types, and what was wrong with what was sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.screen import Screen

from assistant.completing import wanted_folder
from assistant.errors import UsageError
from assistant.narrowing import FILTERS
from assistant.slash import AmbiguousCommand, parse
from assistant.ui import prompt_jobs
from assistant.ui.hints import CommandHints, Problem
from assistant.ui.messages import (
    CommandFailed,
    HintClicked,
    LibraryCounted,
    LibraryOpened,
    NamesRead,
    NoArticlePasses,
    PathsListed,
    PromptChanged,
    QuestionsRecalled,
    SessionsListed,
)
from assistant.ui.prompt import Prompt
from ingest.errors import BriefingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.engine_choice import EngineOffer
    from assistant.slash import Given
    from assistant.ui.exchange import Exchange
    from assistant.ui.narrowing import Narrowing
    from assistant.ui.services import OpenLibrary, Services
    from ingest.types import Filters

_DONE = (*FILTERS, "engine", "check", "export")
"""Commands that are done before the prompt is emptied: what is wrong with them is told there."""

_NONE_PASSES = "No article passes these filters: the next question would find nothing."
_PUT_ASIDE = "What stood here before: ↑ brings it back."


class Prompting(Screen[None]):
    """The part of the chat screen that helps with the prompt. What it offers is read in threads,
    so that no key waits for it."""

    services: Services
    library: OpenLibrary | None
    narrowing: Narrowing
    _selected: Exchange | None

    def on_mount(self) -> None:
        """The prompt chooses among the hints over it."""
        hints = self.get_child_by_type(CommandHints)
        hints.show("")
        self.get_child_by_type(Problem).show("")
        self.get_child_by_type(Prompt).hints = hints

    def say_problem(self, error: BriefingError) -> None:
        """Says over the prompt what was wrong with what was sent from it, which stays there."""
        self.get_child_by_type(Problem).say(error, self.get_child_by_type(Prompt).text)

    def close_hints(self) -> bool:
        """Hides what is offered over the prompt. Says whether there was anything."""
        self.get_child_by_type(Problem).show("")
        prompt = self.get_child_by_type(Prompt)
        return prompt.has_focus and self.get_child_by_type(CommandHints).close(prompt.text)

    def leave_prompt(self) -> None:
        """Esc leads away from the prompt: what is typed next is a line of its own."""
        self.get_child_by_type(Prompt).left = True

    def back_to_prompt(self) -> None:
        """Something is typed elsewhere that is meant for the prompt. A draft that was left with
        Esc gives way to it, and is brought back by ↑."""
        prompt = self.get_child_by_type(Prompt)
        if prompt.left:
            self.put_aside()
        self.set_focus(prompt)  # at once: Widget.focus waits for its turn

    def put_aside(self) -> None:
        """Makes room in the prompt; ↑ brings back what stood there."""
        prompt = self.get_child_by_type(Prompt)
        if prompt.text.strip():
            prompt.take()
            self.get_child_by_type(Problem).note(_PUT_ASIDE)

    async def command(self, text: str) -> None:
        """Does what a command says. One that makes no sense stays in the prompt, with what is
        wrong with it beside it."""
        try:
            given = parse(text)
            match given.command.name:
                case name if name in FILTERS:
                    self.filter_by(given)
                    self.look_for_any()
                case "engine":
                    await self.engine(given.rest, text)
                case "check":
                    await self.check_files(given.arguments)
                case "export":
                    self.export(given.arguments, text)
        except UsageError as error:
            self.say_problem(error)
            hints = self.get_child_by_type(CommandHints)
            if isinstance(error, AmbiguousCommand):
                hints.step(1)
            else:
                hints.close()  # Esc is not for them: it stops what is written, if it says so
            return
        self.get_child_by_type(Prompt).take()
        match given.command.name:
            case "ingest":
                await self.ingest(given.arguments)
            case name if name not in _DONE:
                await self.run_action(given.command.action)

    def action_again(self) -> None:
        """Asks the question of the selected answer again."""
        if exchange := self._answer_there():
            exchange.action_again()

    def action_open(self) -> None:
        """Opens the page of the source that is open of the selected answer."""
        if exchange := self._answer_there():
            exchange.action_open_url()

    def _answer_there(self) -> Exchange | None:
        if self._selected is None:
            self.say_problem(UsageError("There is no answer yet.", "Ask something first."))
        return self._selected

    def engines_changed(self) -> None:
        """Offers the engines that could be chosen now."""
        engines = self.services.engines
        if engines is not None:
            offers = engines.offers()
            self._know(engines=tuple((_written(offer), offer.about) for offer in offers))

    @on(PromptChanged)
    def _typed(self, message: PromptChanged) -> None:
        self.get_child_by_type(Problem).typed(message.text)
        folder = wanted_folder(message.text)
        listing = self.get_child_by_type(Prompt).known.listing
        if folder is None:
            if listing is not None and not message.text:
                self._know(listing=None)  # it may be another one by the next time
        elif listing is None or listing.folder != folder:
            self._list_folder(folder)

    @on(HintClicked)
    def _hint_clicked(self) -> None:
        prompt = self.get_child_by_type(Prompt)
        self.set_focus(prompt)
        prompt.choose()

    @on(LibraryOpened)
    def _opened_for_prompt(self, message: LibraryOpened) -> None:
        self.engines_changed()
        self._recall_questions(message.library)

    @on(LibraryCounted)
    def _counted_for_prompt(self) -> None:
        if self.library is not None:
            self._read_names(self.library)

    @on(SessionsListed)
    def _listed_for_prompt(self) -> None:
        """Some may have been deleted."""
        if self.library is not None:
            self._recall_questions(self.library)

    @on(NamesRead)
    def _names_read(self, message: NamesRead) -> None:
        self._know(publishers=message.publishers, tags=message.tags)

    def look_for_any(self) -> None:
        """Looks whether any article is left to be asked."""
        if self.library is not None and self.narrowing:
            self._look_for_any(self.library, self.narrowing.filters)

    @work(thread=True, exit_on_error=False, exclusive=True, group="any")
    def _look_for_any(self, library: OpenLibrary, filters: Filters) -> None:
        prompt_jobs.look_for_any(self.services, library, filters, self.post_message)

    @on(NoArticlePasses)
    def _no_article_passes(self, message: NoArticlePasses) -> None:
        if message.filters == self.narrowing.filters:
            self.get_child_by_type(Problem).note(_NONE_PASSES)

    @on(PathsListed)
    def _paths_listed(self, message: PathsListed) -> None:
        self._know(listing=message.listing)

    @on(QuestionsRecalled)
    def _recalled(self, message: QuestionsRecalled) -> None:
        self.get_child_by_type(Prompt).sent.keep(message.questions)

    @on(CommandFailed)
    def _command_failed(self, message: CommandFailed) -> None:
        self.command_failed(message.text, message.error)

    def command_failed(self, text: str, error: BriefingError) -> None:
        """The line is put back, unless another has been begun meanwhile."""
        prompt = self.get_child_by_type(Prompt)
        if not prompt.text.strip():
            prompt.fill(text)
            self.get_child_by_type(CommandHints).close(text)
        self.get_child_by_type(Problem).say(error, text)

    def _know(self, **changed: object) -> None:
        prompt = self.get_child_by_type(Prompt)
        prompt.known = replace(prompt.known, **changed)  # type: ignore[arg-type]
        prompt.hint()

    @work(thread=True, exit_on_error=False, exclusive=True, group="names")
    def _read_names(self, library: OpenLibrary) -> None:
        prompt_jobs.read_names(self.services, library, self.post_message)

    @work(thread=True, exit_on_error=False, exclusive=True, group="folder")
    def _list_folder(self, folder: str) -> None:
        prompt_jobs.list_folder(folder, self.post_message)

    @work(thread=True, exit_on_error=False, exclusive=True, group="recall")
    def _recall_questions(self, library: OpenLibrary) -> None:
        prompt_jobs.recall(library.catalogue.path, self.post_message)

    if TYPE_CHECKING:  # what the rest of the screen gives

        def filter_by(self, given: Given) -> None: ...

        async def engine(self, rest: str, text: str) -> None: ...

        async def ingest(self, arguments: Sequence[str]) -> None: ...

        async def check_files(self, arguments: Sequence[str]) -> None: ...

        def export(self, arguments: Sequence[str], text: str) -> None: ...


def _written(offer: EngineOffer) -> str:
    """As it is typed; a model is still wanted behind the colon."""
    wants = offer.endpoint is not None and offer.choice.model is None
    return f"{offer.choice.name}:" if wants else offer.choice.written
