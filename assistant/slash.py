"""The slash commands of a conversation: one table, and how a line of text is read. Pure.

The app and the plain conversation share it.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from assistant.errors import UsageError


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A command: its name, what may follow it, what it does, the screen action behind it."""

    name: str
    argument: str
    about: str
    action: str


@dataclass(frozen=True, slots=True)
class Given:
    """A command as it was typed, with its arguments."""

    command: SlashCommand
    arguments: tuple[str, ...]


COMMANDS = (
    SlashCommand("ingest", "PATH|URL…", "add files, folders or web pages", "add"),
    SlashCommand("paste", "", "add an article from the clipboard", "paste"),
    SlashCommand("library", "", "the articles: search, read, edit, remove", "library"),
    SlashCommand("feeds", "", "followed feeds and pages, and how they are", "feeds"),
    SlashCommand("update", "", "look for news in all feeds and pages", "update"),
    SlashCommand("all", "", "ask all articles again, not only those chosen", "all"),
    SlashCommand("check", "PATH", "check every sentence of a draft, or paste one", "check"),
    SlashCommand("samples", "", "add the sample articles", "samples"),
    SlashCommand("sources", "", "show or hide the sources", "sources"),
    SlashCommand("copy", "", "copy the answer with its references", "copy"),
    SlashCommand("explain", "", "explain this answer: searches, passages, verdicts", "explain"),
    SlashCommand("sessions", "", "open an earlier conversation", "sessions"),
    SlashCommand("new", "", "begin a new conversation", "new"),
    SlashCommand("theme", "", "choose other colours", "theme"),
    SlashCommand("help", "", "show all keys and commands", "help"),
    SlashCommand("quit", "", "leave", "quit"),
)
_BY_NAME = {command.name: command for command in COMMANDS}


def is_command(text: str) -> bool:
    """Whether a line is a command: a slash, then a letter, and no second slash in the word
    (a path is not a command)."""
    word = text.strip().split(maxsplit=1)[:1]
    return bool(word) and word[0][:1] == "/" and word[0][1:].isalpha()


def parse(text: str) -> Given:
    """The command in a line that ``is_command``. Raises ``UsageError`` when there is none of
    that name, or what follows makes no sense."""
    name, _, rest = text.strip()[1:].partition(" ")
    command = _BY_NAME.get(name.lower())
    if command is None:
        near = matching("/" + name[:1].lower())
        hint = f"Did you mean /{near[0].name}? " if near else ""
        raise UsageError(f"There is no command /{name}.", hint + "/help lists them all.")
    arguments = split_arguments(rest)
    if arguments and not command.argument:
        raise UsageError(f"/{name} takes nothing after it.", f"Type /{command.name} alone.")
    return Given(command, arguments)


def matching(text: str) -> tuple[SlashCommand, ...]:
    """The commands whose name begins with what is typed so far, while it is one word."""
    if not text.startswith("/") or " " in text or "\n" in text:
        return ()
    return tuple(command for command in COMMANDS if command.name.startswith(text[1:].lower()))


def complete(text: str) -> str | None:
    """``text`` completed to the first command that it may become, ready for its argument."""
    found = matching(text)
    if not found:
        return None
    return f"/{found[0].name} " if found[0].argument else f"/{found[0].name}"


def split_arguments(rest: str) -> tuple[str, ...]:
    """The words of an argument; quotes hold a path with blanks together, and a line whose
    quotes do not close (an apostrophe in a name) is taken as one path."""
    try:
        return tuple(shlex.split(rest))
    except ValueError:
        return (rest.strip(),)
