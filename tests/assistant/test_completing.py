"""What a command that is being typed may become, and which names are meant."""

from __future__ import annotations

import pytest

from assistant import slash
from assistant.answer_json import filters_from_json, filters_json
from assistant.completing import (
    MOST,
    Known,
    Listing,
    Name,
    last_word,
    names_given,
    offer,
    wanted_folder,
)
from assistant.engine_choice import EngineChoice, read_engine
from assistant.errors import UsageError
from assistant.narrowing import filters_with
from assistant.slash import COMMANDS, AmbiguousCommand, is_command, parse
from ingest.types import Filters

PUBLISHERS = (
    Name.of("Valley Post", 12),
    Name.of("Hill Echo", 3),
    Name.of("Post, Ltd", 1),
    Name.of("West Valley", 1),
)
KNOWN = Known(
    publishers=PUBLISHERS,
    tags=(Name.of("mill", 2),),
    engines=(("extractive", "quotes"), ("openai:m-1", "writes")),
    listing=Listing("", ("My Drafts/", "it's.txt", "mill.md", ".hidden")),
)


def texts(text: str, known: Known = KNOWN) -> list[str]:
    return [choice.text for choice in offer(text, known).choices]


def test_names_of_commands_are_offered_while_one_is_typed() -> None:
    assert texts("/") == [f"/{c.name} " if c.argument else f"/{c.name}" for c in COMMANDS]
    assert texts("/ses") == ["/sessions"]
    assert offer("/ses", KNOWN).choices[0].final
    assert not offer("/ing", KNOWN).choices[0].final
    assert texts("/sesions") == ["/sessions"]
    assert texts("/xyzzy") == texts("why") == texts("/a\nb") == texts("/usr/bin") == []


@pytest.mark.parametrize("text", ["/usr/bin x", "/1 x", "/xyzzy x"])
def test_nothing_is_offered_behind_what_is_no_command(text: str) -> None:
    assert not offer(text, KNOWN).choices
    assert not offer(text, KNOWN).usage


def test_without_a_choice_it_is_said_how_the_command_is_used() -> None:
    assert offer("/since ", KNOWN).usage.startswith("/since DAY  ask what was published")
    assert offer("/publisher x", Known()).usage.startswith("/publisher NAME")
    assert offer("/tag x", Known()).usage.startswith("/tag ")
    assert offer("/check x", Known()).usage.startswith("/check PATH")


def test_publishers_are_offered_by_what_they_hold_and_those_taken_left_out() -> None:
    assert texts("/publisher val") == ["/publisher Valley Post", "/publisher West Valley"]
    assert texts("/publisher Hill Echo, v") == [
        "/publisher Hill Echo, Valley Post", "/publisher Hill Echo, West Valley",
    ]  # fmt: skip
    assert texts("/publisher ltd") == ['/publisher "Post, Ltd"']
    assert texts("/publisher hill echo") == []
    abouts = [choice.about for choice in offer("/pub ", KNOWN).choices]
    assert abouts[:3] == ["12 articles", "3 articles", "1 article"]
    assert texts("/tag ") == ["/tag mill"]
    many = Known(publishers=tuple(Name.of(f"Paper {n}", 1) for n in range(500)))
    assert len(offer("/publisher ", many).choices) == MOST


def test_names_are_taken_as_the_library_writes_them() -> None:
    def given(rest: str) -> tuple[str, ...]:
        return names_given(rest, PUBLISHERS, "publisher")

    assert given("valley  post") == ("Valley Post",)
    assert given('hill echo, VALLEY POST, "Post, Ltd"') == ("Hill Echo", "Valley Post", "Post, Ltd")
    assert given("Post, Ltd") == ("Post, Ltd",)
    assert names_given("mill tax", (*KNOWN.tags, Name.of("tax", 1)), "tag") == ("mill", "tax")
    assert names_given("a b, c", None, "tag") == ("a b", "c")
    with pytest.raises(UsageError, match="No article has the publisher 'Valey Post'") as caught:
        given("Valey Post")
    assert caught.value.hint == "Did you mean Valley Post?"
    with pytest.raises(UsageError, match="'post'") as caught:
        given("post")
    assert caught.value.hint == "Did you mean Valley Post or Post, Ltd?"
    with pytest.raises(UsageError) as caught:
        given("Quay Courier, Hill Echo")
    assert "are offered" in caught.value.hint
    with pytest.raises(UsageError):
        given(",")


def test_engines_and_files_are_offered() -> None:
    assert texts("/engine ") == ["/engine extractive", "/engine openai:m-1"]
    assert texts("/engine OPEN") == ["/engine openai:m-1"]
    assert texts("/engine extractive") == []
    assert texts("/check ") == ["/check 'My Drafts/'", "/check 'it'\"'\"'s.txt'", "/check mill.md"]
    assert texts("/ingest a.md mi") == ["/ingest a.md mill.md"]
    assert texts("/ingest .") == ["/ingest .hidden"]
    assert [c.final for c in offer("/check M", KNOWN).choices] == [False, True]
    assert texts("/check sub/m") == []
    inside = Known(listing=Listing("My Drafts/", ("one.txt",)))
    assert texts("/check 'My Drafts/'", inside) == ["/check 'My Drafts/one.txt'"]
    assert texts("/check 'My Drafts/o", inside) == ["/check 'My Drafts/one.txt'"]


@pytest.mark.parametrize(
    ("text", "start", "value"),
    [
        ("/ingest ", 8, ""),
        ("/ingest a b", 10, "b"),
        ("/ingest 'a b", 8, "a b"),
        ("/ingest 'a b/'c", 8, "a b/c"),
        ("/ingest it's here", 8, "it's here"),
        ("/ingest a\\ b", 8, "a b"),
    ],
)
def test_the_last_word_is_found_as_it_will_be_read(text: str, start: int, value: str) -> None:
    assert (last_word(text).start, last_word(text).value) == (start, value)


def test_a_folder_is_wanted_only_where_a_path_may_stand() -> None:
    assert wanted_folder("/check ") == ""
    assert wanted_folder("/ingest 'a b/c") == "a b/"
    for text in ("/ingest https://x.example/a", "/since x", "/check", "why so", "/xyzzy x"):
        assert wanted_folder(text) is None


def test_engines_are_read() -> None:
    assert read_engine(" Extractive ") == EngineChoice("extractive")
    assert read_engine("openai") == EngineChoice("openai")
    assert read_engine("openai: m:1 ").written == "openai:m:1"
    engine = "briefing config set engine openai"
    assert read_engine("openai").keeping == engine
    assert read_engine("openai:m1").keeping == f"{engine} and briefing config set model m1"
    assert EngineChoice("openai").written == "openai"
    for text, said in (("openia", "Did you mean openai?"), ("zzz", "Choose one of"),
                       ("openai:", "behind the colon"), ("extractive:x", "alone")):  # fmt: skip
        with pytest.raises(UsageError) as caught:
            read_engine(text)
        assert said in caught.value.hint


def test_a_name_cut_short_is_a_command_when_no_other_begins_so() -> None:
    assert parse("/ses").command.name == "sessions"
    assert parse("/as-of 2025-06").rest == "2025-06"
    assert is_command("/as-of x")
    assert not is_command("/-of x")
    with pytest.raises(AmbiguousCommand, match="/s may be /since"):
        parse("/s")
    with pytest.raises(UsageError) as caught:
        parse("/sesions")
    assert caught.value.hint.startswith("Did you mean /sessions?")


def test_commands_set_and_take_off_filters() -> None:
    filters = Filters()
    for line in ("/since 2025-06", "/until 12 August 2025", "/as-of 2026", "/publisher hill echo",
                 "/publisher valley post", "/tag mill"):  # fmt: skip
        filters = filters_with(parse(line), filters, KNOWN)
    assert filters == Filters(
        since="2025-06", until="2025-08-12", as_of="2026",
        publishers=("Hill Echo", "Valley Post"), tags=("mill",),
    )  # fmt: skip
    assert filters_from_json(filters_json(filters)) == filters
    for line in ("/since 07/02/2022", "/since 2025-09", "/until 2024"):
        with pytest.raises(UsageError):
            filters_with(parse(line), filters, KNOWN)
    for line in ("/since", "/until", "/as-of", "/publisher", "/tag"):
        filters = filters_with(parse(line), filters, KNOWN)
    assert filters == Filters()
    assert filters_with(parse("/as-of today"), filters, KNOWN).as_of is not None


def test_damaged_filters_are_left_out() -> None:
    assert filters_from_json({"since": 3, "only": "x", "tags": ["a", 1]}) == Filters(tags=("a",))


def test_backslashes_stand_between_folders_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    places = (r"C:\Users\ada\mill.md", r"D:\my drafts\x.md", r"\\server\share\x.md")
    typed = "/ingest {} '{}' {}".format(*places)
    assert parse(typed).arguments[0] == "C:Usersadamill.md"
    assert wanted_folder(r"/ingest C:\Users\mi") == ""
    monkeypatch.setattr(slash, "ESCAPE", "")
    assert parse(typed).arguments == places
    assert wanted_folder(r"/ingest C:\Users\mi") == "C:\\Users\\"
    known = Known(listing=Listing("C:\\Users\\", ("mill.md", "My Drafts/")))
    assert texts(r"/ingest C:\Users\mi", known) == [r"/ingest 'C:\Users\mill.md'"]
    assert texts(r"/ingest 'C:\Users\My", known) == [r"/ingest 'C:\Users\My Drafts/'"]
