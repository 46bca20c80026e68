"""The slash commands of a conversation: one table, and how a line of text is read. Pure.

The app and the plain conversation share it.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from assistant.errors import UsageError

Completes = Literal["", "paths", "publishers", "tags", "engines"]
"""What the argument of a command can be completed from."""


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A command: its name, what may follow it, what it does, the screen action behind it, and
    what its argument can be completed from."""

    name: str
    argument: str
    about: str
    action: str
    completes: Completes = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A command as it was typed, with its arguments; ``rest`` is all that follows it."""

    command: SlashCommand
    arguments: tuple[str, ...]
    rest: str = ""


class AmbiguousCommand(UsageError):
    """What was typed is the beginning of several commands."""


COMMANDS = (
    SlashCommand("ingest", "PATH|URL…", "add files, folders or web pages", "add", "paths"),
    SlashCommand("paste", "", "add an article from the clipboard", "paste"),
    SlashCommand("library", "", "the articles: search, read, edit, remove", "library"),
    SlashCommand("feeds", "", "followed feeds and pages, and how they are", "feeds"),
    SlashCommand("update", "", "look for news in all feeds and pages", "update"),
    SlashCommand("since", "DAY", "ask what was published on or after this day",
                 "filter('since')"),
    SlashCommand("until", "DAY", "ask what was published on or before this day",
                 "filter('until')"),
    SlashCommand("as-of", "DAY", "ask as a reader of that day would: nothing newer",
                 "filter('as-of')"),
    SlashCommand("publisher", "NAME, …", "ask articles of this publisher", "filter('publisher')",
                 "publishers"),
    SlashCommand("tag", "TAG, …", "ask articles with this tag", "filter('tag')", "tags"),
    SlashCommand("stop", "", "stop what is being added; what was done is kept", "stop_adding"),
    SlashCommand("all", "", "ask all articles again: no filter, none chosen", "all"),
    SlashCommand("engine", "[NAME[:MODEL]]", "which engine answers; choose another", "engine",
                 "engines"),
    SlashCommand("check", "PATH", "check every sentence of a draft, or paste one", "check",
                 "paths"),
    SlashCommand("samples", "", "add the sample articles", "samples"),
    SlashCommand("sources", "", "show or hide the sources", "sources"),
    SlashCommand("copy", "", "copy the answer with its references", "copy"),
    SlashCommand("open", "", "open the page of the opened source in the browser", "open"),
    SlashCommand("again", "", "ask this question again, with the filters that now hold", "again"),
    SlashCommand("explain", "", "explain this answer: searches, passages, verdicts", "explain"),
    SlashCommand("export", "[answer] [md|html|json] [PATH]",
                 "write the conversation, or the chosen answer, to a file", "export", "paths"),
    SlashCommand("sessions", "", "open an earlier conversation", "sessions"),
    SlashCommand("new", "", "begin a new conversation", "new"),
    SlashCommand("theme", "", "choose other colours", "theme"),
    SlashCommand("help", "", "show all keys and commands", "help"),
    SlashCommand("quit", "", "leave", "quit"),
)  # fmt: skip
"""The commands of the app; another conversation passes its own to the functions here."""

_COMMAND = re.compile(r"/[^\W\d_]+(?:-[^\W\d_]+)*")
ESCAPE = "" if os.name == "nt" else "\\"
"""What makes the character behind it a part of a word."""
_LISTED = 6
"""Commands named in a message; the hints and /help have them all."""


def is_command(text: str) -> bool:
    """Whether a line is a command: a slash, then a word, and no second slash in it (a path is
    not a command)."""
    word = text.strip().split(maxsplit=1)[:1]
    return bool(word) and _COMMAND.fullmatch(word[0]) is not None


def parse(text: str, table: Sequence[SlashCommand] = COMMANDS) -> Given:
    """The command in a line that ``is_command``. Its name may be cut short as long as no other
    begins so. Raises ``UsageError`` when there is none of that name, ``AmbiguousCommand`` when
    there are several, and ``UsageError`` when what follows makes no sense."""
    name, _, rest = text.strip()[1:].partition(" ")
    command = named(name, table)
    arguments = split_arguments(rest)
    if arguments and not command.argument:
        raise UsageError(f"/{command.name} takes nothing after it.", f"Type /{command.name} alone.")
    return Given(command, arguments, rest.strip())


def named(name: str, table: Sequence[SlashCommand] = COMMANDS) -> SlashCommand:
    """The command of this name, or the only one whose name begins so. Raises as ``parse``."""
    found = matching("/" + name, table)
    for command in found:
        if command.name == name.lower():
            return command
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"/{command.name}" for command in found[:_LISTED])
        more = ", …" if len(found) > _LISTED else ""
        raise AmbiguousCommand(f"/{name} may be {names}{more}.", "Type more of it, or choose.")
    near = close(name, table)
    hint = f"Did you mean /{near[0].name}? " if near else ""
    raise UsageError(f"There is no command /{name}.", hint + "/help lists them all.")


def close(name: str, table: Sequence[SlashCommand] = COMMANDS) -> tuple[SlashCommand, ...]:
    """The commands whose names are most like ``name``, the closest first; none when none is."""
    by_name = {command.name: command for command in table}
    return tuple(by_name[near] for near in get_close_matches(name.lower(), by_name, 3, 0.6))


def matching(text: str, table: Sequence[SlashCommand] = COMMANDS) -> tuple[SlashCommand, ...]:
    """The commands whose name begins with what is typed so far, while it is one word."""
    if not text.startswith("/") or " " in text or "\n" in text:
        return ()
    return tuple(command for command in table if command.name.startswith(text[1:].lower()))


def split_arguments(rest: str) -> tuple[str, ...]:
    """The words of an argument; quotes hold a path with blanks together, and a line whose
    quotes do not close (an apostrophe in a name) is taken as one path. A backslash before a
    character makes it a part of the word, except on Windows, where it stands between folders."""
    words = shlex.shlex(rest, posix=True)
    words.whitespace_split, words.commenters, words.escape = True, "", ESCAPE
    try:
        return tuple(words)
    except ValueError:
        return (rest.strip(),)
