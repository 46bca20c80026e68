"""What became of a source, in a word or two, as both conversations say it. Pure."""

from __future__ import annotations

from ingest.types import Status

OUTCOMES = {
    Status.ADDED: "added",
    Status.UPDATED: "updated",
    Status.UNCHANGED: "unchanged",
    Status.DUPLICATE: "already there under another address",
    Status.REMOVED: "removed",
    Status.SKIPPED: "skipped",
    Status.FAILED: "failed",
}
"""In the order in which a sum of them is told."""
