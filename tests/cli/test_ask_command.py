"""``ask``, ``search`` and ``demo`` with the embedded engine."""

import pytest

QUESTION = "why would Turkey sell back its S-400s?"
UNANSWERED = "Who won the 2022 World Cup?"


def withheld_words(call, library):
    """The text of every block that must never be retrieved or cited."""
    for row in call("list", "--json", "--library", library).json["articles"]:
        shown = call("show", row["article_id"], "--json", "--library", library).json
        for block in shown["blocks"]:
            if block["kind"] in ("comment", "credit", "promo", "related", "boilerplate"):
                yield shown["text"][block["start"] : block["end"]].strip()


def check_citations(call, library, answer):
    """Every citation is the article's own words, and lies where words may be cited."""
    for citation in answer["citations"]:
        shown = call("show", citation["article_id"], "--revision", citation["revision"], "--json",
                     "--library", library).json  # fmt: skip
        start, end = citation["start"], citation["end"]
        assert shown["text"][start:end] == citation["quote"]
        inside = [b["kind"] for b in shown["blocks"] if b["start"] < end and start < b["end"]]
        assert set(inside) <= {"body", "quotation"}
        for key in ("title", "publisher", "published", "url", "kind", "authors", "access"):
            assert citation[key] == shown[key]
    numbers = [citation["number"] for citation in answer["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    used = {number for sentence in answer["sentences"] for number in sentence["citations"]}
    assert used == set(numbers)


def test_an_answer_cites_the_very_words(call, library, fits):
    done = call("ask", QUESTION, "--json", "--library", library)
    assert done.code == 0
    assert done.err == ""
    answer = done.json
    fits("ask", answer)
    assert answer["status"] == "answered"
    assert answer["question"] == QUESTION
    assert answer["provenance"]["engine"] == "extractive"
    assert answer["provenance"]["endpoint"] is None
    assert all(sentence["citations"] for sentence in answer["sentences"])
    assert all(f"[{c['number']}]" in answer["answer"] for c in answer["citations"])
    assert "choice" not in answer
    check_citations(call, library, answer)
    withheld = list(withheld_words(call, library))
    assert withheld
    for words in withheld:
        assert not [c for c in answer["citations"] if c["quote"] in words]
    ids = {
        row["article_id"] for row in call("list", "--json", "--library", library).json["articles"]
    }
    assert {hit["article_id"] for hit in answer["retrieved"]} <= ids


def test_the_text_has_markers_sources_and_what_left_the_machine(call, library):
    streamed = call("ask", QUESTION, "--library", library)
    whole = call("ask", "--no-stream", QUESTION, "--library", library)
    assert streamed.code == whole.code == 0
    for done in (streamed, whole):
        assert "[1]" in done.out
        assert "(sample)" in done.out
        assert "extractive engine · nothing left this machine" in done.out
        assert max(len(line) for line in done.out.splitlines() if "http" not in line) <= 100
    assert streamed.out.rpartition(" · ")[0] == whole.out.rpartition(" · ")[0]


def test_the_library_does_not_say(call, library, fits):
    done = call("ask", UNANSWERED, "--json", "--library", library)
    assert done.code == 4
    fits("ask", done.json)
    assert (done.json["status"], done.json["answer"]) == ("abstained", "")
    text = call("ask", UNANSWERED, "--library", library)
    assert text.code == 4
    assert text.out.startswith("The library does not answer this.")


def test_filters_that_let_nothing_through_are_said(call, library):
    done = call("ask", QUESTION, "--publisher", "Bosporus Ledger", "--library", library)
    assert done.code == 4
    assert "No article passes the filters. The publishers are: Bosphorus Ledger" in done.err
    found = call("search", "S-400", "--until", "1999-01-01", "--library", library)
    assert found.code == 4
    assert found.out == "Nothing found.\n"
    assert "No article passes the filters." in found.err


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        (["--since", "2025-08-14"], lambda row: row["published"][:10] >= "2025-08-14"),
        (["--until", "2025-08-12"], lambda row: row["published"][:10] <= "2025-08-12"),
        (["--as-of", "2025-08-13"], lambda row: row["published"][:10] <= "2025-08-13"),
        (["--tag", "sample", "--tag", "strike"], lambda row: "sample" in row["tags"]),
        (["--publisher", "Deccan Sentinel (sample)"],
         lambda row: row["publisher"] == "Deccan Sentinel (sample)"),
    ],
)  # fmt: skip
def test_filters_hold_for_what_is_retrieved(call, library, filters, holds):
    rows = call("list", "--json", "--library", library).json["articles"]
    by_id = {row["article_id"]: row for row in rows}
    done = call("ask", QUESTION, *filters, "--json", "--library", library)
    assert done.code in (0, 4)
    used = {hit["article_id"] for hit in done.json["retrieved"]}
    assert used
    assert all(holds(by_id[article_id]) for article_id in used)
    found = call("search", "S-400 Turkey missiles", *filters, "--json", "--library", library)
    assert all(holds(by_id[p["article_id"]]) for p in found.json["passages"])


def test_the_filters_in_force_are_told(call, library):
    done = call("ask", QUESTION, "--as-of", "12 August 2025", "--exclude", "ab78", "--json",
                "--library", library)  # fmt: skip
    assert done.json["as_of"] == "2025-08-12"
    assert done.json["filters"]["as_of"] == "2025-08-12"
    [excluded] = done.json["filters"]["exclude"]
    assert len(excluded) > 4
    assert excluded not in {hit["article_id"] for hit in done.json["retrieved"]}


def test_as_of_uses_nothing_newer(call, article, empty_library):
    library, path = empty_library, article()
    call("ingest", "--library", library, path)
    done = call("ask", "why did the Aldmoor ferry stop?", "--json", "--as-of", "2025-05-05",
                "--library", library)  # fmt: skip
    assert done.code == 4
    assert done.json["retrieved"] == []
    done = call("ask", "why did the Aldmoor ferry stop?", "--json", "--as-of", "2025-05-06",
                "--library", library)  # fmt: skip
    assert done.code == 0
    assert "engine failed" in done.json["answer"]
    check_citations(call, library, done.json)


def test_k_is_the_number_of_passages_and_comes_from_the_settings(call, library):
    for args, env, most in (
        (["-k", "3"], {}, 3),
        ([], {"BRIEFING_PASSAGES": "2"}, 2),
        (["-k", "4"], {"BRIEFING_PASSAGES": "2"}, 4),
    ):
        done = call("ask", QUESTION, *args, "--json", "--library", library, env=env)
        assert len(done.json["retrieved"]) == most


def test_explain_tells_how_the_passages_were_found(call, library, fits):
    done = call("ask", QUESTION, "--explain", "--library", library)
    assert done.code == 0
    assert f"Question      {QUESTION}" in done.out
    assert "checked     it stands word for word in the words cited" in done.out
    assert "Confidence " in done.out
    as_json = call("ask", QUESTION, "--explain", "--json", "--library", library).json
    fits("ask", as_json)
    assert all("lexical_rank" in hit for hit in as_json["retrieved"])
    assert any(hit["vector_rank"] is not None for hit in as_json["retrieved"])
    told = as_json["explain"]
    assert [each["passage_id"] for each in told["passages"]] == [
        hit["passage_id"] for hit in as_json["retrieved"]
    ]
    assert len(told["sentences"]) == len(as_json["sentences"])
    assert "explain" not in call("ask", QUESTION, "--json", "--library", library).json


def test_each_part_of_a_question_is_searched_and_answered(call, library, fits):
    question = "Why would Turkey sell back its S-400s, and who won the 2022 World Cup?"
    done = call("ask", question, "--explain", "--json", "--library", library)
    assert done.code == 0
    fits("ask", done.json)
    assert [each["query"] for each in done.json["explain"]["searches"]] == [
        "Why would Turkey sell back its S-400s?",
        "Who won the 2022 World Cup?",
    ]
    assert "not covered: Who won the 2022 World Cup?" in done.json["notes"]
    assert "sanctions" in done.json["answer"]
    check_citations(call, library, done.json)
    nothing = call("ask", f"{UNANSWERED} And who wrote Hamlet?", "--json", "--library", library)
    assert nothing.code == 4


def test_the_question_may_come_from_standard_input(call, library):
    done = call("ask", "-", "--json", "--library", library, stdin=f"\ufeff{QUESTION}\n")
    assert done.code == 0
    assert done.json["question"] == QUESTION
    assert call("ask", "-", "--library", library, stdin="").code == 2
    assert call("ask", "-", "--library", library, stdin="why " * 9000).code == 2
    assert call("ask", "-", "--library", library, stdin=b"S-400\xff?").code in (0, 4)
    assert "no words" in call("ask", "-", "--library", library, stdin=b"\xff?!").err
    assert call("search", "-", "--library", library, stdin="S-400").code == 0


def test_words_need_no_quotation_marks(call, library):
    done = call("ask", "--json", "--library", library, *QUESTION.split())
    assert done.json["question"] == QUESTION


def test_a_key_alone_sends_nothing_and_a_person_is_told(call, library, openai_server):
    server = openai_server("good")
    env = {"OPENAI_API_KEY": "sk-canary", "OPENAI_BASE_URL": server.url}
    done = call("ask", QUESTION, "--json", "--library", library, env=env)
    assert done.code == 0
    assert done.json["provenance"]["engine"] == "extractive"
    assert server.requests == []
    assert done.err == ""  # a log gets no hints


def test_strict_shows_only_what_was_verified(call, library):
    done = call("ask", QUESTION, "--strict", "--json", "--library", library)
    assert done.code == 0
    assert {sentence["verdict"] for sentence in done.json["sentences"]} == {"verified"}


# --- search -------------------------------------------------------------------------------


def test_search_gives_the_passages_themselves(call, library, fits):
    done = call("search", "S-400 sanctions", "-k", "5", "--json", "--library", library)
    assert done.code == 0
    fits("search", done.json)
    passages = done.json["passages"]
    assert [p["rank"] for p in passages] == list(range(1, len(passages) + 1))
    assert len(passages) == 5
    scores = [p["score"] for p in passages]
    assert scores == sorted(scores, reverse=True)
    for passage in passages:
        shown = call("show", passage["article_id"], "--revision", passage["revision"], "--json",
                     "--library", library).json  # fmt: skip
        assert shown["text"][passage["start"] : passage["end"]] == passage["text"]
    text = call("search", "S-400", "sanctions", "-k", "5", "--library", library)
    assert text.code == 0
    assert text.out.startswith("1. ")
    assert passages[0]["article_id"] in text.out


def test_search_says_that_nothing_was_found(call, library, fits):
    done = call("search", "zzyzx plugh", "--library", library)
    assert done.code == 4
    assert done.out == "Nothing found.\n"
    assert "nothing is near it in meaning" in done.err
    as_json = call("search", "zzyzx plugh", "--json", "--explain", "--library", library)
    assert as_json.code == 4
    fits("search", as_json.json)
    assert as_json.json["passages"] == []
    assert as_json.json["explain"]["passages"]
    near = call("search", "maritime workers protest", "--json", "--library", library)
    assert near.code == 0
    assert near.json["passages"][0]["title"].startswith("Dockers stop work")


def test_search_can_be_explained(call, library, fits):
    done = call("search", "S-400", "--explain", "--since", "2025-01-01", "--library", library)
    assert done.code == 0
    assert done.out.startswith("1. ")
    assert "filters     since 2025-01-01" in done.out
    as_json = call("search", "S-400", "--explain", "--json", "--library", library).json
    fits("search", as_json)
    assert len(as_json["explain"]["passages"]) == len(as_json["passages"])


# --- demo ---------------------------------------------------------------------------------


def test_demo_answers_from_the_samples_and_leaves_nothing(call, monkeypatch, tmp_path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    done = call("demo")
    assert done.code == 0, done.err
    assert "[1]" in done.out
    assert "(sample)" in done.out
    assert f"Question: {QUESTION}" in done.err
    assert list(temporary.iterdir()) == []
    assert "\x1b" not in done.out + done.err


def test_demo_takes_a_question_and_gives_json(call, fits):
    done = call("-q", "demo", "--json", UNANSWERED, env={"BRIEFING_ENGINE": "openai"})
    assert done.code == 4
    assert done.err == ""
    fits("ask", done.json)
    assert done.json["provenance"]["engine"] == "extractive"
