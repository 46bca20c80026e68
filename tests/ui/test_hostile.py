"""Foreign text in every widget: shown literally, runs nothing, leaves nothing behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import OptionList

from assistant.errors import ModelRefused
from assistant.types import Verdict
from assistant.ui.conversation import Conversation
from assistant.ui.literal import CleanArea, CleanInput
from assistant.ui.paste_screen import PasteScreen
from assistant.ui.prompt import Prompt
from assistant.ui.services import Consent
from ingest.errors import UnknownArticle
from ingest.text.clean import clean
from ingest.types import Metadata, Progress, Report
from tui import BriefingApp

# Every widget that is shown here is covered by the tests of what it does.
pytestmark = pytest.mark.no_cover

OpenApp = Callable[..., BriefingApp]
SIZE = (130, 60)
ACT = "app.quit"

MARKUP = [
    f"[@click={ACT}]x[/]",
    f"[@click=screen.run('{ACT}')]y[/]",
    "[/]",
    "[/bold]",
    "[bold red]loud[/]",
    "[link=https://evil.example]here[/link]",
    "[[nested] [/]]",
    "[on white]blank",
    "\\[escaped]",
    "[$primary]var",
    "[not a tag]",
    "{braces} $name %s",
    "\x1b]52;c;ZXZpbA==\x07\x1b[2J\x9b31m[/]",
    "a\x07\x08\x0e\x0fb",
    "\u202egnirts\u202c",
    "e\u0301\u0302\u0303\u0304\u0305\u0306\u0307e",
]


BUNDLES = [" ".join(MARKUP[place::4]) for place in range(4)]
"""Four at a time: each run of the app costs seconds."""


def drawn(app: BriefingApp) -> str:
    """What is on the screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def until(pilot: Pilot[Any], met: Callable[[], object], seconds: float = 5.0) -> None:
    """Waits until ``met``; fails when it never is."""
    deadline = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < deadline, "it never came to that"
        await pilot.pause(0.01)
    await pilot.pause()


def check(app: BriefingApp, payload: str) -> None:
    """The payload stands there as it reads, nothing of it acts, the app is alive."""
    text = drawn(app)
    for word in clean(payload).split():
        assert word in text, (payload, text)
    assert not [c for c in text if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160]
    assert "\u202e" not in text
    actions = {
        str(style.meta["@click"])
        for strip in app.screen._compositor.render_strips()
        for segment in strip
        if (style := segment.style) is not None and "@click" in style.meta
    }
    own = ("cite(", "screen.stop_adding", "screen.take_off(")
    assert all(action.startswith(own) for action in actions), actions
    assert app.is_running
    assert app.return_code is None


def everywhere(stage: Any, payload: str, folder: Any) -> tuple[Any, Any]:
    """A shelf and an answer whose every text is the payload."""
    folder.mkdir()
    text = stage.HARBOUR.replace("Engineers found cracks", f"Engineers {payload} found cracks")
    meta = Metadata(
        title=f"T {payload}", publisher=f"P {payload}", authors=(f"A {payload}",),
        published="2026-01-13", url=f"https://e.example/{payload}",
    )  # fmt: skip
    shelf = stage.Shelf(folder, (stage.harbour(text, meta), stage.ferry()))
    quote = f"Engineers {payload} found cracks in two of its nine steel hangers"
    first = stage.bridge_answer(stage.Shelf(folder, (stage.harbour(), stage.ferry())))
    citation = replace(shelf.cite(1, "a1", quote), also_carried_by=(f"C {payload}",))
    sentence = replace(
        first.sentences[1], text=f"S {payload}.", citations=(1,), verdict=Verdict.PARTLY,
        reasons=(f"R {payload}",),
    )  # fmt: skip
    answer = replace(
        first, sentences=(sentence,), citations=(citation,), notes=(f"N {payload}",),
        incomplete=f"I {payload}",
        provenance=replace(first.provenance, model=f"M {payload}", endpoint=f"E {payload}"),
    )  # fmt: skip
    return shelf, answer


async def asked(pilot: Pilot[Any], question: str) -> BriefingApp:
    app = pilot.app
    assert isinstance(app, BriefingApp)
    app.chat.query_one(Prompt).fill(question)
    await pilot.press("enter")
    conversation = app.chat.query_one(Conversation)
    await until(pilot, lambda: conversation.exchanges and not conversation.exchanges[-1].running)
    return app


@pytest.mark.parametrize("payload", BUNDLES)
async def test_in_answer_sources_article_and_conversations(
    open_app: OpenApp, stage: Any, payload: str, tmp_path: Any
) -> None:
    shelf, answer = everywhere(stage, payload, tmp_path / "shelf")

    def script(question: Any, cancelled: Any) -> Iterator[Any]:
        events = list(stage.played(answer)(question, cancelled))
        yield stage.Condensed(f"Q {payload}") if hasattr(stage, "Condensed") else events[0]
        yield from events[1:-1]
        whole = replace(answer, incomplete=None)  # only what is whole is kept
        yield stage.Finished(replace(whole, question=f"Q {payload}", asked=question.text))

    label = stage.Label("openai", f"M {payload}", f"https://{payload}")
    app = open_app(shelf=shelf, player=stage.Player(script, label))
    async with app.run_test(size=SIZE) as pilot:
        await asked(pilot, f"Why {payload} ?")
        check(app, payload)
        await pilot.press("escape", "1")
        await until(pilot, lambda: "old harbour bridge" in drawn(app))
        check(app, payload)
        await pilot.press("Y")
        assert not [c for c in app.clipboard if ord(c) < 32 and c not in "\n\t"]
        check(app, payload)
        await pilot.press("f3")
        await until(pilot, lambda: app.screen is not app.chat)
        check(app, payload)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.chat)
        check(app, payload)


@pytest.mark.parametrize("payload", BUNDLES)
async def test_in_streamed_text_errors_nearest_passages_and_reports(
    open_app: OpenApp, stage: Any, payload: str, tmp_path: Any
) -> None:
    shelf, answer = everywhere(stage, payload, tmp_path / "shelf")
    shown, go = threading.Event(), threading.Event()
    scripts: list[Any] = []

    def streaming(question: Any, cancelled: Any) -> Iterator[Any]:
        yield stage.Retrieved(())
        yield stage.Delta(f"D {payload} ")
        shown.set()
        go.wait(5)
        raise ModelRefused(f"refused {payload}", f"do {payload}")

    def abstaining(question: Any, cancelled: Any) -> Iterator[Any]:
        hits = (shelf.hit("a1", answer.citations[0].quote),)
        yield stage.Finished(
            replace(answer, status="abstained", sentences=(), citations=(), retrieved=hits)
        )

    def ingest(arguments: Any, library: Any, progress: Any, cancelled: Any) -> Report:
        progress(Progress(0, 2, f"reading {payload}"))
        shown.set()
        go.wait(5)
        item = stage.Item(f"file {payload}", stage.Status.FAILED, reason=f"because {payload}")
        return Report((item,))

    scripts += [streaming, abstaining]
    player = stage.Player(lambda question, cancelled: scripts.pop(0)(question, cancelled))
    adding = type("Adding", (), {"__call__": staticmethod(ingest), "add_text": None})()
    app = open_app(shelf=shelf, player=player, ingest=adding)
    async with app.run_test(size=SIZE) as pilot:
        app.chat.query_one(Prompt).fill("Why?")
        await pilot.press("enter")
        await until(pilot, lambda: shown.is_set() and "D " in drawn(app))
        await pilot.pause(0.1)
        check(app, payload)
        go.set()
        await until(pilot, lambda: "refused" in drawn(app))
        check(app, payload)
        await asked(pilot, "And?")
        check(app, payload)
        shown.clear()
        go.clear()
        app.chat.query_one(Prompt).fill(f"/ingest 'x {payload}'".replace("\x1b", ""))
        await pilot.press("enter")
        await until(pilot, lambda: "adding" in drawn(app))
        check(app, payload)
        go.set()
        await until(pilot, lambda: "because" in drawn(app))
        check(app, payload)


@pytest.mark.parametrize("payload", BUNDLES)
async def test_in_consent_in_what_is_missing_and_in_what_is_pasted(
    open_app: OpenApp, stage: Any, shelf: Any, payload: str
) -> None:
    consents = [Consent(f"M {payload}", "https://e.example", lambda: None, lambda: None)]
    app = open_app()
    object.__setattr__(app.services, "consent", lambda: consents.pop() if consents else None)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.screen is not app.chat)
        check(app, payload)
        await pilot.press("escape")
        await asked(pilot, "Why?")

        def missing(article_id: str, revision: int | None = None) -> Any:
            raise UnknownArticle(f"gone {payload}", f"look {payload}")

        shelf.article = missing
        await pilot.press("escape", "1")
        await until(pilot, lambda: "gone" in drawn(app))
        check(app, payload)
        app.chat.query_one(Prompt).post_message(Paste(payload))
        await until(pilot, lambda: app.chat.query_one(Prompt).text)
        check(app, payload)
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, PasteScreen))
        app.screen.query_one(CleanArea).post_message(Paste(payload))
        app.screen.query_one("#publisher", CleanInput).post_message(Paste(payload))
        await until(pilot, lambda: app.screen.query_one("#publisher", CleanInput).value)
        check(app, payload)


async def test_what_is_pasted_into_the_palette_is_clean_too(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: app.screen is not app.chat)
        app.post_message(Paste("a\x1b]52;c;x\x07b\u202ec"))
        await until(pilot, lambda: app.screen.query_one("Input").value)
        assert app.screen.query_one("Input").value == "a]52;c;xbc"


async def test_a_marker_of_an_article_cannot_be_clicked(
    open_app: OpenApp, stage: Any, tmp_path: Any
) -> None:
    """Only our own ``[n]`` acts: one that an article brings along is text."""
    shelf, answer = everywhere(stage, "[2] [9]", tmp_path / "shelf")
    app = open_app(shelf=shelf, player=stage.Player(stage.played(answer)))
    async with app.run_test(size=SIZE) as pilot:
        await asked(pilot, "Why?")
        acting = {
            segment.text
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None and "@click" in segment.style.meta
        }
        assert "[1]" in acting
        assert not {text for text in acting if "2" in text or "9" in text}
        app.screen.query_one(OptionList).focus()
        await pilot.press("enter")
        await until(pilot, lambda: "old harbour bridge" in drawn(app))
