"""What of a mail's plain text is its own: no quoted mails, no signature, no forwarding head. Pure.

Soft line ends follow RFC 3676 (format=flowed); the signature mark ``-- `` is that of RFC 3676
4.3. How programs announce a forwarded or quoted mail is no standard: the lines are those that
Gmail, Outlook, Apple Mail and Thunderbird write in English, German, French, Spanish, Italian.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_FORWARDS = 5
"""Forwards of a forward that are taken off; what is deeper stays in the text."""

NOTE = 60
"""Words above a forwarded mail up to which they are a note to the reader, not an article."""

_PREFIX = re.compile(
    r"^\s*(?:(?:re|fwd?|aw|wg|antw|antwort|tr|rv|res|sv|vs|vb|i|r|rif|odp|doorst)"
    r"(?:\s*\[\d{1,3}\])?\s*:|\[(?:fwd|external|ext)\s*[:\]])\s*",
    re.IGNORECASE,
)
_FORWARDING = re.compile(r"^\s*(?:fwd?|wg|tr|rv|doorst|i)\s*:|^\s*\[fwd", re.IGNORECASE)
_FORWARD_LINE = re.compile(
    r"^[ \t>*]*(?:-{2,}\s*(?:forwarded message|weitergeleitete nachricht|message transféré|"
    r"mensaje reenviado|messaggio inoltrato|forwarded by [^\n-]{1,80})\s*-{2,}"
    r"|(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|"
    r"début du message (?:réexpédié|transféré)|inicio del mensaje reenviado)\s*:)[ \t*]*$",
    re.IGNORECASE,
)
_ORIGINAL_LINE = re.compile(
    r"^[ \t>]*-{2,}\s*(?:original message|original-nachricht|ursprüngliche nachricht|"
    r"message d['’]origine|mensaje original|messaggio originale|originalnachricht)\s*-{2,}[ \t]*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[ \t]*_{10,}[ \t]*$")
_HEAD = re.compile(
    r"^[ \t*]*(from|von|de|da|date|sent|gesendet|datum|envoyé|fecha|enviado|data|inviato|"
    r"subject|betreff|objet|asunto|oggetto|to|an|à|para|a|cc|kopie|reply-to|antwort an)"
    r"[ \t]*:[ \t*]*(.*?)[ \t*]*$",
    re.IGNORECASE,
)
_FIELDS = {
    "sender": ("from", "von", "de", "da"),
    "sent": ("date", "sent", "gesendet", "datum", "envoyé", "fecha", "enviado", "data", "inviato"),
    "subject": ("subject", "betreff", "objet", "asunto", "oggetto"),
}
_WROTE = re.compile(
    r"^[ \t]*(?:on\b.{4,200}\bwrote|am\b.{4,200}\bschrieb\b.{0,120}|le\b.{4,200}\ba écrit|"
    r"el\b.{4,200}\bescribió|il\b.{4,200}\bha scritto)[ \t]*:[ \t]*$",
    re.IGNORECASE,
)
_SAYS = re.compile(r"^.{2,120}\b(?:wrote|writes|schrieb)[ \t]*:[ \t]*$", re.IGNORECASE)
_QUOTED = re.compile(r"^ {0,3}>")
_SIGNATURE = re.compile(r"^-- ?$")
PHRASE = re.compile(
    r"\b(?:unsubscribe|opt out|(?:manage|update|change)(?: your| my)?(?: e-?mail)? (?:preferences|"
    r"subscriptions?|settings)|(?:view|read|open|see)(?: it| this)?(?: e-?mail| message| newsletter"
    r"| post)?(?: online| on the web| in (?:(?:your|the|a|my) )?(?:web ?)?browser)|privacy policy|"
    r"abbestellen|abmelden|(?:im|in ihrem) browser (?:ansehen|öffnen|lesen|anzeigen)|"
    r"désabonner|désinscription|(?:voir|lire|afficher) dans (?:le|votre) navigateur|"
    r"darse de baja|cancelar suscripción|ver en (?:el|su|tu) navegador)\b",
    re.IGNORECASE,
)
"""What a newsletter says of itself: how to leave it, where else it can be read."""
NOTICE = re.compile(
    r"^(?:you(?: are|['’]re| have)? (?:receiv(?:e|ed|ing)|get|getting|got) this "
    r"(?:(?:e-?)?mail|message|newsletter)|this (?:(?:e-?)?mail|message|newsletter) was sent to|"
    r"sie erhalten diesen? (?:newsletter|e-?mail)|"
    r"was this (?:e-?mail|newsletter) forwarded to you)\b",
    re.IGNORECASE,
)
"""How a newsletter tells why it was sent."""

_FURNITURE_REST = 3
"""Words beside such a phrase that still make no sentence: "here", "from this list"."""

_LINK = re.compile(r"https?://\S+")
_FURNITURE_WORDS = 40
_MAX_SIGNATURE = 15
_MAX_HEAD_LINE = 1000


@dataclass(frozen=True, slots=True)
class Forwarded:
    """What stands at the head of a forwarded mail, as written there; None where it is silent."""

    sender: str | None = None
    sent: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A mail's own text. ``forwarded`` is set when it is that of a forwarded mail.

    ``note`` are the words of the mail around it, ``quoted`` the lines of other mails that were
    left out.
    """

    text: str
    forwarded: Forwarded | None = None
    note: int = 0
    quoted: int = 0


def bare_subject(subject: str) -> str:
    """``subject`` without Re:, Fwd:, AW:, WG: and the like, however many stand there."""
    while (found := _PREFIX.match(subject)) is not None and found.end() < len(subject):
        subject = subject[found.end() :]
    return subject.strip()


def is_furniture(line: str) -> bool:
    """Whether a line of a newsletter is about the newsletter: unsubscribing, viewing it online."""
    if len(line) > 500 or len(line.split()) > _FURNITURE_WORDS:
        return False
    rest, phrases = PHRASE.subn(" ", _LINK.sub(" ", line))
    return bool(NOTICE.match(line)) or (
        phrases > 0 and len(re.findall(r"\w+", rest)) <= _FURNITURE_REST * phrases
    )


def is_forwarding(subject: str) -> bool:
    """Whether a subject says that the mail passes another one on."""
    return _FORWARDING.match(subject) is not None


def unflow(text: str, *, delsp: bool = False) -> str:
    """Text of format=flowed (RFC 3676) with its soft line ends taken out.

    ``delsp`` says that the space before a soft line end is no part of the text. Lines of one
    depth of quotation belong together; a signature mark never flows.
    """
    out: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        depth, rest = _depth(line)
        rest = rest.removeprefix(" ")
        if _SIGNATURE.match(rest) and rest.endswith(" "):
            out.append(">" * depth + (" " if depth else "") + rest)
            open_depth = -1
            continue
        soft = rest.endswith(" ")
        piece = rest[:-1] if soft and delsp else rest
        if depth == open_depth:
            out[-1] += piece
        else:
            out.append(">" * depth + (" " if depth else "") + piece)
        open_depth = depth if soft else -1
    return "\n".join(out)


def own_words(text: str, *, forwards: bool = False) -> Words:
    """The text that a mail itself brings.

    ``forwards`` says that it passes another mail on: then the head of that one is looked for
    further, and what it quotes is the text.
    """
    head: Forwarded | None = None
    note = 0
    for _ in range(MOST_FORWARDS):
        found = _forward(text, forwards=forwards or head is not None)
        if found is None:
            break
        above, inner, text = found
        # The innermost one that has a head of its own is the one that was meant.
        head, note = inner, note + above
    if head is None and (cut := _original(text)) is not None:
        text = cut
    text, quoted = _without_quotations(text)
    return Words(_without_signature(text).strip("\n"), head, note, quoted)


def _forward(text: str, *, forwards: bool) -> tuple[int, Forwarded, str] | None:
    """``(words above it, its head, its text)`` of the first mail that is passed on in ``text``."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        marked = _FORWARD_LINE.match(line) is not None
        if not marked and not (_ORIGINAL_LINE.match(line) or _RULE.match(line)):
            bare = not lines[at - 1].strip() if at else True
            if not (bare and _pair(line)):
                continue
            at -= 1
        head, start = _head(lines, at + 1)
        if head is None:
            continue
        above, below = _count(lines[: max(at, 0)]), _count(lines[start:])
        if not (marked or forwards or above == 0) or above > max(NOTE, below):
            return None
        return above, head, _unquoted(lines[start:])
    return None


def _pair(line: str) -> re.Match[str] | None:
    """``key: value`` of a mail's head; such a line is short."""
    return _HEAD.match(line) if len(line) <= _MAX_HEAD_LINE else None


def _count(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)


def _head(lines: list[str], start: int) -> tuple[Forwarded | None, int]:
    """The head that begins near ``start``, and where the text after it begins.

    None when fewer than two of sender, time and subject are there.
    """
    at = start
    while at < len(lines) and at < start + 3 and not _plain(lines[at]).strip():
        at += 1
    found: dict[str, str] = {}
    while at < len(lines):
        line = _plain(lines[at])
        pair = _pair(line)
        if pair is not None:
            name = pair[1].lower()
            field = next((f for f, names in _FIELDS.items() if name in names), None)
            if field and pair[2]:
                found.setdefault(field, pair[2])
        elif not line.strip() or not line[:1].isspace():
            break
        at += 1
    if len(found) < 2:
        return None, start
    return Forwarded(found.get("sender"), found.get("sent"), found.get("subject")), at


def _unquoted(lines: list[str]) -> str:
    """The text of a forwarded mail; Apple Mail and others quote the whole of it."""
    filled = [line for line in lines if line.strip()]
    if filled and all(_QUOTED.match(line) for line in filled):
        return "\n".join(map(_plain, lines))
    return "\n".join(lines)


def _plain(line: str) -> str:
    """A line without one mark of quotation."""
    return re.sub(r"^ {0,3}> ?", "", line)


def _original(text: str) -> str | None:
    """What stands above a mail that is answered in Outlook's way; None when there is none."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        announced = any(mark.match(line) for mark in (_FORWARD_LINE, _ORIGINAL_LINE, _RULE))
        bare = at > 0 and not lines[at - 1].strip() and _pair(line) is not None
        if (announced or bare) and _head(lines, at + announced)[0] is not None:
            return "\n".join(lines[:at])
    return None


def _without_quotations(text: str) -> tuple[str, int]:
    """The text without quoted lines and the lines that announce them, and how many those were."""
    kept: list[str] = []
    quoted = 0
    for line in text.split("\n"):
        if not _QUOTED.match(line):
            kept.append(line)
            continue
        if not quoted or (kept and kept[-1].strip()):
            _drop_announcement(kept)
        quoted += 1
    return "\n".join(kept), quoted


def _drop_announcement(kept: list[str]) -> None:
    """Takes "On Monday, Ann Lee wrote:" off the end, also where it is broken into lines."""
    end = len(kept)
    while end and not kept[end - 1].strip():
        end -= 1
    for size in (3, 2, 1):
        lines = kept[max(end - size, 0) : end]
        if all(map(str.strip, lines)) and _WROTE.match(" ".join(lines)):
            del kept[end - len(lines) :]
            return
    if end and _SAYS.match(kept[end - 1]):
        del kept[end - 1 :]


def _without_signature(text: str) -> str:
    """The text up to its last ``-- `` line, if no more follows than a signature has."""
    lines = text.split("\n")
    for at in range(len(lines) - 1, max(-1, len(lines) - _MAX_SIGNATURE - 2), -1):
        if _SIGNATURE.match(lines[at]):
            return "\n".join(lines[:at])
    return text


def _depth(line: str) -> tuple[int, str]:
    rest = line.lstrip(">")
    return len(line) - len(rest), rest


__all__ = [
    "Forwarded",
    "Words",
    "bare_subject",
    "is_forwarding",
    "is_furniture",
    "own_words",
    "unflow",
]
