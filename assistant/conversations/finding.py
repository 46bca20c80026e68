"""Finding a conversation: by the words in it, and by what a user writes for it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from assistant.conversations.types import SessionError, SessionRow
from ingest.text.clean import clean_line, visible
from ingest.text.names import fold

LAST = "last"
"""What stands for the conversation that was used last."""

SHORT = 8
"""Characters of an id that are shown; more where they do not tell two ids apart."""

_LISTED = 5
_LIST = "briefing sessions lists those that are kept."


def folded(texts: Iterable[str]) -> str:
    """Texts as a search looks through them: without case and diacritics."""
    return fold(clean_line("\n".join(texts)))


def matching(
    rows: Sequence[SessionRow], words: Mapping[str, str], query: str
) -> tuple[SessionRow, ...]:
    """The conversations, in the order given, in whose name or words every word of ``query``
    stands. ``words`` are ``folded``, by id; a conversation may be missing in it."""
    wanted = folded([query]).split()
    if not wanted:
        return tuple(rows)
    found = []
    for row in rows:
        within, name = words.get(row.session_id, ""), fold(row.name)
        if all(word in within or word in name for word in wanted):
            found.append(row)
    return tuple(found)


def short_ids(rows: Iterable[SessionRow]) -> dict[str, str]:
    """For each id its beginning, as long as all need to be told apart."""
    ids = [row.session_id for row in rows]
    length = SHORT
    while len({each[:length] for each in ids}) < len(set(ids)):
        length += 1
    return {each: each[:length] for each in ids}


def one(rows: Sequence[SessionRow], given: str) -> SessionRow:
    """The conversation that ``given`` means: ``last``, an id or its beginning, a name or its
    beginning (without case and diacritics), whichever of these fits first.

    Raises ``SessionError`` when none is meant, or several are.
    """
    if not rows:
        raise SessionError(
            "No conversation is kept yet.", "What is asked in the app is kept: briefing chat"
        )
    wanted = fold(clean_line(given))
    if wanted == LAST:
        return max(rows, key=attrgetter("updated"))
    ways = (
        lambda row: row.session_id == wanted,
        lambda row: fold(row.name) == wanted,
        lambda row: row.session_id.startswith(wanted),
        lambda row: fold(row.name).startswith(wanted),
    )
    for way in ways if wanted else ():
        found = [row for row in rows if way(row)]
        if len(found) == 1:
            return found[0]
        if found:
            raise SessionError(f"Several conversations begin with {visible(given)!r}: "
                               f"{_named(found)}.", "Write more of it, or the id.")  # fmt: skip
    raise SessionError(f"No conversation is called {visible(given)!r}.", _LIST)


def _named(rows: Sequence[SessionRow]) -> str:
    ids = short_ids(rows)
    shown = [
        f"{ids[row.session_id]} ({clean_line(row.name)}, {row.updated[:10]})"
        for row in rows[:_LISTED]
    ]
    return ", ".join([*shown, *(["…"] if len(rows) > _LISTED else [])])
