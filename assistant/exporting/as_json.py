"""A conversation as JSON: the answers as they are kept, documented in ``docs/json.md``. Pure."""

from __future__ import annotations

from assistant.answer_json import citation_json
from assistant.exporting.types import Entry, Transcript
from ingest.text.clean import clean

JSON = dict[str, object]


def to_json(transcript: Transcript) -> JSON:
    """The shape of ``sessions show --json`` and ``sessions export --format json``.

    What is said of the cited articles is what the catalogue says of them today. Every text is
    cleaned as at the store, so the rule ``text[start:end] == quote`` holds.
    """
    return {
        "session_id": transcript.session_id,
        "name": clean(transcript.name),
        "created": transcript.created,
        "updated": transcript.updated,
        "turns": [_turn(entry) for entry in transcript.entries],
    }


def _turn(entry: Entry) -> JSON:
    answer: object = None
    if entry.shape is not None and entry.restored is not None:
        citations = [citation_json(each) for each in entry.restored.answer.citations]
        fresh = {"citations": citations, "removed": sorted(entry.restored.removed)}
        answer = _cleaned(entry.shape | fresh)
    return {
        "number": entry.number,
        "question": clean(entry.question),
        "asked": entry.asked,
        "finished": entry.restored is not None,
        "answer": answer,
    }


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {clean(str(key)): _cleaned(each) for key, each in value.items()}
    return value
