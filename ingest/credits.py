"""News agencies: whose report an article says it is, and which outlets are one. Pure."""

from __future__ import annotations


def is_agency(publisher: str, agency: str) -> bool:
    """Whether the outlet of this name is the agency itself."""
    return publisher.casefold() == agency.casefold()
