"""Whether a mail comes from an outlet or from a person, by its sender and its lines. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structuring.outlets import signed_outlet

_ADDRESS = re.compile(r"([^\s<>@\"]{1,64})@([^\s<>@\"]{1,255})")
_UNSUBSCRIBE = re.compile(
    r"\bunsubscribe\b|\bopt[ -]out\b|abbestellen|abmelden|d[eé]sabonner|d[eé]sinscri|darse de baja|"
    r"cancelar (?:la suscripci[oó]n|a assinatura)|disiscri|afmelden|uitschrijven",
    re.IGNORECASE,
)


def sent_to_many(withheld: Sequence[str]) -> bool:
    """Whether a line that was set aside says how to unsubscribe: nobody writes so to a friend."""
    return any(_UNSUBSCRIBE.search(text) is not None for text in withheld)


def names_outlet(name: str, sender: str) -> bool:
    """Whether the sender's name is an outlet's: that of its host (``Energy Brief`` at
    energy-brief.example), or one that says so itself (``The Valley Post``).

    ``sender`` is the whole header. Somebody whose given name the mailbox has is a person,
    whatever the host is called.
    """
    found = _ADDRESS.search(sender)
    words = name.casefold().split()
    if not words or found is None or words[0] in found[1].casefold():
        return False
    squeezed = _squeezed(name)
    hosts = found[2].split(".")[:-1]
    return signed_outlet(name) or any(_squeezed(label) == squeezed for label in hosts)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold()).removeprefix("the")
