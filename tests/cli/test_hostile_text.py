"""Nothing in an article, a file name or an argument acts on the terminal, printed or piped."""

import json
import re

import pytest

PAYLOADS = {
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "clear": "\x1b[2J\x1b[H",
    "link": "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "c1": "\x9b31m\x9d0;owned\x9c",
    "bidi": "\u202egnp.exe\u2066",
    "backspace": "safe\x08\x08\x08\x08evil\r\x7f",
    "tags": "\U000e0041\U000e0042",
}
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
    "|[\U000e0000-\U000e007f]"
)


def harmless(*texts: str) -> bool:
    return not any(_FORBIDDEN.search(text) for text in texts)


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory):
    """A folder of articles with a payload in every field, and in their file names."""
    folder = tmp_path_factory.mktemp("poisoned")
    with (folder / "records.jsonl").open("w", encoding="utf-8") as file:
        for name, payload in PAYLOADS.items():
            record = {
                "title": f"The {name} bridge {payload} opens",
                "publisher": f"Quay{payload} Times",
                "authors": [f"Ada{payload} Lind"],
                "tags": [f"bridge{payload}"],
                "date": "2025-03-04",
                "url": f"https://quay.example/{name}",
                "text": f"The {name} bridge{payload} opened on Tuesday, the mayor{payload} said. "
                f"It cost {len(name)} million crowns{payload} and took two years to build.",
            }
            file.write(json.dumps(record) + "\n")
    (folder / "pasted.txt").write_text(
        "Old bridge closes\n\nThe old bridge\x1b[31m closed on Monday\x1b]0;owned\x07 after "
        "ninety years, the harbour office said. Nobody was sorry\u202e, it added.\n"
    )
    (folder / "bad\x1b[2J\u202ename.md").write_text("")
    (folder / "also\nbad\x07.md").write_text(
        "# New bridge\n\nThe new bridge opened on Tuesday, the mayor said. It is blue.\n"
    )
    return folder


@pytest.fixture
def library(call, poisoned, tmp_path_factory):
    """A library of them, made at the first use and kept for the module."""
    library = poisoned.parent / "poisoned-library"
    if not library.exists():
        done = call("ingest", "--library", library, poisoned)
        assert done.code == 3
        assert harmless(done.out, done.err)
        assert "^[" in done.out  # the file's name is shown, not hidden
    return library


@pytest.mark.parametrize("extra", [[], ["--json"]])
def test_what_is_listed_and_shown_is_clean(call, library, extra):
    listed = call("list", *extra, "--library", library)
    assert harmless(listed.out, listed.err)
    rows = call("list", "--json", "--library", library).json["articles"]
    assert len(rows) == len(PAYLOADS) + 2
    for row in rows:
        shown = call("show", row["article_id"], "--blocks", *extra, "--library", library)
        assert shown.code == 0
        assert harmless(shown.out, shown.err)


def test_the_ingest_report_is_clean(call, poisoned, tmp_path):
    for extra in ([], ["--json"]):
        done = call("ingest", "--dry-run", *extra, "--library", tmp_path / "none", poisoned)
        assert done.code == 3
        assert harmless(done.out, done.err)


@pytest.mark.parametrize("extra", [[], ["--json"], ["--explain"]])
def test_what_is_answered_is_clean(call, library, extra):
    done = call("ask", "when did the bridge open?", *extra, "--library", library)
    assert done.code in (0, 4)
    assert harmless(done.out, done.err)
    assert "bridge" in done.out


@pytest.mark.parametrize("extra", [[], ["--json"]])
def test_what_is_found_is_clean(call, library, extra):
    done = call("search", "bridge opened mayor", *extra, "--library", library)
    assert done.code == 0
    assert harmless(done.out, done.err)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_what_is_typed_comes_back_clean(call, library, tmp_path, payload):
    for args in (
        ["show", payload],
        ["list", "--since", payload],
        ["list", "--library", f"{tmp_path}/{payload.replace('/', '')}"],
        ["list", "--config", f"{tmp_path}/{payload.replace('/', '')}"],
        ["ask", "--batch", payload],
        ["ask", "x", f"--{payload}"],
        [payload],
        ["remove", payload],
        ["config", "set", payload, "x"],
        ["config", "show", "--library", f"{tmp_path}/{payload.replace('/', '')}"],
        ["ingest", f"{payload}.md", "--dry-run"],
    ):
        done = call("--library", library, *args)
        assert harmless(done.out, done.err), args


def test_a_question_with_a_payload_comes_back_clean(call, library):
    for payload in PAYLOADS.values():
        for extra in ([], ["--json"]):
            done = call("ask", f"bridge {payload} opened?", *extra, "--library", library)
            assert harmless(done.out, done.err)
