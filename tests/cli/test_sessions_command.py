"""``briefing sessions``: kept conversations on the command line."""

from __future__ import annotations

import json
import re
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant.session import Sessions
from assistant.types import Turn

Call = Callable[..., Any]
Fits = Callable[[str, object], None]

QUESTION = "Why would Turkey sell back its S-400s?"
FIRST, SECOND, THIRD = ("a1" + "0" * 30, "a2" + "0" * 30, "b3" + "0" * 30)


@pytest.fixture(scope="session")
def an_answer(samples_once: tuple[Path, Path], plain_environ: dict[str, str]) -> dict[str, Any]:
    """What the samples answer, as ``ask --json`` prints it and a conversation keeps it."""
    import io
    from contextlib import redirect_stdout

    from assistant.cli import main

    out = io.StringIO()
    with redirect_stdout(out):
        main(["ask", QUESTION, "--json", "-q", "--library", str(samples_once[0])])
    shape: dict[str, Any] = json.loads(out.getvalue())
    return shape


@pytest.fixture
def kept(samples_library: Path, an_answer: dict[str, Any]) -> Path:
    """A library with three conversations; one was interrupted, one bears a hostile name."""
    sessions = Sessions(samples_library / "library.db")
    turn = Turn(QUESTION, an_answer["answer"])
    sessions.append(FIRST, turn, an_answer)
    sessions.append(SECOND, turn, an_answer)
    sessions.append(SECOND, Turn("Qui s'y oppose à Zürich?", "Nobody."), an_answer)
    sessions.rename(SECOND, "About missiles")
    sessions.begin(THIRD, "What \x1b]0;owned\x07 <b>next</b>?")
    sessions.rename(THIRD, "What next?")
    return samples_library


def test_the_list_tells_equal_names_apart(call: Call, kept: Path) -> None:
    done = call("sessions", "--library", kept)
    assert done.code == 0
    lines = done.out.splitlines()
    assert len(lines) == 3
    by_id = {line.split()[0]: line for line in lines}
    assert set(by_id) == {each[:8] for each in (FIRST, SECOND, THIRD)}
    assert "2 questions    About missiles" in by_id[SECOND[:8]]
    assert by_id[THIRD[:8]].endswith("0 questions    What next?  (1 unfinished)")


@pytest.mark.parametrize("words", [["sessions"], ["sessions", "list"]])
def test_the_list_as_json(call: Call, fits: Fits, kept: Path, words: list[str]) -> None:
    done = call(*words, "--json", "--library", kept)
    fits("sessions", done.json)
    rows = {row["session_id"]: row for row in done.json["sessions"]}
    assert rows[SECOND]["turns"] == 2
    assert rows[THIRD]["unfinished"] == 1


def test_searching(call: Call, kept: Path) -> None:
    found = call("sessions", "--search", "ZURICH oppose", "--json", "--library", kept).json
    assert [row["session_id"] for row in found["sessions"]] == [SECOND]
    none = call("sessions", "list", "--search", "zeppelin", "--library", kept)
    assert (none.code, none.out) == (4, "Nothing found.\n")
    assert call("sessions", "--search", " ", "--library", kept).code == 2
    assert call("sessions", "--search", "\u202e", "--library", kept).code == 2


def test_without_any(call: Call, library: Path, tmp_path: Path) -> None:
    done = call("sessions", "--library", library)
    assert (done.code, done.out) == (4, "No conversations.\n")
    done = call("sessions", "--json", "--library", library)
    assert (done.code, done.json) == (4, {"sessions": []})
    done = call("sessions", "show", "last", "--library", library)
    assert done.code == 1
    assert "No conversation is kept yet." in done.err
    assert call("sessions", "--library", tmp_path / "none").code == 7


def test_showing(call: Call, fits: Fits, kept: Path) -> None:
    done = call("sessions", "show", "a2", "--library", kept)
    assert done.code == 0
    assert done.out.startswith("About missiles\n2 questions · ")
    assert "1. Why would Turkey sell back its S-400s?" in done.out
    assert "[1]" in done.out
    whole = call("sessions", "show", "About", "--json", "--library", kept).json
    fits("conversation", whole)
    one = call("sessions", "show", SECOND, "--answer", "2", "--json", "--library", kept).json
    fits("conversation", one)
    assert [turn["number"] for turn in one["turns"]] == [2]
    assert call("sessions", "show", "a2", "--answer", "3", "--library", kept).code == 2


def test_every_quotation_stands_where_it_is_said_to(call: Call, kept: Path) -> None:
    whole = call("sessions", "show", FIRST, "--json", "--library", kept).json
    citations = whole["turns"][0]["answer"]["citations"]
    assert citations
    for cited in citations:
        text = call("show", cited["article_id"], "--revision", cited["revision"], "--json",
                    "--library", kept).json["text"]  # fmt: skip
        assert text[cited["start"] : cited["end"]] == cited["quote"]


@pytest.mark.parametrize("given", ["a", "zzz", ""])
def test_what_means_none_or_several_is_said(call: Call, fits: Fits, kept: Path, given: str) -> None:
    done = call("sessions", "show", given, "--json", "--library", kept)
    assert done.code == 1
    fits("error", done.json)


def test_hostile_questions_are_cleaned_everywhere(call: Call, kept: Path) -> None:
    for words in (["show"], ["export", "--format", "html"], ["export"], ["show", "--json"]):
        done = call("sessions", words[0], THIRD, *words[1:], "--library", kept)
        assert done.code == 0
        assert "owned" in done.out
        assert not set("\x1b\x07") & set(done.out)
        assert "\\u001b" not in done.out


PAYLOAD = "\x1b]52;c;ZQ==\x07\x9b31m\u202e\u2066\u200b\x08\r\U000e0041</style><script>x</script>"
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)


def poisoned(value: Any) -> Any:
    """The same JSON with a payload in every text and every key of a table."""
    if isinstance(value, str):
        return value + PAYLOAD
    if isinstance(value, list):
        return [poisoned(each) for each in value]
    return {k: poisoned(v) for k, v in value.items()} if isinstance(value, dict) else value


def test_a_kept_answer_that_is_hostile_in_every_field_only_reads_so(
    call: Call, kept: Path, an_answer: dict[str, Any], tmp_path: Path
) -> None:
    sessions = Sessions(kept / "library.db")
    shape = poisoned(an_answer)
    shape["status"] = "answered"
    shape["provenance"]["prompts"] = {PAYLOAD: PAYLOAD}
    sessions.append("dd" * 16, Turn("Q" + PAYLOAD, "A" + PAYLOAD), shape)
    runs = [["show", "dd"], ["show", "dd", "--json"], ["list"], ["--search", "script"],
            *(["export", "dd", "--format", form] for form in ("md", "html", "json"))]  # fmt: skip
    for words in runs:
        done = call("sessions", *words, "--library", kept)
        assert done.code == 0, words
        assert "]52;c;ZQ==" in done.out
        assert not FORBIDDEN.search(done.out + done.err), words
        assert not re.search(r"\\u00(?:[01]|[89])|\\u20[26]", done.out), words
        if "html" in words:
            assert "<script" not in done.out
            assert done.out.count("</style>") == 1
    written = call("sessions", "export", "dd", "-o", "a\x1b[2J.md", "--library", kept)
    assert written.code == 0
    assert not FORBIDDEN.search(written.err)
    assert "a^[[2J.md" in written.err


@pytest.mark.parametrize(
    ("name", "beginning"),
    [("a.md", "# About missiles\n"), ("a.html", "<!doctype html>"), ("a.json", "{\n"),
     ("a.txt", "# About missiles\n")],
)  # fmt: skip
def test_exporting_to_a_file(
    call: Call, kept: Path, tmp_path: Path, name: str, beginning: str
) -> None:
    done = call("sessions", "export", "a2", "-o", name, "--library", kept)
    path = tmp_path / name
    assert (done.code, done.out) == (0, "")
    assert f"Written to {path}" in done.err
    text = path.read_text(encoding="utf-8")
    assert text.startswith(beginning)
    assert text.endswith("\n")
    again = call("sessions", "export", "a1", "-o", name, "--library", kept)
    assert again.code == 1
    assert "is there already and was left as it is." in again.err
    assert "--force" in again.err
    assert path.read_text(encoding="utf-8") == text
    forced = call("sessions", "export", "a1", "-o", name, "--force", "--library", kept)
    assert forced.code == 0
    assert path.read_text(encoding="utf-8") != text


def test_exporting_to_stdout(call: Call, fits: Fits, kept: Path, tmp_path: Path) -> None:
    done = call("sessions", "export", "a2", "--format", "json", "--library", kept)
    fits("conversation", done.json)
    assert done.err == ""
    named = call("sessions", "export", "a2", "-o", "-", "--answer", "1", "--library", kept)
    assert named.out.startswith("# Why would Turkey")
    assert call("sessions", "export", "a2", "-o", " ", "--library", kept).code == 2
    folder = call("sessions", "export", "a2", "-o", tmp_path, "--library", kept)
    assert (folder.code, "is a folder" in folder.err) == (1, True)


def test_what_was_purged_stays_blank(call: Call, fits: Fits, kept: Path) -> None:
    before = call("sessions", "show", FIRST, "--json", "--library", kept).json
    cited = before["turns"][0]["answer"]["citations"][0]
    with closing(sqlite3.connect(kept / "library.db")) as connection:
        connection.execute("UPDATE turns SET shape = '{' WHERE session_id = ?", (SECOND,))
        connection.commit()
    done = call("remove", "--purge", "-y", cited["article_id"], "--library", kept)
    assert "answers that are damaged: 2. Nobody can tell what they quote" in done.err
    after = call("sessions", "show", FIRST, "--json", "--library", kept).json
    fits("conversation", after)
    answer = after["turns"][0]["answer"]
    assert cited["number"] in answer["removed"]
    for form in ("md", "html", "json"):
        text = call("sessions", "export", FIRST, "--format", form, "--library", kept).out
        assert cited["quote"] not in text
        assert "source removed" in text


def test_words_of_an_article_that_was_removed_before_can_still_be_purged(
    call: Call, fits: Fits, kept: Path
) -> None:
    before = call("sessions", "show", FIRST, "--json", "--library", kept).json
    cited = before["turns"][0]["answer"]["citations"][0]
    id_, quote = cited["article_id"], cited["quote"].encode()
    call("remove", id_, "--library", kept)
    assert quote in (kept / "library.db").read_bytes()
    assert call("remove", id_, "--library", kept).code == 1
    done = call("remove", "--purge", "-y", id_[:10], id_, "--library", kept)
    assert (done.code, done.out) == (0, f"purged     {id_}  (removed before)\n")
    with closing(sqlite3.connect(kept / "library.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert quote not in (kept / "library.db").read_bytes()
    again = call("remove", "--purge", id_, "--library", kept)
    assert (again.code, "No article has the id" in again.err) == (1, True)


def test_what_cannot_be_removed_is_purged_first(call: Call, kept: Path) -> None:
    before = call("sessions", "show", FIRST, "--json", "--library", kept).json
    cited = before["turns"][0]["answer"]["citations"][0]
    with closing(sqlite3.connect(kept / "library.db")) as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE DELETE ON articles BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        connection.commit()
    assert call("remove", "--purge", cited["article_id"], "--library", kept).code != 0
    assert call("show", cited["article_id"], "--library", kept).code == 0
    assert cited["quote"] not in call("sessions", "show", FIRST, "--json", "--library", kept).out


def test_renaming(call: Call, fits: Fits, kept: Path) -> None:
    done = call("sessions", "rename", "a1", "The", "  \x1b[2Jdeal ", "--library", kept)
    assert (done.code, done.out) == (0, f"renamed    {FIRST}  The [2Jdeal\n")
    done = call("sessions", "rename", "The", "Deal", "--json", "--library", kept)
    fits("session-change", done.json)
    assert done.json == {"renamed": FIRST, "name": "Deal"}
    assert call("sessions", "rename", "a1", " \x07", "--library", kept).code == 2


def test_deleting_asks_at_a_terminal_and_wants_yes_elsewhere(
    call: Call, fits: Fits, kept: Path
) -> None:
    def left() -> int:
        return len(Sessions(kept / "library.db").list())

    done = call("sessions", "delete", "a1", "--library", kept)
    assert (done.code, left()) == (2, 3)
    assert "--yes" in done.err
    done = call("sessions", "delete", "a1", "--library", kept, stdin="n\n", tty=True)
    assert (done.code, left()) == (0, 3)
    assert "Nothing was deleted." in done.err
    assert QUESTION in done.err
    done = call("sessions", "delete", "a1", "--library", kept, stdin="y\n", tty=True)
    assert (done.code, left()) == (0, 2)
    done = call("sessions", "delete", "last", "--yes", "--json", "--library", kept)
    fits("session-change", done.json)
    assert len(done.json["deleted"]) == 1
    assert left() == 1
    assert call("sessions", "delete", "zzz", "--yes", "--library", kept).code == 1


def test_a_library_that_cannot_be_written_can_be_read(call: Call, kept: Path) -> None:
    mode = stat.S_IMODE(kept.stat().st_mode)
    kept.chmod(0o500)
    try:
        assert call("sessions", "show", "last", "--library", kept).code == 0
    finally:
        kept.chmod(mode)


@pytest.mark.parametrize("words", [["frob"], ["show"], ["export"], ["rename", "a1"], ["--frob"]])
def test_usage(call: Call, kept: Path, words: list[str]) -> None:
    done = call("sessions", *words, "--library", kept)
    assert done.code == 2
    assert "Traceback" not in done.err
