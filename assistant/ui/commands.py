"""The slash commands, where the app looks for them. What they are and how a line of text is read
stands in ``assistant.slash``, which every conversation shares."""

from assistant.slash import (
    COMMANDS,
    Given,
    SlashCommand,
    complete,
    is_command,
    matching,
    parse,
    split_arguments,
)

__all__ = [
    "COMMANDS",
    "Given",
    "SlashCommand",
    "complete",
    "is_command",
    "matching",
    "parse",
    "split_arguments",
]
