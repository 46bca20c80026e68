"""``ask --engine openai`` over real HTTP on loopback: what is sent, shown, and said of failures."""

from functools import partial

import pytest

QUESTION = "why would Turkey sell back its S-400s?"
KEY = "sk-canary-4711"


@pytest.fixture
def ask(ask_model):
    """Asks a server in the given scenario; gives what was printed, and the server."""
    return partial(ask_model, KEY, question=QUESTION)


def test_an_answer_is_streamed_checked_and_accounted_for(ask, fits):
    done, server = ask("good", "--json")
    assert done.code == 0, done.err
    fits("ask", done.json)
    provenance = done.json["provenance"]
    assert (provenance["engine"], provenance["model"]) == ("openai", "m1")
    assert provenance["endpoint"] == server.url
    assert provenance["usage"]["input_tokens"] > 100
    assert set(provenance["prompts"]) >= {"answer"}
    [request] = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.body["stream"] is True
    assert request.body["model"] == "m1"
    text, server = ask("good")
    assert f"openai (m1) engine · question and passages were sent to {server.url}" in text.out
    assert " tokens" in text.out


def test_the_engine_may_come_from_the_settings(call, library, openai_server):
    server = openai_server("good")
    env = {"BRIEFING_ENGINE": "openai", "BRIEFING_MODEL": "m2", "OPENAI_API_KEY": KEY,
           "OPENAI_BASE_URL": server.url}  # fmt: skip
    done = call("ask", QUESTION, "--json", "--library", library, env=env)
    assert done.code == 0, done.err
    assert done.json["provenance"]["model"] == "m2"
    back = call("ask", QUESTION, "--engine", "extractive", "--json", "--library", library, env=env)
    assert back.json["provenance"]["engine"] == "extractive"
    assert len(server.requests) == 1


def test_a_forged_citation_is_dropped_and_the_sentence_marked(ask, fits):
    done, _ = ask("forged_citation", "--json")
    assert done.code == 0
    fits("ask", done.json)
    forged = [s for s in done.json["sentences"] if "resigned" in s["text"]]
    assert [s["verdict"] for s in forged] == ["unsupported"]
    assert forged[0]["citations"] == []
    assert "[99]" not in done.out
    assert 99 not in {c["number"] for c in done.json["citations"]}
    strict, _ = ask("forged_citation", "--json", "--strict")
    assert strict.code == 5
    assert not [s for s in strict.json["sentences"] if s["verdict"] != "verified"]
    assert any("withheld" in note for note in strict.json["notes"])
    text, _ = ask("forged_citation")
    assert "✗ unsupported" in text.out


@pytest.mark.parametrize("scenario", ["forged_quote", "altered_number"])
def test_what_does_not_stand_there_is_not_verified(ask, scenario):
    done, _ = ask(scenario, "--json")
    assert {s["verdict"] for s in done.json["sentences"]} != {"verified"}


def test_nothing_that_a_model_writes_acts_on_the_terminal_or_links(ask):
    for extra in ([], ["--json"], ["--explain"]):
        done, _ = ask("markup", *extra)
        assert "evil.example" not in done.out + done.err
        assert "\x1b" not in done.out + done.err
        assert "\\u001b" not in done.out
        assert "\u202e" not in done.out + done.err


def test_a_model_that_abstains(ask, fits):
    done, _ = ask("abstain", "--json")
    assert done.code == 4
    fits("ask", done.json)


@pytest.mark.parametrize("scenario", ["cut_off", "length", "content_filter", "reset", "malformed"])
def test_what_was_cut_off_is_labelled(ask, fits, scenario):
    done, _ = ask(scenario, "--json")
    assert done.code == 6
    fits("ask", done.json)
    assert done.json["incomplete"]
    assert "may not be complete" in done.err
    text, _ = ask(scenario)
    assert text.code == 6
    assert "Incomplete: " in text.out


@pytest.mark.parametrize(
    ("scenario", "kind"),
    [
        ("unauthorized", "model_auth"),
        ("forbidden", "model_auth"),
        ("rate_limit", "model_rate_limited"),
        ("rate_limit_hour", "model_rate_limited"),
        ("quota", "model_rate_limited"),
        ("unknown_model", "model_refused"),
        ("context_too_long", "model_context_too_long"),
        ("bad_request", "model_refused"),
        ("server_error", "model"),
        ("html", "model"),
        ("redirect", "model"),
        ("empty", "model"),
        ("cut_early", "model_cut_off"),
        ("stall_at_once", "model_timeout"),
    ],
)
def test_each_failure_has_its_message_and_exit_code(ask, fits, scenario, kind):
    extra = {"BRIEFING_TIMEOUT": "1"} if scenario == "stall_at_once" else {}
    done, _ = ask(scenario, "--json", **extra)
    assert done.code == 6
    fits("error", done.json)
    error = done.json["error"]
    assert error["kind"].startswith(kind)
    assert error["message"]
    assert error["hint"]
    assert done.err.startswith("briefing: ")
    assert done.err.count("\n") == 1
    assert "\x1b" not in done.err
    assert "Traceback" not in done.err


def test_a_server_that_is_not_there(call, library, fits):
    env = {"BRIEFING_BASE_URL": "http://127.0.0.1:9/v1", "BRIEFING_API_KEY": KEY}
    done = call("ask", "--engine", "openai", "--model", "m", QUESTION, "--json",
                "--library", library, env=env)  # fmt: skip
    assert done.code == 6
    fits("error", done.json)
    assert done.json["error"]["kind"] == "model_unreachable"
    assert "127.0.0.1:9" in done.err


def test_what_is_missing_for_a_model_is_named(call, library):
    no_model = call("ask", "--engine", "openai", QUESTION, "--library", library,
                    env={"OPENAI_API_KEY": KEY})  # fmt: skip
    assert no_model.code in (1, 2)
    assert "--model" in no_model.err
    no_key = call("ask", "--engine", "openai", "--model", "m", QUESTION, "--library", library)
    assert no_key.code == 6
    assert "OPENAI_API_KEY" in no_key.err
    offline = call("ask", "--engine", "openai", "--model", "m", "--offline", QUESTION,
                   "--library", library, env={"OPENAI_API_KEY": KEY})  # fmt: skip
    assert offline.code in (1, 2)
    assert "offline" in offline.err


def test_offline_still_reaches_a_configured_server_on_this_machine(ask):
    done, server = ask("good", "--offline", "--json")
    assert done.code == 0, done.err
    assert len(server.requests) == 1


def test_a_batch_carries_each_failure_in_its_line(call, library, openai_server, fits):
    server = openai_server("unauthorized")
    lines = '{"id": 1, "question": "why?"}\n{"id": 2, "question": "who?"}\n'
    done = call("ask", "--engine", "openai", "--model", "m", "--batch", "-", "--library", library,
                stdin=lines, env={"BRIEFING_BASE_URL": server.url, "BRIEFING_API_KEY": KEY})  # fmt: skip
    assert done.code == 0
    for line in done.lines:
        fits("error", line)
        assert line["error"]["kind"] == "model_auth"
    assert [line["id"] for line in done.lines] == [1, 2]


# --- another embedder ---------------------------------------------------------------------


def test_vectors_from_a_server_and_what_happens_when_it_fails(
    call, samples_library, openai_server, fits
):
    server = openai_server("good")
    env = {"BRIEFING_BASE_URL": server.url, "BRIEFING_API_KEY": KEY}
    done = call("reindex", "--embedder", "openai:e1", "--library", samples_library, env=env)
    assert done.code == 0, done.err
    assert any(request.path == "/v1/embeddings" for request in server.requests)
    found = call("search", "S-400", "--json", "--library", samples_library, env=env)
    assert found.code == 0
    wrong = call("ask", QUESTION, "--json", "--library", samples_library,
                 env={**env, "BRIEFING_EMBEDDER": "static"})  # fmt: skip
    assert wrong.code == 7
    assert wrong.json["error"]["kind"] == "embedder_mismatch"
    assert "briefing reindex --embedder static" in wrong.err
    server.scenario = "unauthorized"
    failed = call("ask", QUESTION, "--json", "--library", samples_library, env=env)
    assert failed.code == 6
    fits("error", failed.json)
    assert KEY not in failed.out + failed.err
