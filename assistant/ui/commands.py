"""The slash commands, where the app looks for them. What they are and how a line of text is read
stands in ``assistant.slash``, which every conversation shares."""

from assistant.slash import (
    COMMANDS,
    AmbiguousCommand,
    Given,
    SlashCommand,
    close,
    complete,
    is_command,
    matching,
    named,
    parse,
    split_arguments,
)

__all__ = [
    "COMMANDS",
    "AmbiguousCommand",
    "Given",
    "SlashCommand",
    "close",
    "complete",
    "is_command",
    "matching",
    "named",
    "parse",
    "split_arguments",
]
