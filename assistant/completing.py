"""What a command that is being typed may become: its name, then its argument. Pure.

Names of publishers and tags, the files of a folder and the engines come from elsewhere, as
``Known``: a key that is pressed waits for none of them.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from assistant import slash
from assistant.counting import counted
from assistant.errors import UsageError
from assistant.slash import COMMANDS, SlashCommand, close, is_command, matching, named
from ingest.text.clean import clean_line

MOST = 50
"""Choices that are offered at once; more are found by typing on."""
_NEAR = 3
"""Names that may have been meant by one that is none."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to go on: what it is called, what it is, what then stands in the prompt, whether
    that is ``final``, so that it can be run as it is, and what else may follow, shown where there
    is room."""

    label: str
    about: str
    text: str
    final: bool
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A publisher or a tag with its number of articles; ``key`` is what is compared."""

    name: str
    articles: int
    key: str

    @classmethod
    def of(cls, name: str, articles: int) -> Name:
        """Of a name as the library has it."""
        line = clean_line(name)
        return cls(line, articles, _key(line))


@dataclass(frozen=True, slots=True)
class Listing:
    """The files in a folder, as far as they are listed; ``folder`` is what was typed of it,
    empty or ending in a slash, and a name that ends in a slash is a folder's."""

    folder: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What arguments are completed from; ``engines`` are ways to write one, with what each is.

    ``publishers`` and ``tags`` are None until they have been read.
    """

    publishers: tuple[Name, ...] | None = None
    tags: tuple[Name, ...] | None = None
    engines: tuple[tuple[str, str], ...] = ()
    listing: Listing | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What is shown over the prompt: the choices, or, when there are none, how the command
    that stands there is used."""

    choices: tuple[Choice, ...] = ()
    usage: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """The last word of an argument: where it begins, and what it says without its quotes."""

    start: int
    value: str


def offer(text: str, known: Known, table: Sequence[SlashCommand] = COMMANDS) -> Offer:
    """What a text in the prompt may become; nothing for what is no command."""
    if not text.startswith("/") or "\n" in text:
        return Offer()
    if " " not in text:
        return Offer(_names(text, table))
    if not is_command(text):
        return Offer()
    command = _named(text, table)
    if command is None:
        return Offer()
    found: tuple[Choice, ...] = ()
    match command.completes:
        case "publishers":
            found = _listed(text, known.publishers or ())
        case "tags":
            found = _listed(text, known.tags or ())
        case "engines":
            found = _engines(text, known.engines)
        case "paths":
            found = _paths(text, known.listing, table)
    return Offer(found) if found else Offer(usage=_usage(command))


def wanted_folder(text: str, table: Sequence[SlashCommand] = COMMANDS) -> str | None:
    """The folder whose files may stand in the argument that is being typed, as it is typed:
    empty for the current one. None when no path is meant."""
    if " " not in text or "\n" in text or not is_command(text):
        return None
    command = _named(text, table)
    if command is None or command.completes != "paths":
        return None
    value = last_word(text).value
    ends = value.rfind("/"), -1 if slash.ESCAPE else value.rfind("\\")
    return None if "://" in value else value[: max(ends) + 1]


def last_word(text: str) -> Word:
    """The last word of a line as ``split_arguments`` takes it apart, empty after a blank. A
    quotation mark that opens inside a word and does not close is an apostrophe: the argument is
    one word."""
    start, value, quote, opened = len(text), "", "", 0
    place = text.index(" ")
    first = place + 1
    fresh = True
    while place < len(text):
        char = text[place]
        if quote:
            if char == quote:
                quote = ""
            else:
                value += char
        elif char.isspace():
            start, value, fresh = place + 1, "", True
            place += 1
            continue
        elif char in "'\"":
            quote, opened = char, place
        elif char == slash.ESCAPE and place + 1 < len(text):
            place += 1
            value += text[place]
        else:
            value += char
        if fresh:
            start, fresh = place, False
        place += 1
    if quote and opened != start:
        return Word(first, text[first:])
    return Word(start, value)


def names_given(rest: str, known: Sequence[Name] | None, what: str) -> tuple[str, ...]:
    """The publishers or tags that are meant by what was typed, as the library writes them.

    Commas stand between several; blanks do too when each word is a name. Without ``known`` the
    names are taken as they are. Raises ``UsageError`` for one that the library has not.
    """
    whole, parts = rest.strip().strip("\"'"), _parts(rest)
    if known is None:
        return tuple(parts)
    by_key = {name.key: name.name for name in known}
    words = rest.split() if "," not in rest else []
    for way in ([whole], parts, words):
        if way and all(_key(part) in by_key for part in way):
            return tuple(dict.fromkeys(by_key[_key(part)] for part in way))
    wrong = next((part for part in parts if _key(part) not in by_key), rest)
    holding = [key for key in by_key if _key(wrong) in key][:_NEAR]
    near = holding or get_close_matches(_key(wrong), by_key, _NEAR, 0.6)
    hint = f"Did you mean {' or '.join(by_key[key] for key in near)}?" if near else ""
    raise UsageError(
        f"No article has the {what} {clean_line(wrong)!r}.",
        hint or f"Type /{what} and a blank: those of the library are offered.",
    )


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _named(text: str, table: Sequence[SlashCommand]) -> SlashCommand | None:
    try:
        return named(text[1:].split(maxsplit=1)[0], table)
    except UsageError:
        return None


def _names(text: str, table: Sequence[SlashCommand]) -> tuple[Choice, ...]:
    """The commands whose name begins so; those that are like it when none does."""
    found = matching(text, table) or (close(text[1:], table) if is_command(text) else ())
    return tuple(
        Choice(
            f"/{command.name}",
            command.about,
            f"/{command.name} " if command.argument else f"/{command.name}",
            not command.argument,
            command.argument,
        )
        for command in found
    )


def _usage(command: SlashCommand) -> str:
    return f"/{command.name} {command.argument}  {command.about}"


def _parts(rest: str) -> list[str]:
    """What stands between commas, without quotes; a comma in quotes is part of a name."""
    parts, quote = [""], ""
    for char in rest:
        if char == quote:
            quote = ""
        elif not quote and char == '"':
            quote = char
        elif char == "," and not quote:
            parts.append("")
        else:
            parts[-1] += char
    return [line for part in parts if (line := clean_line(part))]


def _listed(text: str, names: Iterable[Name]) -> tuple[Choice, ...]:
    """The names that hold what is typed behind the last comma, those that begin so first."""
    head, _, rest = text.partition(" ")
    before = _parts(rest[: rest.rfind(",") + 1]) if "," in rest else []
    typed = _key(rest[rest.rfind(",") + 1 :].replace('"', ""))
    taken = {_key(name) for name in before}
    begin: list[Name] = []
    hold: list[Name] = []
    for name in names:
        if name.key in taken or typed not in name.key:
            continue
        (begin if name.key.startswith(typed) else hold).append(name)
    found = (begin + hold)[:MOST]
    if [name.key for name in found] == [typed]:
        return ()
    return tuple(
        Choice(
            name.name,
            counted(name.articles, "article"),
            f"{head} {', '.join(map(_quoted, [*before, name.name]))}",
            True,
        )
        for name in found
    )


def _quoted(name: str) -> str:
    return f'"{name}"' if "," in name else name


def _engines(text: str, engines: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    head, _, rest = text.partition(" ")
    typed = rest.strip().casefold()
    return tuple(
        Choice(name, about, f"{head} {name}", not name.endswith(":"))
        for name, about in engines
        if name.casefold().startswith(typed) and name.casefold() != typed
    )


def _paths(text: str, listing: Listing | None, table: Sequence[SlashCommand]) -> tuple[Choice, ...]:
    """The files that the last word of an argument may name."""
    if listing is None or listing.folder != wanted_folder(text, table):
        return ()
    word = last_word(text)
    typed = word.value[len(listing.folder) :]
    hidden = typed.startswith(".")
    fitting = [
        name
        for name in listing.names
        if name.casefold().startswith(typed.casefold()) and name.startswith(".") == hidden
    ]
    return tuple(
        Choice(
            name,
            "folder" if name.endswith("/") else "",
            text[: word.start] + _shell_word(listing.folder + name),
            not name.endswith("/"),
        )
        for name in fitting[:MOST]
        if name != typed
    )


def _shell_word(path: str) -> str:
    return shlex.quote(path) if any(c.isspace() or c in "'\"\\" for c in path) else path
