"""Any order of what can happen to a library of files equals a small model in dictionaries.

Files are written, deleted and renamed; the folder is ingested, with prune or with a statement
for all articles; articles are edited and removed; the library is closed and opened. After every
step the library is compared with the model: which articles there are, every revision's words,
the metadata in force, the passages. Nothing is mocked; the vector index is left out unless
``indexed`` is set, since it is fed from the catalogue by one and the same outbox.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ingest.cancelling import never, quiet
from ingest.catalogue import Catalogue
from ingest.editing import Edit, edit, edit_one
from ingest.fetch import expand
from ingest.interrupts import Interrupts
from ingest.library import Library
from ingest.options import IngestOptions
from ingest.pipeline import ingest, remove
from ingest.run import Run
from ingest.types import Item, Overrides, Status

NOW = "2026-01-02T03:04:05+00:00"
NAMES = ("a.md", "b.md", "c.md", "d.md")
TEXTS = (
    "The heron stood in the reeds for 3 days and nobody saw it leave.",
    "The heron stood in the reeds for 4 days and nobody saw it leave.",
    "An egret came to the weir on Monday, the keeper of the lock said.",
    "The lock is closed until the spring because its gate is being mended.",
)
NOBODY = ""

PICK = st.integers(0, 11)
"""Which of the files or articles there are, in an order that does not depend on their ids:
those come of the folder's name, which is another one in every run."""


@dataclass(slots=True)
class Held:
    """An article as it should be: its file, its revisions' texts, what was read and stated."""

    name: str
    texts: list[str]
    title: str
    publisher: str
    stated: dict[str, str] = field(default_factory=dict)
    edited: set[str] = field(default_factory=set)

    @property
    def shown(self) -> tuple[str, str]:
        """Title and publisher in force."""
        return self.stated.get("title", self.title), self.stated.get("publisher", self.publisher)


@dataclass(slots=True)
class Remembered:
    """A file as it was last read, and the article that it gave; None for unknown content."""

    content: tuple[str, str, str] | None
    article: str
    stated: str


class LibraryMachine(RuleBasedStateMachine):
    """The library, the folder that it is fed from, and the model of both."""

    indexed: ClassVar[bool] = False
    begun: ClassVar[Path | None] = None
    ran: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).ran += 1
        self.temporary = tempfile.TemporaryDirectory(prefix="briefing-s8-")
        self.folder = Path(self.temporary.name, "articles")
        self.folder.mkdir()
        self.place = Path(self.temporary.name, "library")
        if self.begun is not None:
            shutil.copytree(self.begun, self.place)
        self.clock = 1_700_000_000
        self.files: dict[str, tuple[str, str, str]] = {}
        self.memory: dict[str, Remembered] = {}
        self.held: dict[str, Held] = {}
        self.library = self._open()

    def _open(self) -> Library:
        return Library.open(self.place, create=True, write=True)

    def teardown(self) -> None:
        """Holds the index against the model, closes the library and clears its folder away."""
        try:
            if self.indexed and self.held:
                self.library.release_index()
                index = self.library.index
                assert index is not None, self.library.why_no_index
                assert index.count() == len(self.held)
        finally:
            self.library.close()
        self.temporary.cleanup()

    # ── what happens to files ─────────────────────────────────────────────────────────

    @rule(
        name=st.sampled_from(NAMES), text=st.sampled_from(TEXTS), title=st.sampled_from("TU"),
        publisher=st.sampled_from((NOBODY, "Crane", "Wren")),
    )  # fmt: skip
    def write(self, name: str, text: str, title: str, publisher: str) -> None:
        """A file is new or edited."""
        head = f"title: {title}\n" + (f"publisher: {publisher}\n" if publisher else "")
        path = self.folder / name
        path.write_text(f"---\n{head}---\n\n{text}\n", "utf-8")
        self.clock += 1
        os.utime(path, (self.clock, self.clock))
        self.files[name] = (text, title, publisher)

    @precondition(lambda self: self.files)
    @rule(which=PICK)
    def delete(self, which: int) -> None:
        """A file goes."""
        name = self._file(which)
        (self.folder / name).unlink()
        del self.files[name]

    @precondition(lambda self: self.files)
    @rule(which=PICK, to=st.sampled_from(NAMES))
    def rename(self, which: int, to: str) -> None:
        """A file gets another name, which no other has."""
        name = self._file(which)
        if to not in self.files:
            (self.folder / name).rename(self.folder / to)
            self.files[to] = self.files.pop(name)

    # ── what is done with the library ─────────────────────────────────────────────────

    @rule(prune=st.booleans(), stated=st.sampled_from((NOBODY, NOBODY, "Stated")))
    def take_all(self, prune: bool, stated: str) -> None:
        """The folder is ingested."""
        items = self._ingest(str(self.folder), prune, stated)
        read = [item for item in items if item.article_id and item.status is not Status.REMOVED]
        assert [Path(item.source).name for item in read] == sorted(self.files)
        for item in read:
            self._follow(item, stated)
        gone = self._gone() if prune and self.files else set()
        assert {item.article_id for item in items if item.status is Status.REMOVED} == gone
        if prune and self.files:
            self._forget(gone)
            self.memory = {k: v for k, v in self.memory.items() if k in self.files}

    @precondition(lambda self: self.files)
    @rule(which=PICK, stated=st.sampled_from((NOBODY, "Stated")))
    def take_one(self, which: int, stated: str) -> None:
        """One file is ingested by its name."""
        name = self._file(which)
        (item,) = self._ingest(str(self.folder / name), False, stated)
        self._follow(item, stated)

    @precondition(lambda self: self.held)
    @rule(
        which=PICK, what=st.sampled_from(("title", "publisher")),
        value=st.sampled_from(("", "Mine")),
    )  # fmt: skip
    def edit(self, which: int, what: str, value: str) -> None:
        """The user states a title or publisher, or takes it back."""
        article_id = self._article(which)
        change = Edit(cleared=frozenset({what}))
        if value:
            change = Edit(Overrides(**{what: value}))  # type: ignore[arg-type]
        held = self.held[article_id]
        if value:
            held.stated[what] = value
            held.edited.add(what)
        else:
            held.stated.pop(what, None)
            held.edited.discard(what)
        self._edit(article_id, change)

    def _file(self, which: int) -> str:
        return sorted(self.files)[which % len(self.files)]

    def _article(self, which: int) -> str:
        return list(self.held)[which % len(self.held)]

    def _edit(self, article_id: str, change: Edit) -> None:
        if self.indexed:
            edit([article_id], change, self.library, now=NOW)
            return
        edit_one(article_id, change, self.library, now=NOW)

    @precondition(lambda self: self.held)
    @rule(which=PICK)
    def remove(self, which: int) -> None:
        """The user removes an article."""
        article_id = self._article(which)
        if self.indexed:
            remove([article_id], self.library)
        else:
            self.library.catalogue.remove([article_id])
        self._forget({article_id})

    @rule()
    def restart(self) -> None:
        """The library is closed and opened again."""
        self.library.close()
        self.library = self._open()

    # ── the model ─────────────────────────────────────────────────────────────────────

    def _ingest(self, argument: str, prune: bool, stated: str) -> list[Item]:
        options = IngestOptions(NOW, Overrides(publisher=stated or None), prune=prune, readers=0)
        if self.indexed:
            return list(ingest([argument], self.library, options).items)
        with Interrupts(never) as stop:
            run = Run(self.library, options, quiet, stop)
            try:
                run.take(list(expand([argument])))
                run.flush()
                if prune:
                    run.prune([argument])
                return list(run.report(0.0, interrupted=False).items)
            finally:
                run.close()

    def _follow(self, item: Item, stated: str) -> None:
        """What the model makes of a file that was ingested, held against the report's item."""
        name = Path(item.source).name
        content = self.files[name]
        article_id = str(item.article_id)
        before = self.memory.get(name)
        if before is not None and self._still_counts(name, before, stated):
            assert (item.status, article_id) == (Status.UNCHANGED, before.article)
            before.content = content
            return
        own = next((one for one, held in self.held.items() if held.name == name), None)
        if own is not None:
            assert article_id == own
            self._read_again(item, self.held[own], stated, content)
        else:
            self._read_first(item, name, stated, content)
        self.memory[name] = Remembered(content, article_id, stated)

    def _still_counts(self, name: str, before: Remembered, stated: str) -> bool:
        held = self.held[before.article]
        outdated = held.name != name and len(held.texts) > 1
        same = before.content == self.files[name]
        return same and not outdated and (not stated or stated == before.stated)

    def _read_again(
        self, item: Item, held: Held, stated: str, content: tuple[str, str, str]
    ) -> None:
        text, title, publisher = content
        shown, said = held.shown, dict(held.stated)
        held.title, held.publisher = title, publisher
        self._state(held, stated)
        changed = held.texts[-1] != text
        if changed:
            held.texts.append(text)
        differs = changed or held.shown != shown or held.stated != said
        assert item.status is (Status.UPDATED if differs else Status.UNCHANGED)

    def _read_first(
        self, item: Item, name: str, stated: str, content: tuple[str, str, str]
    ) -> None:
        text, title, publisher = content
        known = stated or publisher
        copies = {one: held for one, held in self.held.items() if held.texts[-1] == text}
        publishers = {
            one: {value for value in (held.shown[1], held.publisher) if value}
            for one, held in copies.items()
        }
        moved = {
            one
            for one, held in copies.items()
            if held.name not in self.files
            and not (known and publishers[one] and known not in publishers[one])
        }
        copied = {one for one in copies if not known or known in publishers[one]}
        article_id = str(item.article_id)
        if moved:
            assert item.status is Status.UNCHANGED
            assert article_id in moved
            held = self.held[article_id]
            self.memory = {
                key: value
                for key, value in self.memory.items()
                if not (key == held.name and value.article == article_id)
            }
            held.name, held.title = name, title
            held.publisher = publisher or held.publisher
            self._state(held, stated)
        elif copied:
            assert item.status is Status.DUPLICATE
            assert article_id in copied
        else:
            assert item.status is Status.ADDED
            assert article_id not in self.held
            self.held[article_id] = Held(name, [text], title, publisher)
            self._state(self.held[article_id], stated)

    @staticmethod
    def _state(held: Held, stated: str) -> None:
        if stated and "publisher" not in held.edited:
            held.stated["publisher"] = stated

    def _gone(self) -> set[str]:
        there = {one.article for name, one in self.memory.items() if name in self.files}
        return {one.article for name, one in self.memory.items() if name not in self.files} - there

    def _forget(self, article_ids: set[str | None] | set[str]) -> None:
        for article_id in article_ids:
            self.held.pop(str(article_id), None)
        self.memory = {k: v for k, v in self.memory.items() if v.article in self.held}

    # ── the comparison ────────────────────────────────────────────────────────────────

    @invariant()
    def same(self) -> None:
        """The library holds what the model holds, and is whole."""
        catalogue = self.library.catalogue
        rows = {row.article_id: row for row in catalogue.rows()}
        assert set(rows) == set(self.held)
        for article_id, held in self.held.items():
            meta = rows[article_id].meta
            assert (meta.title, meta.publisher or NOBODY) == held.shown
            assert Path(rows[article_id].source).name == held.name
            assert rows[article_id].revision == len(held.texts)
            for number, text in enumerate(held.texts, start=1):
                assert catalogue.article(article_id, number).article.text.strip() == text
        self._same_passages(catalogue)
        assert catalogue.check() == []

    def _same_passages(self, catalogue: Catalogue) -> None:
        for word in ("heron", "egret", "lock"):
            found = catalogue.passages([row for row, _ in catalogue.lexical(f'text : "{word}"')])
            assert sorted(one.article_id for one in found.values()) == sorted(
                article_id for article_id, held in self.held.items() if word in held.texts[-1]
            )


__all__ = ["LibraryMachine"]
