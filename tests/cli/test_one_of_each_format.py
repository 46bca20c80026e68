"""A folder with one good file of each format and one bad twin of each, taken in from outside."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ingest import formats

HERE = Path(__file__).parent
PAPERS = HERE.parent / "ingest" / "readers"


@pytest.fixture
def each(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module ``one_of_each.py`` beside this file."""
    monkeypatch.syspath_prepend(str(HERE))
    return __import__("one_of_each")


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module that builds documents."""
    monkeypatch.syspath_prepend(str(PAPERS))
    return __import__("papers")


@dataclass
class Desk:
    """The folder, its pairs by format, and the command over a library of its own: as a process
    (``run``), and in this process."""

    folder: Path
    pairs: dict[str, Any]
    run: Callable[..., subprocess.CompletedProcess[str]]
    call: Callable[..., Any]

    def show(self, key: str) -> Any:
        return self.call("show", key, "--json").json

    def stories(self) -> list[Any]:
        return [story for pair in self.pairs.values() for story in pair.stories]


@pytest.fixture
def desk(
    each: ModuleType, papers: ModuleType, site: Any, answer: Any, tmp_path: Path,
    briefing: Callable[..., subprocess.CompletedProcess[str]], call: Callable[..., Any],
) -> Desk:  # fmt: skip
    pairs = each.pairs(papers, site.url)
    for path, (body, media_type) in each.served(site.url).items():
        site[path] = answer(body, 200, {"Content-Type": media_type})
    for place in ("good", "bad"):
        (tmp_path / "each" / place).mkdir(parents=True)
        for pair in pairs.values():
            (tmp_path / "each" / place / pair.name).write_bytes(getattr(pair, place))
    environ = {"BRIEFING_ALLOW_PRIVATE": "true", "BRIEFING_LIBRARY": str(tmp_path / "library")}

    return Desk(
        tmp_path / "each", pairs, partial(briefing, env=environ), partial(call, env=environ)
    )


def test_every_format_has_a_pair(each: ModuleType, papers: ModuleType) -> None:
    assert set(each.pairs(papers, "http://127.0.0.1")) == {form.name for form in formats.FORMATS}


def test_a_good_file_of_each_format_and_a_bad_twin(desk: Desk) -> None:
    done = desk.run("ingest", "--json", desk.folder)
    assert done.returncode == 3, done.stderr
    found = json.loads(done.stdout)
    good_items_are_right(desk, found["items"])
    bad_items_are_right(desk, found["items"])
    expected = {"added": len(desk.stories()), "failed": len(desk.pairs), "skipped": 2}
    summary = found["summary"]
    assert {name: summary[name] for name in expected} == expected
    assert len(found["items"]) == sum(expected.values())
    assert summary["withheld"]["comments"] == 6, "two on each of three pages"
    articles = desk.call("list", "--json").json["articles"]
    metadata_is_right(desk, articles)
    table_is_right(desk)
    answers_are_right(desk)


def good_items_are_right(desk: Desk, items: list[dict[str, Any]]) -> None:
    added = {item.get("title"): item for item in items if item["status"] == "added"}
    skipped = {item["source"]: item for item in items if item["status"] == "skipped"}
    for pair in desk.pairs.values():
        for story in pair.stories:
            assert story.title in added, pair.name
            source = added[story.title]["source"]
            assert pair.name in source or source.startswith("http://127.0.0.1"), source
        for link in pair.links:
            assert "briefing ingest --follow" in skipped[link]["reason"]


def bad_items_are_right(desk: Desk, items: list[dict[str, Any]]) -> None:
    failed = [item for item in items if item["status"] == "failed"]
    for pair in desk.pairs.values():
        [item] = [i for i in failed if str(Path("bad", pair.name)) in i["source"]]
        why, _, step = item["reason"].partition(pair.why)
        assert step, item
        assert pair.step in step, item
        assert item["reason"].endswith("."), "what happened, and what to do next"
        assert "Traceback" not in why + step


def metadata_is_right(desk: Desk, articles: list[dict[str, Any]]) -> None:
    known = {article["title"]: article for article in articles}
    assert len(known) == len(articles) == len(desk.stories())
    for story in desk.stories():
        article = known[story.title]
        assert article["publisher"] == story.publisher, article
        assert (article["published"] or "")[:10] == story.published[:10], article


def table_is_right(desk: Desk) -> None:
    """The second run: all known, the failures told again, and quick."""
    start = time.monotonic()
    done = desk.call("ingest", desk.folder)
    assert time.monotonic() - start < 10
    assert done.code == 3
    assert "Traceback" not in done.err
    lines = done.out.splitlines()
    statuses = [line.split()[0] for line in lines[: lines.index("")] if line[0] != " "]
    assert statuses == ["skipped"] * 2 + ["failed"] * len(desk.pairs)
    known = len(desk.stories())
    assert lines[-2] == (
        f"0 added, 0 updated, {known} unchanged, 0 duplicate, 2 skipped, {len(desk.pairs)} failed"
    )


def answers_are_right(desk: Desk) -> None:
    """Articles of all formats answer, out of their bodies, character for character."""
    asked = "\n".join(json.dumps({"question": story.question}) for story in desk.stories())
    done = desk.call("ask", "--batch", "-", stdin=asked)
    assert done.code == 0, done.err
    answers = done.lines
    shown: dict[str, Any] = {}
    right = 0
    for story, given in zip(desk.stories(), answers, strict=True):
        right += story.says in given["answer"]
        for cited in given["citations"]:
            key = cited["article_id"]
            shown[key] = shown.get(key) or desk.show(key)
            text, start, end = shown[key]["text"], cited["start"], cited["end"]
            assert text[start:end] == cited["quote"]
            assert any(
                block["kind"] in ("body", "quotation")
                and block["start"] <= start
                and end <= block["end"]
                for block in shown[key]["blocks"]
            ), cited
    assert right >= len(answers) * 0.8, "what the articles say is found; how often, others measure"
    assert len(shown) >= right
