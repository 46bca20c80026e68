"""Where results, messages and progress go, and what a terminal gets that a pipe does not."""

import io
import json

import pytest

from assistant.pacing import pace_words
from assistant.terminal import ProgressBar, Terminal
from ingest.errors import BriefingError
from ingest.types import Progress


class Stream(io.StringIO):
    def __init__(self, tty: bool, encoding: str = "utf-8") -> None:
        super().__init__()
        self.tty, self.code = tty, encoding

    def isatty(self) -> bool:
        return self.tty

    @property
    def encoding(self) -> str:
        return self.code


def terminal(tty=False, encoding="utf-8", environ=None, **more):
    return Terminal(stdout=Stream(tty, encoding), stderr=Stream(tty), environ=environ or {}, **more)


def test_results_and_messages_never_mix():
    one = terminal()
    one.result("result")
    one.say("message")
    one.hint("for people only")
    assert one.stdout.getvalue() == "result\n"
    assert one.stderr.getvalue() == "message\n"


def test_quiet_keeps_results_errors_and_questions():
    one = terminal(tty=True, quiet=True)
    one.say("message")
    one.hint("hint")
    one.ask("Sure? ")
    one.error(BriefingError("It broke.", "Mend it."))
    assert one.stderr.getvalue() == "Sure? briefing: It broke. Mend it.\n"


def test_a_person_gets_hints():
    one = terminal(tty=True)
    one.hint("hint")
    assert one.stderr.getvalue() == "hint\n"


@pytest.mark.parametrize(
    ("tty", "environ", "colour"),
    [(True, {}, True), (True, {"NO_COLOR": ""}, True), (True, {"NO_COLOR": "1"}, False),
     (False, {}, False)],
)  # fmt: skip
def test_colour(tty, environ, colour):
    assert terminal(tty, environ=environ).colour is colour


@pytest.mark.parametrize(("columns", "width"), [("50", 50), ("300", 100), ("1", 20)])
def test_width_is_that_of_the_terminal_within_reason(monkeypatch, columns, width):
    monkeypatch.setenv("COLUMNS", columns)
    assert terminal(tty=True).width == width
    assert terminal(tty=False).width == 80


def test_json_is_readable_or_a_line_and_fit_for_the_stream():
    one = terminal()
    one.json({"a": "ü"})
    one.json_line({"a": "ü"})
    assert one.stdout.getvalue() == '{\n  "a": "ü"\n}\n{"a": "ü"}\n'
    narrow = terminal(encoding="cp1252")
    narrow.json_line({"a": "ü“"})
    assert narrow.stdout.getvalue() == '{"a": "\\u00fc\\u201c"}\n'


def test_an_error_is_one_harmless_line_and_json_where_asked_for():
    one = terminal()
    one.error(BriefingError("It\nbroke\x1b[2J.", ""), as_json=True, as_line=True)
    assert one.stderr.getvalue() == "briefing: It^Jbroke^[[2J.\n"
    assert json.loads(one.stdout.getvalue()) == {
        "error": {"kind": "error", "message": "It^Jbroke^[[2J.", "hint": ""}
    }
    assert one.stdout.getvalue().count("\n") == 1


@pytest.mark.parametrize(
    ("rate", "seconds", "words"),
    [
        (None, None, ""),
        (0.0, 12.4, "about 12 s left"),
        (3.25, 0.0, "3.2 articles/s, about 1 s left"),
        (132.4, None, "132 articles/s"),
        (20.0, 59.0, "20 articles/s, about 1 min left"),
        (2.0, 7500.0, "2.0 articles/s, about 2 h 5 min left"),
    ],
)
def test_the_pace_in_words(rate, seconds, words):
    assert pace_words(Progress(1, 2, "", rate, seconds)) == words


def test_progress_is_drawn_for_people_only():
    for quiet, tty in ((False, False), (True, True)):
        one = terminal(tty, quiet=quiet)
        with one.progress("Ingesting") as progress:
            progress(Progress(1, 2))
        assert one.stderr.getvalue() == ""
    one = terminal(tty=True)
    with one.progress("Ingesting [red]not markup[/red]") as progress:
        progress(Progress(1, 2))
        progress(Progress(1, 2, "", 12.5, 130.0))
    assert "Ingesting [red]not markup[/red]" in one.stderr.getvalue()
    assert "12 articles/s, about 2 min left" in one.stderr.getvalue()
    assert one.stdout.getvalue() == ""
    ProgressBar(None)(Progress(1, None))
