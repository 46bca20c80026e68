"""What the command line makes of what is typed: help, mistakes, streams."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli import build_parser, main
from assistant.config import KEYS

COMMANDS = ("chat", "demo", "ingest", "ask", "search", "list", "show", "remove", "config",
            "reindex", "doctor")  # fmt: skip


def test_without_a_command_and_a_terminal_it_prints_help(briefing):
    done = briefing()
    assert done.returncode == 0
    assert all(f"\n    {name}" in done.stdout for name in COMMANDS)
    assert done.stderr == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(call, command):
    done = call(command, "--help")
    assert done.code == 0
    assert f"usage: briefing {command}" in done.out
    assert "--library DIR" in done.out


def test_help_of_the_app_command_needs_a_terminal(call):
    done = call("chat")
    assert done.code == 2
    assert "needs a terminal" in done.err


def test_version(call):
    done = call("--version")
    assert done.code == 0
    assert done.out.startswith("briefing 0.")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["serch", "x"], "Did you mean search?"),
        (["ask", "x", "--as-off", "2025"], "Did you mean --as-of?"),
        (["ask", "--jso", "x"], "Did you mean --json?"),  # whole names only
        (["nonsense"], "There is no 'nonsense' here."),
        (["ask"], "There is no question."),
        (["ask", "   "], "There is no question."),
        (["ask", "x", "-k", "0"], "'0' is not a whole number from 1 to 200"),
        (["ask", "x", "-k", "many"], "'many' is not a whole number"),
        (["ask", "x", "--engine", "oracle"], "one of extractive, openai"),
        (["ask", "x", "--model", ""], "--model is empty"),
        (["ask", "x", "--since", "someday"], "--since: 'someday' is not a date."),
        (["ask", "x", "--as-of", "2025-02-30"], "is not a date"),
        (["ask", "x", "--since", "2025-02-02", "--until", "2025-02-01"], "is after until"),
        (["ask", "x", "--batch", "f"], "Both a question and --batch"),
        (["search", "x", "--batch", "f"], "Both a query and --batch"),
        (["search"], "There is no query."),
        (["show"], "following arguments are required: id"),
        (["show", "x", "--revision", "0"], "not a whole number"),
        (["ingest"], "following arguments are required: source"),
        (["ingest", "x", "--date", "soon"], "--date: 'soon' is not a date."),
        (["ingest", "x", "--date", "2090-01-01"], "is in the future"),
        (["ingest", "x", "--publisher", " "], "--publisher is empty"),
        (["config", "sho"], "Did you mean show?"),
        (["config", "set", "colour", "red"], "there is no setting 'colour'"),
        (["config", "set", "engine"], "There is no value for engine."),
    ],
)
def test_a_mistake_is_one_line_with_the_next_step(call, library, args, said):
    done = call(*args, "--library", library)
    assert done.code == 2
    assert said in done.err
    assert done.err.startswith("briefing: ")
    assert done.err.count("\n") == 1
    assert done.out == ""


def test_a_mistake_with_json_is_json_too(call, fits):
    for args in (
        ["ask", "--json"],
        ["ask", "--json", "--nope"],
        ["list", "--json", "--since", "x"],
    ):
        done = call(*args)
        assert done.code == 2
        fits("error", done.json)
        assert done.json["error"]["kind"] == "usage"


def test_global_options_stand_before_or_after_the_command(call, library):
    before = call("--library", library, "list", "--json")
    after = call("list", "--json", "--library", library)
    assert before.code == after.code == 0
    assert before.out == after.out


def test_an_option_before_the_command_is_kept(call, tmp_path):
    done = call("--library", tmp_path / "none", "-q", "list")
    assert done.code == 7
    assert str(tmp_path / "none") in done.err


def test_a_library_that_is_a_file_is_explained(call, tmp_path):
    (tmp_path / "file").write_text("x")
    for command in (["list"], ["ask", "why?"], ["ingest", "x.md"], ["doctor", "--repair"]):
        done = call(*command, "--library", tmp_path / "file")
        assert done.code in (1, 7)
        assert "Traceback" not in done.err
        assert str(tmp_path / "file") in done.err + done.out


def test_a_missing_library_says_how_to_begin(call, tmp_path, fits):
    for command in (["list"], ["ask", "why?"], ["search", "why"], ["show", "a1"], ["remove", "a1"],
                    ["reindex"]):  # fmt: skip
        done = call(*command, "--library", tmp_path / "none")
        assert done.code == 7, command
        assert "briefing ingest" in done.err
        assert not (tmp_path / "none").exists()
    done = call("list", "--json", "--library", tmp_path / "none")
    fits("error", done.json)
    assert done.json["error"]["kind"] == "library_missing"


def test_a_reader_that_goes_away_is_no_error(plain_environ, library):
    for args in (["list"], ["--help"], ["list", "--json"]):
        with subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", *args, "--library", library],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=plain_environ,
            cwd=Path(__file__).parents[2],
        ) as process:  # fmt: skip
            process.stdout.close()
            error = process.stderr.read().decode()
            process.stderr.close()
        assert error == ""
        assert process.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX pseudo-terminal")
def test_colour_is_for_terminals_only_and_no_color_is_honoured(plain_environ, library):
    import pty

    def on_a_terminal(**env: str) -> str:
        parent, child = pty.openpty()
        args = [sys.executable, "-m", "assistant.cli", "--library", library, "show"]
        listed = subprocess.run(
            [*args[:-1], "list"], capture_output=True, text=True, env=plain_environ
        )
        assert "\x1b" not in listed.stdout
        with subprocess.Popen(
            [*args, listed.stdout.split()[0]], stdout=child, stdin=child, stderr=child,
            env={**plain_environ, "TERM": "xterm", **env},
        ) as process:  # fmt: skip
            os.close(child)
            seen = b""
            try:
                while data := os.read(parent, 4096):
                    seen += data
            except OSError:
                pass  # the terminal is closed when the process has ended
        os.close(parent)
        assert process.returncode == 0
        return seen.decode()

    assert "\x1b[1m" in on_a_terminal()
    plain = on_a_terminal(NO_COLOR="1")
    assert "\x1b" not in plain
    assert "Kestrel" in plain


def test_a_console_that_is_not_utf8_gets_text_and_valid_json(briefing, library):
    env = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = briefing("show", "a", "--json", "--library", library, env=env)
    assert done.returncode == 1  # several ids begin with a
    done = briefing("list", "--json", "--library", library, env=env)
    assert done.returncode == 0
    assert done.stdout.isascii()
    done = briefing("search", "a “quoted” word", "--library", library, env=env)
    assert "Traceback" not in done.stderr


def test_an_inner_fault_is_one_line_and_a_traceback_only_when_asked_for(call, tmp_path):
    # A folder that is no folder of a library's makes SQLite fail in a way nobody foresaw: here
    # a directory stands where the catalogue should be.
    (tmp_path / "odd" / "library.db").mkdir(parents=True)
    done = call("list", "--library", tmp_path / "odd")
    assert done.code in (1, 7)
    assert done.err.startswith("briefing: ")
    assert done.err.count("\n") == 1


def test_settings_have_the_options_that_name_them():
    parser = build_parser()
    args = parser.parse_args(["ask", "x", "--engine", "openai", "--model", "m", "--offline"])
    assert {"engine", "model", "library", "offline", "chroma"} <= set(vars(args)) & (set(KEYS))


def test_a_model_engine_without_a_model_is_a_mistake_in_the_command(call, library):
    for given, env in ((["--engine", "openai"], {}), ([], {"BRIEFING_ENGINE": "openai"})):
        done = call("ask", "why?", *given, "--library", library, env=env)
        assert done.code == 2
        assert "needs the name of a model" in done.err


def test_streams_that_the_caller_has_closed_are_no_fault(monkeypatch, tmp_path):
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    for command, code in ((["config", "show"], 0), (["chat"], 2), (["chat", "--plain"], 0)):
        assert main(["--library", str(tmp_path / "new"), *command]) == code
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.close()
