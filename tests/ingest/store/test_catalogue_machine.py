"""Any order of adding, changing, moving, removing and reopening equals a dict."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from ingest.catalogue import Catalogue, Write
from ingest.types import Article, Block, BlockKind, Filters, Metadata

NAMES = st.sampled_from("abcd")
WORDS = st.lists(st.sampled_from(["heron", "egret", "stork"]), min_size=0, max_size=4)


class Machine(RuleBasedStateMachine):
    """The model: name -> [texts of the revisions], in order; and what the index would hold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.library = Path(self.folder.name, "library")
        self.catalogue = Catalogue.open(self.library, create=True)
        self.model: dict[str, list[tuple[str, ...]]] = {}
        self.ids: dict[str, str] = {}
        self.index: set[str] = set()

    def teardown(self) -> None:
        self.catalogue.close()
        self.folder.cleanup()

    def write_of(self, name: str, words: tuple[str, ...], article_id: str | None = None) -> Write:
        text, spans = "", []
        for word in words:
            spans.append((len(text), len(text) + len(word)))
            text += word + " "
        blocks = (Block(BlockKind.BODY, 0, len(text)),) if text else ()
        article = Article(f"id/{name}", f"/{name}", text, blocks, Metadata(title="t"))
        vectors = np.ones((len(spans), 2), dtype=np.float32)
        return Write(
            article, tuple(spans), "t", vectors, "2026-01-01T00:00Z", article_id=article_id
        )

    @rule(batch=st.lists(st.tuples(NAMES, WORDS.map(tuple)), min_size=1, max_size=4))
    def write(self, batch: list[tuple[str, tuple[str, ...]]]) -> None:
        written = self.catalogue.write([self.write_of(*item) for item in batch])
        for (name, words), result in zip(batch, written, strict=True):
            texts = self.model.setdefault(name, [])
            if not texts or texts[-1] != words:
                texts.append(words)
            self.ids[name] = result.article_id
            assert result.revision == len(texts)

    @rule(name=NAMES, to=NAMES)
    def move(self, name: str, to: str) -> None:
        if name in self.model and to not in self.model:
            texts = self.model.pop(name)
            self.model[to], self.ids[to] = texts, self.ids[name]
            self.catalogue.write([self.write_of(to, texts[-1], self.ids[name])])

    @rule(names=st.sets(NAMES, max_size=2))
    def remove(self, names: set[str]) -> None:
        present = [name for name in names if name in self.model]
        self.catalogue.remove([self.ids[name] for name in present])
        for name in present:
            del self.model[name]

    @rule(limit=st.integers(1, 6))
    def apply(self, limit: int) -> None:
        ops = self.catalogue.pending(limit)
        for op in ops:
            (self.index.add if op.op == "upsert" else self.index.discard)(op.passage_id)
        self.catalogue.acknowledge(ops)

    @rule()
    def reopen(self) -> None:
        self.catalogue.close()
        self.catalogue = Catalogue.open(self.library)

    @invariant()
    def same_as_the_dict(self) -> None:
        rows = self.catalogue.rows()
        assert {row.article_id for row in rows} == {self.ids[name] for name in self.model}
        for name, texts in self.model.items():
            for number, words in enumerate(texts, start=1):
                stored = self.catalogue.article(self.ids[name], number)
                assert stored.article.text.split() == list(words)
        current = {
            f"{self.ids[name]}-{len(texts)}-{n}"
            for name, texts in self.model.items()
            for n in range(len(texts[-1]))
        }
        index = set(self.index)
        for op in self.catalogue.pending(10_000):
            (index.add if op.op == "upsert" else index.discard)(op.passage_id)
        assert index == current
        for word in ("heron", "egret", "stork"):
            found = [row for row, _ in self.catalogue.lexical(word, Filters(), 1000)]
            texts_found = [p.text for p in self.catalogue.passages(found).values()]
            assert texts_found == [word] * len(found)
            assert len(found) == sum(t[-1].count(word) for t in self.model.values())
        assert self.catalogue.check() == []


Machine.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestMachine = Machine.TestCase
