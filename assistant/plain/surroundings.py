"""A source in its surroundings, and an article to be read whole, line by line. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.counting import counted
from assistant.plain.answers import Source, carried_words, title_of
from assistant.plain.wording import capital, ended
from assistant.render import byline
from ingest.text.clean import clean_line
from ingest.types import Access, Article, ArticleRow, Block, BlockKind, Metadata, StoredArticle

_SAID_ABOVE = (BlockKind.HEADLINE, BlockKind.BYLINE, BlockKind.DATE)

Stretch = tuple[int, int]


def source_opened(source: Source, stored: StoredArticle, revisions: Sequence[int]) -> list[str]:
    """The quotation between what stands before and after it, and all that it is judged by."""
    lines = [f"{source.name}: {title_of(source.row)}", *about(stored, source.row, revisions)]
    if carried := carried_words(source.agency, source.also, len(source.also)):
        lines.append(carried)
    before, quote, after = around(stored.article, source.start, source.end)
    if before:
        lines.append(f"Before it: {before}")
    lines.append(f"{'Quotation' if source.cited else 'Passage'}: “{quote}”")
    if after:
        lines.append(f"After it: {after}")
    lines.append(f"For the whole article, type: {source.number} all")
    return lines


def about(stored: StoredArticle, row: ArticleRow, revisions: Sequence[int]) -> list[str]:
    """Who, when, what sort of text, which revision, and where it is to be found."""
    meta, who = row.meta, ended(byline(row))
    lines = [who if meta.publisher else capital(who), f"Kind: {kind_of(meta)}."]
    if not stored.current:
        lines.append(
            f"The article has changed since: this is revision {stored.revision} of "
            f"{max(revisions, default=stored.revision)}."
        )
    elif len(revisions) > 1:
        lines.append(f"This is revision {stored.revision} of {len(revisions)}, the newest.")
    if meta.url:
        lines.append(f"Address: {clean_line(meta.url)}")
    return lines


def kind_of(meta: Metadata) -> str:
    """What sort of text it is, and how much of it there is unless all."""
    return meta.kind.value + ("" if meta.access is Access.FULL else f", {meta.access.value} text")


def around(article: Article, start: int, end: int) -> tuple[str, str, str]:
    """What stands before the words ``[start:end]``, the words, and what stands after: the rest
    of their paragraphs, or the paragraph beside where there is none."""
    text = article.text
    found = _paragraphs(article, start, end)
    holding = [each for each in found if each[0] < end and start < each[1]]
    first, last = (holding[0], holding[-1]) if holding else ((start, end), (start, end))
    before = clean_line(text[first[0] : start])
    after = clean_line(text[end : last[1]])
    if not before and (earlier := [each for each in found if each[1] <= first[0]]):
        before = clean_line(text[slice(*earlier[-1])])
    if not after and (later := [each for each in found if each[0] >= last[1]]):
        after = clean_line(text[slice(*later[0])])
    return before, clean_line(text[start:end]), after


def whole(article: Article) -> list[str]:
    """Every paragraph on a line of its own; of what is withheld only how much it is."""
    lines = []
    for name, run in groupby(_blocks(article), key=_set_aside):
        blocks = list(run)
        if name:
            lines.append(f"Left out here: {counted(len(blocks), name)}.")
            continue
        for block in blocks:
            if block.kind in _SAID_ABOVE:
                continue
            lead = "" if block.kind.citable else f"{capital(block.kind.value)}: "
            lines += [
                lead + clean_line(article.text[slice(*each)]) for each in _split(article, block)
            ]
    return lines


def _paragraphs(article: Article, start: int, end: int) -> list[Stretch]:
    """The readable paragraphs, and the one that holds ``[start:end]`` whatever it is."""
    return [
        stretch
        for block in _blocks(article)
        if (block.kind not in _SAID_ABOVE and not block.kind.withheld)
        or (block.start < end and start < block.end)
        for stretch in _split(article, block)
    ]


def _split(article: Article, block: Block) -> list[Stretch]:
    """The paragraphs of a block that have words: where each begins and ends."""
    found = []
    at = block.start
    for part in article.text[block.start : block.end].split("\n\n"):
        if clean_line(part):
            found.append((at, at + len(part)))
        at += len(part) + 2
    return found


def _blocks(article: Article) -> Sequence[Block]:
    return article.blocks or (Block(BlockKind.BODY, 0, len(article.text)),)


def _set_aside(block: Block) -> str:
    if not block.kind.withheld:
        return ""
    return {BlockKind.COMMENT: "reader's comment"}.get(block.kind, f"{block.kind.value} part")


__all__ = ["about", "around", "kind_of", "source_opened", "whole"]
