"""What a feed's title says: whose feed it is, and whether it gathers readers' comments. Pure."""

from __future__ import annotations

import re

from ingest.fetching.urls import host_of

_PARTS = re.compile(r"\s*[|»›·—–]\s*|\s+(?:-|>|::)\s+|:\s+")
_GATHERED = re.compile(r"\b(?:google news|bing news|yahoo news|google alerts?|news search)\b", re.I)
_NO_LABELS = frozenset({"www", "rss", "feed", "feeds", "news", "com", "org", "net", "blog", "the"})
# WordPress, Blogger, Disqus and phpBB mark the address of one reader's comment so.
_COMMENT_AT = re.compile(
    r"#(?:li-)?comment-?\d+\b|#disqus_comment|[?&]showComment=\d|/comments?/feed/?\Z", re.I
)
_COMMENTS_TITLE = re.compile(
    r"\A\s*(?:comments? (?:on|for)\b|kommentare (?:zu|für)\b|commentaires (?:sur|pour)\b|"
    r"comentarios (?:en|de|sobre|para)\b|comentários (?:sobre|em|para)\b|commenti (?:su|a|per)\b|"
    r"reacties (?:op|voor)\b)",
    re.I,
)


def comments_title(title: str) -> bool:
    """Whether a feed with this title holds readers' comments rather than articles."""
    return _COMMENTS_TITLE.match(title) is not None


def comment_address(url: str) -> bool:
    """Whether an address is that of a reader's comment, not of the page under which it is."""
    return _COMMENT_AT.search(url) is not None


def gathers(title: str) -> bool:
    """Whether a feed with this title is a search engine's: it publishes nothing itself."""
    return _GATHERED.search(title) is not None


def outlet_in(title: str, url: str | None) -> str:
    """The part of a feed's title that names the outlet at ``url``; without one, the title.

    ``World news | The Guardian`` of theguardian.com is ``The Guardian``.
    """
    parts = [part for part in _PARTS.split(title) if part]
    labels = [
        label.replace("-", "")
        for label in (host_of(url) or "").split(".")[:-1]
        if len(label) > 2 and label not in _NO_LABELS
    ]
    if len(parts) < 2:
        return title
    for part in parts:
        name = _squeezed(part)
        if any(_same(name, label) for label in labels):
            return part
    return title


def _same(name: str, label: str) -> bool:
    short = name.removeprefix("the")
    return len(short) > 2 and (label in (name, short) or short.startswith(label)
                               or label.removeprefix("the").startswith(short))  # fmt: skip


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
