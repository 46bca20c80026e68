"""``--batch``: order kept, a damaged line carries its own error, the rest is answered."""

import json

import pytest

QUESTION = "why would Turkey sell back its S-400s?"
BAD = [
    (b"{not json", "is not a JSON object"),
    (b'["a list"]', "is not a JSON object"),
    (b'{"id": NaN, "question": "x"}', "is not a JSON object"),
    (b'{"id": 1, "question": "\xff"}', "is not UTF-8"),
    (b'{"id": 1}', "has no question"),
    (b'{"id": 1, "question": 7}', "has no question"),
    (b'{"id": 1, "question": "x", "since": "soon"}', "since: 'soon' is not a date"),
    (b'{"id": 1, "question": "x", "as_of": 7}', "as_of: 7 is not a date"),
    (b'{"id": 1, "question": "x", "since": "2025-02", "until": "2025-01"}', "is after"),
    (b'{"id": 1, "question": "x", "choices": "no"}', "choices is not a list"),
    (b'{"id": 1, "question": "x", "exclude": [1]}', "exclude is not a list"),
    (b"[" * 100_000, "is not a JSON object"),
    (b'{"id": ' + b"9" * 5000 + b"}", "is not a JSON object"),
]


@pytest.mark.parametrize("command", ["ask", "search"])
def test_order_is_kept_and_each_line_answers_for_itself(call, library, tmp_path, fits, command):
    batch = tmp_path / "batch.jsonl"
    good = {"question": QUESTION, "query": QUESTION}
    rows = [
        b"\xef\xbb\xbf" + json.dumps({"id": "first", **good}).encode(),
        b"",
        *(line for line, _ in BAD[:5]),
        json.dumps({"id": {"any": ["value"]}, **good, "as_of": "2025-08-12"}).encode(),
        b"   \r",
        json.dumps(good).encode(),
    ]
    batch.write_bytes(b"\n".join(rows))
    done = call(command, "--batch", batch, "--library", library)
    assert done.code == 0
    assert done.err == ""
    lines = done.lines
    assert len(lines) == 8
    assert lines[0]["id"] == "first"
    assert lines[6]["id"] == {"any": ["value"]}
    assert "id" not in lines[7]
    for at in (0, 6, 7):
        fits(command, lines[at])
    for line, (_, said) in zip(lines[1:6], BAD[:5], strict=True):
        fits("error", line)
        if "question" not in said:
            assert said in line["error"]["message"]
    alone = call(command, QUESTION, "--json", "--library", library).json
    ranked = "retrieved" if command == "ask" else "passages"
    if command == "ask":
        assert lines[0]["answer"] == alone["answer"]
    else:
        assert lines[0][ranked][:10] == alone[ranked]


def test_every_kind_of_damage_is_named(call, library, fits):
    done = call("ask", "--batch", "-", "--library", library,
                stdin=b"\n".join(line for line, _ in BAD))  # fmt: skip
    assert done.code == 0
    for line, (_, said) in zip(done.lines, BAD, strict=True):
        fits("error", line)
        assert said in line["error"]["message"]
        assert line["error"]["kind"] == "usage"
        assert line["error"]["hint"]


def test_an_empty_batch_gives_nothing(call, library, tmp_path):
    (tmp_path / "empty").write_text("\n\n")
    done = call("ask", "--batch", tmp_path / "empty", "--library", library)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert call("search", "--batch", "-", "--library", library, stdin="").out == ""


def test_a_batch_that_cannot_be_read(call, library, tmp_path):
    for bad in (tmp_path / "none", tmp_path):
        done = call("ask", "--batch", bad, "--json", "--library", library)
        assert done.code == 2
        assert "Cannot read the batch file" in done.err
        assert done.lines[0]["error"]["kind"] == "usage"


def test_choices_get_a_choice(call, library, fits):
    lines = [
        {"id": 1, "question": "Where might the Turkish S-400s go?",
         "choices": ["Brazil", "India", "Norway", "Chile"]},
        {"id": 2, "question": "Who won the 2022 World Cup?", "choices": ["Argentina", "France"]},
        {"id": 3, "question": QUESTION},
    ]  # fmt: skip
    done = call("ask", "--batch", "-", "--library", library,
                stdin="\n".join(json.dumps(line) for line in lines))  # fmt: skip
    assert done.code == 0
    for line in done.lines:
        fits("ask", line)
    assert done.lines[0]["choice"] == 1
    assert done.lines[1]["choice"] is None
    assert "choice" not in done.lines[2]


def test_filters_of_the_command_line_hold_and_a_line_adds_its_own(call, library):
    rows = call("list", "--json", "--library", library).json["articles"]
    early = {row["article_id"] for row in rows if row["published"][:10] <= "2025-08-12"}
    lines = [{"question": QUESTION}, {"question": QUESTION, "until": "2025-08-11"},
             {"question": QUESTION, "exclude": sorted(early)}]  # fmt: skip
    done = call("ask", "--until", "2025-08-12", "--batch", "-", "--library", library,
                stdin="\n".join(json.dumps(line) for line in lines))  # fmt: skip
    used = [{hit["article_id"] for hit in line["retrieved"]} for line in done.lines]
    assert used[0] == early
    assert used[1] < early
    assert used[2] == set()
    assert done.lines[1]["filters"]["until"] == "2025-08-11"
