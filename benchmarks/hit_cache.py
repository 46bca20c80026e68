"""Search results kept in a JSON file, so that fits and figures need not search anew.

Only ids and scores are kept; the texts are read from the library. The file knows nothing of
how the search ranks: delete it when that has changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.types import Fusion, Hit

if TYPE_CHECKING:
    from ingest.library import Library


@dataclass
class HitCache:
    """The results of searches over one library, by a name that the caller gives each.

    ``path`` None keeps nothing. Results for another library or other data are not used.
    """

    library: Library
    path: Path | None
    data: str
    _kept: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _new: bool = False

    def __post_init__(self) -> None:
        if self.path is not None and self.path.is_file():
            read = json.loads(self.path.read_text(encoding="utf-8"))
            if read["of"] == self._of():
                self._kept = read["hits"]

    def hits(self, name: str, search: Callable[[], Sequence[Hit]]) -> tuple[Hit, ...]:
        """The kept results of that name, else those of ``search``, which are then kept."""
        if name in self._kept:
            return self._restored(self._kept[name])
        found = tuple(search())
        self._kept[name] = [_plain(hit) for hit in found]
        self._new = True
        return found

    def save(self) -> None:
        """Writes the file when there is something new."""
        if self.path is not None and self._new:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            kept = {"of": self._of(), "hits": self._kept}
            self.path.write_text(json.dumps(kept), encoding="utf-8")
            self._new = False

    def _of(self) -> list[str]:
        return [self.data, self.library.catalogue.fingerprint]

    def _restored(self, rows: Sequence[dict[str, Any]]) -> tuple[Hit, ...]:
        catalogue = self.library.catalogue
        numbers = catalogue.rowids([row["passage_id"] for row in rows])
        passages = {
            each.passage_id: each for each in catalogue.passages([*numbers.values()]).values()
        }
        articles = catalogue.revision_rows(
            {(each.article_id, each.revision) for each in passages.values()}
        )
        found: list[Hit] = []
        for row in rows:
            passage = passages[row["passage_id"]]
            fusion = row["fusion"]
            found.append(
                Hit(
                    passage,
                    articles[passage.article_id, passage.revision],
                    row["score"],
                    row["lexical_rank"],
                    row["vector_rank"],
                    row["similarity"],
                    Fusion(**fusion) if fusion else None,
                )
            )
        return tuple(found)


def _plain(hit: Hit) -> dict[str, Any]:
    return {
        "passage_id": hit.passage.passage_id,
        "score": hit.score,
        "lexical_rank": hit.lexical_rank,
        "vector_rank": hit.vector_rank,
        "similarity": hit.similarity,
        "fusion": asdict(hit.fusion) if hit.fusion else None,
    }


__all__ = ["HitCache"]
