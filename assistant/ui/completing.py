"""Completion, where the app looks for it: ``assistant.completing``."""

from assistant.completing import (
    MOST,
    Choice,
    Known,
    Listing,
    Name,
    Offer,
    Word,
    last_word,
    names_given,
    offer,
    wanted_folder,
)

__all__ = [
    "MOST",
    "Choice",
    "Known",
    "Listing",
    "Name",
    "Offer",
    "Word",
    "last_word",
    "names_given",
    "offer",
    "wanted_folder",
]
