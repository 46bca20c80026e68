"""Changes between revisions as text and as JSON. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.render import Style
from ingest.changing.summary import in_few_words
from ingest.text.clean import clean_line
from ingest.types import Change, Changes, FieldChange, Mark, Nature, StoredArticle

_SAID = {
    Nature.NONE: "Nothing that is cited changed: spacing, or what is withheld.",
    Nature.METADATA: "Only the metadata changed.",
    Nature.FULLER: "The article came in place of its summary.",
    Nature.SILENT: "A silent edit: the words changed, and the article does not say so.",
    Nature.UPDATE: "An update: its own date is newer.",
    Nature.CORRECTION: "A correction: the article says so.",
}
_WIDTH = 9


def changes_text(
    before: StoredArticle, after: StoredArticle, changes: Changes, *, colour: bool
) -> str:
    """Both revisions, what nature the changes are of, and each, those that matter most first.

    Words that are gone and new are marked ``[-…-]{+…+}``, in colour struck out and green.
    """
    style = Style(colour)
    lines = [
        style.bold(clean_line(after.article.meta.title or "untitled")),
        style.dim(
            f"{after.article_id}, from revision {before.revision} ({before.added}) "
            f"to {after.revision} ({after.added})"
        ),
        "",
        nature_line(changes),
    ]
    lines += [f"{'':2}“{clean_line(note.text)}”" for note in changes.notes]
    if changes.changes and changes.nature is not Nature.FULLER:
        lines.append(f"{in_few_words(changes)} ({words_line(changes)}).".capitalize())
    if changes.fields:
        lines += ["", *(_field_line(one) for one in changes.fields)]
    for change in changes.by_weight:
        lines += ["", f"{_label(change)}: {_marked(change.marks, colour)}"]
    return "\n".join(lines)


def nature_line(changes: Changes) -> str:
    """A sentence that says of what nature the changes are."""
    if changes.nature is Nature.UPDATE and changes.notes:
        return "An update: the article says so."
    return _SAID[changes.nature]


def words_line(changes: Changes) -> str:
    """``+12 −3 words``."""
    return f"+{changes.words_new} −{changes.words_gone} words"


def changes_json(changes: Changes) -> dict[str, object]:
    """The shape of ``diff --json`` without what names the revisions; in the text's order."""
    return {
        **summary_json(changes),
        "matters": [matter.value for matter in changes.matters],
        "notes": [{"kind": note.kind, "text": note.text} for note in changes.notes],
        "fields": [
            {"field": one.field, "before": one.before, "after": one.after} for one in changes.fields
        ],
        "changes": [
            {
                "kind": change.kind.value,
                "before": change.before,
                "after": change.after,
                "matters": [matter.value for matter in change.matters],
                "marks": [{"kind": mark.kind, "text": mark.text} for mark in change.marks],
            }
            for change in changes.changes
        ],
    }


def summary_json(changes: Changes) -> dict[str, object]:
    """Nature, a few words and the count of words, as ``show --revisions`` gives them too."""
    return {
        "nature": changes.nature.value,
        "summary": in_few_words(changes),
        "words_gone": changes.words_gone,
        "words_new": changes.words_new,
    }


def history_text(history: Sequence[tuple[StoredArticle, Changes | None]]) -> str:
    """The revisions, oldest first, a line each, and under it what changed with it."""
    lines: list[str] = []
    for stored, changes in history:
        modified = stored.article.meta.modified
        parts = [f"{stored.revision}", f"added {stored.added}"]
        parts += [f"modified {clean_line(modified)}"] if modified else []
        parts += [words_line(changes), changes.nature.value] if changes else ["the first"]
        parts += ["current"] if stored.current else []
        lines.append("  ".join(parts))
        if changes:
            lines.append(f"{'':3}{in_few_words(changes)}")
    return "\n".join(lines)


def history_json(
    history: Iterable[tuple[StoredArticle, Changes | None]],
) -> list[dict[str, object]]:
    """The revisions in the shape of ``show --revisions --json``."""
    return [
        {
            "revision": stored.revision,
            "added": stored.added,
            "modified": stored.article.meta.modified,
            "current": stored.current,
            **(summary_json(changes) if changes else {}),
        }
        for stored, changes in history
    ]


def _label(change: Change) -> str:
    return ", ".join((change.kind.value, *(matter.value for matter in change.matters)))


def _field_line(one: FieldChange) -> str:
    before, after = (clean_line(value) if value else "–" for value in (one.before, one.after))
    return f"{one.field}: {before} → {after}"


def _marked(marks: Sequence[Mark], colour: bool) -> str:
    parts = []
    for mark in marks:
        text = clean_line(mark.text)
        gap = " " if mark.text != mark.text.rstrip() else ""
        if mark.kind == "same":
            parts.append(text + gap)
        elif colour:
            code = "31;9" if mark.kind == "gone" else "32"
            parts.append(f"\x1b[{code}m{text}\x1b[0m{gap}")
        else:
            parts.append((f"[-{text}-]" if mark.kind == "gone" else f"{{+{text}+}}") + gap)
    return "".join(parts).rstrip()


__all__ = ["changes_json", "changes_text", "history_json", "history_text", "nature_line"]
