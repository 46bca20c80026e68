"""A mail (.eml): a newsletter, a forwarded article, or a text that somebody sent.

Its own words become the article. Readable attachments are articles of their own; what other
mails it quotes, its signature and what stands above a forwarded article are left out.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ingest import sandbox
from ingest.errors import ReadError
from ingest.metadata import Claim, author_names
from ingest.readers import Found
from ingest.readers.compose import Origin, compose, stands_for
from ingest.readers.document import Document
from ingest.readers.mail_foot import foot_of
from ingest.readers.mail_sender import names_outlet, sent_to_many
from ingest.readers.mail_text import (
    Words,
    bare_subject,
    is_forwarding,
    is_furniture,
    own_words,
    unflow,
)
from ingest.readers.markup import untagged
from ingest.readers.members import media_type_of, read_member
from ingest.readers.page_text import page_text
from ingest.structure import Structured, structure_text
from ingest.text.clean import clean_line, visible
from ingest.types import Article, BlockKind, Rejected

PAGE_SHARE = 0.8
"""Of the words of the plain text, how many the HTML must at least give to be preferred: the
plain one spells out every link and has a foot of its own."""

_ADDRESS = re.compile(r"\s*[<\[(]?(?:mailto:)?[^\s<>\[\]()]+@[^\s<>\[\]()]+[>\])]*")
_LINK = re.compile(r"https?://\S+")
_MAX_NAMED = 5


def read(document: Document) -> Iterator[Found]:
    """The article of a mail, and those of its attachments."""
    yield from articles_of(document, document.data())


def articles_of(document: Document, mail: bytes, number: int | None = None) -> Iterator[Found]:
    """The same of one mail; ``number`` is its place in a mailbox of ``document``.

    Raises ReadError when it is no mail, or has neither words nor attachments to be read.
    """
    parts = sandbox.shared().run("mail", mail, what="message")
    headers: Mapping[str, str] = parts["headers"]
    if not ("from" in headers or "subject" in headers or "date" in headers):
        raise ReadError(
            "It is no mail: it has no sender, subject or date.",
            "Save it again from the mail program, or ingest its text.",
        )
    key = headers.get("message-id", "").strip("<> ")[:200] or (str(number) if number else "")
    origin = stands_for(document, key, number)
    attachments: Sequence[Sequence[str]] = parts["attachments"]
    try:
        yield _article(document, origin, parts)
    except ReadError as error:
        if not attachments:
            raise ReadError(*_wordless(parts, error)) from error
    place = document if number is None else _within(document, key)
    for name, kind, data in attachments:
        known = media_type_of(name)
        try:
            yield from read_member(place, name, b64decode(data), known if "." in name else kind)
        except ReadError as error:
            yield Rejected(f"{place.shown}#{visible(name)}", str(error), skipped=True)


def _within(document: Document, key: str) -> Document:
    source = document.fetched.source
    inner = replace(source, location=f"{source.location}#{key}")
    return replace(document, fetched=replace(document.fetched, source=inner))


def _wordless(parts: Mapping[str, Any], error: ReadError) -> tuple[str, str]:
    if parts["left_out"]:
        names = ", ".join(visible(name) for name in parts["left_out"][:_MAX_NAMED])
        return f"The mail has no text of its own, only attachments: {names}.", (
            "Save those and ingest them, if they can be read."
        )
    if parts["damaged"]:
        return "The mail is damaged or cut off, and no text is left in it.", (
            "Save or export it again from the mail program."
        )
    return "The mail has no article text of its own.", error.hint


def _article(document: Document, origin: Origin, parts: Mapping[str, Any]) -> Article:
    headers: Mapping[str, str] = parts["headers"]
    subject = headers.get("subject", "")
    plain = "\n\n".join(
        unflow(text, delsp=delsp) if flowed else text for text, flowed, delsp in parts["texts"]
    )
    forwards = is_forwarding(subject)
    html: str = parts["html"]
    if html and not plain.strip():
        words = own_words(untagged(html), forwards=forwards)
    else:
        words = own_words(plain, forwards=forwards)
    claims = _claims(headers, parts, words)
    warnings = _warnings(parts, words)
    sole = words.forwarded is None and not words.quoted and "in-reply-to" not in headers
    article = None
    if html and sole:
        article = _of_page(document, origin, html, _count(words.text) if plain else 0, claims)
    if article is None:
        article = compose(origin, _labelled(structure_text(words.text)), claims)
    article = replace(article, warnings=(*warnings, *article.warnings))
    return article if words.forwarded is not None else _signed(article, headers, parts["sender"])


def _of_page(
    document: Document, origin: Origin, html: str, least: int, claims: Sequence[Claim]
) -> Article | None:
    """The article of the mail's HTML; None when it gives too little beside its plain text.

    What a mail's page says about itself is not believed: it could name any address as its own.
    """
    options = {"url": "", "now": document.now.date().isoformat()}
    try:
        found = sandbox.shared().run(
            "html", html.encode("utf-8", "replace"), options, what="message"
        )
    except ReadError:
        if least:
            return None
        raise
    structured, words = page_text([(k, t) for k, t in found["blocks"]], found["comments"])
    if not words or words < least * PAGE_SHARE:
        return None
    return compose(origin, _labelled(structured), claims)


def _labelled(structured: Structured) -> Structured:
    """With the lines about the newsletter itself set aside."""
    texts = [structured.text[block.start : block.end].strip() for block in structured.blocks]
    kinds = [
        BlockKind.PROMO if not block.kind.withheld and is_furniture(text) else block.kind
        for block, text in zip(structured.blocks, texts, strict=True)
    ]
    foot = foot_of(texts, [kind.withheld for kind in kinds])
    blocks = tuple(
        replace(block, kind=BlockKind.PROMO if at > foot and not kind.withheld else kind)
        for at, (block, kind) in enumerate(zip(structured.blocks, kinds, strict=True))
    )
    title = structured.title
    return replace(
        structured, blocks=blocks, title=None if title and is_furniture(title) else title
    )


def _count(text: str) -> int:
    return len(_LINK.sub(" ", text).split())


def _claims(
    headers: Mapping[str, str], parts: Mapping[str, Any], words: Words
) -> tuple[Claim, ...]:
    """What the heads say, that of the forwarded mail before that of the mail around it."""
    subject = bare_subject(headers.get("subject", ""))
    own = Claim(
        "mail header",
        title=subject or None,
        published=parts["date"] or headers.get("date", "")[:100] or None,
    )
    inner = words.forwarded
    if inner is None:
        return (own,)
    sender = clean_line(_ADDRESS.sub("", inner.sender or "")).strip(" \"'")
    forwarded = Claim(
        "forwarded mail",
        title=bare_subject(inner.subject or "") or None,
        published=inner.sent,
        authors=(sender,) if sender else (),
    )
    # When the mail around it was sent says nothing about when that one was.
    return forwarded, replace(own, published=None)


def _signed(article: Article, headers: Mapping[str, str], sender: str) -> Article:
    """The article with its sender, where its text names nobody: as publisher of a newsletter or
    where it is an outlet's name, else as author."""
    meta, sources = article.meta, dict(article.meta_sources)
    name = clean_line(sender)
    if (
        any(each in headers for each in ("list-id", "list-unsubscribe"))
        or sent_to_many([article.text[b.start : b.end] for b in article.blocks if b.kind.withheld])
        or names_outlet(name, headers.get("from", ""))
    ):
        name = name or clean_line(_ADDRESS.sub("", headers.get("list-id", "").partition("<")[0]))
        if name and meta.publisher is None:
            meta = replace(meta, publisher=name[:120])
            sources["publisher"] = "mail sender"
    elif name and not meta.authors and (authors := author_names((name,))):
        meta = replace(meta, authors=authors)
        sources["authors"] = "mail sender"
    return replace(article, meta=meta, meta_sources=tuple(sorted(sources.items())))


def _warnings(parts: Mapping[str, Any], words: Words) -> tuple[str, ...]:
    found: list[str] = []
    if parts["damaged"]:
        found.append("The mail is damaged or cut off; a part of it may be missing.")
    if words.note:
        found.append(f"{words.note} words above the forwarded text were left out.")
    if words.quoted:
        found.append(f"{words.quoted} lines quoted from other mails were left out.")
    if left := parts["left_out"]:
        names = ", ".join(visible(name) for name in left[:_MAX_NAMED])
        more = f" and {len(left) - _MAX_NAMED} more" if len(left) > _MAX_NAMED else ""
        found.append(f"Attached, but not read: {names}{more}.")
    return tuple(found)


__all__ = ["articles_of", "read"]
