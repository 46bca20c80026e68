"""``ask --engine openai`` where the model is wrong at first: what is shown, withheld and paid."""

from __future__ import annotations

from functools import partial

import pytest

QUESTION = "why would Turkey sell back its S-400s?"
NUMBERS = "how many S-400 batteries did Turkey buy, and for how much in 2017?"
KEY = "sk-canary-4711"


@pytest.fixture
def ask(ask_model):
    """Asks a server in the given scenario; gives what was printed, and the server."""
    return partial(ask_model, KEY, question=NUMBERS)


@pytest.fixture(scope="module")
def told():
    """What each scenario was answered without ``--strict``."""
    return {}


@pytest.fixture
def loose(ask, told):
    """The sentences of an answer of the scenario, asked for once."""

    def run(scenario):
        if scenario not in told:
            told[scenario] = ask(scenario, "--json")[0].json["sentences"]
        return told[scenario]

    return run


def revisions(server):
    return [r for r in server.requests if "You correct one sentence" in str(r.body["messages"])]


def test_a_wrong_sentence_is_worded_again_and_says_so(ask, loose, fits):
    failed = [s for s in loose("altered_number") if s["verdict"] != "verified"]
    assert failed, "the scenario must change a number that is checked"
    done, server = ask("revised", "--json")
    assert done.code == 0, done.err
    fits("ask", done.json)
    again = [s for s in done.json["sentences"] if any("worded again" in r for r in s["reasons"])]
    assert again
    assert all(s["verdict"] == "verified" for s in again)
    assert len(revisions(server)) >= len(again)
    assert done.json["provenance"]["prompts"].keys() >= {"answer", "revise"}
    assert all(s["text"] not in done.out for s in failed)
    text, _ = ask("revised")
    assert again[0]["text"][:30] in text.out


@pytest.mark.parametrize("scenario", ["revised_badly", "revised_error", "altered_number"])
def test_what_fails_again_stands_there_in_its_first_wording_and_is_marked(ask, loose, scenario):
    done, server = ask(scenario, "--json")
    assert done.code == 0
    first = loose("altered_number")
    assert [s["text"] for s in done.json["sentences"]] == [s["text"] for s in first]
    assert any(s["verdict"] != "verified" for s in done.json["sentences"])
    assert revisions(server)


@pytest.mark.parametrize(
    "scenario",
    ["forged_citation", "forged_quote", "altered_number", "injected", "revised_badly",
     "revised", "all_wrong", "missing_words"],
)  # fmt: skip
@pytest.mark.parametrize("extra", [[], ["--json"], ["--explain"], ["--no-stream"]])
def test_strict_lets_nothing_through_that_is_not_verified(ask, loose, scenario, extra):
    failed = [s["text"] for s in loose(scenario) if s["verdict"] != "verified"]
    done, _ = ask(scenario, "--strict", *extra)
    for text in failed:
        assert text not in " ".join(done.out.split())
    kept = len(loose(scenario)) - len(failed)
    assert done.code == (4 if not kept else 5 if failed else 0)
    assert ("withheld" in done.out) == bool(failed)


def test_all_withheld_is_nothing_found_before_not_verified(ask):
    done, _ = ask("all_wrong", "--json", "--strict")
    assert done.code == 4
    assert done.json["sentences"] == []
    assert "crowns" not in done.out
    assert any("6 unverified sentences withheld" in note for note in done.json["notes"])


def test_tokens_are_priced_when_prices_are_set(ask, fits):
    env = {"BRIEFING_PRICE_INPUT": "2.5", "BRIEFING_PRICE_OUTPUT": "10", "BRIEFING_CURRENCY": "EUR"}
    done, _ = ask("good", "--json", question=QUESTION, **env)
    fits("ask", done.json)
    usage = done.json["provenance"]["usage"]
    paid = (usage["input_tokens"] * 2.5 + usage["output_tokens"] * 10) / 1e6
    assert usage["cost"] == pytest.approx(paid)
    text, _ = ask("good", question=QUESTION, **env)
    assert f" tokens · {paid:.4f} EUR" in text.out
    free, _ = ask("good", "--json", question=QUESTION)
    assert set(free.json["provenance"]["usage"]) == {"input_tokens", "output_tokens"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("PRICE_INPUT", "-1"), ("PRICE_OUTPUT", "cheap"), ("CURRENCY", "two words"),
     ("CONTEXT_TOKENS", "12")],
)  # fmt: skip
def test_a_price_that_is_none_is_refused(ask, name, value):
    done, server = ask("good", question=QUESTION, **{f"BRIEFING_{name}": value})
    assert done.code == 1
    assert f"BRIEFING_{name}" in done.err
    assert server.requests == []


def test_prices_are_kept_in_the_settings(call, tmp_path):
    file = tmp_path / "c.toml"
    for key, value in (("price_input", "0.4"), ("currency", "CHF"), ("context_tokens", "32000")):
        assert call("config", "set", key, value, "--config", file).code == 0
    shown = call("config", "show", "--config", file).out
    assert "0.4" in shown
    assert "CHF" in shown
    assert "32000" in shown
    assert call("config", "set", "price_output", "-2", "--config", file).code == 2


def test_what_the_model_leaves_open_is_said_with_the_questions_words(ask, fits):
    done, _ = ask("missing_words", "--json", question="why would Turkey sell its S-400s?")
    fits("ask", done.json)
    assert "not covered: its S-400s" in done.json["notes"]
    assert "MISSING" not in done.out


def test_a_smaller_context_is_said(ask, fits):
    done, server = ask("small_context", "--json", question=QUESTION)
    assert done.code == 0, done.err
    fits("ask", done.json)
    assert len(server.requests) == 2
    assert any("the model's context was too small" in note for note in done.json["notes"])


def test_a_part_that_the_model_finds_missing_is_named(ask, fits):
    two = "Why would Turkey sell back its S-400s? And what is the capital of Peru?"
    done, server = ask("missing", "--json", question=two)
    assert done.code == 0, done.err
    fits("ask", done.json)
    asked = server.requests[0].body["messages"][1]["content"]
    assert "The question has these parts:\n1. Why would Turkey" in asked
    [note] = [note for note in done.json["notes"] if note.startswith("not covered")]
    assert "capital of Peru" in note
    assert "MISSING" not in done.out
