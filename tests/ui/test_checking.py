"""Drafts checked inside the app: pasted and from a file, opened sources, stopped, failed."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from assistant.check import CheckedSentence, Finding, count_lines
from assistant.config import load_settings
from assistant.drafts.report import to_text
from assistant.types import Voice
from assistant.ui.check_screen import CheckScreen
from assistant.ui.draft_entry import DraftEntry, row_content
from assistant.ui.explain_screen import ExplainScreen
from assistant.ui.literal import CleanArea, Words
from assistant.ui.prompt import Prompt
from assistant.ui.real import services_for
from assistant.wiring import make_checker, make_given_checker, open_library
from ingest.draft import pasted_draft, read_articles, read_draft
from ingest.errors import LibraryMissing
from ingest.pipeline import IngestOptions, ingest_text
from tui import BriefingApp

MILL = (
    "Paper mill at Tarn Bridge to close in May\n\n"
    "Valley Post, 3 March 2026\n\n"
    "The paper mill at Tarn Bridge will close on 15 May, the works council said on Tuesday. "
    "Some 240 people work there.\n\n"
    "The owner, Brandt Holding, has denied that machines were already being sold.\n"
)
DRAFT = (
    "# The mill\n\n"
    "Some 240 people work there. Some 380 people work there.\n\n"
    "Who will buy the machines of the mill?\n"
)
HOSTILE = "The mill \x1b[31mclosed\x1b[0m [bold red]early[/] at \u202eegdirB nraT\u202c in May."


async def until(pilot: Pilot[Any], met: Callable[[], object], seconds: float = 30.0) -> None:
    """Waits until ``met``; fails when it never is."""
    deadline = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < deadline, "it never came to that"
        await pilot.pause(0.02)
    await pilot.pause()


async def send(pilot: Pilot[Any], text: str) -> None:
    prompt = pilot.app.query_one(Prompt)
    prompt.focus()
    await pilot.pause()
    prompt.fill(text)
    await pilot.press("enter")


def entries(app: BriefingApp) -> list[DraftEntry]:
    return list(app.chat.query(DraftEntry))


def words(entry: DraftEntry) -> str:
    return "\n".join(str(each.visual) for each in entry.query(Words) if each.visual)


def status(entry: DraftEntry) -> str:
    return str(entry.query_one(".status", Words).visual)


@dataclass
class Drafts:
    """Drafts checked against given texts by the real checker; waits for ``go`` before each
    sentence after the first when it is given one, and notes that it was cancelled."""

    file: Path
    go: threading.Event | None = None
    error: Exception | None = None
    stopped: threading.Event = field(default_factory=threading.Event)

    def read(self, path: str) -> Any:
        return read_draft(path)

    def pasted(self, text: str) -> Any:
        return pasted_draft(text)

    def count(self, draft: Any) -> int:
        return count_lines(draft)

    def check(
        self, draft: Any, library: object, cancelled: Callable[[], bool]
    ) -> Iterator[CheckedSentence]:
        checker = make_given_checker(read_articles([str(self.file)]))
        for place, sentence in enumerate(checker.draft(draft, cancelled)):
            deadline = time.monotonic() + 20
            while place and self.go is not None and not self.go.wait(0.01):
                if cancelled():
                    self.stopped.set()
                    return
                assert time.monotonic() < deadline
            yield sentence
            if self.error is not None:
                raise self.error


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    path = tmp_path / "mill.txt"
    path.write_text(MILL, encoding="utf-8")
    return path


@pytest.fixture
def app_with(stage: Any, shelf: Any, player: Any) -> Callable[[Drafts], BriefingApp]:
    def make(drafts: Drafts | None) -> BriefingApp:
        return BriefingApp(replace(stage.services(shelf, player), drafts=drafts))

    return make


async def test_a_file_is_checked_as_the_command_does(tmp_path: Path) -> None:
    draft = tmp_path / "my draft.md"
    draft.write_text(DRAFT, encoding="utf-8")
    given = {"library": str(tmp_path / "library"), "config": str(tmp_path / "config.toml")}
    settings = load_settings(given, {}, config_must_exist=False)
    with open_library(settings, create=True, write=True) as library:
        ingest_text(MILL, library, IngestOptions(now="2026-03-04T10:00:00+00:00"))
    app = BriefingApp(services_for(settings))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.chat.library is not None)
        await send(pilot, f"/check '{draft}'")
        await until(pilot, lambda: entries(app) and not entries(app)[0].running)
        (entry,) = entries(app)
        found = [sentence.finding for sentence in entry.checked]
        assert found == [
            Finding.NOT_CHECKABLE, Finding.SUPPORTED, Finding.UNSUPPORTED, Finding.NOT_CHECKABLE
        ]  # fmt: skip
        shown = words(entry)
        assert "✓" in shown
        assert "✗" in shown
        assert "not checkable: a question" in shown
        assert status(entry) == "4 sentences: 1 supported, 1 not supported, 2 not checkable"
        await pilot.press("escape", "1")
        text = app.chat.query_one("ArticleView .text", Words)
        await until(pilot, lambda: "240 people" in str(text.visual))
        copied = entry.copy_text()
        await send(pilot, "/check -")
        await until(pilot, lambda: len(entries(app)) == 2 and not entries(app)[1].running)
        assert "no standard input" in status(entries(app)[1])
        app.chat.library.close()
    with open_library(settings) as library:
        assert copied == to_text(list(make_checker(library).draft(read_draft(str(draft)))))


async def test_a_draft_is_pasted_and_its_sources_open(app_with: Any, mill: Path) -> None:
    app = app_with(Drafts(mill))
    async with app.run_test(size=(110, 36)) as pilot:
        await until(pilot, lambda: app.chat.library is not None)
        await send(pilot, "/check")
        await until(pilot, lambda: isinstance(app.screen, CheckScreen))
        await pilot.press("ctrl+s")
        assert "no text yet" in str(app.screen.query_one(".problem", Words).visual)
        app.screen.query_one(CleanArea).text = DRAFT
        await pilot.press("ctrl+s")
        await until(pilot, lambda: entries(app) and not entries(app)[0].running)
        (entry,) = entries(app)
        assert "pasted draft" in words(entry)
        assert [item.number for item in entry.items] == [1]
        assert entry.items[0].quote == "Some 240 people work there."
        await pilot.press("f6")
        assert entry.copy_text() == app.clipboard
        assert "[1] Paper mill at Tarn Bridge to close in May" in app.clipboard
        await pilot.press("escape", "e")
        await until(pilot, lambda: isinstance(app.screen, ExplainScreen))
        told = app.screen.query_one(".account", Words)
        await until(pilot, lambda: "passages looked at" in str(told.visual))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.chat)
        await pilot.press("1")
        assert entry.current == 1
        assert entry.current == 1
        entry.point_at(1)
        await send(pilot, "/check")
        await until(pilot, lambda: isinstance(app.screen, CheckScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.chat)
        assert len(entries(app)) == 1


async def test_esc_stops_a_running_check(app_with: Any, mill: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT, encoding="utf-8")
    drafts = Drafts(mill, go=threading.Event())
    app = app_with(drafts)
    async with app.run_test(size=(110, 36)) as pilot:
        await until(pilot, lambda: app.chat.library is not None)
        await send(pilot, f"/check {draft}")
        await until(pilot, lambda: entries(app))
        (entry,) = entries(app)
        assert entry.running
        await send(pilot, f"/check {draft}")
        await pilot.press("f6")
        assert entry.copy_text() is None
        await pilot.press("escape")
        assert status(entry) == "Stopped. The rest of the draft was not checked."
        await until(pilot, drafts.stopped.is_set)
        assert len(entries(app)) == 1
        drafts.go = None
        await send(pilot, f"/check {draft}")
        await until(pilot, lambda: len(entries(app)) == 2 and not entries(app)[1].running)
        assert "4 sentences" in status(entries(app)[1])
        before = list(entry.checked)
        await entry.go_on(entries(app)[1].checked, 4)
        entry.finish()
        entry.stop()
        assert entry.checked == before


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (LibraryMissing("The library is empty.", "Add articles first."), "The library is empty."),
        (ValueError("sk-secret"), "The program failed here (ValueError)."),
    ],
)
async def test_what_goes_wrong_is_said_in_place(
    app_with: Any, mill: Path, tmp_path: Path, error: Exception, said: str
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT, encoding="utf-8")
    app = app_with(Drafts(mill, error=error))
    async with app.run_test(size=(110, 36)) as pilot:
        await until(pilot, lambda: app.chat.library is not None)
        await send(pilot, f"/check {draft}")
        await until(pilot, lambda: entries(app) and not entries(app)[0].running)
        assert said in words(entries(app)[0])
        assert "secret" not in words(entries(app)[0])
        await send(pilot, f"/check {tmp_path / 'none.md'}")
        await until(pilot, lambda: len(entries(app)) == 2 and not entries(app)[1].running)
        assert "There is no such file" in words(entries(app)[1])


async def test_a_hostile_draft_is_shown_literally(app_with: Any, mill: Path) -> None:
    app = app_with(Drafts(mill))
    async with app.run_test(size=(110, 60)) as pilot:
        await until(pilot, lambda: app.chat.library is not None)
        await app.chat._begin_check(
            "[bold]\x1b[2J", lambda drafts: drafts.pasted("\n\n".join([HOSTILE] * 70))
        )
        await until(pilot, lambda: not entries(app)[0].running)
        (entry,) = entries(app)
        shown = words(entry)
        assert "[bold red]early[/]" in shown
        assert not {"\x1b", "\u202e"} & set(shown)
        assert len(entry.rows) == 60
        assert "and 10 more sentences" in shown
        assert entry.copy_text().count("early[/]") == 70


async def test_nothing_is_checked_before_the_library_is_open(app_with: Any) -> None:
    app = app_with(None)
    async with app.run_test(size=(110, 36)) as pilot:
        await send(pilot, "/check")
        await pilot.pause()
        assert app.screen is app.chat
        assert not entries(app)


def test_the_app_starts_without_what_checks() -> None:
    code = "import sys, tui; sys.exit('assistant.check' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_a_supported_sentence_says_whose_word_it_is() -> None:
    told = CheckedSentence(
        "It will sail.", Finding.SUPPORTED, voice=Voice.SOURCE, attributed_to="The master"
    )
    assert row_content(told).plain == "It will sail.\nsaid by the master"
    assert row_content(replace(told, voice=Voice.AUTHOR, attributed_to=None)).plain == told.text
