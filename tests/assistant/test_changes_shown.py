"""How changes between revisions are written: for people, piped and in colour, and as JSON."""

from __future__ import annotations

from assistant.changes import (
    changes_json,
    changes_text,
    history_json,
    history_text,
    nature_line,
)
from ingest.changes import compare
from ingest.types import Article, Block, BlockKind, Metadata, StoredArticle


def stored(text: str, revision: int, **meta: object) -> StoredArticle:
    article = Article(
        "x",
        "/x",
        text,
        (Block(BlockKind.BODY, 0, len(text)),),
        Metadata(**meta),  # type: ignore[arg-type]
    )
    return StoredArticle(
        "a1", revision, article, article.content_hash, f"day {revision}", revision == 2
    )


OLD = stored("The pond froze over on 3 nights. It thawed.", 1, title="Ice\x1b[31m")
NEW = stored(
    "The pond froze over on 4 nights.  It thawed. This story has been updated.",
    2,
    publisher="Crane",
    modified="2025-01-02",
)


def test_piped_and_in_colour() -> None:
    changes = compare(OLD.article, NEW.article)
    text = changes_text(OLD, NEW, changes, colour=False)
    assert "\x1b" not in text
    assert "untitled" in text
    assert "An update: the article says so.\n  “This story has been updated.”" in text
    assert "title: Ice[31m → –" in text
    assert "publisher: – → Crane" in text
    assert "reworded, number: The pond froze over on [-3-] {+4+} nights." in text
    assert "added: {+This story has been updated.+}" in text
    coloured = changes_text(OLD, NEW, changes, colour=True)
    assert "on \x1b[31;9m3\x1b[0m \x1b[32m4\x1b[0m nights." in coloured


def test_natures_without_words() -> None:
    same = compare(OLD.article, OLD.article)
    assert "Nothing that is cited changed" in changes_text(OLD, OLD, same, colour=False)
    assert nature_line(
        compare(OLD.article, stored("The pond froze.", 2, modified="2025").article)
    ) == ("An update: its own date is newer.")


def test_history() -> None:
    changes = compare(OLD.article, NEW.article)
    assert history_text([(OLD, None), (NEW, changes)]).splitlines() == [
        "1  added day 1  the first",
        "2  added day 2  modified 2025-01-02  +6 −1 words  update  current",
        "   1 sentence changed, 1 added, a number among them; other title and publisher; "
        "with an update note",
    ]


def test_json_keeps_the_order_of_the_text() -> None:
    changes = compare(OLD.article, NEW.article)
    shape = changes_json(changes)
    assert [one["kind"] for one in shape["changes"]] == ["reworded", "added"]
    assert shape["fields"][0] == {"field": "title", "before": "Ice\x1b[31m", "after": None}
    first, second = history_json([(OLD, None), (NEW, changes)])
    assert "nature" not in first
    assert (second["nature"], second["current"]) == ("update", True)
