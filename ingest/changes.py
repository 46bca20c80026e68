"""What changed between two revisions of an article, and of what nature it is. Pure.

Sentences are aligned first, then the words of those that were reworded. What is withheld from
retrieval (comments, promotion, boilerplate) is not compared: it changes by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.changing.alignment import Pair, align
from ingest.changing.folding import folded, token_keys
from ingest.changing.meaning import Facts, facts, of_removal, of_rewording
from ingest.changing.notes import note
from ingest.changing.wording import marks
from ingest.stating import SOURCE
from ingest.text.dates import timestamp
from ingest.text.sentences import sentences
from ingest.types.article import Access, Article, BlockKind, Metadata
from ingest.types.changes import (
    Change,
    ChangeKind,
    Changes,
    FieldChange,
    Mark,
    Nature,
    Note,
)

_COMPARED = frozenset(
    (BlockKind.BODY, BlockKind.QUOTATION, BlockKind.SUBHEADING, BlockKind.CAPTION)
)
_OTHERS_WORDS = frozenset((BlockKind.COMMENT, BlockKind.RELATED))
_NO_ARTICLE = (Access.SUMMARY, Access.METADATA_ONLY)
_FIELDS = (
    "title",
    "publisher",
    "authors",
    "published",
    "modified",
    "url",
    "kind",
    "access",
    "language",
    "tags",
)


def compare(old: Article, new: Article) -> Changes:
    """What is different in ``new``, a later revision of ``old``; what the user stated about
    either is none of it.

    Takes time about proportional to the length of both, with bounds on what could be worse.
    """
    before, after = _sentences(old, _COMPARED), _sentences(new, _COMPARED)
    changes = _changes(before, after)
    stated = {name for name, source in (*old.meta_sources, *new.meta_sources) if source == SOURCE}
    fields = tuple(one for one in field_changes(old.meta, new.meta) if one.field not in stated)
    notes = _new_notes(old, new)
    gone, came = _word_counts(changes)
    nature = _nature(old.meta, new.meta, notes, bool(changes), bool(fields))
    return Changes(nature, changes, fields, notes, gone, came)


def _sentences(article: Article, kinds: frozenset[BlockKind]) -> list[str]:
    return [
        " ".join(article.text[start:end].split())
        for block in article.blocks
        if block.kind in kinds
        for start, end in sentences(article.text, block.start, block.end)
    ]


def _changes(before: Sequence[str], after: Sequence[str]) -> tuple[Change, ...]:
    keys, others = [folded(one) for one in before], [folded(one) for one in after]
    pairs = align(keys, others)
    came_from = _moved(pairs, keys, others)
    elsewhere = set(came_from.values())
    rest = facts("\n".join(after) if any(j is None for _, j in pairs) else "")
    found: list[Change] = []
    for i, j in pairs:
        if j is None:
            if i is not None and i not in elsewhere:
                found.append(_removed(before[i], rest))
        elif i is not None:
            if keys[i] != others[j]:
                found.append(_reworded(before[i], after[j]))
        elif j in came_from:
            same = (Mark("same", after[j]),)
            found.append(Change(ChangeKind.MOVED, before[came_from[j]], after[j], same))
        else:
            found.append(Change(ChangeKind.ADDED, None, after[j], (Mark("new", after[j]),)))
    return tuple(found)


def _moved(pairs: Sequence[Pair], keys: Sequence[str], others: Sequence[str]) -> dict[int, int]:
    """Of the sentences that seem new, those that were there: later number to earlier one."""
    places: dict[str, list[int]] = {}
    for i, j in reversed(pairs):
        if i is not None and j is None:
            places.setdefault(keys[i], []).append(i)
    found: dict[int, int] = {}
    for i, j in pairs:
        if i is None and j is not None and places.get(others[j]):
            found[j] = places[others[j]].pop()
    return found


def _removed(sentence: str, rest: Facts) -> Change:
    gone = (Mark("gone", sentence),)
    return Change(ChangeKind.REMOVED, sentence, None, gone, of_removal(sentence, rest))


def _reworded(before: str, after: str) -> Change:
    matters = of_rewording(before, after)
    return Change(ChangeKind.REWORDED, before, after, marks(before, after), matters)


def _word_counts(changes: Sequence[Change]) -> tuple[int, int]:
    gone, came = (
        sum(
            len(token_keys(mark.text))
            for change in changes
            for mark in change.marks
            if mark.kind == kind
        )
        for kind in ("gone", "new")
    )
    return gone, came


def _new_notes(old: Article, new: Article) -> tuple[Note, ...]:
    kinds = frozenset(BlockKind) - _OTHERS_WORDS
    known = {folded(one) for one in _sentences(old, kinds)}
    new_ones = [one for one in _sentences(new, kinds) if folded(one) not in known]
    return tuple(found for one in new_ones if (found := note(one)) is not None)


def field_changes(old: Metadata, new: Metadata) -> Iterator[FieldChange]:
    """The fields of the metadata that differ, as text; when it was fetched is none of them."""
    for name in _FIELDS:
        before, after = _shown(getattr(old, name)), _shown(getattr(new, name))
        if before != after:
            yield FieldChange(name, before, after)


def _shown(value: object) -> str | None:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or None
    return None if value is None else str(value)


def _nature(
    old: Metadata, new: Metadata, notes: Sequence[Note], words: bool, fields: bool
) -> Nature:
    if old.access in _NO_ARTICLE and new.access not in _NO_ARTICLE:
        return Nature.FULLER
    if any(found.kind == "correction" for found in notes):
        return Nature.CORRECTION
    if words:
        newer = _newer(old.modified, new.modified) or _newer(old.published, new.published)
        return Nature.UPDATE if notes or newer else Nature.SILENT
    if notes:
        return Nature.UPDATE
    return Nature.METADATA if fields else Nature.NONE


def _newer(before: str | None, after: str | None) -> bool:
    """Whether ``after`` is a date that lies after ``before``, or states one for the first time."""
    if after is None or before is None:
        return after is not None
    try:
        return timestamp(after) > timestamp(before)
    except ValueError:
        return False


__all__ = ["compare", "field_changes"]
