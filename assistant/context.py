"""From hits to what an engine is given: copies taken out, within a budget, numbered. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.types import Hit, Numbered
from ingest.text.sentences import count_words

BUDGET = 6000
"""Words of passages that an engine is given at the most, neighbours not counted."""


def number(
    hits: Sequence[Hit],
    neighbours: Mapping[str, tuple[str, str]],
    budget: int = BUDGET,
) -> tuple[Numbered, ...]:
    """The passages numbered from 1 in their order, each with the text around it.

    ``neighbours`` maps passage ids to the texts before and after. A passage whose wording was
    given already (a wire copy, a moved file) is left out, as is what the budget has no room for;
    the first is always given.
    """
    seen: set[str] = set()
    given: list[Numbered] = []
    words = 0
    for hit in hits:
        wording = " ".join(hit.passage.text.split())
        size = count_words(wording)
        if wording in seen or (given and words + size > budget):
            continue
        seen.add(wording)
        words += size
        before, after = neighbours.get(hit.passage.passage_id, ("", ""))
        given.append(Numbered(len(given) + 1, hit, before, after))
    return tuple(given)
