"""One line of the configuration file is changed, the others stay as they are."""

from __future__ import annotations

import tomllib

import pytest

from assistant.config_edit import edited, flat

FILE = '# mine\nmodel = "a"\n\n[keys] # of the app\n# copying\n"answer.copy" = "c"\nanswer.again = "g"\n'


def keys(**changed: str | None) -> dict[str, object]:
    table = {"answer.copy": "c", "answer.again": "g"} | {
        name.replace("_", ".", 1): value for name, value in changed.items()
    }
    return {name: value for name, value in table.items() if value is not None}


@pytest.mark.parametrize(
    ("name", "value", "before", "after"),
    [
        ("answer.copy", "d", '"answer.copy" = "c"', '"answer.copy" = "d"'),
        ("answer.again", "d", 'answer.again = "g"', '"answer.again" = "d"'),
        ("answer.copy", None, '"answer.copy" = "c"\n', ""),
        ("answer.more", "d", '"g"\n', '"g"\n"answer.more" = "d"\n'),
    ],
)
def test_a_line_of_a_table_is_changed_where_it_stands(
    name: str, value: str | None, before: str, after: str
) -> None:
    wanted = {"model": "a", "keys": keys(**{name.replace(".", "_"): value})}
    assert edited(FILE, name, wanted, "keys") == FILE.replace(before, after)


def test_a_setting_is_written_before_the_first_table() -> None:
    made = edited(FILE, "timeout", {"model": "a", "timeout": 5, "keys": keys()})
    assert made == FILE.replace("\n\n[keys]", "\n\ntimeout = 5\n[keys]")
    assert edited("", "model", {"model": "a"}) == 'model = "a"\n'


def test_a_table_that_is_not_there_is_added() -> None:
    wanted = {"model": "a", "keys": {"answer.copy": "c"}}
    assert edited('model = "a"', "answer.copy", wanted, "keys") == (
        'model = "a"\n\n[keys]\n"answer.copy" = "c"\n'
    )
    made = edited("", "answer.copy", {"keys": {"answer.copy": "c"}}, "keys")
    assert made == '[keys]\n"answer.copy" = "c"\n'
    assert edited("", "answer.copy", {}, "keys") == ""


def test_what_follows_a_table_stays_and_another_way_to_write_it_is_written_anew() -> None:
    text = "[keys]\na.b = 'c'\n[other]\nx = 1\n"
    made = edited(text, "a.b", {"keys": {"a.b": "d"}, "other": {"x": 1}}, "keys")
    assert made == '[keys]\n"a.b" = "d"\n[other]\nx = 1\n'
    inline = "keys = {'a.b' = 'c'}\n"
    made = edited(inline, "a.b", {"keys": {"a.b": "d"}}, "keys")
    assert tomllib.loads(made) == {"keys": {"a.b": "d"}}


def test_tables_are_taken_apart() -> None:
    assert flat({"a": {"b": "c", "d": {"e": 1}}, "f": "g"}) == {"a.b": "c", "a.d.e": 1, "f": "g"}
