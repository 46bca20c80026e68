"""Exports as files: what they are called, and that none is written over."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UsageError
from assistant.export import Wanted, form_of, wanted, write, write_wanted
from assistant.exporting.names import file_name, free_names
from assistant.exporting.types import ExportError, Transcript

NOW = "2026-05-02T09:00:00+00:00"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Why did the mill close?", "why-did-the-mill-close.md"),
        ("../../etc/passwd", "etc-passwd.md"), ("C:\\x\ny", "c-x-y.md"),
        ("…", "conversation.md"), ("nul", "conversation-nul.md"), ("\x1b[2J", "2j.md"),
        ("Где мост?", "где-мост.md"), ("a" * 90, "a" * 60 + ".md"),
        ("word " * 30, "-".join(["word"] * 12) + ".md"), ("__init__", "init.md"),
    ],
)  # fmt: skip
def test_a_file_is_named_after_the_conversation(name: str, made: str) -> None:
    assert file_name(name, "md") == made


@given(st.text(max_size=80))
def test_a_files_name_is_one_plain_name(name: str) -> None:
    made = file_name(name, "md")
    assert re.fullmatch(r"[^\W_][\w-]*\.md", made)
    assert len(made) < 80


def test_forms_are_told_by_the_ending() -> None:
    found = [form_of(name) for name in ("a.md", "a.HTM", "a.json", "b", "-", "x.txt")]
    assert found == ["md", "html", "json", None, None, None]


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ((), Wanted()), (("html",), Wanted("html")), (("a.html",), Wanted("html", Path("a.html"))),
        (("json", "a b"), Wanted("json", Path("a b"))), (("notes",), Wanted("md", Path("notes"))),
    ],
)  # fmt: skip
def test_what_is_asked_for(arguments: tuple[str, ...], asked: Wanted) -> None:
    assert wanted(arguments) == asked


def test_two_paths_are_not_understood() -> None:
    with pytest.raises(UsageError, match="quotes"):
        wanted(("md", "a", "b"))


@pytest.mark.parametrize(
    "arguments", [("pdf",), ("PDF", "x"), ("notes.pdf",), ("a/notes.DOCX",)], ids=" ".join
)
def test_a_form_that_is_not_written_is_refused(arguments: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match=r"is not written, only md, html and json") as caught:
        wanted(arguments)
    assert "browser prints" in caught.value.hint
    assert wanted(("HTML",)) == Wanted("html")
    assert wanted(("md", "notes.pdf")) == Wanted("md", Path("notes.pdf"))


def test_nothing_is_written_over_unless_it_is_forced(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    assert write(path, "one\n") == path
    for target in (path, tmp_path / "link.md"):
        if target != path:
            target.symlink_to(tmp_path / "elsewhere.md")
        with pytest.raises(ExportError, match="left as it is") as caught:
            write(target, "two\n")
        assert isinstance(caught.value.__cause__, FileExistsError)
    assert path.read_text() == "one\n"
    assert not (tmp_path / "elsewhere.md").exists()
    write(path, "three\n", force=True)
    assert path.read_text() == "three\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.md", "link.md"]


def test_where_it_cannot_be_written_is_said(tmp_path: Path) -> None:
    for path, said in (
        (tmp_path, "is a folder"),
        (tmp_path / "none" / "a.md", "There is no folder"),
        (tmp_path / ("n" * 300), "cannot be written"),
        (tmp_path / "a\0b", "cannot be written"),
    ):
        with pytest.raises(ExportError, match=said) as caught:
            write(path, "x")
        assert caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_in_a_folder_a_free_name_is_taken(
    whole: Transcript, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first, second = (write_wanted(whole, Wanted(), NOW) for _ in range(2))
    assert first == tmp_path / "will-i-it-i-close.md"
    assert second.name == "will-i-it-i-close-2.md"
    (tmp_path / "sub").mkdir()
    assert write_wanted(whole, Wanted("html", Path("sub")), NOW).parent == tmp_path / "sub"
    assert write_wanted(whole, Wanted("json", Path("x.json")), NOW) == tmp_path / "x.json"
    with pytest.raises(ExportError):
        write_wanted(whole, Wanted("json", Path("x.json")), NOW)


def test_exports_at_one_moment_take_different_names(whole: Transcript, tmp_path: Path) -> None:
    begin = threading.Barrier(8)

    def export(_: int) -> Path:
        begin.wait(10)
        return write_wanted(whole, Wanted("md", tmp_path), NOW)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(export, range(8)))) == 8


def test_what_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    for force in (False, True):
        with pytest.raises(ExportError):
            write(tmp_path / "a.md", "x" * 100_000 + "\ud800", force=force)
    assert list(tmp_path.iterdir()) == []


def test_names_come_to_an_end(
    whole: Transcript, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in free_names(whole.name, "md"):
        Path(name).touch()
    with pytest.raises(ExportError, match="Every name"):
        write_wanted(whole, Wanted(), NOW)


def test_a_disk_that_is_full_leaves_nothing_behind(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(ExportError, match="cannot be written"):
            write(tmp_path / "a.md", "x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert list(tmp_path.iterdir()) == []
