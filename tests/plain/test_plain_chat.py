"""The plain conversation through a pipe: questions and commands in, lines and a code out."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import cli
from assistant.config import load_settings
from assistant.plain.ending import Ended, ending_signals
from assistant.plain.reader import Reader
from assistant.plain.stopping import finished, settle, streamed
from assistant.session import Sessions
from assistant.wiring import open_library

WHY = "why would Turkey sell back its S-400s?"
Talk = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def talk(
    arguments: Callable[..., list[str]],
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Talk:
    """``talk("line", …)`` gives the exit code, the lines on stdout and what stderr said."""

    def talked(*lines: str, of: Path = library, options: tuple[str, ...] = ()):
        given = "\ufeff" + "".join(f"{line}\n" for line in lines)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        capsys.readouterr()
        code = cli.main(arguments(of, *options))
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out.splitlines(), said.err

    return talked


def test_a_question_is_answered_opened_explained_and_copied(talk: Talk, library: Path) -> None:
    code, lines, err = talk("", WHY, "1", "1 all", "/sources", "/explain", "/copy")
    assert (code, err) == (0, "Opening the library.\n") or (code, err) == (0, "")
    assert lines[0] == f"Question: {WHY}"
    assert lines[1].endswith("Verified, source 1.")
    assert re.match(r"Source 1: .*Bosphorus Ledger \(sample\), by Defne Aksu, 11 August", lines[5])
    assert "This is revision 2 of 2, the newest." in lines
    assert any(line.startswith("Before it: Turkey paid") for line in lines)
    assert "End of the article." in lines
    assert any(line.startswith("Address of source 1: https://") for line in lines)
    assert "Sentence 1 is verified: it stands word for word in the words cited." in lines
    assert f"**{WHY}**" in lines
    (kept,) = Sessions(library / "library.db").list()
    assert (kept.name, kept.turns, kept.unfinished) == (WHY, 1, 0)


def test_the_code_is_the_first_that_is_not_0(talk: Talk) -> None:
    code, lines, err = talk("who won the chess cup in Oslo?", "1", "/nonsense", WHY)
    assert code == 4
    assert "The library does not answer this." in lines
    assert any(line.startswith("Passage 1: ") for line in lines)
    assert "briefing: There is no command /nonsense." in err


def test_a_follow_up_is_searched_with_what_was_asked_before(talk: Talk) -> None:
    _, lines, _ = talk(WHY, "who might object to that?", "/again", "/new", "/again")
    assert sum(line.startswith("Searched for: ") for line in lines) >= 1
    assert lines.count("Question: who might object to that?") == 2
    assert "A new conversation. The one before is kept." in lines


def test_filters_narrow_and_are_taken_off(talk: Talk) -> None:
    code, lines, err = talk(
        "/since 2025-08-12", "/publisher meridian review (sample)", WHY, "/library", "/publisher",
        "/all", "/tag nonsense", "/until soon", "/since 2035", WHY,
    )  # fmt: skip
    assert "Only these articles are asked: since 2025-08-12." in lines
    narrowed = "since 2025-08-12, publisher Meridian Review (sample)."
    assert f"Only these articles are asked: {narrowed}" in lines
    assert f"Of the articles that are asked: {narrowed}" in lines
    named = [line for line in lines if re.match(r"Source \d: (?!the same)", line)]
    assert named
    assert all("Meridian Review (sample)" in line for line in named)
    assert "All articles are asked." in lines
    assert "No article has the tag 'nonsense'." in err
    assert "/until: 'soon' is not a date." in err
    assert err.count("No article passes the filters.") == 2
    assert code == 2


def test_articles_are_listed_read_and_added(talk: Talk, tmp_path: Path) -> None:
    mill = tmp_path / "mill.md"
    mill.write_text("# Mill closes\n\nThe mill at Tarn closes in May, its owner said.\n")
    code, lines, err = talk(
        "/read 1", "/library lowmoor", "/read 2", "/read 9", f"/ingest {mill}",
        "/ingest", "/ingest -", "/paste", "Quarry opens", "", "The quarry at Tarn opens in June.",
        ".", "when does the mill at Tarn close?", "/ingest /nowhere/at/all", "/read nonsense",
        "/paste", ".",
    )  # fmt: skip
    assert "There is no list yet. Type /library first." in err
    assert "There is no article 9. The list ends at 2." in err
    assert "2 articles with lowmoor." in lines
    assert "End of the article." in lines
    assert "Added: Mill closes." in lines
    assert "Pasted article: 1 added." in lines
    assert any("Mill closes" in line for line in lines if line.startswith("Source 1:"))
    assert any(line.startswith("Failed: /nowhere/at/all") for line in lines)
    for said in ("There is nothing to add.", "To add a text, type /paste.", "There was no text."):
        assert said in err
    assert code == 2


def test_a_draft_is_checked_and_its_sources_open(talk: Talk, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(
        "Turkey paid about $2.5 billion for two batteries. It sold them to Peru in 1990.\n"
    )
    _, lines, err = talk(f"/check {draft}", "1", "/check", "/check /nowhere.md", "/explain")
    assert lines[0].startswith("Supported, source 1: Turkey paid")
    assert lines[1].startswith("Not supported: It sold them")
    assert any(line.startswith("2 sentences: 1 supported") for line in lines)
    assert any(line.startswith("Quotation: “Turkey paid") for line in lines)
    assert "There is no draft." in err
    assert "There is no finished answer." in err


def test_conversations_are_listed_gone_on_with_and_exported(
    talk: Talk, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    talk(WHY)
    kept = Sessions(library / "library.db")
    kept.begin(kept.list()[0].session_id, "and who paid for it?")
    out = tmp_path / "out.md"
    _, lines, err = talk(
        "/sessions", "/sessions nonsense", "/sessions 9", "/sessions 1", "1", f"/export {out}",
        "/again", "/export answer",
    )  # fmt: skip
    assert any(
        line.startswith(f"Conversation 1: {WHY} 1 question, 1 not finished") for line in lines
    )
    assert "No conversation has nonsense." in lines
    assert "There is no conversation 9. /sessions lists them." in err
    assert f"Going on with: {WHY} 1 question." in lines
    assert f"Question 1: {WHY}" in lines
    assert "Question 2, not finished: and who paid for it?" in lines
    assert any(line.startswith("Quotation: ") for line in lines)
    assert f"Written: {out}" in lines
    assert WHY in out.read_text(encoding="utf-8")
    assert "Question: and who paid for it?" in lines
    (one,) = kept.list()
    assert one.unfinished == 0
    (answer,) = (path for path in tmp_path.glob("*.md") if path != out)
    assert "and who paid for it?" in answer.read_text(encoding="utf-8")
    assert "allow Ankara" not in answer.read_text(encoding="utf-8")


def test_what_was_removed_is_said_to_be(talk: Talk, library: Path) -> None:
    _, lines, _ = talk(WHY, "/library moscow asks")
    with open_library(load_settings({"library": str(library)}, {})) as opened:
        (row,) = [row for row in opened.catalogue.rows() if "Moscow asks" in (row.meta.title or "")]
        opened.catalogue.remove([row.article_id])
    code, lines, err = talk("1", "/sources", options=("--resume",))
    assert lines[0] == f"Going on with: {WHY} 1 question."
    assert sum("Removed from the library since." in line for line in lines) == 2
    assert "Source 1 was removed from the library. /sources has what was kept of it." in err
    assert code == 1


def test_a_conversation_that_is_not_kept_ends_it(talk: Talk) -> None:
    code, lines, err = talk(WHY, options=("--session", "nonsense"))
    assert (code, lines) == (1, [])
    assert "No conversation is kept yet." in err


def test_an_answer_that_breaks_off_is_told_and_not_kept(
    talk: Talk, library: Path, openai_server, monkeypatch
) -> None:
    monkeypatch.setenv("BRIEFING_BASE_URL", openai_server("cut_off").url)
    code, lines, err = talk("/engine openai:m", WHY, "/export")
    assert code == 6
    assert any(line.startswith("Incomplete: ") for line in lines)
    assert "Nothing is kept of this conversation yet." in err
    assert Sessions(library / "library.db").list() == []
    monkeypatch.setenv("BRIEFING_BASE_URL", openai_server("unauthorized").url)
    code, _, err = talk("/engine openai:m", WHY)
    assert (code, err.count("briefing: ")) == (6, 1)
    assert Sessions(library / "library.db").list() == []


def test_progress_is_told_in_lines(talk: Talk, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("assistant.plain.holding._FIRST", 0.0)
    monkeypatch.setattr("assistant.plain.holding._EVERY", 0.0)
    code, lines, err = talk("/samples", "/paste", "It ends without a dot.", of=tmp_path / "new")
    assert re.search(r"^\d+ of \d+ read", err, re.MULTILINE)
    assert code == 0
    assert lines[-1] == "The library holds 12 articles, the newest of 13 September 2025."


def test_feeds_are_followed_updated_and_forgotten(talk: Talk, site, monkeypatch) -> None:
    monkeypatch.setenv("BRIEFING_ALLOW_PRIVATE", "true")
    said = (
        "The mill at Tarn closes in May, its owner said on Monday, and no buyer was found for it."
    )
    text = "".join(f"<p>{said} So it was in {year}.</p>" for year in range(2010, 2016))
    head = "<title>Mill closes</title>"
    page = f"<html><head>{head}</head><body><article><h1>Mill closes</h1>{text}</article></body>"
    site["/mill"] = page
    site.answers["/mill"].headers["Content-Type"] = "text/html"
    url = f"{site.url}/mill"
    _, lines, err = talk(
        "/update", f"/ingest {url}", "/update 1", "/feeds", "/update 1", "/update https://no.example",
        "/forget 1", "/forget", "/feeds",
    )  # fmt: skip
    assert lines[0].startswith("Nothing is followed yet.")
    assert "1 address followed." in lines
    assert any(line.startswith("Feed 1: ") and url in line for line in lines)
    assert any(line.startswith("Update: ") for line in lines)
    assert f"{url} is followed no more; its articles stay." in lines
    assert "There is no list yet. Type /feeds first." in err
    assert "https://no.example is not followed." in err
    assert "Which one?" in err
    monkeypatch.setenv("BRIEFING_OFFLINE", "true")
    assert "Working offline" not in talk("/update")[2]


def test_the_engine_is_said_and_chosen(talk: Talk, openai_server, monkeypatch) -> None:
    server = openai_server("good")
    monkeypatch.setenv("BRIEFING_BASE_URL", server.url)
    _, lines, err = talk(
        "/engine", "/engine magic", "/engine openai", "/engine openai:m1", "/engine openai:m", WHY,
    )  # fmt: skip
    assert lines[0] == "The extractive engine answers; nothing leaves this machine."
    assert any(line.startswith("/engine extractive: quotes") for line in lines)
    assert "There is no engine 'magic'." in err
    assert "Name it: /engine openai:MODEL" in err
    assert (
        f"The openai engine answers with m; questions and passages are sent to {server.url}."
        in lines
    )
    assert "The model is writing." in err
    assert lines[-2].startswith("Answered by the openai (m) engine;")
    assert {each.body["model"] for each in server.requests} == {"m"}


def test_an_engine_that_cannot_be_had_is_exchanged(talk: Talk, monkeypatch) -> None:
    monkeypatch.setenv("BRIEFING_ENGINE", "openai")
    code, lines, err = talk(WHY, "/engine", "/engine extractive", WHY)
    assert code == 2
    assert err.count("needs the name of a model. Name it: /engine openai:MODEL") == 2
    assert any(line.startswith("/engine extractive: quotes") for line in lines)
    assert any(line.endswith("Verified, source 1.") for line in lines)


def test_help_quit_and_what_only_the_app_has(talk: Talk) -> None:
    code, lines, err = talk("/help", "/help since", "/theme", "/open", "/sources", "/open 3",
                            "/again", "Exit", "?", "/q", WHY)  # fmt: skip
    assert "Exit is neither a question nor a command. To leave: /quit" in err
    assert "For what can be typed here: /help" in err
    assert "/quit: leave; Ctrl+D does it too." in lines
    assert lines[-1] == "/since [DATE]: only articles from this day on."
    assert "/theme is for the full-screen app." in err
    for said in ("Which source?", "There are no sources.", "There are no sources yet.",
                 "Nothing has been asked yet."):  # fmt: skip
        assert said in err
    assert code == 2


def test_an_empty_library_says_how_to_begin(talk: Talk, tmp_path: Path) -> None:
    code, lines, err = talk(WHY, "/library", "/sessions", of=tmp_path / "new")
    assert code == 7
    assert "The library is empty. Add articles first: /ingest PATH or URL, /paste, or" in err
    assert lines[1:] == [
        "The library is empty.",
        "No conversation is kept yet. Finished answers are kept as you go.",
    ]


def test_a_library_that_cannot_be_opened_is_one_line(talk: Talk, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, _, err = talk(WHY, of=tmp_path / "file")
    assert code in (1, 7)
    assert err.count("briefing: ") == 1


def test_a_number_without_end_is_no_place_in_a_list(talk: Talk) -> None:
    digits = "9" * 5000
    _, _, err = talk(
        f"/open {digits}", f"/sessions {digits}", f"/read {digits}", f"/forget {digits}"
    )
    assert "The program failed" not in err
    assert err.count("briefing: ") == 3


def test_a_question_without_end_is_refused(talk: Talk) -> None:
    code, _, err = talk("a" * 10_001)
    assert code == 2
    assert "An article is added with /paste." in err


def test_without_a_terminal_the_app_names_the_plain_conversation(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--library", str(library), "chat"]) == 2
    assert "briefing chat --plain" in capsys.readouterr().err


# --- what it reads and loads ---------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_without_readline_lines_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "readline", None)
    master, slave = os.openpty()
    with os.fdopen(os.dup(slave), "r") as stdin, os.fdopen(slave, "w") as stdout:
        reader = Reader(stdin, stdout, lambda line: [])
        monkeypatch.setattr(sys, "stdin", stdin)
        monkeypatch.setattr(sys, "stdout", stdout)
        assert reader.interactive
        assert not reader.edits
        reader.remember(["earlier"])
        reader.forget_last(1)
        os.write(master, "why\u202e?\n".encode())
        assert reader.read("Question: ") == "why?"
        os.write(master, b"no \xff text\n")
        assert reader.read("Question: ") == "no \ufffd text"
    os.close(master)


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_letters_that_the_locale_has_not_are_no_history() -> None:
    code = (
        "import os; from assistant.plain.reader import Reader; _, slave = os.openpty();"
        "reader = Reader(open(slave, closefd=False), open(slave, 'w'), lambda line: []);"
        "reader.remember(['one', 'caf\\xe9', 'two']); import readline;"
        "print(reader.edits, readline.get_current_history_length())"
    )
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **plain}
    )
    assert (done.stdout, done.stderr) == ("True 2\n", "")


def test_before_the_first_prompt_nothing_heavy_is_loaded() -> None:
    heavy = {"chromadb", "langchain_core", "numpy", "openai", "textual", "lxml"}
    code = f"import assistant.plain.chat, sys; print({heavy!r} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "set()\n"


# --- slow work -----------------------------------------------------------------------------


def test_what_comes_is_handed_on_and_what_fails_is_raised() -> None:
    def failing(cancelled):
        yield 1
        raise ValueError("no")

    stream = streamed(failing)
    assert next(stream) == 1
    with pytest.raises(ValueError, match="no"):
        next(stream)


def test_left_early_the_work_is_told_to_stop_and_comes_to_its_end() -> None:
    ended = []

    def work(cancelled):
        while not cancelled():
            yield 1
            time.sleep(0.05)
        yield 2
        ended.append(True)

    stream = streamed(work)
    assert next(stream) == 1
    stream.close()
    settle(5)
    assert ended == [True]


@pytest.mark.skipif(sys.platform == "win32", reason="no signals to oneself")
def test_ctrl_c_waits_for_what_is_begun_and_a_signal_ends_after_it(plain_signals: None) -> None:
    import signal

    told = []
    begun = threading.Event()

    def work(cancelled):
        os.kill(os.getpid(), signal.SIGINT)
        while not cancelled():
            begun.wait(0.01)
        return "kept"

    assert finished(work, lambda: told.append("asked")) == "kept"
    assert told == ["asked"]

    def ending(cancelled):
        os.kill(os.getpid(), signal.SIGTERM)
        while not cancelled():
            begun.wait(0.01)
        return "kept"

    with ending_signals(), pytest.raises(Ended) as caught:
        finished(ending, lambda: None)
    assert caught.value.code == 143
    with pytest.raises(ValueError, match="no"):
        finished(lambda cancelled: (_ for _ in ()).throw(ValueError("no")), lambda: None)
