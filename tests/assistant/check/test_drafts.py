"""A draft to its blocks and sentences: headings, quotations, bullets, markers, references."""

import gzip

import pytest

from assistant.drafts.splitting import lines
from ingest.draft import pasted_draft, read_articles, read_draft, text_draft
from ingest.errors import FetchError, ReadError
from ingest.types import BlockKind

BODY, HEAD, QUOTE = BlockKind.BODY, BlockKind.SUBHEADING, BlockKind.QUOTATION


def texts(draft):
    return [line.text for line in lines(draft)]


def told(text, **how):
    return [(line.kind, line.text) for line in lines(text_draft(text, "d", **how))]


def test_markdown_keeps_headings_quotations_and_bullets():
    found = told(
        "# The ferry\n\nIt stopped on **Monday** [1][2]. It *was* old [3, 4].\n\n"
        "> “We had no choice,” said the owner.\n> It was late.\n\n"
        "Repairs\n-------\n\n- Three weeks are needed.\n- The cost is unknown\n\n1. First of all.\n",
        markdown=True,
    )
    assert found == [
        (HEAD, "The ferry"), (BODY, "It stopped on Monday."), (BODY, "It was old."),
        (QUOTE, "“We had no choice,” said the owner."), (QUOTE, "It was late."),
        (HEAD, "Repairs"), (BODY, "Three weeks are needed."), (BODY, "The cost is unknown"),
        (BODY, "First of all."),
    ]  # fmt: skip


def test_headings_of_a_plain_text_stand_alone_before_prose():
    found = told("The ferry stops\n\nIt stopped on Monday. It was old.\n\nMore to come soon\n")
    assert found == [
        (HEAD, "The ferry stops"), (BODY, "It stopped on Monday."), (BODY, "It was old."),
        (BODY, "More to come soon"),
    ]  # fmt: skip
    assert told("The ferry stops\nIt stopped on Monday at noon.")[0] == (HEAD, "The ferry stops")
    wrapped = "The ferry between Aldmoor and the mainland, which had\nBroken down, stopped."
    assert [kind for kind, _ in told(wrapped)] == [BODY]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry stopped on Monday",  # nothing follows
        "The ferry stopped on Monday\n\nThe bus ran instead",  # a list of claims, no prose
        "The ferry stopped. It was old\n\nThe bus ran instead.",  # a sentence ends in it
        "- The ferry stopped\n\nThe bus ran instead.",  # a bullet
        "The ferry " + "again " * 14 + "stopped\n\nThe bus ran instead.",  # too long for a title
    ],
)
def test_what_may_be_a_statement_is_no_heading(text):
    assert HEAD not in [kind for kind, _ in told(text)]


def test_references_and_notes_are_no_sentences():
    body = "Turkey asked Russia [1]. Neither confirmed it. [2]\n\n"
    listed = "[1] Offer. The Post, 3 May 2025. “It asked.” https://x.example  \n[2] More. “q.”\n"
    for sources in ("", "## Sources\n\n", "References:\n\n"):
        draft = text_draft(body + sources + listed + "\nNote: single source\n", "d", markdown=True)
        assert texts(draft) == ["Turkey asked Russia.", "Neither confirmed it."]


def test_of_an_exported_answer_its_sentences_are_left():
    body = (
        "The Post, 3 May 2025: Turkey asked Russia whether it would take the missiles of Ankara\n"
        "back. [1][2]\n  ~ partly: it drops a hedge that stands in the words cited, and it says\n"
        "    more\n  said by Jan Holm\n\n"
        "Sources disagree on “the price”: 3 (The Post [1]) · 5 (The Quay\n  Times [2])\n\n"
        "[1][2] Offer\n    The Post, 3 May 2025\n    “It asked.”\n\nNote: single source\n\n"
    )
    last = "openai (m-1) engine · question and passages were sent to x · 1.1 s · 9 + 9 tokens\n"
    wanted = "The Post, 3 May 2025: Turkey asked Russia whether it would take the missiles of Ankara back."
    assert texts(text_draft(body + last, "d")) == [wanted]
    # A text of somebody's own is not shortened.
    assert len(texts(text_draft(body, "d"))) > 1
    markdown = (
        "**Who asked?**\n\nTurkey asked \\& waited. [1] *(partly)* *(said by Jan Holm \\(The "
        "Post\\))*\nIt *(really)* waited. [1] *(denied as of 3 May: “No.” [2])*\n\nSources disagree "
        "on “it”: 3 (The Post [1]) · 5 (x [2])\n\n[1] Offer. The Post. “It asked.”  \n"
    )
    assert texts(text_draft(markdown, "d", markdown=True)) == [
        "Who asked?", "Turkey asked & waited.", "It (really) waited.",
    ]  # fmt: skip


def test_references_alone_hold_no_sentence():
    assert texts(text_draft("[1] Offer. The Post.\n\n[2] More. The Post.", "d")) == []


def test_a_link_is_no_marker_and_a_year_is_none():
    draft = text_draft(
        "It is [12](https://x.example) miles, said in [1990] once.", "d", markdown=True
    )
    assert texts(draft) == ["It is 12 miles, said in [1990] once."]


def test_the_sentence_before_is_kept_within_a_paragraph():
    found = lines(text_draft("Turkey asked. It waited.\n\nHe went.", "d"))
    assert [line.before for line in found] == ["", "Turkey asked.", ""]
    assert [line.paragraph for line in found] == [0, 0, 1]


def test_signs_alone_are_no_sentence():
    assert texts(text_draft("It stopped there. * * *\n\n---\n\n(!)", "d")) == ["It stopped there."]


# --- reading -----------------------------------------------------------------------------


def write(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_every_readable_format(tmp_path):
    text = "The ferry stopped on Monday. Was it old?"
    assert texts(read_draft(write(tmp_path, "d.txt", "---\ntitle: X\n---\n\n" + text))) == [
        "The ferry stopped on Monday.", "Was it old?",
    ]  # fmt: skip
    assert len(texts(read_draft(write(tmp_path, "d.md", "# A\n\n" + text)))) == 3
    assert len(texts(read_draft(write(tmp_path, "draft", text)))) == 2
    (tmp_path / "d.txt.gz").write_bytes(gzip.compress(text.encode()))
    assert len(texts(read_draft(str(tmp_path / "d.txt.gz")))) == 2
    record = '{"title": "Ferry", "text": "The ferry stopped on Monday [1]. It was old, he said."}'
    assert texts(read_draft(write(tmp_path, "d.json", record))) == [
        "The ferry stopped on Monday.", "It was old, he said.",
    ]  # fmt: skip


def test_a_page_is_read_without_what_is_around_it(tmp_path):
    prose = "The ferry between Aldmoor and the mainland stopped on Monday after its engine failed."
    page = (
        "<html><head><title>Ferry</title></head><body><nav><a href='/'>Home</a></nav><article>"
        f"<h1>Ferry stops</h1><p>{prose} It will run again in three weeks, its owner said.</p>"
        f"<h2>The buses</h2><p>{prose.replace('ferry', 'bus')}</p>"
        f"<blockquote><p>{prose.replace('ferry', 'tram')}</p></blockquote></article></body></html>"
    )
    found = lines(read_draft(write(tmp_path, "d.html", page)))
    assert prose in [line.text for line in found if line.kind is not HEAD]
    assert "The buses" in [line.text for line in found if line.kind is HEAD]
    assert "Home" not in [line.text for line in found]


def test_a_document_in_html_is_read_whole(tmp_path):
    found = lines(
        read_draft(
            write(
                tmp_path, "d.html",
                "<!doctype html><html><head><title>T</title><style>p {}</style></head><body>"
                "<h1>The ferry</h1><p>It stopped on <b>Monday</b> &amp; then ran [1].</p>"
                "<ul><li>It was old.<li>It was slow.</ul><blockquote><p>“No,” he said.</p>"
                "</blockquote></blockquote>After <template>no</template>all it ran.</body></html>",
            )
        )
    )  # fmt: skip
    assert [(line.kind, line.text) for line in found] == [
        (HEAD, "The ferry"), (BODY, "It stopped on Monday & then ran."), (BODY, "It was old."),
        (BODY, "It was slow."), (QUOTE, "“No,” he said."), (BODY, "After all it ran."),
    ]  # fmt: skip
    page = write(tmp_path, "e.html", "<html><body><nav>Home</nav><p>It stopped on Monday.</p>")
    assert "It stopped on Monday." in texts(read_draft(page))


def test_pasted_text_is_markdown_when_it_looks_so():
    assert pasted_draft("# The ferry\n\nIt stopped then.").blocks[0].kind is HEAD
    assert pasted_draft("It *stopped* then, he said.").text == "It *stopped* then, he said."


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b" \n", "The draft is empty."),
        ("signs.txt", b"* * *\n\n---", "There is no sentence in the draft."),
        ("page.html", b"<html><head><title>x</title></head><body>--</body></html>", "no sentence"),
        ("big.html", b"<html><body>x" + b" " * 70_000 + b"</body></html>", "No article"),
        ("image.png", b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG image"),
        ("image.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG image"),
        ("list.json", b'{"nothing": 1}', "list.json"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_holds_no_draft(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError) as failed:
        read_draft(str(path))
    assert said in str(failed.value)
    assert "\n" not in str(failed.value)


def test_what_cannot_be_had(tmp_path):
    for path in (str(tmp_path / "none.txt"), str(tmp_path), "ftp://x.example/d.txt"):
        with pytest.raises(FetchError):
            read_draft(path)
    with pytest.raises(FetchError) as failed:
        read_draft(str(tmp_path / "no\x1bne"))
    assert "\x1b" not in str(failed.value)


def test_articles_to_check_against(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.md").write_text("# Ferry\n\nThe ferry stopped on Monday at noon.\n")
    (folder / "b.png").write_bytes(b"\x89PNG\r\n")
    assert [article.meta.title for article in read_articles([str(folder)])] == ["Ferry"]
    with pytest.raises(FetchError):
        read_articles([str(tmp_path / "none")])
    with pytest.raises(ReadError):
        read_articles([str(folder / "b.png")])
    (folder / "a.md").unlink()
    with pytest.raises(ReadError):
        read_articles([str(folder)])


def test_a_file_that_is_too_large_is_named(tmp_path):
    path = write(tmp_path, "d.txt", "x" * 50)
    from ingest.fetch import FetchSettings

    with pytest.raises(FetchError) as failed:
        read_draft(path, FetchSettings(max_bytes=10))
    assert "d.txt" in failed.value.message
    assert failed.value.hint
