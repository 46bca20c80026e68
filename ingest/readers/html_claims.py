"""What an HTML page says about itself, claim by claim: JSON-LD, meta tags, its URL, htmldate.

Runs in the worker. Nothing is judged here; ``ingest.metadata`` decides between the claims.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ingest.structuring.line_cues import BYLINE
from ingest.structuring.masthead import byline_authors

_NESTED = ("@graph", "mainEntity", "mainEntityOfPage")
_MAX_JSON = 2_000_000
_MAX_NODES = 5_000
_DIGITS = 7
"""Of a number of words, so many are no number of words."""
_ARTICLE_TYPES = re.compile(r"article|posting|report|opinion|review|interview", re.IGNORECASE)
_URL_DATE = re.compile(
    r"/((?:19|20)\d\d)(?:([/-])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])"
    r"|(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9]))(?=[/._-]|$)"
)
_SAVED_URL = re.compile(r"^\s*(?:url|source)\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_SAVED_DATE = re.compile(r"^\s*saved date\s*:\s*(.+)$", re.IGNORECASE | re.MULTILINE)
_SAVED_FROM = re.compile(r"^\s*saved from url=\(\d+\)(https?://\S+)", re.IGNORECASE)
"""What browsers write at the head of a page that was saved with its pictures."""
_BYLINE_CLASS = re.compile(r"(?:^|[\s_-])by-?line(?:$|[\s_-])", re.IGNORECASE)
_BYLINE_WORDS = 14
_COMMENT = re.compile(r"<!--(.{0,4000}?)-->", re.DOTALL)

_META = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title",
              "parsely-title", "sailthru.title", "headline"),
    "publisher": ("og:site_name", "application-name", "dc.publisher", "citation_publisher",
                  "article:publisher_name", "publisher", "twitter:app:name:iphone"),
    "authors": ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author",
                "sailthru.author", "citation_author", "byl", "twitter:data1_author"),
    "published": ("article:published_time", "og:published_time", "datepublished",
                  "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date",
                  "parsely-pub-date", "sailthru.date", "citation_publication_date",
                  "citation_date", "pubdate", "publishdate", "publish-date", "publish_date",
                  "published_time", "published", "article.published", "date", "ptime",
                  "cxenseparse:recs:publishtime", "article_date_original"),
    "modified": ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
                 "lastmod", "last-modified", "updated_time"),
    "tags": ("article:tag", "news_keywords", "parsely-tags", "keywords", "sailthru.tags"),
    "kind": ("og:type", "article:section", "parsely-section"),
    "language": ("og:locale", "content-language", "dc.language"),
}  # fmt: skip


def claims_of(tree: Any, page: str, url: str | None, now: str | None) -> list[dict[str, Any]]:
    """Every claim of the page, strongest first; each a dict with its ``source``."""
    claims = [_json_ld(node) for node in _article_nodes(tree)]
    meta = _meta_tags(tree)
    claims.append(meta)
    saved = _saved_header(page)
    if saved:
        claims.append(saved)
    claims.append(_markup(tree))
    known = url or saved.get("url") or _canonical(tree) or meta.get("url")
    dated = _URL_DATE.search(str(known or ""))
    if dated:
        year, _, *rest = dated.groups()
        month, day = (part for part in rest if part)
        claims.append({"source": "url", "published": f"{year}-{month:0>2}-{day:0>2}"})
    if not any(claim.get("published") for claim in claims):
        guess = _htmldate(tree, known, now)
        if guess:
            claims.append({"source": "page text", "published": guess})
    return [claim for claim in claims if len(claim) > 1]


def _article_nodes(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->")
        if not text or len(text) > _MAX_JSON:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (node for node in _walk(data) if _is_article(node))


def _walk(data: Any) -> Iterator[dict[str, Any]]:
    stack, seen = [data], 0
    while stack and seen < _MAX_NODES:
        item = stack.pop()
        seen += 1
        if isinstance(item, list):
            stack.extend(reversed(item[:_MAX_NODES]))
        elif isinstance(item, dict):
            yield item
            stack.extend(
                item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item
            )


def _is_article(node: dict[str, Any]) -> bool:
    return any(_ARTICLE_TYPES.search(kind) for kind in _strings(node.get("@type")))


def _json_ld(node: dict[str, Any]) -> dict[str, Any]:
    claim: dict[str, Any] = {"source": "json-ld"}
    _put(claim, "title", _first(node.get("headline")) or _first(node.get("name")))
    _put(claim, "publisher", _first(_names(node.get("publisher"))))
    _put(claim, "authors", _names(node.get("author"))[:20])
    _put(claim, "published", _first(node.get("datePublished")))
    _put(claim, "modified", _first(node.get("dateModified")))
    _put(claim, "language", _first(node.get("inLanguage")))
    _put(
        claim,
        "kind",
        " ".join([*_strings(node.get("@type")), *_strings(node.get("articleSection"))]),
    )
    _put(
        claim,
        "tags",
        [tag for text in _strings(node.get("keywords")) for tag in text.split(",")][:30],
    )
    free = _first(node.get("isAccessibleForFree"))
    if free is not None and free.strip().lower().rsplit("/", 1)[-1] == "false":
        claim["access"] = "partial"
    words = _first(node.get("wordCount")) or ""
    if words.isascii() and words.isdigit() and len(words) < _DIGITS:
        claim["words"] = int(words)
    return claim


def _names(value: Any) -> list[str]:
    if isinstance(value, list):
        return [name for item in value[:50] for name in _names(item)]
    if isinstance(value, dict):
        return _strings(value.get("name"))
    return _strings(value)


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, bool | int | float):
        return [str(value)]
    if isinstance(value, dict):
        return _strings(value.get("@value") or value.get("name"))
    if isinstance(value, list):
        return [text for item in value[:50] for text in _strings(item)]
    return []


def _first(value: Any) -> str | None:
    found = _strings(value)
    return found[0] if found else None


def _put(claim: dict[str, Any], key: str, value: Any) -> None:
    if value:
        claim[key] = value


def _meta_tags(tree: Any) -> dict[str, Any]:
    said: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        name = name or element.get("http-equiv")
        content = (element.get("content") or "").strip()
        if name and content:
            said.setdefault(name.strip().lower(), []).append(content)
    claim: dict[str, Any] = {"source": "meta tag"}
    for key, names in _META.items():
        found = next((said[name] for name in names if name in said), None)
        if found is None:
            continue
        if key == "tags":
            claim[key] = [tag for text in found for tag in text.split(",")][:30]
        elif key == "authors":
            claim[key] = [name for name in found if "://" not in name][:20]
        elif key == "kind":
            claim[key] = " ".join(said[name][0] for name in names if name in said)
        else:
            claim[key] = found[0]
    _put(claim, "canonical", _canonical(tree) or next(iter(said.get("og:url", [])), None))
    return {key: value for key, value in claim.items() if value}


def _canonical(tree: Any) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            return str(link.get("href")).strip()
    return None


def _saved_header(page: str) -> dict[str, Any]:
    """URL and day of a page saved by SingleFile or Zotero, from its leading comment."""
    for comment in _COMMENT.finditer(page[:20_000]):
        text = comment[1]
        if saved := _SAVED_FROM.match(text):
            return {"source": "saved page", "url": saved[1]}
        if "saved date" not in text.lower() and "singlefile" not in text.lower():
            continue
        claim: dict[str, Any] = {"source": "saved page"}
        url, day = _SAVED_URL.search(text), _SAVED_DATE.search(text)
        if url:
            claim["url"] = url[1]
        if day:
            claim["retrieved"] = re.sub(r"\s*\(.*\)\s*$", "", day[1]).strip()
        return claim
    return {}


def _markup(tree: Any) -> dict[str, Any]:
    claim: dict[str, Any] = {"source": "page markup"}
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    headings = [text for text in headings if text]
    if len(headings) == 1:
        claim["title"] = headings[0]
    title = tree.find(".//title")
    if "title" not in claim and title is not None and title.text:
        claim["title"] = re.sub(r"\s+[|–—»]\s+[^|–—»]{2,40}$", "", " ".join(title.text.split()))
    for element in tree.iter("time"):
        if element.get("datetime") and element.get("itemprop") == "datePublished":
            claim["published"] = element.get("datetime")
            break
    _put(claim, "authors", _byline(tree))
    _put(
        claim,
        "language",
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )
    return claim


def _byline(tree: Any) -> tuple[str, ...]:
    """The people of the first element that is classed as a byline and reads like one."""
    for element in tree.iter("p", "div", "span", "address", "li"):
        if not _BYLINE_CLASS.search(element.get("class") or ""):
            continue
        text = " ".join(element.text_content().split())
        found = BYLINE.match(text) if len(text.split()) <= _BYLINE_WORDS else None
        if found and not any(True for _ in element.iterancestors("aside", "nav", "footer")):
            return byline_authors(text)
    return ()


def _htmldate(tree: Any, url: Any, now: str | None) -> str | None:
    from copy import deepcopy

    from htmldate import find_date

    try:
        found = find_date(
            deepcopy(tree), original_date=True, url=str(url) if url else None, max_date=now,
            min_date="1990-01-01", extensive_search=False,
        )  # fmt: skip
    except (ValueError, TypeError, AttributeError, IndexError, OverflowError):
        return None  # htmldate trips over some malformed pages; the date is then unknown.
    return str(found) if found else None
