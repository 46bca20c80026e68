"""``briefing check``: a marked-up copy, JSON, claims, given articles, exit codes, one clear line."""

import json

import pytest

DRAFT = (
    "# The ferry\n\n"
    "The harbour office said that 240 passengers were taken home by bus [1]. The harbour office "
    "said that 380 passengers were taken home by bus.\n\n"
    "In our view, that was handled badly. Who will pay for the buses?\n\n"
    "[1] Ferry to Aldmoor stops. Aldmoor Gazette, 6 May 2025. “The harbour office said it.”\n"
)
HOSTILE = (
    "The ferry \x1b]52;c;ZXZpbA==\x07stopped \x9b31min Aldmoor\u202e on [red]Monday[/red].\n\n"
    "<script>alert(1)</script> The harbour office counted \x1b[2J240 passengers."
)


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


@pytest.fixture
def ferry(call, empty_library, article):
    """A library of two small articles."""
    article()
    article("bus.md", title="Bus replaces ferry", publisher="County Post", date="2025-05-09",
            body="The bus to Aldmoor carries 90 passengers a day, the county said on Friday. It "
            "will run until October.")  # fmt: skip
    done = call("ingest", "--library", empty_library, "articles")
    assert done.code == 0, done.err
    return empty_library


def verdicts(shape):
    return [sentence["verdict"] for sentence in shape["sentences"]]


def test_a_marked_up_copy_its_sources_and_a_summary(call, ferry, draft):
    done = call("check", draft, "--library", ferry)
    assert (done.code, done.err) == (0, "")
    copy, sources = done.out.split("\n\n[1] ", 1)
    assert copy.startswith(
        "# The ferry\n\n✓ The harbour office said that 240 passengers were taken home by bus. [1]\n"
        "✗ The harbour office said that 380"
    )
    assert "    not supported: " in copy
    assert "380" in copy.split("not supported: ")[1]
    assert "· In our view, that was handled badly.\n    not checkable: an opinion\n" in copy
    assert "    not checkable: a question" in copy
    assert sources.startswith("Ferry to Aldmoor stops\n    Aldmoor Gazette, 6 May 2025\n")
    assert done.out.endswith("\n5 sentences: 1 supported, 1 not supported, 3 not checkable\n")


def test_json_fits_its_schema_and_quotations_are_exact(call, ferry, draft, fits):
    done = call("check", draft, "--json", "--explain", "--library", ferry)
    assert (done.code, done.err) == (0, "")
    shape = done.json
    fits("check", shape)
    assert verdicts(shape) == ["not_checkable", "supported", "unsupported"] + 2 * ["not_checkable"]
    assert shape["summary"]["checkable"] == 2
    supported, unsupported = shape["sentences"][1:3]
    assert unsupported["looked_at"][0]["lexical_rank"] == 1
    for citation in (*supported["citations"], *unsupported["nearest"]):
        shown = call("show", citation["article_id"], "--revision", citation["revision"], "--json",
                     "--library", ferry).json  # fmt: skip
        assert shown["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_filters_choose_the_articles(call, ferry, draft):
    done = call("check", draft, "--json", "--since", "2025-05-08", "--library", ferry)
    assert "supported" not in verdicts(done.json)
    assert done.json["filters"] == {"since": "2025-05-08"}
    done = call("check", draft, "--json", "--as-of", "2025-05-07", "--library", ferry)
    assert verdicts(done.json)[1] == "supported"
    assert done.json["as_of"] == "2025-05-07"
    rows = call("list", "--json", "--library", ferry).json["articles"]
    gazette = next(r["article_id"] for r in rows if r["publisher"] == "Aldmoor Gazette")
    done = call("check", draft, "--json", "--exclude", gazette[:6], "--library", ferry)
    assert "supported" not in verdicts(done.json)
    done = call("check", draft, "--publisher", "Nobody", "--library", ferry)
    assert (done.code, "No article passes the filters" in done.err) == (0, True)
    assert "no article says anything near to it" in " ".join(done.out.split())


def test_strict_says_it_with_the_exit_code(call, ferry, draft, tmp_path):
    assert call("check", draft, "--strict", "--library", ferry).code == 5
    good = tmp_path / "good.txt"
    good.write_text("The harbour office said that 240 passengers were taken home by bus.")
    assert call("check", good, "--strict", "--library", ferry).code == 0
    claims = tmp_path / "claims.jsonl"
    claims.write_text('{"claim": "The bus to Aldmoor carries 900 passengers a day."}\n')
    assert call("check", "--claims", claims, "--strict", "--library", ferry).code == 5
    assert call("check", "--claims", claims, "--library", ferry).code == 0


def test_given_articles_need_no_library(call, article, draft, tmp_path, fits):
    one = article("ferry.txt")
    other = tmp_path / "bus.txt"
    other.write_text("The bus to Aldmoor carries 90 passengers a day, the county said.")
    done = call("check", draft, "--json", "--against", one, other, "--library", tmp_path / "none")
    assert (done.code, done.err) == (0, "")
    fits("check", done.json)
    assert verdicts(done.json)[1:3] == ["supported", "unsupported"]
    (citation,) = done.json["sentences"][1]["citations"]
    assert citation["title"] == "Ferry to Aldmoor stops"
    text = one.read_text().split("---\n\n", 1)[1]
    assert citation["quote"] in text
    by_library = call("ingest", "--library", tmp_path / "made", "-", "--json",
                      stdin=one.read_text()).json  # fmt: skip
    assert citation["article_id"] == by_library["items"][0]["article_id"]
    shown = call("show", citation["article_id"], "--json", "--library", tmp_path / "made").json
    assert shown["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_a_draft_from_standard_input(call, article):
    done = call("check", "-", "--against", article(), "--json", stdin=DRAFT)
    assert done.code == 0
    assert done.json["draft"] == "-"
    assert verdicts(done.json) == ["not_checkable", "supported", "unsupported",
                                   "not_checkable", "not_checkable"]  # fmt: skip


def test_claims_are_answered_a_line_each_in_order(call, ferry, fits):
    text = "Marta Quill, who owns the ferry, said on Monday that repairs take three weeks."
    rows = [
        b'\xef\xbb\xbf{"id": "a", "claim": "The bus to Aldmoor carries 90 passengers a day."}',
        b"",
        b"{not json",
        json.dumps({"id": 2, "claim": "Repairs take three weeks.", "against": text}).encode(),
        json.dumps({"id": 3, "claim": "Repairs take nine weeks.", "against": [text, "x"]}).encode(),
        b'{"id": 4, "claim": "Who owns it?"}',
        b'{"id": 5, "claim": "  "}',
        b'{"id": 6}',
        b'{"id": 7, "claim": "It stopped.", "against": 7}',
        b'{"claim": "We should sell it.", "against": ""}',
    ]
    done = call("check", "--claims", "-", "--library", ferry, stdin=b"\n".join(rows))
    assert (done.code, done.err) == (0, "")
    lines = done.lines
    assert [line.get("id") for line in lines] == ["a", None, 2, 3, 4, 5, 6, 7, None]
    for line in lines:
        fits("error" if "error" in line else "check", line)
    assert [line.get("verdict") for line in lines] == [
        "supported", None, "supported", "unsupported", "not_checkable", "not_checkable", None,
        None, "unsupported",
    ]  # fmt: skip
    assert '"claim": "…"' in lines[1]["error"]["hint"]
    assert "has no claim" in lines[6]["error"]["message"]
    assert "against is no text" in lines[7]["error"]["message"]
    (citation,) = lines[2]["citations"]
    assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert citation["number"] == 1


def test_a_claim_that_cannot_be_read_is_not_verified(call, tmp_path):
    claims = tmp_path / "claims.jsonl"
    good = '{"claim": "The ferry stopped.", "against": "The ferry stopped."}\n'
    claims.write_text(good)
    assert call("check", "--claims", claims, "--strict").code == 0
    for broken in ("{not json\n", '{"id": 6}\n'):
        claims.write_text(good + broken)
        assert call("check", "--claims", claims).code == 0
        assert call("check", "--claims", claims, "--strict").code == 5


def test_claims_against_given_articles(call, article, tmp_path):
    claims = tmp_path / "claims.jsonl"
    claims.write_text('{"claim": "Repairs may take three weeks, the owner Marta Quill said."}\n')
    done = call("check", "--claims", claims, "--against", article(), "--explain")
    assert done.code == 0
    assert done.lines[0]["verdict"] == "supported"
    assert done.lines[0]["looked_at"]


def test_claims_that_need_a_library_where_there_is_none(call, tmp_path, fits):
    rows = [
        {"claim": "It stopped.", "against": "It stopped."},
        {"claim": "It ran."},
        {"claim": "x"},
    ]
    done = call("check", "--claims", "-", "--library", tmp_path / "none",
                stdin="\n".join(map(json.dumps, rows)))  # fmt: skip
    assert done.code == 7
    assert done.lines[0]["verdict"] == "supported"
    for line in done.lines[1:]:
        fits("error", line)
        assert line["error"]["kind"] == "library_missing"
    assert len(done.err.splitlines()) == 1


def test_every_failure_is_one_clear_line(call, empty_library, draft, article, tmp_path):
    article("second.md")
    (tmp_path / "empty.txt").write_text("\n")
    (tmp_path / "bad.png").write_bytes(b"\x89PNG")
    one = article()
    for code, said, *args in [
        (1, "There is no such file", "none.md"),
        (1, "The draft is empty", "empty.txt"),
        (1, "a PNG image", "bad.png"),
        (1, "is not one file", "articles"),
        (1, "There is no such file", draft, "--against", "none.md"),
        (1, "a PNG image", draft, "--against", "bad.png"),
        (1, "There is no such file", "--claims", draft, "--against", "none.md"),
        (2, "There is no draft"),
        (2, "There is no draft", "--against", one, draft),
        (2, "Both a draft and --claims", draft, "--claims", draft),
        (2, "--against leaves out", draft, "--against", one, "--since", "2025-05-01"),
        (2, "only be read once", "-", "--against", "-"),
        (2, "is not a date", draft, "--since", "soon"),
        (2, "Cannot read the batch file", "--claims", "none.jsonl"),
        (7, "The library is empty", draft, "--library", empty_library),
        (7, "There is no library", draft, "--library", tmp_path / "none"),
    ]:
        library = () if "--library" in args else ("--library", tmp_path / "absent")
        done = call("check", *args, *library)
        assert (done.code, done.out) == (code, ""), args
        assert len(done.err.splitlines()) == 1, args
        assert said in done.err, args


def test_errors_as_json(call, fits):
    done = call("check", "none.md", "--json")
    assert done.code == 1
    fits("error", done.json)
    assert done.json["error"]["kind"] == "fetch"
    done = call("check", "--claims", "none.jsonl", "--json")
    assert done.code == 2
    assert len(done.lines) == 1


def test_a_hostile_draft_prints_clean(call, article, tmp_path):
    import unicodedata

    def harmless(text):
        return all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cf") for c in text)

    one = article("ferry.md", body=HOSTILE + " It was old, the mayor\x1b]0;x\x07 said.")
    path = tmp_path / "bad\x1b[2Jname.md"
    path.write_text(HOSTILE, encoding="utf-8")
    for more in ((), ("--explain",), ("--json",)):
        done = call("check", path, "--against", one, *more)
        assert done.code == 0, done.err
        assert harmless(done.out)
        assert "[red]Monday[/red]" in done.out
    done = call("check", "none\x1b[2J.md", "--against", one)
    assert harmless(done.err)
    claim = json.dumps({"claim": HOSTILE, "against": HOSTILE})
    done = call("check", "--claims", "-", stdin=claim)
    assert harmless(done.out)
    assert "verdict" in done.lines[0]
    assert call("check", "-", "--against", one, "--claims", "x").code == 2


def test_as_a_program_of_its_own(briefing, article, draft):
    done = briefing("check", draft, "--against", article())
    assert done.returncode == 0
    assert "✓ The harbour office" in done.stdout
    assert done.stderr == ""


def test_a_statement_about_reports_of_some_month_leaves_no_article_out(call, ferry, tmp_path):
    claims = tmp_path / "claims.jsonl"
    texts = ["The bus to Aldmoor carries 90 passengers a day.",
             "The bus to Aldmoor carries 90 passengers a day, said press reports in March."]  # fmt: skip
    claims.write_text("".join(json.dumps({"claim": text}) + "\n" for text in texts))
    done = call("check", "--claims", claims, "--explain", "--library", ferry)
    plain, dated = map(json.loads, done.out.splitlines())
    assert plain["verdict"] == "supported"
    looked = [{each["article_id"] for each in line["looked_at"]} for line in (plain, dated)]
    assert looked[0] == looked[1]
