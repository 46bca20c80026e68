"""An article of the library laid out for reading: what it is, where each statement about it
comes from, its copies, its revisions and what changed between them.

Pure but for Textual's ``Content``, which is a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content

from assistant.checking.attribution import dated
from assistant.ui.evidence_items import Laid, by_line, lay_out
from assistant.ui.literal import cut_in_the_middle, literal_line
from ingest.clusters import Cluster
from ingest.text.clean import clean_line, visible
from ingest.text.dates import spoken
from ingest.types import ArticleRow, BlockKind, Changes, Mark, StoredArticle

QUIET = "$quiet"
_LABEL = 11
_SIGNS = {"reworded": "~", "added": "+", "removed": "−", "moved": "↕"}
_MARKS = {"gone": "strike $text-error", "new": "underline $text-success", "same": ""}
_SAID = {"none": "Nothing that counts differs.", "metadata": "Only the metadata differ."}
_CHANGES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as it is being read.

    ``revisions`` are all it has, oldest first, with the ISO time each was added; ``cluster``
    its copies, if it has any; ``locations`` the sources that it is read from; ``quoted`` the
    stretch of its text that it was opened at.
    """

    stored: StoredArticle
    revisions: tuple[tuple[int, str], ...] = ()
    cluster: Cluster | None = None
    locations: tuple[str, ...] = ()
    quoted: tuple[int, int] = (0, 0)

    @property
    def row(self) -> ArticleRow:
        """It without its text."""
        stored = self.stored
        article = stored.article
        return ArticleRow(
            stored.article_id, stored.revision, article.source, article.meta, stored.content_hash
        )

    def beside(self, by: int) -> int | None:
        """The number of the revision ``by`` steps from this one, if there is one."""
        numbers = [number for number, _ in self.revisions]
        if self.stored.revision not in numbers:
            return None
        place = numbers.index(self.stored.revision) + by
        return numbers[place] if 0 <= place < len(numbers) else None


def text_of(reading: Reading) -> Laid:
    """Its whole text; what is withheld is dimmed and labelled."""
    return lay_out(reading.stored.article, *reading.quoted, whole=True)


def head_of(reading: Reading, width: int) -> Content:
    """What stands over the text; its address gets one line of ``width`` columns."""
    meta = reading.stored.article.meta
    parts: list[Content | str] = [literal_line(meta.title or "untitled", "bold"), "\n",
                                  by_line(reading.row)]  # fmt: skip
    if reading.cluster is not None and (reading.cluster.copies or reading.cluster.wire):
        parts += ["\n", literal_line(reading.cluster.label(), QUIET)]
    if meta.url:
        parts += ["\n", literal_line(cut_in_the_middle(meta.url, width), QUIET)]
    if len(reading.revisions) > 1 or not reading.stored.current:
        parts += ["\n", revision_line(reading)]
    return Content.assemble(*parts)


def revision_line(reading: Reading) -> Content:
    """Which revision this is, of how many, and whether it is the one in force."""
    stored = reading.stored
    said = f"Revision {stored.revision} of {len(reading.revisions)}, {_when(stored.added)}"
    if stored.current:
        return literal_line(f"{said}.", QUIET)
    return literal_line(f"{said}: the article has changed since.", "bold $text-warning")


def details_of(reading: Reading, width: int) -> Content:
    """Every statement about the article with where it comes from, in lines of ``width`` columns:
    what is longer goes on beside its label, places are cut."""
    meta, sources = reading.stored.article.meta, dict(reading.stored.article.meta_sources)
    fields = [
        ("published", dated(meta) or "not known"),
        ("publisher", meta.publisher or "not known"),
        ("authors", ", ".join(meta.authors)),
        ("modified", spoken((meta.modified or "")[:10]) if meta.modified else ""),
        ("kind", meta.kind.value),
        ("access", meta.access.value),
        ("language", meta.language or ""),
        ("tags", ", ".join(meta.tags)),
    ]
    lines = [
        _line(name, value, width, f"from {sources[name]}" if name in sources else "")
        for name, value in fields
        if value
    ]
    lines += [_line(name, value, width) for name, value in _besides(reading, width)]
    return Content("\n").join(lines)


def _besides(reading: Reading, width: int) -> Iterator[tuple[str, str]]:
    article = reading.stored.article
    places = reading.locations or (article.source,)
    for place in places:
        yield "read from", cut_in_the_middle(visible(place), max(8, width - _LABEL))
    yield "added", _when(reading.revisions[0][1] if reading.revisions else reading.stored.added)
    kinds = [kind for kind in BlockKind if kind.withheld and article.withheld(kind)]
    if kinds:
        yield "withheld", ", ".join(f"{article.withheld(kind)} {kind.value}" for kind in kinds)
    if reading.cluster is not None:
        for row in reading.cluster.members:
            if row.article_id != reading.stored.article_id:
                yield "copy", f"{row.meta.publisher or 'publisher unknown'}, {_day(row)}"
    for warning in article.warnings:
        yield "note", warning


def _line(name: str, value: str, width: int, source: str = "") -> Content:
    room = max(8, width - _LABEL)
    lines = literal_line(value).wrap(room)
    if source:
        whence = literal_line(source, f"italic {QUIET}")
        if lines[-1].cell_length + 2 + whence.cell_length <= room:
            lines[-1] = Content.assemble(lines[-1], "  ", whence)
        else:
            lines += whence.wrap(room)
    beside = Content("\n" + " " * _LABEL).join(lines)
    return Content.assemble(Content.styled(f"{name:<{_LABEL}}", QUIET), beside)


def changes_of(before: StoredArticle, after: StoredArticle) -> Content:
    """What changed from one revision to a later one, what matters most first: deleted words
    struck through, new ones underlined, a sign before each sentence."""
    from ingest.changes import compare

    found = compare(before.article, after.article)
    title = f"From revision {before.revision} ({_when(before.added)}) to {after.revision} "
    title += f"({_when(after.added)})"
    parts: list[Content] = [literal_line(title, "bold"), literal_line(_sum(found), QUIET)]
    for note in found.notes:
        parts.append(literal_line(f"! {note.kind}: {note.text}", "$text-warning"))
    for field in found.fields:
        parts.append(_field(field.field, field.before, field.after))
    for change in found.by_weight[:_CHANGES_SHOWN]:
        matters = ", ".join(matter.value for matter in change.matters)
        label = f"\n{_SIGNS[change.kind.value]} {change.kind.value}"
        head = Content.styled(label, "bold $text-accent")
        if matters:
            head = Content.assemble(head, Content.styled(f" · {matters}", "bold $text-warning"))
        parts += [head, _marked(change.marks)]
    return Content("\n").join(parts)


def _sum(found: Changes) -> str:
    said = _SAID.get(found.nature.value) or found.nature.value.capitalize() + "."
    if found.words_new or found.words_gone:
        said += f" {found.words_new} words new, {found.words_gone} gone."
    return said


def _field(name: str, before: str | None, after: str | None) -> Content:
    return Content.assemble(
        literal_line(f"~ {name}:", "bold $text-accent"),
        " ",
        literal_line(before or "not known", _MARKS["gone"]),
        " → ",
        literal_line(after or "not known", _MARKS["new"]),
    )


def _marked(marks: Sequence[Mark]) -> Content:
    """The words of a changed sentence; brackets tell new and gone apart without colour."""
    parts: list[Content | str] = []
    for mark in marks:
        words = literal_line(mark.text.strip(), _MARKS[mark.kind])
        if not words.plain:
            continue
        if parts:
            parts.append(" ")
        if mark.kind == "same":
            parts.append(words)
        else:
            sign = "−" if mark.kind == "gone" else "+"
            parts += [Content.styled(f"[{sign}", QUIET), words, Content.styled("]", QUIET)]
    return Content.assemble(*parts)


def _when(moment: str) -> str:
    """A day in words; whatever else it is as it stands."""
    return spoken(clean_line(moment)[:10])


def _day(row: ArticleRow) -> str:
    return dated(row.meta) or "undated"
