"""``briefing ingest --explain``: what would come of a file, and why; nothing is stored."""

import json

HEAD = """<!DOCTYPE html><html lang="en"><!--
 Page saved with SingleFile
 url: https://gazette.example/2025/05/06/ferry
 saved date: Wed May 07 2025 10:12:44 GMT+0200 (Central European Summer Time)
--><meta charset="utf-8"><title>Ferry stops</title>
<script type="application/ld+json">{"@type": "AnalysisNewsArticle", "headline": "Ferry stops",
"datePublished": "2025-05-06", "author": {"name": "Marta Quill"}}</script>
<article>"""
TEXT = (
    "The ferry between Aldmoor and the mainland stopped on Monday after its engine failed, and "
    "the harbour office said that 240 passengers were taken home by bus in the night.",
    "Repairs may take three weeks, the owner said. She denied that the ship had missed an "
    "inspection, and promised that every ticket would be paid back within a month.",
    "Sign up for our newsletter here.",
)


def saved_page(tmp_path):
    path = tmp_path / "ferry.html"
    path.write_text(HEAD + "".join(f"<p>{text}</p>" for text in TEXT) + "</article></html>")
    return path


def test_it_shows_blocks_and_where_each_value_came_from(call, tmp_path):
    library = tmp_path / "library"
    done = call("ingest", "--library", library, "--explain", saved_page(tmp_path),
                "--publisher", "The Gazette")  # fmt: skip
    assert done.code == 0
    lines = [line.split() for line in done.out.splitlines()]
    assert ["title", "Ferry", "stops", "JSON-LD"] in lines
    assert ["kind", "analysis", "JSON-LD"] in lines
    assert ["publisher", "The", "Gazette", "set", "by", "you"] in lines
    assert any(
        line[:1] == ["retrieved"] and line[-3:] == ["the", "saved", "page"] for line in lines
    )
    assert "- promo" in done.out
    assert "asks the reader" in done.out
    assert "nothing was stored" in done.out
    assert not library.exists()


def test_its_json_tiles_the_text(call, fits, tmp_path):
    done = call("ingest", "--library", tmp_path / "no", "--explain", "--json", saved_page(tmp_path))
    fits("explain", done.json)
    (article,) = done.json["articles"]
    assert {"field": "url", "value": "https://gazette.example/2025/05/06/ferry",
            "source": "the header of the saved page"} in article["metadata"]  # fmt: skip
    ends = [0, *(block["end"] for block in article["blocks"])]
    assert [block["start"] for block in article["blocks"]] == ends[:-1]
    assert [block["text"] for block in article["blocks"] if block["cited"]] == list(TEXT[:2])
    assert 0 < article["words"]["cited"] < article["words"]["all"]
    assert article["passages"] == 1


def test_what_cannot_be_read_is_told_and_counts(call, fits, tmp_path):
    done = call("ingest", "--library", tmp_path / "no", "--explain", "--json", tmp_path / "gone.md")
    assert done.code == 3
    fits("explain", done.json)
    assert "no such file" in done.json["rejected"][0]["reason"]
    text = call("ingest", "--library", tmp_path / "no", "--explain", tmp_path / "gone.md")
    assert "gone.md: There is no such file" in text.out


def test_of_many_articles_the_first_are_shown(call, tmp_path):
    path = tmp_path / "many.jsonl"
    records = [{"title": f"Ferry {n}", "text": f"{TEXT[0]} That was note {n}."} for n in range(7)]
    path.write_text("\n".join(map(json.dumps, records)))
    done = call("ingest", "--library", tmp_path / "no", "--explain", path)
    assert done.out.count("nothing was stored") == 5
    assert "-v shows all" in done.out
    done = call("ingest", "--library", tmp_path / "no", "--explain", "-v", path)
    assert done.out.count("nothing was stored") == 7


def test_links_are_named_and_not_fetched(call, tmp_path):
    path = tmp_path / "bookmarks.html"
    path.write_text(
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<DL><p>\n"
        '<DT><A HREF="https://gazette.example/ferry">Ferry</A>\n</DL><p>'
    )
    done = call("ingest", "--library", tmp_path / "no", "--explain", path)
    assert "names https://gazette.example/ferry" in done.out
    done = call("ingest", "--library", tmp_path / "no", "--explain", "--json", path)
    assert done.json["links"][0]["url"] == "https://gazette.example/ferry"


def test_what_the_library_learned_is_told(call, empty_library, tmp_path):
    footer = "Follow our ferry desk at desk@gazette.example for more."
    for n, extra in enumerate(("A bus came.", "A boat came at last.", "Nobody came for an hour.")):
        path = tmp_path / f"a{n}.txt"
        path.write_text(f"{extra * 3} {TEXT[n % 2]}\n\n{footer}")
        call("ingest", "--library", empty_library, "--publisher", "The Gazette", path)
    path = tmp_path / "new.txt"
    path.write_text(f"{TEXT[1]} It is new.\n\n{footer}")
    done = call("ingest", "--library", empty_library, "--publisher", "The Gazette",
                "--explain", path)  # fmt: skip
    assert "several of this publisher's stories" in done.out
