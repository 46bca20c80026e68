"""Zip archives of readable files: what is read, what is left out and why, what is refused."""

from __future__ import annotations

import json
import os
import random
import stat
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from ingest.draft import read_articles, read_draft
from ingest.errors import ReadError
from ingest.readers import archive, document
from ingest.readers.archive import check_directory
from ingest.types import Article, Link, Rejected

Results = Callable[..., list[Article | Rejected | Link]]
One = Callable[..., Article]
Refused = Callable[..., Rejected]

TEXT = (
    "The harbour board of Lindmouth said on Monday that it would sell its two dredgers.\n\n"
    "Neither side has confirmed the price, but it is put at about four million crowns."
)
RECORD = {"title": "Ships sold", "text": TEXT, "url": "https://www.post.example/2022/ships"}


def packed(
    *members: tuple[str | zipfile.ZipInfo, bytes | str], kind: int = zipfile.ZIP_DEFLATED
) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", kind) as made:
        for name, data in members:
            made.writestr(name, data)
    return out.getvalue()


def text(number: int = 0) -> str:
    return f"Story {number}\n\n{TEXT} It was dredger number {number}."


def reasons(found: list[Article | Rejected | Link]) -> dict[str, str]:
    return {item.source: item.reason for item in found if isinstance(item, Rejected)}


def test_members_are_read_as_files_are(results: Results) -> None:
    data = packed(
        ("folder/", ""),
        ("folder/one_story.txt", text(1)),
        ("records.jsonl", "\n".join(json.dumps(RECORD | {"url": None, "id": n}) for n in (1, 2))),
        ("page.html", f"<html><body><article><h1>T</h1><p>{TEXT}</p><p>{text(2)}</p></article>"),
        ("links.url", "[InternetShortcut]\nURL=https://post.example/b\n"),
    )
    for name in ("a.zip", "-", "download"):
        found = results(name, data)
        where = "-" if name == "-" else f"/articles/{name}"
        assert [item.source for item in found] == [
            f"{where}#folder/one_story.txt", f"{where}#records.jsonl:1",
            f"{where}#records.jsonl:2", f"{where}#page.html", f"{where}#links.url",
        ]  # fmt: skip
        assert [type(item) for item in found] == [Article] * 4 + [Link]
    first, second = results("a.zip", data)[:2]
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.identity == "file:/articles/a.zip#folder/one_story.txt"
    assert second.identity == "file:/articles/a.zip#records.jsonl#1"
    untitled = packed(("my_own-story.txt", TEXT))
    (only,) = results("a.zip", untitled)
    assert isinstance(only, Article)
    assert only.meta.title == "My own story"


def test_an_archive_from_the_web(results: Results) -> None:
    url = "https://post.example/all.zip"
    (found,) = results("x", packed(("a.txt", TEXT)), url=url, media_type="application/zip")
    assert isinstance(found, Article)
    assert found.source == f"{url}#a.txt"
    assert found.meta.url is None


def link_to(target: str) -> tuple[zipfile.ZipInfo, str]:
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info, target


def test_what_is_left_out_has_its_reason(results: Results, tmp_path: Path) -> None:
    os.chdir(tmp_path)
    with pytest.warns(UserWarning, match="Duplicate"):
        data = packed(
            ("good.txt", text(1)),
            ("good.txt", text(2)),
            ("../out.txt", text(3)),
            ("/etc/out.txt", text(4)),
            ("C:/out.txt", text(5)),
            ("..\\out.txt", text(6)),
            link_to("/etc/passwd"),
            ("program.exe", b"MZ\x90\x00"),
            ("bomb.txt", b"a" * 3_000_000),
            ("empty.txt", b""),
            ("noise.txt", bytes(range(256)) * 9),
            (".hidden.txt", text(7)),
            ("__MACOSX/._good.txt", text(8)),
            (".git/config.txt", text(9)),
        )
    found = results("a.zip", data)
    said = reasons(found)
    assert [item.source for item in found if isinstance(item, Article)] == [
        "/articles/a.zip#good.txt"
    ]
    assert len(said) == 10
    assert "twice" in said["/articles/a.zip#good.txt"]
    for name in ("../out.txt", "/etc/out.txt", "C:/out.txt", "../out.txt"):
        assert "leads out" in said[f"/articles/a.zip#{name}"]
    assert "is a link" in said["/articles/a.zip#link.txt"]
    assert "called .exe are not read" in said["/articles/a.zip#program.exe"]
    assert "more than 200 times" in said["/articles/a.zip#bomb.txt"]
    assert "empty" in said["/articles/a.zip#empty.txt"]
    assert "binary" in said["/articles/a.zip#noise.txt"]
    assert list(tmp_path.iterdir()) == []


def test_locked_and_rarely_packed_members(results: Results) -> None:
    locked = bytearray(packed(("a.txt", text(1))))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    assert "password" in reasons(results("a.zip", bytes(locked)))["/articles/a.zip#a.txt"]
    for kind in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        data = packed(("a.txt", b"a" * 9_000_000), kind=kind)
        tracemalloc.start()
        assert "rare way" in reasons(results("a.zip", data))["/articles/a.zip#a.txt"]
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
        tracemalloc.stop()


def test_archives_in_archives_are_read_once(results: Results) -> None:
    inner = packed(("in.txt", text(1)), ("deeper.zip", packed(("deep.txt", text(2)))))
    found = results("a.zip", packed(("inner.zip", inner), ("out.txt", text(3))))
    assert [item.source for item in found if isinstance(item, Article)] == [
        "/articles/a.zip#inner.zip#in.txt", "/articles/a.zip#out.txt",
    ]  # fmt: skip
    said = reasons(found)
    assert list(said) == ["/articles/a.zip#inner.zip#deeper.zip#deep.txt"]
    assert all("lies in a file" in reason for reason in said.values())


def test_all_containers_of_a_source_share_one_limit(
    results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document.Allowance.__init__, "__defaults__", (5_000, 0))
    inner = packed(*((f"{n}.txt", os.urandom(800).hex()) for n in range(3)))
    found = results("a.zip", packed(("1.zip", inner), ("2.txt", text(1)), ("3.txt", text(2) * 20)))
    said = reasons(found)
    (reason,) = (each for each in said.values() if "Unpacked, it is larger" in each)
    assert "was left out" in reason
    assert found[-1].source.startswith("/articles/a.zip#1.zip#")


def test_many_small_members_of_nothing_are_too_much(
    results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "WHOLE_FREE", 200_000)
    monkeypatch.setattr(archive, "MAX_WHOLE_RATIO", 1)
    blank = b"a " * 30_000
    found = results("a.zip", packed(*((f"{n}.txt", blank) for n in range(50))))
    assert sum(isinstance(item, Article) for item in found) == 3
    (reason,) = reasons(found).values()
    assert "Unpacked, it is larger than" in reason


def test_damaged_archives(refused: Refused, results: Results) -> None:
    data = packed(("a.txt", text(1)), ("b.txt", text(2)))
    assert "damaged or cut off" in refused("a.zip", data[:-30]).reason
    assert "damaged or cut off" in refused("a.zip", data[: len(data) // 2]).reason
    assert "no ZIP file" in refused("a.zip", b"not an archive at all").reason
    assert "holds no files" in refused("a.zip", packed()).reason
    assert "holds no files" in refused("a.zip", packed(("folder/", ""))).reason
    harmed = bytearray(data)
    harmed[60] ^= 0xFF
    first, second = results("a.zip", bytes(harmed))
    assert isinstance(first, Rejected)
    assert not first.skipped
    assert "It is damaged" in first.reason
    assert isinstance(second, Article)
    shifted = data.replace(b"PK\x05\x06", b"PK\x05\x06", 1)
    end = shifted.index(b"PK\x05\x06")
    lying = shifted[:end] + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, 92, 2**31, 0)
    assert "does not fit" in refused("a.zip", lying).reason


def test_a_member_that_lies_about_its_size(results: Results) -> None:
    data = packed(("a.txt", b"a " * 300_000), ("b.txt", text(1)))
    lying = data.replace(struct.pack("<L", 600_000), struct.pack("<L", 1_000))
    first, second = results("a.zip", lying)
    assert isinstance(first, Rejected)
    assert isinstance(second, Article)


def directory(count: int, size: int, *, wide: bool = False) -> bytes:
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF,
                      size & 0xFFFFFFFF, 0, 0)  # fmt: skip
    if not wide:
        return b"PK\x03\x04" + end
    big = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, 0)
    return b"PK\x03\x04" + big + struct.pack("<4sLQL", b"PK\x06\x07", 0, 4, 1) + end


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (directory(65_535, 3_000_000), "lists 65535 members"),
        (directory(10_000_000, 400_000_000, wide=True), "lists 10000000 members"),
        (directory(10, 2**31), "lists 10 members"),
        (directory(10, 5_000), "does not fit"),
        (directory(10, 20), "does not fit"),
        (directory(10, 5_000, wide=True).replace(b"PK\x06\x06", b"PK\x06\x00"), "is missing"),
        (b"PK\x03\x04" + b"x" * 100, "is missing"),
        (b"PK\x03\x04PK\x05\x06", "is missing"),
    ],
)
def test_the_directory_is_judged_before_it_is_read(
    data: bytes, reason: str, refused: Refused
) -> None:
    assert reason in refused("a.zip", data).reason


def test_archives_with_the_wide_directory_are_read() -> None:
    check_directory(packed(*((f"{n}.txt", "x") for n in range(1000))))
    check_directory(directory(0, 0, wide=True))


def test_many_members_are_read_one_at_a_time(results: Results) -> None:
    data = packed(*((f"{n}.txt", text(n)) for n in range(300)))
    assert sum(isinstance(item, Article) for item in results("a.zip", data)) == 300


SEEDS = (
    packed(("a.txt", text(1)), ("b/c.md", "# T\n\n" + TEXT), ("d.jsonl", json.dumps(RECORD))),
    packed(("in.zip", packed(("x.txt", text(1)))), ("y.csv", "title,text\nT," + "w " * 40)),
)


@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_mutated_archives_never_fail_in_an_unforeseen_way(seed: int, results: Results) -> None:
    chance = random.Random(seed)
    for _ in range(150):
        data = bytearray(SEEDS[seed])
        for _ in range(chance.randint(1, 8)):
            # The structures at both ends are what readers stumble over.
            at = chance.choice((chance.randrange(60), -chance.randrange(1, 260),
                                chance.randrange(len(data))))  # fmt: skip
            match chance.randrange(3):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randrange(1, 9) if at >= 0 else None]
                case _:
                    data[at:at] = chance.choice((b"PK\x01\x02", b"\x00" * 4, b"\xff" * 4))
            if len(data) < 300:
                break
        start = time.perf_counter()
        found = results("a.zip", bytes(data))
        assert time.perf_counter() - start < 5
        for item in found:
            assert isinstance(item, Article | Rejected | Link)
            assert not isinstance(item, Rejected) or "report this" not in item.reason, item


def test_the_limits_are_those_of_the_module() -> None:
    assert archive.MAX_MEMBERS * 46 < archive.MAX_DIRECTORY


def test_a_draft_or_articles_out_of_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed(("a.txt", TEXT), ("x.exe", b"MZ"), ("b.txt", text(2))))
    assert read_draft(str(path)).text.count("dredgers") == 2
    assert len(read_articles([str(path)])) == 2
    path.write_bytes(packed(("x.exe", b"MZ")))
    with pytest.raises(ReadError):
        read_draft(str(path))
    with pytest.raises(ReadError, match="No article"):
        read_articles([str(path)])
