"""A citation of an earlier revision opens that one, and says that it is one."""

from __future__ import annotations

import json

BODY = (
    "The ferry between Aldmoor and the mainland stopped on Monday after its engine failed. "
    "The harbour office said that {} passengers were taken home by bus. Repairs may take three "
    "weeks, the owner said, and no other ship of the line has such an engine."
)


def test_an_earlier_revision_is_named_as_such(tmp_path) -> None:
    from assistant.answer_json import citation_json
    from assistant.render import labelled
    from assistant.types import Citation
    from ingest.library import Library
    from ingest.pipeline import IngestOptions, ingest

    path = tmp_path / "ferry.md"
    with Library.open(tmp_path / "library", create=True) as library:
        for number, day in ((240, "05-06"), (251, "05-09")):
            path.write_text(
                f"---\ntitle: Ferry\nmodified: 2025-{day}\n---\n\n{BODY.format(number)}\n"
            )
            ingest([str(path)], library, IngestOptions(f"2025-{day}T12:00:00+00:00"))
        (article_id,) = [row.article_id for row in library.catalogue.rows()]
        earlier = library.catalogue.revision_row(article_id, 1)
        later = library.catalogue.revision_row(article_id, 2)
        text = library.catalogue.article(article_id, 1).article.text
    assert "(revision 1, changed since)" in labelled(earlier)
    assert "changed since" not in labelled(later)
    start = text.index("240")
    citation = Citation(1, f"{article_id}-1-0", "240", start, start + 3, earlier)
    shape = json.loads(json.dumps(citation_json(citation)))
    assert (shape["revision"], shape["current"]) == (1, False)
    assert text[shape["start"] : shape["end"]] == shape["quote"]
