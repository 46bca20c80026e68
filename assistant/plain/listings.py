"""Articles and kept conversations in numbered lines. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.counting import counted
from assistant.plain.answers import named
from assistant.plain.wording import ended
from assistant.session import SessionRow
from ingest.text.clean import clean_line, visible
from ingest.text.dates import spoken
from ingest.text.names import fold
from ingest.types import ArticleRow

AT_ONCE = 20
"""Articles of a list before it asks to be narrowed."""


def held(articles: int, newest: str | None) -> str:
    """What the library holds."""
    if not articles:
        return "The library is empty."
    text = f"The library holds {counted(articles, 'article')}"
    return f"{text}, the newest of {spoken(newest[:10])}." if newest else f"{text}."


def engine_line(name: str, model: str | None, endpoint: str | None) -> str:
    """What writes the answers, and what leaves the machine with it."""
    engine = f"The {name} engine answers" + (f" with {clean_line(model)}" if model else "")
    if endpoint:
        return f"{engine}; questions and passages are sent to {visible(endpoint)}"
    return f"{engine}; nothing leaves this machine."


def matching(rows: Sequence[ArticleRow], words: Sequence[str]) -> list[ArticleRow]:
    """The articles that have every one of the words in title, outlet, authors, tags, address or
    source, without regard to case and accents."""
    wanted = [fold(word) for word in words]
    return [row for row in rows if all(word in _searched(row) for word in wanted)]


def article_list(rows: Sequence[ArticleRow], words: Sequence[str]) -> list[str]:
    """The first articles, numbered, the newest first."""
    sought = " ".join(map(clean_line, words))
    if not rows:
        return [f"No article has {sought}." if sought else "The library is empty."]
    lines = [counted(len(rows), "article") + (f" with {sought}." if sought else ".")]
    for number, row in enumerate(rows[:AT_ONCE], 1):
        lines.append(f"Article {number}: {named(row)}")
    if len(rows) > AT_ONCE:
        lines.append(
            f"And {len(rows) - AT_ONCE:,} more. To narrow the list: /library and words of a title "
            "or an outlet."
        )
    lines.append("To read one: /read and its number.")
    return lines


def session_list(rows: Sequence[SessionRow], words: Sequence[str] = ()) -> list[str]:
    """The kept conversations, numbered, the one used last first; those found by ``words``."""
    sought = " ".join(map(clean_line, words))
    if not rows and sought:
        return [f"No conversation has {sought}."]
    if not rows:
        return ["No conversation is kept yet. Finished answers are kept as you go."]
    lines = [f"{counted(len(rows), 'conversation')}, the one used last first."]
    for number, row in enumerate(rows[:AT_ONCE], 1):
        when = f"{spoken(row.updated[:10])}, {row.updated[11:16]} UTC"
        asked = counted(row.turns, "question")
        if row.unfinished:
            asked += f", {row.unfinished} not finished"
        lines.append(f"Conversation {number}: {ended(clean_line(row.name))} {asked}, {when}.")
    if len(rows) > AT_ONCE:
        lines.append(f"And {len(rows) - AT_ONCE:,} older ones.")
    lines.append("To go on with one: /sessions and its number.")
    return lines


def _searched(row: ArticleRow) -> str:
    meta = row.meta
    parts = (meta.title, meta.publisher, *meta.authors, *meta.tags, meta.url, row.source)
    return fold("\n".join(part for part in parts if part))


__all__ = ["AT_ONCE", "article_list", "engine_line", "held", "matching", "session_list"]
