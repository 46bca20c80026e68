"""A draft as its words: any readable format to a text and its blocks.

A draft is somebody's own text and not a page around an article, so nothing of text and
Markdown is set aside; its lines are only told apart into headings, quotations and body.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ingest import draft_html, formats
from ingest.errors import FetchError, ReadError
from ingest.fetch import FetchSettings, expand, fetch
from ingest.fetching.decoding import declared_in_page, decode
from ingest.readers import read
from ingest.readers.document import Document
from ingest.readers.front_matter import split
from ingest.readers.markdown import plain
from ingest.readers.office import pairs_of, taken_apart
from ingest.structuring.line_kinds import kind_by_cue
from ingest.structuring.lines import line_of
from ingest.text.clean import clean, visible
from ingest.types import Article, Block, BlockKind, Fetched, Rejected, Source

_HEADING_WORDS = 14
"""A line without an end mark that has more words is a sentence."""

_MARKS = re.compile(r"[ \t]?\[\d{1,3}(?: ?[,;–-] ?\d{1,3})*\](?![(:])")
_LISTED = re.compile(r"[ \t]*(?:\[\d{1,3}\])+[ \t]+(?=\S)")
_OUR_TEXT = re.compile(r"^\w+(?: \([^)\n]*\))? engine · [^\n]* · \d+\.\d s", re.MULTILINE)
_OUR_MARKDOWN = re.compile(
    r"\A\s*\*\*[^\n]+\*\*\n\n.*^\[\d{1,3}\] [^\n]*“", re.MULTILINE | re.DOTALL
)
_OUR_LINE = re.compile(r"^(?: {2,}\S|Sources disagree on “)[^\n]*\n", re.MULTILINE)
_OUR_REMARK = re.compile(
    r" \*\((?:partly|unsupported|opinion|said by|denied|hedged|unconfirmed)\b[^\n]*\)\*$",
    re.MULTILINE,
)
"""How an answer looks that was saved or copied from here."""

_MARKDOWN = re.compile(r"^ {0,3}#{1,6}[ \t]+\S|\*\*[^\s*]|\]\(https?:", re.MULTILINE)
_QUOTED = re.compile(r"^ {0,3}>[ \t]?")
_END = re.compile(r"[.!?…:;,。！？][\"'”’»)\]*_]*$")
_LISTING = re.compile(r"[-–—•·*▪◦►]\s|\d{1,2}[.)]\s|\[")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")
_DOCUMENTS = ("docx", "odt", "pdf", "rtf")
_HEADS = frozenset({BlockKind.HEADLINE, BlockKind.SUBHEADING, BlockKind.BYLINE, BlockKind.DATE})


@dataclass(frozen=True, slots=True)
class DraftText:
    """The words of a draft. ``source`` is where they come from, for people.

    ``blocks`` lie in order without overlap: SUBHEADING, QUOTATION or BODY, a paragraph each.
    ``[n]`` markers are gone from the text, but a list of references that they point to is not.
    """

    source: str
    text: str
    blocks: tuple[Block, ...]


def read_draft(argument: str, settings: FetchSettings | None = None) -> DraftText:
    """The draft that a path, a URL or ``-`` (standard input) names.

    Raises FetchError when it cannot be had, and ReadError when there is no text in it.
    """
    fetched = _fetched(argument, settings or FetchSettings())
    document = Document(fetched, datetime.now(UTC))
    form = _format(document)
    if form == "html":
        return _of_html(document)
    if form in _DOCUMENTS:
        return _of_document(document, form)
    if form not in ("text", "markdown"):
        return _of_articles(fetched, document.shown)
    text = decode(document.data(), fetched.charset)
    named = fetched.source.kind != "stdin"
    markdown = form == "markdown" if named else bool(_MARKDOWN.search(text))
    return _checked(text_draft(text, document.shown, markdown=markdown))


def pasted_draft(text: str) -> DraftText:
    """A pasted text as a draft. Raises ReadError when there is no text in it."""
    markdown = bool(_MARKDOWN.search(text))
    return _checked(text_draft(text, "pasted draft", markdown=markdown))


def read_articles(arguments: Sequence[str], settings: FetchSettings | None = None) -> list[Article]:
    """The articles that paths, folders, globs, URLs or ``-`` name, to check a draft against.

    Raises FetchError or ReadError for the first of them that gives none.
    """
    found: list[Article] = []
    for source in expand(arguments):
        if isinstance(source, Rejected):
            if source.skipped:
                continue
            raise FetchError(f"{source.source}: {source.reason}")
        fetched = _fetched_source(source, settings or FetchSettings())
        for article in read(fetched):
            if isinstance(article, Rejected) and not article.skipped:
                raise ReadError(f"{article.source}: {article.reason}")
            if isinstance(article, Article):
                found.append(article)
    if not found:
        raise ReadError("No article was found there.", "Name a file with an article in it.")
    return found


def text_draft(text: str, source: str, *, markdown: bool = False) -> DraftText:
    """A plain or a Markdown text as a draft, told into blocks. Pure."""
    _, body, _ = split(_without_markers(_without_remarks(clean(text))))
    headings: Collection[str] = ()
    quoted: Collection[str] = ()
    if markdown:
        quoted = {_QUOTED.sub("", line).strip() for line in body.split("\n") if _QUOTED.match(line)}
        body, _, headings = plain(body)
    return DraftText(source, body, tuple(_blocks(body, headings, quoted)))


def _without_remarks(text: str) -> str:
    """An answer exported from here without what stands beside its sentences: verdicts, whose
    word it is, disagreements. Any other text as it is."""
    if _OUR_TEXT.search(text):
        return _OUR_LINE.sub("", text)
    if _OUR_MARKDOWN.search(text):
        return _OUR_REMARK.sub("", _OUR_LINE.sub("", text)).replace("\\&", "&")
    return text


def _without_markers(text: str) -> str:
    """The text without ``[n]`` markers, but for those that open a line of a reference list."""
    lines = []
    for line in text.split("\n"):
        listed = _LISTED.match(line)
        at = listed.end() if listed else 0
        lines.append(line[:at] + _MARKS.sub("", line[at:]))
    return "\n".join(lines)


def _blocks(text: str, headings: Collection[str], quoted: Collection[str]) -> Iterator[Block]:
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text) if match[0].strip()]
    for place, (start, end) in enumerate(paragraphs):
        follows = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        lines = text[start:end].split("\n")
        if len(lines) > 1 and place == 0 and _opens(lines):
            cut = start + len(lines[0])
            yield Block(BlockKind.SUBHEADING, start, cut)
            yield Block(BlockKind.BODY, cut + 1, end)
            continue
        line = text[start:end].strip()
        kind = BlockKind.BODY
        if line in headings or (
            len(lines) == 1 and follows and _titles(line, text[slice(*follows)])
        ):
            kind = BlockKind.SUBHEADING
        elif quoted and all(each.strip() in quoted for each in lines):
            kind = BlockKind.QUOTATION
        yield Block(kind, start, end)


def _titles(line: str, following: str) -> bool:
    """Whether a line that stands alone is the heading of the paragraph that follows."""
    return (
        not _END.search(line)
        and len(line.split()) <= _HEADING_WORDS
        and not _LISTING.match(line)
        and not re.search(r"[.!?]\s", line)
        and not following.lstrip().startswith("[")
        and bool(_END.search(following.rstrip()))
    )


def _opens(lines: list[str]) -> bool:
    """Whether the first line of a text is its title, with the text right under it."""
    first, second = lines[0].strip(), lines[1].strip()
    # A line of a text wrapped by hand is longer than most titles, and goes on in lower case.
    return len(first) < 50 and second[:1].isupper() and _titles(first, "\n".join(lines[1:]))


def _format(document: Document) -> str | None:
    """The name of its format; None for what no reader takes. Raises ReadError for an empty
    one."""
    head = document.head()
    if not head.strip():
        raise ReadError("The draft is empty.", "Write some sentences into it.")
    fetched = document.fetched
    name = fetched.url or fetched.source.location
    whole = document.whole() if formats.needs_whole(head) else None
    form = formats.choose(name, fetched.media_type, head, whole)
    return form.name if form is not None else None


def _of_document(document: Document, form: str) -> DraftText:
    """A draft written in a word processor: its paragraphs, told by their styles."""
    pairs = pairs_of(taken_apart(document, form)["blocks"])
    told = [(kind, _without_markers(clean(text)).strip()) for kind, text in pairs if text.strip()]
    headings = {
        text
        for kind, text in told
        if text and (kind in _HEADS or kind_by_cue(line_of(text)) in _HEADS)
    }
    quoted = {text for kind, text in told if kind == BlockKind.QUOTATION}
    text = "\n\n".join(text for _, text in told if text)
    return _checked(DraftText(document.shown, text, tuple(_blocks(text, headings, quoted))))


def _of_html(document: Document) -> DraftText:
    """A small document of somebody's own is taken as it stands; a page, by the page reader."""
    fetched = document.fetched
    data = document.data()
    html = decode(data, fetched.charset or declared_in_page(data))
    small = len(html) <= draft_html.MOST
    if not small or draft_html.looks_like_page(html):
        try:
            return _of_articles(fetched, document.shown)
        except ReadError:
            if not small:
                raise
    return _checked(_joined(document.shown, draft_html.blocks(clean(html))))


def _of_articles(fetched: Fetched, shown: str) -> DraftText:
    """The draft in a format with a reader: its text, without what the reader withholds."""
    found: list[tuple[BlockKind, str]] = []
    for article in read(fetched):
        if isinstance(article, Rejected) and not article.skipped:
            raise ReadError(f"{shown}: {article.reason}")
        if not isinstance(article, Article):
            continue
        for block in article.blocks:
            kind = block.kind
            if kind.withheld:
                continue
            if kind is not BlockKind.QUOTATION:
                kind = BlockKind.SUBHEADING if kind in _HEADS else BlockKind.BODY
            found.append((kind, article.text[block.start : block.end]))
    return _checked(_joined(shown, found))


def _joined(shown: str, found: Iterable[tuple[BlockKind, str]]) -> DraftText:
    """A draft of these blocks."""
    pieces: list[str] = []
    blocks: list[Block] = []
    at = 0
    for kind, text in found:
        words = _without_markers(text).strip()
        if words:
            blocks.append(Block(kind, at, at + len(words)))
            pieces.append(words)
            at += len(words) + 2
    return DraftText(shown, "\n\n".join(pieces), tuple(blocks))


def _checked(draft: DraftText) -> DraftText:
    if not any(char.isalnum() for block in draft.blocks for char in _words(draft, block)):
        raise ReadError("There is no sentence in the draft.", "Write some sentences into it.")
    return draft


def _words(draft: DraftText, block: Block) -> str:
    return draft.text[block.start : block.end]


def _fetched(argument: str, settings: FetchSettings) -> Fetched:
    sources = list(expand([argument]))
    if len(sources) != 1:
        raise FetchError(f"{visible(argument)} is not one file.", "Name the file of the draft.")
    (source,) = sources
    if isinstance(source, Rejected):
        raise FetchError(f"{source.source}: {source.reason}")
    return _fetched_source(source, settings)


def _fetched_source(source: Source, settings: FetchSettings) -> Fetched:
    try:
        return fetch(source, settings=settings)
    except FetchError as error:
        raise FetchError(f"{visible(source.location)}: {error.message}", error.hint) from error


__all__ = ["DraftText", "pasted_draft", "read_articles", "read_draft", "text_draft"]
