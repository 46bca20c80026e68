"""What changed, in a few words for one line of a report. Pure."""

from __future__ import annotations

from ingest.types.changes import ChangeKind, Changes, Matter, Nature

_AMONG = {
    Matter.NUMBER: "a number",
    Matter.DATE: "a date",
    Matter.NEGATION: "a negation",
    Matter.NAME: "a name",
    Matter.CERTAINTY: "how sure it is",
}
_UNSAID = ("modified", "url", "language")
_COVERED = {
    Nature.SILENT: "no correction note",
    Nature.CORRECTION: "with a correction note",
}


def in_few_words(changes: Changes) -> str:
    """One clause: "2 sentences changed, a number among them; no correction note".

    A sentence moved elsewhere counts as moved, metadata are named by their fields.
    """
    if changes.nature is Nature.FULLER:
        return "the article in place of its summary"
    reworded = changes.count(ChangeKind.REWORDED)
    parts = [
        _counted(reworded, "changed"),
        _counted(changes.count(ChangeKind.ADDED), "added", short=bool(reworded)),
        _counted(changes.count(ChangeKind.REMOVED), "removed", short=bool(reworded)),
        _counted(changes.count(ChangeKind.MOVED), "moved", short=bool(reworded)),
    ]
    said = [", ".join(part for part in parts if part)]
    if changes.matters:
        said[0] += f", {_listed([_AMONG[matter] for matter in changes.matters[:2]])} among them"
    named = [field.field for field in changes.fields if field.field not in _UNSAID]
    if named:
        said.append(f"other {_listed(named)}")
    said.append(_covered(changes))
    return "; ".join(part for part in said if part) or "nothing that is cited changed"


def _counted(count: int, what: str, *, short: bool = False) -> str:
    if not count:
        return ""
    if short:
        return f"{count} {what}"
    return f"{count} {'sentence' if count == 1 else 'sentences'} {what}"


def _listed(parts: list[str]) -> str:
    return ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1]


def _covered(changes: Changes) -> str:
    if changes.nature is Nature.UPDATE:
        return "with an update note" if changes.notes else "its own date is newer"
    return _COVERED.get(changes.nature, "")


__all__ = ["in_few_words"]
