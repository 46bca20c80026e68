"""Days, publishers and tags that narrow the next questions, as slash commands set them. Pure but
for ``today``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.completing import Known, names_given

if TYPE_CHECKING:
    from assistant.slash import Given
    from ingest.types import Filters

FILTERS = ("since", "until", "as-of", "publisher", "tag")
"""Commands that narrow."""


def filters_with(given: Given, filters: Filters, known: Known) -> Filters:
    """The filters with what a command says: a day is put in place of the one before, names are
    added; without an argument its own are left out. Raises
    ``UsageError`` for what is no day or no name of the library, and for days between which nothing
    lies."""
    from assistant.commands.options import checked, day

    what = given.command.name
    written = f"/{what}"
    match what:
        case "since":
            made = replace(filters, since=day(given.rest or None, written))
        case "until":
            made = replace(filters, until=day(given.rest or None, written))
        case "as-of":
            made = replace(filters, as_of=day(given.rest or None, written))
        case "publisher":
            names = names_given(given.rest, known.publishers, what) if given.rest else ()
            made = replace(filters, publishers=_added(filters.publishers, names))
        case _:
            names = names_given(given.rest, known.tags, what) if given.rest else ()
            made = replace(filters, tags=_added(filters.tags, names))
    return checked(made)


def _added(before: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, *names))) if names else ()


__all__ = ["FILTERS", "filters_with"]
