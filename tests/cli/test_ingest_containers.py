"""``briefing ingest`` of mails, archives and lists of links, each beside a damaged twin."""

from __future__ import annotations

import json
import zipfile
from email.message import EmailMessage
from pathlib import Path


def words(what: str) -> str:
    return (
        f"The mill on Carrow Lane was sold to {what} on Monday, the town clerk said.\n\n"
        f"They will run it from June, and {what} have promised to mend the roof of its barn."
    )


def mail(what: str) -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "Ann Lee <ann@notes.example>", f"Mill sold to {what}"
    made["Date"], made["Message-ID"] = "Mon, 18 Aug 2025 10:00:00 +0200", f"<{what}@x>"
    made.set_content(words(what))
    return made.as_bytes()


def archive(path: Path, *members: tuple[str, str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members:
            made.writestr(name, text)


def test_good_files_come_in_and_their_damaged_twins_say_why(
    call, empty_library, tmp_path, fits
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "good.eml").write_bytes(mail("weavers"))
    (folder / "bad.eml").write_bytes(b"weavers without a head")
    (folder / "good.mbox").write_bytes(b"From a@b.c Mon Aug 18 10:00:00 2025\n" + mail("bakers"))
    (folder / "bad.mbox").write_bytes(mail("bakers"))
    page = f"<html><body><article><h1>Mill</h1><p>{words('dyers')}</p></article></body></html>"
    saved = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://notes.example/mill\n"
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\n"
        f"Content-Type: text/html\n\n{page}\n--B--\n"
    )
    (folder / "good.mhtml").write_text(saved)
    (folder / "bad.mhtml").write_text(saved[:150])
    archive(folder / "good.zip", ("in/note.txt", words("smiths")), ("x.exe", "MZ"))
    (folder / "bad.zip").write_bytes((folder / "good.zip").read_bytes()[:-30])
    (folder / "good.url").write_text("[InternetShortcut]\nURL=https://notes.example/a\n")
    (folder / "bad.url").write_text("[InternetShortcut]\nURL=nowhere\n")
    (folder / "good.csv").write_text("title,url,time_added\nA,https://notes.example/b,17555\n")
    (folder / "bad.csv").write_text("a,b\n1,2\n")
    done = call("ingest", "--json", "--library", empty_library, folder)
    assert done.code == 3
    fits("ingest", done.json)
    said = {}
    for item in done.json["items"]:
        said[item["source"].removeprefix(f"{folder}/")] = (item["status"], item.get("reason", ""))
    added = {name for name, (status, _) in said.items() if status == "added"}
    assert added == {"good.eml", "good.mbox:1", "good.mhtml", "good.zip#in/note.txt"}
    failed = {name: reason for name, (status, reason) in said.items() if status == "failed"}
    assert set(failed) == {f"bad.{kind}" for kind in ("eml", "mbox", "mhtml", "zip", "url", "csv")}
    assert all(reason.count(".") >= 2 for reason in failed.values()), failed
    skipped = {name: reason for name, (status, reason) in said.items() if status == "skipped"}
    assert set(skipped) == {"good.zip#x.exe", "https://notes.example/a", "https://notes.example/b"}
    assert "--follow" in skipped["https://notes.example/a"]
    again = call("ingest", "--json", "--library", empty_library, folder).json["summary"]
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 4)


def test_an_archive_that_changed_is_read_again(call, empty_library, tmp_path) -> None:
    path = tmp_path / "notes.zip"
    archive(path, ("a.txt", words("weavers")), ("b.txt", words("bakers")))
    first = call("ingest", "--json", "--library", empty_library, path).json
    ids = {item["source"]: item["article_id"] for item in first["items"]}
    archive(path, ("a.txt", words("weavers") + " In June."), ("b.txt", words("bakers")))
    second = call("ingest", "--json", "--library", empty_library, path).json
    states = {item["source"]: (item["status"], item["article_id"]) for item in second["items"]}
    assert states == {
        f"{path}#a.txt": ("updated", ids[f"{path}#a.txt"]),
        f"{path}#b.txt": ("unchanged", ids[f"{path}#b.txt"]),
    }


def test_two_thousand_bookmarks_do_not_fill_the_screen(call, empty_library, tmp_path) -> None:
    rows = "".join(f'<DT><A HREF="https://notes.example/{n}">N{n}</A>\n' for n in range(2000))
    marks = tmp_path / "bookmarks.html"
    marks.write_text(f"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n{rows}</DL>")
    (tmp_path / "zz.txt").write_text(words("weavers"))
    done = call("ingest", "--library", empty_library, marks, tmp_path / "zz.txt")
    assert done.code == 0
    lines = done.out.splitlines()
    assert len(lines) < 12
    assert any("1,998 more like these (-v lists all)" in line for line in lines)
    assert any(line.startswith("added") for line in lines)
    assert "2000 skipped" in done.out
    every = call("ingest", "-v", "--library", empty_library, marks)
    assert sum(line.startswith("skipped") for line in every.out.splitlines()) == 2000
    as_json = call("ingest", "--json", "--library", empty_library, marks).json
    assert len(as_json["items"]) == 2000
    assert as_json["items"][0]["title"] == "N0"


def test_more_articles_than_a_screenful_are_counted(call, empty_library, tmp_path) -> None:
    path = tmp_path / "notes.zip"
    archive(path, *((f"{n}.txt", words(f"guild {n}")) for n in range(25)))
    done = call("ingest", "--library", empty_library, path)
    assert sum(line.startswith("added") for line in done.out.splitlines()) == 20
    assert "… and 5 more; -v lists all" in done.out


def test_minilm_offline_says_what_to_do(call, empty_library, tmp_path) -> None:
    env = {"XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    note = tmp_path / "note.txt"
    note.write_text(words("weavers"))
    assert call("ingest", "--library", empty_library, note).code == 0
    done = call("reindex", "--embedder", "minilm", "--offline", "--library", empty_library, env=env)
    assert done.code not in (0, 2)
    assert "--offline forbids" in done.err
    assert "briefing reindex --embedder minilm" in done.err
    assert "Traceback" not in done.err
    # The library is as it was.
    assert json.loads(call("search", "mill", "--json", "--library", empty_library).out)
