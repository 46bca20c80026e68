"""Records: JSON Lines, JSON and CSV, packed and plain."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Callable

import pytest

from ingest.readers import jsonl
from ingest.readers.markup import untagged
from ingest.readers.record import AUTHORS, BODY, PUBLISHED, PUBLISHER, TITLE, URL, key_of
from ingest.types import Access, Article, Rejected

Results = Callable[..., list[Article | Rejected]]
One = Callable[..., Article]
Refused = Callable[..., Rejected]

TEXT = (
    "The harbour board of Lindmouth said on Monday that it would sell its two dredgers.\n\n"
    "Neither side has confirmed the price, but it is put at about four million crowns."
)
RECORD = {"title": "Ships sold", "text": TEXT, "url": "https://www.post.example/2022/ships",
          "publish_date": "2022/07/02", "authors": ["Ann Lee", "Bo Wu"]}  # fmt: skip


def lines(*records: object) -> str:
    return "\n".join(r if isinstance(r, str) else json.dumps(r) for r in records)


def test_a_line_is_an_article(results: Results) -> None:
    for name in ("a.jsonl", "a.jsonl.gz", "a.ndjson"):
        first, second = results(name, lines(RECORD, "", {**RECORD, "url": None, "title": "Two"}))
        assert isinstance(first, Article)
        assert isinstance(second, Article)
        assert first.text == TEXT
        assert first.source == f"/articles/{name}:1"
        assert first.identity == "post.example/2022/ships"
        meta = first.meta
        assert (meta.title, meta.publisher) == ("Ships sold", "post.example")
        assert (meta.published, meta.published_precision) == ("2022-07-02", "day")
        assert meta.authors == ("Ann Lee", "Bo Wu")
        assert meta.access is Access.FULL
        assert second.source == f"/articles/{name}:3"
        assert second.identity.startswith(f"file:/articles/{name}#")


def test_one_damaged_line_costs_only_itself(results: Results) -> None:
    found = results(
        "a.jsonl",
        lines(RECORD, '{"title": "cut of', "[1]", {"title": "x"}, "[" * 50_000, RECORD).encode()
        + b'\n{"text": "\xff"}\n',
    )
    assert [isinstance(item, Article) for item in found] == [True, *[False] * 4, True, False]
    reasons = {item.source: item.reason for item in found if isinstance(item, Rejected)}
    assert list(reasons) == [f"/articles/a.jsonl:{n}" for n in (2, 3, 4, 5, 7)]
    assert "not valid JSON (" in reasons["/articles/a.jsonl:2"]
    assert " at character " in reasons["/articles/a.jsonl:2"]
    assert "not a JSON object" in reasons["/articles/a.jsonl:3"]
    assert "no article text" in reasons["/articles/a.jsonl:4"]
    assert "nested too deeply" in reasons["/articles/a.jsonl:5"]
    assert "not UTF-8" in reasons["/articles/a.jsonl:7"]


def test_a_line_without_end_is_passed_over(
    results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonl, "MAX_LINE", 1000)
    long = json.dumps({"text": TEXT * 50})
    found = results("a.jsonl", lines(RECORD, long, RECORD))
    assert [isinstance(item, Article) for item in found] == [True, False, True]
    found = results("a.jsonl", lines(RECORD, long))
    assert [isinstance(item, Article) for item in found] == [True, False]


def test_a_packed_file_cut_off_gives_what_came_before(results: Results) -> None:
    whole = gzip.compress(
        lines(*({**RECORD, "id": n, "x": str(n) * 99} for n in range(900))).encode()
    )
    found = results("a.jsonl.gz", whole[: len(whole) * 2 // 3])
    assert isinstance(found[-1], Rejected)
    assert "damaged or cut off" in found[-1].reason
    assert sum(isinstance(item, Article) for item in found) > 100


def test_memory_does_not_grow_with_the_file(results: Results) -> None:
    from ingest.readers import read
    from ingest.types import Fetched, Source

    data = gzip.compress(
        lines(*({**RECORD, "id": n, "layout": str(n) * 9000} for n in range(300))).encode()
    )
    fetched = Fetched(Source("/a.jsonl.gz", "file"), data, "application/x-ndjson")
    reader = read(fetched)
    next(reader)
    tracemalloc.start()
    count = sum(1 for _ in reader)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 299
    assert peak < 3_000_000, "of about 8 MB unpacked"


@pytest.mark.parametrize("field", BODY)
def test_fields_of_text(one: One, field: str) -> None:
    assert one("a.jsonl", json.dumps({"title": "T", field: TEXT})).text == TEXT


def test_fields_of_metadata(one: One) -> None:
    for name in TITLE:
        assert (
            one("a.jsonl", json.dumps({name: "Ships sold", "text": TEXT})).meta.title
            == "Ships sold"
        )
    for name in PUBLISHER:
        assert one("a.jsonl", json.dumps({name: "Post", "text": TEXT})).meta.publisher == "Post"
    for name in PUBLISHED:
        dated = one("a.jsonl", json.dumps({name: "2022-07-02T10:00:00Z", "text": TEXT})).meta
        assert dated.published == "2022-07-02T10:00:00+00:00"
    for name in AUTHORS:
        assert one("a.jsonl", json.dumps({name: "Ann Lee; Bo Wu", "text": TEXT})).meta.authors == (
            "Ann Lee", "Bo Wu",
        )  # fmt: skip
    for name in URL:
        assert (
            one("a.jsonl", json.dumps({name: "https://x.org/a", "text": TEXT})).identity
            == "x.org/a"
        )


def test_values_of_other_shapes(one: One) -> None:
    record = {
        "source": {"id": None, "name": "Post"}, "title": "T", "text": ["One paragraph here.", TEXT],
        "authors": [{"name": "Ann Lee"}, None], "date": 1656756000, "tags": "a, b", "url": True,
    }  # fmt: skip
    article = one("a.jsonl", json.dumps(record))
    assert article.meta.publisher == "Post"
    assert article.meta.authors == ("Ann Lee",)
    assert article.text.startswith("One paragraph here.\n\nThe harbour")
    assert article.meta.tags == ("a", "b")
    assert (article.meta.published or "").startswith("2022-07-02")
    assert article.meta.url is None


def test_authors_written_as_a_list_in_text(one: One) -> None:
    assert one("a.jsonl", json.dumps({"text": TEXT, "authors": "['Ann Lee', 'Bo Wu']"})).meta.authors == (
        "Ann Lee", "Bo Wu",
    )  # fmt: skip


def test_a_cut_text_of_a_news_api_is_said_to_be_one(one: One) -> None:
    record = {"articles": [{"title": "T", "description": "A summary of it all.",
                            "content": TEXT + "… [+1234 chars]"}]}  # fmt: skip
    article = one("a.json", json.dumps(record))
    assert article.meta.access is Access.METADATA_ONLY
    assert "chars]" not in article.text
    assert article.text.startswith("A summary of it all.")
    assert len(article.warnings) == 1


def test_a_record_with_a_summary_only(one: One) -> None:
    article = one("a.jsonl", json.dumps({"title": "T", "description": TEXT}))
    assert article.meta.access is Access.SUMMARY
    assert len(article.warnings) == 1


def test_markup_in_records_is_taken_off(one: One) -> None:
    record = {
        "title": "Ships &amp; sales",
        "text": "<p>The board&#39;s note<br>said so.</p>"
        "<script>alert(1)</script><p hidden>Hidden words.</p><p>It was <b>clear</b>.</p>",
    }
    article = one("a.jsonl", json.dumps(record))
    assert article.meta.title == "Ships & sales"
    assert article.text == "The board's note\nsaid so.\n\nIt was clear."


def test_text_that_only_looks_like_markup_stays() -> None:
    assert untagged("a < b and c > d") == "a < b and c > d"
    assert untagged("AT&T & co") == "AT&T & co"
    assert untagged("5 &lt; 6") == "5 < 6"
    assert untagged("<!-- x --><p>y</p>") == "y"


def test_keys_of_records() -> None:
    assert key_of({"id": 7}, 1) == "7"
    assert key_of({}, 3) == "3"
    titled = key_of({"title": "T", "date": "2022"}, 1)
    assert titled == key_of({"title": "T", "date": "2022"}, 9) != key_of({"title": "T"}, 1)


def test_json_files(results: Results, one: One, refused: Refused) -> None:
    assert one("a.json", json.dumps(RECORD)).source == "/articles/a.json"
    first, second, third = results("a.json.gz", json.dumps([RECORD, 3, {"title": "x"}]))
    assert isinstance(first, Article)
    assert first.source == "/articles/a.json.gz:1"
    assert "not an object" in second.reason  # type: ignore[union-attr]
    assert "no article text" in third.reason  # type: ignore[union-attr]
    assert one("a.json", json.dumps({"response": {"results": [RECORD]}})).meta.title == "Ships sold"
    assert "not valid JSON" in refused("a.json", "{").reason
    assert "no list of records" in refused("a.json", '{"a": {"b": 1}}').reason
    assert "no list of records" in refused("a.json", '"x"').reason
    assert "nested too deeply" in refused("a.json", "[" * 100_000).reason
    assert len(results("a.json", lines(RECORD, RECORD))) == 2
    assert "list of records is empty" in refused("a.json", "[]").reason


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_files(results: Results, delimiter: str) -> None:
    head = delimiter.join(["headline", "body", "date", "publisher"])
    rows = [
        f'"Ships, sold"{delimiter}"{TEXT}"{delimiter}2022-07-02{delimiter}Post',
        "",
        f"x{delimiter}",
    ]
    first, second = results("a.csv", "\n".join(["\ufeff" + head, *rows]))
    assert isinstance(first, Article)
    assert first.meta.title == "Ships, sold"
    assert first.meta.publisher == "Post"
    assert first.text == TEXT
    assert isinstance(second, Rejected)
    assert second.source == "/articles/a.csv:6"


def test_csv_in_another_charset_and_packed(one: One) -> None:
    data = f'title;text\nKäufer für Bagger gefunden;"{TEXT} Größe."\n'
    assert one("a.csv", data.encode("cp1252")).meta.title == "Käufer für Bagger gefunden"
    assert one("a.csv.gz", data).text.endswith("Größe.")


def test_csv_files_that_cannot_be_read(results: Results, refused: Refused) -> None:
    assert "names no column" in refused("a.csv", "a,b\n1,2\n").reason
    huge = "title,text\nx," + "y" * 17_000_000 + "\n"
    assert "not valid CSV" in refused("a.csv", huge).reason


def test_a_strange_record_never_ends_the_run(results: Results) -> None:
    found = results(
        "a.jsonl", lines({"text": {"name": {"name": [[[TEXT]]]}}}, {"text": TEXT, "date": "9" * 90})
    )
    assert [isinstance(item, Article) for item in found] == [True, True]


def test_what_the_program_itself_fails_on_is_one_line(
    results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(text: str) -> None:
        raise KeyError(f"odd\x1b\n{text[:3]}")

    # No input is known that does this; the promise is for the ones that are not known.
    monkeypatch.setattr("ingest.readers.record.untagged", breaks)
    (found,) = results("a.jsonl", lines(RECORD))
    assert isinstance(found, Rejected)
    assert "KeyError" in found.reason
    assert found.reason.isprintable()
    monkeypatch.setattr("ingest.readers.jsonl.key_of", breaks)
    (found,) = results("a.jsonl", lines(RECORD))
    assert isinstance(found, Rejected)
    assert found.source == "/articles/a.jsonl"


def test_text_that_unpacks_to_too_much_is_stopped(
    results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.readers.document.MAX_UNPACKED", 5000)
    found = results("a.jsonl.gz", lines(*[RECORD] * 40))
    assert isinstance(found[0], Article)
    assert "larger than" in found[-1].reason  # type: ignore[union-attr]


def test_columns_named_in_other_languages(one: One) -> None:
    for names in ("Titel;Datum;Zeitung;Autor;Volltext", "Título;Fecha;Diario;Autor;Texto",
                  "Titre;Date;Journal;Auteur;Texte"):  # fmt: skip
        article = one("a.csv", f'{names}\nShips sold;17.03.2022;Harbour Post;Ann Lee;"{TEXT}"\n')
        meta = article.meta
        assert (meta.title, meta.publisher, meta.authors, meta.published, article.text) == (
            "Ships sold", "Harbour Post", ("Ann Lee",), "2022-03-17", TEXT
        )  # fmt: skip
