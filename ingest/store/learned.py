"""Paragraphs that stand under many articles of a publisher: what was seen and what was learned."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from ingest import boilerplate
from ingest.records import Write, Written, structure_hash
from ingest.store import copies
from ingest.store.access import Access
from ingest.store.rows import ids, key
from ingest.store.search_tables import take_out
from ingest.store.writing import insert_blocks, insert_passages, take_rows
from ingest.types import Article

Mark = tuple[str, int]
"""A paragraph of a publisher: (the publisher's key, the digest of the paragraph)."""


def mark(publisher: str, digest: int) -> Mark:
    """The mark of a paragraph; publishers are compared as everywhere in the catalogue."""
    return key(publisher), digest


class Learned(Access):
    """What was learned about each publisher's boilerplate. Part of ``Catalogue``."""

    def learned(self, marks: Iterable[Mark]) -> set[Mark]:
        """Those of the marks that are known to be boilerplate."""
        with self._read() as conn:
            return {
                (publisher, digest)
                for publisher, digests in _grouped(marks)
                for (digest,) in conn.execute(
                    "SELECT digest FROM learned WHERE publisher_key = ?"
                    " AND digest IN (SELECT value FROM json_each(?))",
                    (publisher, ids(digests)),
                )
            }

    def stories(self, marks: Iterable[Mark]) -> dict[Mark, dict[str, int]]:
        """For each mark the articles that it was seen in, with the story that each is of;
        marks never seen are left out."""
        found: dict[Mark, dict[str, int]] = {}
        with self._read() as conn:
            for publisher, digests in _grouped(marks):
                for digest, article_id, story in conn.execute(
                    "SELECT digest, article_id, story FROM paragraphs WHERE publisher_key = ?"
                    " AND digest IN (SELECT value FROM json_each(?))",
                    (publisher, ids(digests)),
                ):
                    found.setdefault((publisher, digest), {})[article_id] = story
        return found

    def holders(self, marks: Iterable[Mark]) -> set[str]:
        """The ids of the articles in which one of the marks was seen."""
        with self._read() as conn:
            return {
                article_id
                for publisher, digests in _grouped(marks)
                for (article_id,) in conn.execute(
                    "SELECT article_id FROM paragraphs WHERE publisher_key = ?"
                    " AND digest IN (SELECT value FROM json_each(?))",
                    (publisher, ids(digests)),
                )
            }

    def learn(self, marks: Iterable[Mark], changed: Iterable[Write]) -> int:
        """Keeps what was learned, and puts other blocks and passages on current revisions.

        ``changed`` name their article by ``article_id``; its text must be the one that is
        stored, so no new revision comes of it. Those whose text has changed meanwhile are
        passed over. Returns how many were changed.
        """
        made = list(changed)
        with self._change() as conn:
            conn.executemany("INSERT OR IGNORE INTO learned VALUES (?, ?)", list(marks))
            copies.outdated(conn, [item.article_id for item in made if item.article_id])
            return sum(_reblock(conn, item) for item in made)


def remember(conn: sqlite3.Connection, batch: Sequence[Write], written: Sequence[Written]) -> None:
    """Notes the candidates of the articles that were just written."""
    for item, done in zip(batch, written, strict=True):
        if done.action == "unchanged":
            continue
        if done.action != "added":
            forget(conn, (done.article_id,))
        note(conn, done.article_id, item.article, item.paragraphs)


def note(
    conn: sqlite3.Connection,
    article_id: str,
    article: Article,
    paragraphs: Sequence[tuple[int, int]],
) -> None:
    """Notes the candidates of one article, beside those that are noted of it."""
    publisher = article.meta.publisher
    if publisher and paragraphs:
        story = boilerplate.story(article, {number for _, number in paragraphs})
        conn.executemany(
            "INSERT OR IGNORE INTO paragraphs VALUES (?, ?, ?, ?)",
            [(*mark(publisher, digest), article_id, story) for digest, _ in paragraphs],
        )


def forget(conn: sqlite3.Connection, article_ids: Sequence[str]) -> None:
    """Forgets the candidates of articles; what was learned from them stays."""
    conn.execute(
        "DELETE FROM paragraphs WHERE article_id IN (SELECT value FROM json_each(?))",
        (ids(article_ids),),
    )


def _grouped(marks: Iterable[Mark]) -> list[tuple[str, list[int]]]:
    groups: dict[str, list[int]] = {}
    for publisher, digest in marks:
        groups.setdefault(publisher, []).append(digest)
    return list(groups.items())


def _reblock(conn: sqlite3.Connection, item: Write) -> bool:
    """Other blocks and passages for the same text; the revision keeps its number."""
    row = conn.execute(
        "SELECT id, revision, first_passage, passages, header FROM revisions"
        " WHERE article_id = ? AND +current = 1 AND content_hash = ?",
        (item.article_id, item.article.content_hash),
    ).fetchone()
    if row is None or item.article_id is None or row[4] != item.header:
        return False
    revision_id, revision, first, count, _ = row
    take_out(conn, first, count)
    conn.execute("DELETE FROM blocks WHERE revision_id = ?", (revision_id,))
    insert_blocks(conn, revision_id, item.article.blocks)
    at = take_rows(conn, len(item.passages))
    insert_passages(conn, item, item.article_id, revision, at)
    conn.execute(
        "UPDATE revisions SET structure_hash = ?, first_passage = ?, passages = ? WHERE id = ?",
        (structure_hash(item.article), at, len(item.passages), revision_id),
    )
    return True
