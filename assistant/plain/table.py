"""The commands of the plain conversation, and the help that is made of them. Pure."""

from __future__ import annotations

from assistant.slash import COMMANDS, SlashCommand, named

TABLE = (
    SlashCommand("open", "NUMBER [all]", "read a source around its quotation, or all of its "
                 "article; the number does it without /open", "open"),
    SlashCommand("sources", "", "the sources of the last answer again, with their addresses",
                 "sources"),
    SlashCommand("explain", "", "how the last answer came about: searches, passages, verdicts",
                 "explain"),
    SlashCommand("again", "", "ask the last question again", "again"),
    SlashCommand("copy", "", "print the last answer with its references, to be copied", "copy"),
    SlashCommand("since", "[DATE]", "only articles from this day on", "filter"),
    SlashCommand("until", "[DATE]", "only articles up to this day", "filter"),
    SlashCommand("as-of", "[DATE]", "answer as a reader of that day would", "filter"),
    SlashCommand("publisher", "[NAME, …]", "only articles of this publisher", "filter",
                 "publishers"),
    SlashCommand("tag", "[TAG, …]", "only articles with this tag", "filter", "tags"),
    SlashCommand("all", "", "ask all articles again", "all"),
    SlashCommand("engine", "[NAME[:MODEL]]", "which engine answers; choose another", "engine",
                 "engines"),
    SlashCommand("ingest", "PATH|URL…", "add files, folders or web pages", "ingest", "paths"),
    SlashCommand("paste", "", "add an article that you paste or type", "paste"),
    SlashCommand("samples", "", "add the sample articles", "samples"),
    SlashCommand("library", "[WORDS]", "list the articles, or those that have the words",
                 "library"),
    SlashCommand("read", "NUMBER", "read an article of the list", "read"),
    SlashCommand("feeds", "", "followed feeds and pages, and how they are", "feeds"),
    SlashCommand("update", "[NUMBER|URL]", "look for news in all feeds and pages, or in one",
                 "update"),
    SlashCommand("forget", "NUMBER|URL", "follow a feed or page no more; its articles stay",
                 "forget"),
    SlashCommand("check", "PATH", "check every sentence of a draft", "check", "paths"),
    SlashCommand("sessions", "[NUMBER|WORDS]", "list earlier conversations, or go on with one",
                 "sessions"),
    SlashCommand("export", "[answer] [md|html|json] [PATH]", "write this conversation, or the last "
                 "answer, to a file", "export", "paths"),
    SlashCommand("new", "", "begin a new conversation", "new"),
    SlashCommand("help", "[COMMAND]", "all commands, or one", "help"),
    SlashCommand("quit", "", "leave; Ctrl+D does it too", "quit"),
)  # fmt: skip

_NAMES = {command.name for command in TABLE}
ONLY_APP = frozenset(command.name for command in COMMANDS) - _NAMES
"""What only the full-screen app has."""

FIRST_STEPS = (
    "The library is empty. Three ways to begin:",
    "/ingest and a path or an address: add files, folders or web pages.",
    "/paste: add an article that you paste or type.",
    "/samples: try the sample articles.",
)


def help_lines(edits: bool) -> list[str]:
    """All commands, one on a line; ``edits`` where Tab and the arrow keys do something."""
    lines = [
        "Type a question and press Enter. A number opens that source of the last answer.",
        "The commands; a name may be cut short as long as no other begins so:",
    ]
    lines += [_line(command) for command in TABLE]
    if edits:
        lines.append(
            "Tab completes commands, publishers, tags and paths; the arrow keys bring earlier "
            "questions back."
        )
    lines.append("Ctrl+C stops an answer or what is being added. Ctrl+D at the prompt leaves.")
    return lines


def help_on(name: str) -> str:
    """What one command does. Raises UsageError when there is none of that name."""
    return _line(named(name.removeprefix("/"), TABLE))


def _line(command: SlashCommand) -> str:
    argument = f" {command.argument}" if command.argument else ""
    return f"/{command.name}{argument}: {command.about}."


__all__ = ["FIRST_STEPS", "ONLY_APP", "TABLE", "help_lines", "help_on"]
