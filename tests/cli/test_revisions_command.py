"""``edit``, ``diff`` and ``show --revisions``: what the user states, and what changed."""

from __future__ import annotations

import pytest

BODY = (
    "The ferry stopped on Monday with 240 passengers. Nobody was hurt, the harbour office said. "
    "The owner Marta Quill said that repairs may take three weeks, and that no other ship of the "
    "line has an engine of that make."
)


@pytest.fixture
def ferry(call, article, empty_library):
    """An article that was taken in, its file, and a way to run commands on its library."""
    path = article(body=BODY, tags="port")

    def run(*words, **more):
        return call(*words, "--library", empty_library, **more)

    taken = run("ingest", path, "--json").json["items"][0]["article_id"]
    return path, taken, run


def listed(run):
    return run("list", "--json").json["articles"][0]


def test_edit_wins_over_what_is_read_and_can_be_taken_back(ferry, fits):
    path, name, run = ferry
    done = run(
        "edit", name[:6], "--publisher", "Quay News", "--published", "4 May 2025", "--tag", "boats",
        "--untag", "PORT", "--kind", "Opinion", "--author", "Ann Moor", "--title", "Ferry at rest",
        "--json",
    )  # fmt: skip
    assert done.code == 0
    fits("edit", done.json)
    assert {one["field"] for one in done.json["articles"][0]["changed"]} == {
        "title", "publisher", "published", "kind", "authors", "tags",
    }  # fmt: skip
    now = listed(run)
    assert (now["title"], now["publisher"]) == ("Ferry at rest", "Quay News")
    assert (now["published"], now["kind"], now["tags"]) == ("2025-05-04", "opinion", ["boats"])
    # The passages are found under their new header, in the words' index and in the vectors'.
    assert run("search", '"Quay News"', "--json").json["passages"][0]["publisher"] == "Quay News"
    assert run("doctor").code == 0
    # It survives an edited file, a moved one, and what an ingest states for all.
    path.write_text(path.read_text().replace("240", "250"))
    run("ingest", path, "--publisher", "Everyone")
    moved = path.rename(path.with_name("moved.md"))
    run("ingest", moved, "--force")
    again = listed(run)
    assert (again["revision"], again["publisher"], again["title"]) == (
        2,
        "Quay News",
        "Ferry at rest",
    )
    assert again["tags"] == ["boats"]
    back = run(
        "edit", name, "--publisher", "", "--published", "", "--tag", "", "--title", "",
        "--author", "", "--kind", "",
    )  # fmt: skip
    assert "publisher: Quay News → Aldmoor Gazette" in back.out
    now = listed(run)
    assert (now["title"], now["published"]) == ("Ferry to Aldmoor stops", "2025-05-06")
    assert (now["kind"], now["tags"]) == ("report", ["port"])
    assert "unchanged" in run("edit", name, "--publisher", "").out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "Nothing is to be changed"),
        (["--published", "soon"], "is not a date"),
        (["--published", "2090-01-01"], "in the future"),
        (["--kind", "poem"], "one of: report"),
        (["--untag", " "], "--untag is empty"),
    ],
)
def test_edit_refuses_what_cannot_be(call, library, options, said):
    done = call("edit", "a", *options, "--library", library)
    assert done.code == 2
    assert said in done.err


def test_edit_of_an_unknown_article_changes_none(ferry):
    _, name, run = ferry
    done = run("edit", name, "zzz", "--publisher", "Quay News")
    assert done.code == 1
    assert listed(run)["publisher"] == "Aldmoor Gazette"


def test_diff_names_what_matters_first(ferry, fits):
    path, name, run = ferry
    only = run("diff", name)
    assert (only.code, only.out) == (4, "")
    assert "no revision before 1" in only.err
    changed = BODY.replace("240", "250").replace("The owner ", "The shy owner ")
    path.write_text(path.read_text().replace(BODY, changed))
    told = run("ingest", path)
    assert "2 sentences changed, a number among them; no correction note" in told.out
    path.write_text(
        path.read_text() + "\n\nCorrection: An earlier version of this article was wrong.\n"
    )
    run("ingest", path)
    shape = run("diff", name, "--from", "1", "--to", "2", "--json").json
    fits("diff", shape)
    assert (shape["nature"], shape["matters"]) == ("silent edit", ["number"])
    text = run("diff", name, "--from", "1", "--to", "2").out
    assert "with [-240-] {+250+} passengers" in text
    assert "A silent edit" in text
    assert text.index("{+250+}") < text.index("{+shy+}")
    last = run("diff", name).out
    assert "A correction" in last
    assert "“Correction: An earlier version" in last
    assert run("diff", name, "--from", "7").code == 1


def test_show_tells_of_revisions(ferry, fits):
    path, name, run = ferry
    path.write_text(path.read_text().replace("240", "250"))
    run("ingest", path)
    lines = run("show", name, "--revisions").out.splitlines()
    assert [line[:1] for line in lines] == ["1", "2", " "]
    assert "+1 −1 words  silent edit  current" in lines[1]
    shape = run("show", name, "--revisions", "--json").json
    fits("show", shape)
    assert [one["current"] for one in shape["revisions"]] == [False, True]
    assert shape["revisions"][1]["nature"] == "silent edit"
    earlier = run("show", name, "--revision", "1")
    assert "This is an earlier revision" in earlier.out
    assert "240" in earlier.out
    assert run("show", name, "--revision", "1", "--json").json["current"] is False
    assert "earlier revision" not in run("show", name).out
