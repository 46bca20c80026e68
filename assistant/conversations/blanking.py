"""Taking the words of articles out of kept answers, in place. Pure."""

from __future__ import annotations

from assistant.restore import REMOVED
from assistant.shape import Shape, objects_at, text_at, whole_at, wholes_at

_BLANK = f"({REMOVED})"


def blank(shape: Shape, article_ids: frozenset[str]) -> bool:
    """Takes every word out of ``shape`` that rests on these articles. Says whether there was
    any."""
    gone: set[int] = set()
    for citation in objects_at(shape, "citations"):
        if text_at(citation, "article_id") in article_ids:
            gone.add(whole_at(citation, "number"))
            citation.update(quote="", title=None, authors=[], url=None)
    nearest = objects_at(shape, "nearest")
    kept = [hit for hit in nearest if text_at(hit, "article_id") not in article_ids]
    if not gone and len(kept) == len(nearest):
        return False
    if nearest:
        shape["nearest"] = kept
    for sentence in objects_at(shape, "sentences"):
        if gone.intersection(wholes_at(sentence, "citations")):
            sentence.update(text=_BLANK, reasons=[], attributed_to=None)
        if whole_at(sentence, "status_from") in gone:
            sentence.update(status_from=None)
    if disputes := objects_at(shape, "disagreements"):
        shape["disagreements"] = [each for each in disputes if not _rests_on(each, gone)]
    shape["answer"] = " ".join(
        text_at(sentence, "text") for sentence in objects_at(shape, "sentences")
    )
    return True


def resting_on(shape: Shape) -> set[str]:
    """The ids of the articles of which it has words: what ``blank`` would take something from."""
    cited = [each for each in objects_at(shape, "citations") if text_at(each, "quote")]
    return {text_at(each, "article_id") for each in (*cited, *objects_at(shape, "nearest"))} - {""}


def blank_context(shape: Shape) -> bool:
    """Takes out of ``shape`` what its question took along from the answer before it. Says
    whether there was anything."""
    asked = text_at(shape, "question")
    if text_at(shape, "searched_for") in ("", asked):
        return False
    shape.update(searched_for=asked, parts=[])
    return True


def is_blanked(shape: Shape) -> bool:
    """Whether a sentence was taken out of it."""
    return any(text_at(each, "text") == _BLANK for each in objects_at(shape, "sentences"))


def _rests_on(dispute: Shape, numbers: set[int]) -> bool:
    """Whether a side of a disagreement is one of these citations'."""
    sides = objects_at(dispute, "sides")
    return any(numbers.intersection(wholes_at(side, "citations")) for side in sides)
