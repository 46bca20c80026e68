"""What the README shows is run: every console line, and the Python."""

import glob
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli import build_parser, main
from assistant.samples import samples
from ingest import formats

ROOT = Path(__file__).resolve().parents[2]

NOT_RUN = {
    "make demo": "builds an environment; the console test of `briefing demo` stands for it",
    "make test": "runs this test",
    "pipx install .": "installs into the user's own folders; the wheel test stands for it",
    "briefing ingest --watch articles/": "goes on until Ctrl+C; the tests of watching stand for it",
}
OFFER = "Moscow asks Ankara to sell its S-400s back, Turkish officials say"
"""Headline of the article that the README's ID stands for."""
THE_WEB = "https://paper.example"
"""The host of the README's addresses; a server on this machine stands for it."""
ENDS_OTHERWISE = {
    "briefing check --strict --claims claims.jsonl": (5, "one of its claims is not supported"),
    # line -> exit code and what it says, for want of what the reader would have
    'briefing ask --engine openai --model gpt-4.1-mini "why would Turkey sell back its S-400s?"': (
        6, "the server of the fixture turns the key away"
    ),
}  # fmt: skip


def blocks(language: str) -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def console_lines() -> list[str]:
    lines = [line for block in blocks("console") for line in block.splitlines()]
    assert all(line.startswith("$ ") for line in lines)
    return [line.removeprefix("$ ").split("  #")[0].strip() for line in lines]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A reader's desk: the files that the README speaks of, a home, no settings."""
    folder = tmp_path_factory.mktemp("desk")
    with samples() as shipped:
        shutil.copytree(shipped, folder / "articles")
    (folder / "more").mkdir()
    shutil.move(folder / "articles" / "s400-5-india.html", folder / "more" / "india.html")
    shutil.move(folder / "articles" / "s400-7-pasted-page.txt", folder / "pasted-page.txt")
    (folder / "draft.md").write_text(
        "# The offer\n\nNeither the Turkish defence ministry nor the Russian state arms exporter has "
        "confirmed the offer. Turkey paid about $9 billion for two batteries.\n"
    )
    (folder / "claims.jsonl").write_text(
        '{"id": 1, "claim": "Turkey paid about $9 billion for two batteries."}\n'
    )
    (folder / "questions.jsonl").write_text('{"id": 1, "question": "who might object?"}\n')
    return folder


@pytest.fixture(scope="module")
def environ(desk):
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
    home = {"HOME": str(desk), "USERPROFILE": str(desk), "XDG_DATA_HOME": str(desk / "data"),
            "XDG_CONFIG_HOME": str(desk / "settings")}  # fmt: skip
    return kept | home | {"BRIEFING_LIBRARY": str(desk / "my-library")}


@pytest.fixture
def run(desk, environ, monkeypatch, capsys):
    """Runs a line as a shell would, without a shell and in this process; gives the exit code
    and what was printed."""
    for name in list(os.environ):
        if name.startswith(("BRIEFING_", "OPENAI_")):
            monkeypatch.delenv(name)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(desk)
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    def one(line: str) -> tuple[int, str, str]:
        command, *words = shlex.split(line)
        assert command == "briefing"
        expanded = [[word] if "*" not in word else sorted(glob.glob(word)) for word in words]
        capsys.readouterr()
        code = main([word for words in expanded for word in words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return one


@pytest.fixture
def paper(site):
    """A feed of two stories, whose pages are there too."""
    stories = {
        "quay": "The quay wall of Norfeld will be built anew from September on, its board said on "
        "Monday. Engineers had called the work overdue. It is to last until the summer.",
        "bridge": "The railway bridge of Norfeld stays closed until May, the works office said. "
        "Two of its hangers are cracked, and the parts have to be made anew in the south.",
    }
    items = "".join(
        f"<item><title>The {name}</title><link>{site.url}/{name}</link></item>" for name in stories
    )
    site["/feed.xml"] = (
        f"<rss version='2.0'><channel><title>Norfeld Courier</title>{items}</channel></rss>"
    )
    for name, text in stories.items():
        page = f"<title>The {name}</title><article><h1>The {name}</h1><p>{text}</p></article>"
        site[f"/{name}"] = type(site.answers["/feed.xml"])(
            f"<!doctype html><html>{page}</html>".encode(), 200, {"Content-Type": "text/html"}
        )
    return site


def edited(article: Path) -> None:
    """Changes a number of an article."""
    text = article.read_text(encoding="utf-8")
    assert "2019" in text
    article.write_text(text.replace("2019", "2018"), encoding="utf-8")


def test_every_console_line_does_what_it_says(run, monkeypatch, openai_server, paper, desk):
    monkeypatch.setenv("BRIEFING_ALLOW_PRIVATE", "true")
    server = openai_server("unauthorized")
    article_id = ""
    ran = 0
    for line in console_lines():
        if line in NOT_RUN:
            continue
        if line.startswith("export "):
            name, _, _ = line.removeprefix("export ").partition("=")
            monkeypatch.setenv(name, "sk-none")
            monkeypatch.setenv("OPENAI_BASE_URL", server.url)
            continue
        if line.startswith("briefing diff"):
            edited(desk / "articles" / "s400-1-offer.md")
            assert "1 updated" in run("briefing ingest articles/")[1]
        code, out, err = run(re.sub(r"\bID\b", article_id, line).replace(THE_WEB, paper.url))
        expected, _ = ENDS_OTHERWISE.get(line, (0, ""))
        assert code == expected, f"{line}\n{out}\n{err}"
        if line == "briefing list":
            [article_id] = [row.split()[0] for row in out.splitlines() if OFFER in row]
        ran += 1
    assert ran >= 25
    assert {"/feed.xml", "/quay", "/bridge"} <= set(paper.paths())
    assert len(server.requests) == 1  # only where a model was chosen


def test_all_formats_are_named():
    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    for form in formats.FORMATS:
        assert form.said in text, form.name
        assert not form.extensions or f"(`{form.extensions[0]}`)" in text, form.name


def test_every_exception_is_still_in_the_readme():
    lines = console_lines()
    assert set(NOT_RUN) <= set(lines)
    assert set(ENDS_OTHERWISE) <= set(lines)


def test_inline_commands_exist():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"`briefing (\w+)", text))
    assert {"config", "reindex", "ingest", "show"} <= commands
    shown = build_parser().format_help()
    for command in commands:
        assert re.search(rf"^    {command}\b", shown, re.MULTILINE), command


def test_the_python_runs_as_it_stands(run, desk, environ):
    [program] = blocks("python")
    environ = environ | {"XDG_CONFIG_HOME": str(desk / "no-settings")}
    code, _, err = run("briefing ingest --library my-library articles")
    assert code == 0, err
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=desk, env=environ, capture_output=True,
        encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "[1]" in done.stdout


def test_links_of_the_readme_lead_somewhere():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)]+)\)", text)
    assert targets
    assert not [t for t in targets if "://" not in t and not (ROOT / t).exists()]


def test_exit_codes_in_the_readme_are_those_of_the_program():
    from assistant.exits import Exit

    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    said = re.search(r"Exit codes: (.*?)\.", text)
    assert said
    assert {int(number) for number in re.findall(r"\b\d+\b", said[1])} == {int(e) for e in Exit}
