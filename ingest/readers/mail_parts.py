"""What the worker makes of a mail: its headers, its text, its attachments (RFC 5322, 2045-2049).

Runs inside ``sandbox`` only: the standard library's parser is slow on headers made to be so.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from email.message import EmailMessage, Message
from typing import Any

MAX_PARTS = 200
MAX_NESTED = 20
MAX_ATTACHMENTS = 30
MAX_ATTACHED = 24 * 1024 * 1024
"""Bytes of all attachments of one mail together."""

MAX_HEADER = 4_000
_HEADERS = ("subject", "from", "date", "message-id", "list-id", "list-unsubscribe", "precedence",
            "in-reply-to", "content-location", "snapshot-content-location")  # fmt: skip
_ADDRESS = re.compile(r"\s*<[^<>]*>\s*$|^\s*<|>\s*$")
_NO_PARTS = frozenset({"image", "audio", "video", "font"})


def warm_up() -> None:
    """Import what is slow to import, before any mail has its time measured."""
    import email.message
    import email.parser
    import email.policy  # noqa: F401


def extract(payload: bytes, options: dict[str, str]) -> dict[str, Any]:
    """``{"headers", "sender", "texts", "html", "attachments", "left_out", "damaged"}`` of a mail.

    ``texts`` are ``[text, flowed, delsp]``; ``attachments`` ``[name, media type, base64]`` of
    those that may be readable; ``left_out`` the names of the others. With ``"page"`` in
    ``options`` only ``headers`` and ``html`` with its ``location``: of a saved page (MHTML).
    """
    from email import policy
    from email.parser import BytesParser

    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(payload)
    headers = {name: value for name in _HEADERS if (value := header(message, name))}
    if options.get("page"):
        return {"headers": headers, **_page(message), "damaged": _damaged(message)}
    found = _Found()
    for part, alternative in _leaves(message):
        found.add(part, alternative)
    return {
        "headers": headers,
        "date": _date(message),
        "sender": _sender(message),
        "texts": found.texts,
        "html": "\n".join(found.html),
        "attachments": found.attachments,
        "left_out": found.left_out,
        "damaged": _damaged(message),
    }


def header(message: EmailMessage, name: str) -> str:
    """A header's words, decoded (RFC 2047); as written when it is too long or not in order."""
    raw = _raw(message, name)
    if len(raw) <= MAX_HEADER:
        # The standard library's header parser raises many things.
        with suppress(Exception):
            return " ".join(str(message[name] or "").split())
    return " ".join(raw[:MAX_HEADER].encode("ascii", "ignore").decode().split())


def _raw(message: EmailMessage, name: str) -> str:
    return next((str(value) for key, value in message.raw_items() if key.lower() == name), "")


def _date(message: EmailMessage) -> str:
    if len(_raw(message, "date")) <= MAX_HEADER:
        with suppress(Exception):
            moment = message["date"].datetime
            return moment.isoformat() if moment is not None else ""
    return ""


def _sender(message: EmailMessage) -> str:
    """The display name of From; "" when it has none."""
    name = _ADDRESS.sub("", header(message, "from"))
    if len(_raw(message, "from")) <= MAX_HEADER:
        with suppress(Exception):
            name = str(message["from"].addresses[0].display_name)
    return "" if "@" in name else name.strip(" \"'")[:200]


class _Found:
    """The parts of one mail, sorted."""

    def __init__(self) -> None:
        self.texts: list[list[Any]] = []
        self.html: list[str] = []
        self.attachments: list[list[str]] = []
        self.left_out: list[str] = []
        self._size = 0

    def add(self, part: EmailMessage, alternative: bool) -> None:
        kind = part.get_content_type()
        name = _name(part)
        attached = part.get_content_disposition() == "attachment" or bool(name)
        if kind == "text/plain" and not attached:
            flowed, delsp = _stated(part, "format") == "flowed", _stated(part, "delsp") == "yes"
            self.texts.append([_text(part), flowed, delsp])
        elif kind in ("text/html", "application/xhtml+xml") and not attached:
            if alternative or not self.html:
                self.html.append(_text(part))
        elif part.get_content_maintype() == "multipart" or (
            part.get_content_maintype() in _NO_PARTS and part.get("content-id")
        ):
            return  # One that was cut before its parts; a picture of the text itself.
        else:
            self._attach(part, kind, name)

    def _attach(self, part: EmailMessage, kind: str, name: str) -> None:
        from ingest import formats

        name = name or f"part {len(self.attachments) + len(self.left_out) + 1}"
        readable = formats.by_name(name) or formats.by_media_type(kind)
        data = _bytes(part) if readable and len(self.attachments) < MAX_ATTACHMENTS else None
        if data is None or self._size + len(data) > MAX_ATTACHED:
            if kind not in ("application/pgp-signature", "application/pkcs7-signature",
                            "text/calendar", "text/x-amp-html"):  # fmt: skip
                self.left_out.append(name)
            return
        self._size += len(data)
        self.attachments.append([name, kind, b64encode(data).decode("ascii")])


def _stated(part: EmailMessage, parameter: str) -> str:
    """A parameter of Content-Type, in lower case."""
    value = part.get_param(parameter)
    return value.lower() if isinstance(value, str) else ""


def _leaves(message: EmailMessage) -> Iterator[tuple[EmailMessage, bool]]:
    """The parts that hold something, in order, and whether it is one of several forms of it."""
    pending = [(message, False, 0)]
    count = 0
    while pending and count < MAX_PARTS:
        part, alternative, depth = pending.pop()
        count += 1
        payload = part.get_payload()
        if part.get_content_type() != "message/rfc822" and part.is_multipart():
            if depth < MAX_NESTED and isinstance(payload, list):
                either = part.get_content_type() == "multipart/alternative" or alternative
                pending.extend(
                    (child, either, depth + 1)
                    for child in reversed(payload)
                    if isinstance(child, EmailMessage)
                )
            continue
        yield part, alternative


def _name(part: EmailMessage) -> str:
    name = ""
    with suppress(Exception):
        name = part.get_filename() or ""
    return name.replace("\\", "/").rpartition("/")[2].strip()[:200]


def _bytes(part: EmailMessage) -> bytes | None:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        mail = inner[0] if isinstance(inner, list) and inner else None
        # The standard library cannot write every mail that it can read.
        with suppress(Exception):
            return mail.as_bytes() if isinstance(mail, Message) else None
        return None
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else None


def _text(part: EmailMessage) -> str:
    from ingest.fetching.decoding import declared_in_page, decode

    data = _bytes(part) or b""
    charset = part.get_content_charset()
    if charset in (None, "us-ascii", "unknown-8bit") and part.get_content_subtype() == "html":
        charset = declared_in_page(data)
    return decode(data, charset).replace("\r\n", "\n").replace("\r", "\n")


def _page(message: EmailMessage) -> dict[str, Any]:
    """The first page of a saved one, with its own address."""
    for part, _ in _leaves(message):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return {"html": _text(part), "location": header(part, "content-location"),
                    "date": _date(message)}  # fmt: skip
    return {"html": "", "location": "", "date": ""}


def _damaged(message: EmailMessage) -> bool:
    """Whether a part of it is cut off or cannot be decoded.

    Decoding reports only once a part was decoded, so this is asked last.
    """
    from email import errors

    signs = (
        errors.StartBoundaryNotFoundDefect,
        errors.CloseBoundaryNotFoundDefect,
        errors.MultipartInvariantViolationDefect,
        errors.InvalidBase64PaddingDefect,
        errors.InvalidBase64LengthDefect,
        errors.InvalidBase64CharactersDefect,
    )
    parts = [message, *(part for part, _ in _leaves(message))]
    return any(isinstance(defect, signs) for part in parts for defect in part.defects)
