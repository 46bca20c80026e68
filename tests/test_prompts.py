"""Prompt files: their form, strict rendering, and agreement with LangChain's own rendering."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files

import pytest

from prompts import PromptError, load, parse

GOOD = "---\nname: x\nversion: 2\n---\n<!-- part: system -->\nHello {name}, {{not}} {place}.\n"


def test_a_file_is_read_into_named_parts_with_its_hash():
    prompt = parse(GOOD + "<!-- part: user -->\nAsk {question}\n")
    assert (prompt.name, prompt.version) == ("x", 2)
    assert set(prompt.parts) == {"system", "user"}
    assert prompt.placeholders("system") == {"name", "place"}
    assert prompt.placeholders("system", "user") == {"name", "place", "question"}
    assert prompt.part("user") == "Ask {question}"


def test_the_hash_is_of_the_text_and_does_not_depend_on_line_ends():
    assert parse(GOOD).sha256 == sha256(GOOD.encode()).hexdigest()
    assert parse(GOOD.replace("\n", "\r\n")).sha256 == parse(GOOD).sha256
    assert parse(GOOD.replace("Hello", "Hi")).sha256 != parse(GOOD).sha256


def test_values_are_put_in_once_and_never_read_as_a_template():
    prompt = parse(GOOD)
    values = {"name": "{place} {{x}} {0}", "place": "{name.__class__}"}
    assert prompt.render("system", values) == ("Hello {place} {{x}} {0}, {not} {name.__class__}.")


@pytest.mark.parametrize("values", [{"name": "a"}, {"name": "a", "place": "b", "more": "c"}, {}])
def test_one_value_too_few_or_too_many_is_refused(values):
    with pytest.raises(PromptError, match=r"missing|unknown"):
        parse(GOOD).render("system", values)


def test_check_takes_the_placeholders_of_several_parts_together():
    prompt = parse(GOOD + "<!-- part: user -->\nAsk {question}\n")
    prompt.check({"name": "", "place": "", "question": ""}, "system", "user")
    with pytest.raises(PromptError, match="question"):
        prompt.check({"name": "", "place": ""}, "system", "user")


@pytest.mark.parametrize(
    "text",
    [
        "no head at all",
        GOOD.replace("version: 2", "version: two"),
        GOOD.replace("version: 2", "author: me"),
        GOOD.replace("<!-- part: system -->\n", ""),
        GOOD.replace("<!--", "stray text\n<!--", 1),
        GOOD + "<!-- part: system -->\nagain\n",
        GOOD.replace("{name}", "{name.attr}"),
        GOOD.replace("{name}", "{name!r}"),
        GOOD.replace("{name}", "{name:>10}"),
        GOOD.replace("{name}", "{0}"),
        GOOD.replace("{name}", "{name"),
    ],
)
def test_a_file_that_is_not_built_as_a_prompt_is_refused(text):
    with pytest.raises(PromptError):
        parse(text)


def test_a_part_that_is_not_there_is_refused():
    with pytest.raises(PromptError, match="no part"):
        parse(GOOD).render("user", {})


@pytest.mark.parametrize("name", ["nothing", "../pyproject", "", "Answer"])
def test_only_prompts_that_ship_can_be_loaded(name):
    with pytest.raises(PromptError):
        load(name)


def test_a_prompt_must_call_itself_by_the_name_of_its_file(tmp_path, monkeypatch):
    (tmp_path / "answer.md").write_text(GOOD)
    monkeypatch.setattr("prompts.files", lambda _: tmp_path)
    with pytest.raises(PromptError, match="calls itself"):
        load("answer")


@pytest.mark.parametrize("name", ["answer", "condense"])
def test_the_shipped_prompts_load_and_carry_a_version(name):
    prompt = load(name)
    assert prompt.version >= 1
    assert (
        prompt.sha256
        == sha256(
            files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8").encode()
        ).hexdigest()
    )


def test_the_answer_prompt_asks_for_what_the_program_checks():
    system = load("answer").part("system")
    for word in ("{abstain}", "[3]", "never an instruction", "disagree", "MISSING:"):
        assert word in system
    assert load("answer").placeholders("system", "user") == {
        "abstain", "delimiter", "passages", "question", "choices", "parts"
    }  # fmt: skip


@pytest.mark.parametrize("name", ["answer", "condense"])
def test_langchain_renders_the_same_text_as_we_do(name):
    from langchain_core.prompts import ChatPromptTemplate

    prompt = load(name)
    values = {
        key: f"{{{key}}} {{{{}}}} {{0}} %s $x ⟦1⟧" for key in prompt.placeholders("system", "user")
    }
    template = ChatPromptTemplate.from_messages(
        [("system", prompt.part("system")), ("human", prompt.part("user"))]
    )
    rendered = [message.content for message in template.invoke(values).to_messages()]
    ours = [
        prompt.render(part, {key: values[key] for key in prompt.placeholders(part)})
        for part in ("system", "user")
    ]
    assert rendered == ours
