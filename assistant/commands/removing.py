"""``briefing remove``: articles taken out of the library and, with ``--purge``, their words out of
kept conversations."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import UsageError
from assistant.exits import Exit

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.session import Sessions
    from assistant.terminal import Terminal
    from ingest.library import Library

_EMPTIED = (
    "briefing: kept answers that are damaged: {}. Nobody can tell what they quote, so their text "
    "was removed too."
)


@dataclass(frozen=True, slots=True)
class _Named:
    """An article that was named as ``given``; ``there``: the library has it still."""

    given: str
    article_id: str
    title: str
    there: bool


def run_remove(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Removes articles with all revisions, passages and vectors."""
    from assistant.session import Sessions
    from assistant.wiring import open_library
    from ingest.text.clean import visible

    with open_library(settings, write=True) as library:
        kept = Sessions(library.catalogue.path)
        named = [_named(given, library, kept if args.purge else None) for given in args.id]
        if not (args.yes or _meant(named, terminal)):
            named = []
        found = {each.article_id: each for each in named}
        if found and args.purge:
            _remove_purged(found, library, kept, terminal)
        else:
            _remove(found, library)
        if library.why_no_index:
            terminal.say(f"briefing: {visible(library.why_no_index)}")
    if args.json:
        terminal.json({"removed": list(found)})
    elif not found:
        terminal.say("Nothing was removed.")
    else:
        terminal.result("\n".join(map(_told, found.values())))
    return Exit.DONE


def _named(given: str, library: Library, kept: Sessions | None) -> _Named:
    """The article that is meant; with ``kept`` conversations also one that was removed before
    and of which an answer still has words. Raises UnknownArticle, and SessionError."""
    from ingest.errors import UnknownArticle

    try:
        row = library.catalogue.named_row(given)
    except UnknownArticle:
        quoted = kept.quoted(given) if kept is not None else ()
        if len(quoted) != 1:
            raise
        return _Named(given, quoted[0], "", there=False)
    return _Named(given, row.article_id, row.meta.title or "", there=True)


def _remove_purged(
    found: dict[str, _Named], library: Library, kept: Sessions, terminal: Terminal
) -> None:
    """Purges before and after: what is ended in between leaves an article that can be removed
    again; and what is answered in between may still rest on it."""
    damaged = kept.purge(found).damaged
    _remove(found, library)
    damaged += kept.purge(found).damaged
    if damaged:
        terminal.say(_EMPTIED.format(damaged))


def _remove(found: dict[str, _Named], library: Library) -> None:
    from ingest.pipeline import remove

    remove([each.article_id for each in found.values() if each.there], library)


def _told(one: _Named) -> str:
    from ingest.text.clean import visible

    if one.there:
        return f"removed    {one.article_id}  {visible(one.title)}"
    return f"purged     {one.article_id}  (removed before)"


def _meant(named: list[_Named], terminal: Terminal) -> bool:
    """Whether these articles are meant: asks at a terminal about mere beginnings of ids.

    Raises UsageError where nobody can be asked.
    """
    import sys

    from ingest.text.clean import visible

    guessed = [one for one in named if one.given != one.article_id]
    if not guessed:
        return True
    if not sys.stdin.isatty():
        ids = " ".join(visible(one.given) for one in guessed)
        raise UsageError(
            f"Only the beginning of an id is given ({ids}), and articles are removed for good.",
            f"Give the whole id ({guessed[0].article_id}), or add --yes.",
        )
    for one in guessed:
        title = one.title or ("untitled" if one.there else "(removed before)")
        terminal.ask(f"  {one.article_id}  {visible(title)}\n")
    return terminal.agrees(
        "Remove this article?" if len(guessed) == 1 else "Remove these articles?"
    )
