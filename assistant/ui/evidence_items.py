"""What an answer rests on, as rows that can be opened; and an article laid out for reading.

Pure but for Textual's ``Content``, which is a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from textual.content import Content

from assistant.counting import counted
from assistant.types import Citation, Hit
from assistant.ui.literal import cut_in_the_middle, literal_line, shortened
from ingest.text.clean import clean, clean_line
from ingest.types import Access, Article, ArticleKind, ArticleRow, Block, BlockKind, StoredArticle

HIGHLIGHT = "$quotation"
"""How quoted words stand out; the underline does it without colour."""

_QUIET = "$quiet"
_WITHHELD = "$withheld"
_WITHHELD_MARK = "¦ "
_REPORT = f" · {ArticleKind.REPORT.value}"
_QUOTE_LENGTH = 220
_HIDDEN = (BlockKind.HEADLINE, BlockKind.BYLINE, BlockKind.DATE)


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One stretch ``text[start:end]`` of an article that can be opened.

    ``number`` is the citation's, None for a passage that is merely near; ``removed`` when the
    article is gone from the library.
    """

    number: int | None
    row: ArticleRow
    start: int
    end: int
    quote: str
    also: tuple[str, ...] = ()
    removed: bool = False


def cited(citations: Iterable[Citation], removed: frozenset[int]) -> tuple[EvidenceItem, ...]:
    """The citations of an answer in their order."""
    return tuple(
        EvidenceItem(
            number=citation.number,
            row=citation.article,
            start=citation.start,
            end=citation.end,
            quote=citation.quote,
            also=citation.also_carried_by,
            removed=citation.number in removed,
        )
        for citation in citations
    )


def nearest(hits: Sequence[Hit], limit: int = 5) -> tuple[EvidenceItem, ...]:
    """The nearest passages of an answer that abstained, best first."""
    return tuple(
        EvidenceItem(None, hit.article, hit.passage.start, hit.passage.end, hit.passage.text)
        for hit in hits[:limit]
    )


def item_content(item: EvidenceItem, place: int) -> Content:
    """An item as a list shows it: number and title, who and when, the words."""
    title = literal_line(item.row.meta.title or "untitled", "bold")
    parts: list[Content | str] = [_numbered(item, place), title]
    parts += ["\n", by_line(item.row)]
    if item.removed:
        parts += ["\n", Content.styled("source removed", "bold $text-warning")]
    if item.quote:
        parts += ["\n", literal_line(f"“{shortened(item.quote, _QUOTE_LENGTH)}”", "italic")]
    parts.append("\n")
    return Content.assemble(*parts)


def item_line(item: EvidenceItem, place: int) -> Content:
    """An item on one line, for the list over an opened article."""
    return Content.assemble(
        _numbered(item, place),
        literal_line(item.row.meta.publisher or "publisher unknown", "bold"),
        "  ",
        literal_line(item.row.meta.title or "untitled", _QUIET),
    )


def _numbered(item: EvidenceItem, place: int) -> Content:
    """The number of an item. One without goes by its place, counted from 1, and has no
    brackets."""
    label = f"{place} " if item.number is None else f"[{item.number}] "
    return Content.styled(label, "bold $text-accent")


def by_line(row: ArticleRow) -> Content:
    """Outlet, authors, date and, where it is not a plain report, the kind of text."""
    from assistant.render import byline

    line = byline(row)
    if row.meta.kind is not ArticleKind.REPORT:
        line += f" · {row.meta.kind.value}"
    if row.meta.access is not Access.FULL:
        line += f" · {row.meta.access.value}"
    return literal_line(line, _QUIET)


def head(item: EvidenceItem, stored: StoredArticle, width: int, compare: str) -> Content:
    """What stands over an opened article; its address gets one line of ``width`` columns, and
    ``compare`` is the key that shows what has changed. That it is a plain report is said where
    no line is spent on it."""
    row = item.row
    title = literal_line(row.meta.title or "untitled", "bold")
    by = by_line(row)
    parts: list[Content | str] = [title, "\n", by]
    if row.meta.kind is ArticleKind.REPORT and by.cell_length + len(_REPORT) <= width:
        parts.append(Content.styled(_REPORT, _QUIET))
    if item.also:
        names = ", ".join(clean_line(name) for name in item.also)
        parts += ["\n", literal_line(f"also carried by {names}", _QUIET)]
    if row.meta.url:
        parts += ["\n", literal_line(cut_in_the_middle(row.meta.url, width), _QUIET)]
    if not stored.current:
        notice = f"! The article has changed since: this is revision {stored.revision}. "
        parts += ["\n", Content.styled(notice, "bold $text-warning")]
        parts += [Content.styled(compare, "bold $text-accent"), " shows what changed."]
    return Content.assemble(*parts)


@dataclass(frozen=True, slots=True)
class Laid:
    """An article laid out: its content, and where in it the quoted words stand, if they do."""

    content: Content
    quote_start: int
    quote_end: int

    def row_of_quote(self, width: int) -> int:
        """The line, counted from 0, on which the quoted words begin at this width."""
        if self.quote_end <= self.quote_start or width <= 0:
            return 0
        text = self.content.plain
        end = self.quote_start + len(text[self.quote_start :].split(maxsplit=1)[0])
        return Content(text[:end]).get_height({}, width) - 1


def lay_out(article: Article, start: int, end: int, *, whole: bool = False) -> Laid:
    """The article's text with ``text[start:end]`` highlighted.

    What the head already says is left out; runs of withheld blocks become one line that says
    what they are, and with ``whole`` they stand under it, dimmed. Stretches are cleaned one by
    one so that the highlight stays on its words.
    """
    pieces: list[Content] = []
    length = 0
    quoted = (0, 0)

    def add(text: str, style: str = "") -> int:
        nonlocal length
        cleaned = clean(text)
        if cleaned:
            pieces.append(Content.styled(cleaned, style))
            length += len(cleaned)
        return length

    for name, run in groupby(_blocks(article), key=_label):
        blocks = list(run)
        if blocks[0].kind in _HIDDEN and not _inside(blocks, start, end):
            continue
        if name and not _inside(blocks, start, end):
            did = "withheld" if whole else "left out"
            add(("\n\n" if length else "") + f"· {counted(len(blocks), name)} {did} ·", _QUIET)
            if not whole:
                continue
        for block in blocks:
            text = article.text[block.start : block.end]
            inner = text.strip()
            if not inner:
                continue
            begin = block.start + len(text) - len(text.lstrip())
            stop = begin + len(inner)
            add("\n\n" if length else "")
            style = _style(block.kind)
            if block.kind.withheld:
                add(_WITHHELD_MARK, style)
            cut, till = min(max(start, begin), stop), max(min(end, stop), begin)
            add(article.text[begin:cut], style)
            if till > cut:
                first = length
                last = add(article.text[cut:till], f"{style} {HIGHLIGHT}".strip())
                quoted = (quoted[0] if quoted[1] else first, last)
                add(article.text[till:stop], style)
            else:
                add(article.text[cut:stop], style)
    return Laid(Content.assemble(*pieces), *quoted)


def _blocks(article: Article) -> Sequence[Block]:
    return article.blocks or (Block(BlockKind.BODY, 0, len(article.text)),)


def _inside(blocks: Sequence[Block], start: int, end: int) -> bool:
    return any(block.start < end and start < block.end for block in blocks)


def _label(block: Block) -> str:
    """What a withheld block is called; empty for one that is shown."""
    if not block.kind.withheld and block.kind not in _HIDDEN:
        return ""
    return {BlockKind.COMMENT: "reader comment"}.get(block.kind, f"{block.kind.value} part")


def _style(kind: BlockKind) -> str:
    if kind is BlockKind.SUBHEADING:
        return "bold"
    if kind is BlockKind.CAPTION:
        return "italic $quiet"
    return _WITHHELD if kind.withheld else ""
