"""Settings: precedence, checks by name, the file, and secrets that stay hidden."""

from __future__ import annotations

import os
import pickle
import stat
import threading
import tomllib
from pathlib import Path

import pytest

from assistant import config_file
from assistant.config import KEYS, Secret, Settings, default_path, describe, is_secret, set_value
from assistant.config import load_settings as load
from assistant.errors import ConfigError, UsageError

KEY = "sk-canary-0123456789"


@pytest.fixture
def file(tmp_path):
    """A path for a configuration file that is not there yet."""
    return tmp_path / "conf" / "config.toml"


@pytest.fixture
def settings(file):
    """Loads settings: ``settings(toml="…", flags={}, VARIABLE="…")``."""

    def make(toml=None, flags=None, **environ):
        if toml is not None:
            file.parent.mkdir(exist_ok=True)
            file.write_text(toml, encoding="utf-8")
        return load(flags or {}, {"BRIEFING_CONFIG": str(file), **environ})

    return make


def test_the_defaults_need_nothing(settings, file):
    found = settings()
    assert found.engine == "extractive"
    assert found.api_key is None
    assert found.config_path == file
    assert found.library.is_absolute()
    assert not file.exists(), "loading writes nothing"
    defaults = Settings(library=found.library, config_path=file)
    for key in KEYS:
        assert getattr(found, key) == getattr(defaults, key), key


def test_flags_go_before_the_environment_and_that_before_the_file(settings):
    toml = 'model = "from-file"\nbase_url = "http://file.example/v1"\ntimeout = 11'
    found = settings(toml, {"model": "from-flag", "offline": None},
                     BRIEFING_MODEL="from-env", BRIEFING_BASE_URL="http://env.example/v1")  # fmt: skip
    assert (found.model, found.base_url, found.timeout) == (
        "from-flag", "http://env.example/v1", 11.0
    )  # fmt: skip
    assert found.origins["model"] == "--model"
    assert found.origins["base_url"] == "BRIEFING_BASE_URL"
    assert found.origins["timeout"].endswith("config.toml")
    assert found.origins["engine"] == "default"


def test_our_own_variables_go_before_those_that_programs_share(settings):
    toml = 'api_key = "of-file"\nbase_url = "http://file.example/v1"'
    found = settings(toml, OPENAI_API_KEY="shared", OPENAI_BASE_URL="http://shared.example/v1")
    assert found.api_key == Secret("shared")
    assert found.base_url == "http://shared.example/v1"
    found = settings(toml, OPENAI_API_KEY="shared", BRIEFING_API_KEY="ours")
    assert found.api_key == Secret("ours")
    found = settings(toml, {"base_url": "http://flag.example/v1"}, OPENAI_BASE_URL="http://x/v1")
    assert found.base_url == "http://flag.example/v1"


def test_a_key_that_lies_around_chooses_no_engine(settings):
    found = settings(OPENAI_API_KEY=KEY, OPENAI_BASE_URL="http://127.0.0.1:1/v1")
    assert found.engine == "extractive"
    assert found.embedder is None
    assert found.key_in_environment
    assert not settings(OPENAI_API_KEY="  ").key_in_environment
    assert not settings(BRIEFING_API_KEY=KEY).key_in_environment


@pytest.mark.parametrize("how", ["flag", "variable", "file"])
def test_an_engine_is_chosen_by_flag_variable_or_file(settings, how):
    if how == "flag":
        found = settings(flags={"engine": "openai"})
    elif how == "variable":
        found = settings(BRIEFING_ENGINE="openai")
    else:
        found = settings('engine = "openai"')
    assert found.engine == "openai"


def test_empty_variables_count_as_unset(settings):
    assert settings("timeout = 9", BRIEFING_TIMEOUT="", BRIEFING_ENGINE=" ").timeout == 9.0


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('engin = "openai"', ("engin", "library, engine, model")),
        ("[openai]\nmodel = 'x'", ("openai", "The settings are")),
        ('engine = "gpt"', ("engine", "'gpt'", "extractive, openai")),
        ("model = 4", ("model", "a text")),
        ('model = ""', ("model", "a text")),
        ('timeout = "30"', ("timeout", "'30'", "without quotes")),
        ("timeout = 0", ("timeout", "1 to 3600")),
        ("timeout = true", ("timeout", "a number")),
        ("timeout = nan", ("timeout", "a number")),
        ("passages = 2.5", ("passages", "whole number from 1 to 100")),
        ("passages = 0", ("passages", "whole number from 1 to 100")),
        ('offline = "yes"', ("offline", "true or false")),
        ("offline = 1979-05-27", ("offline", "true or false")),
        ('base_url = "localhost:11434"', ("base_url", "http")),
        ('base_url = "http://h/v1?key=1"', ("base_url", "query")),
        ('base_url = "http://h:99999/v1"', ("base_url", "valid URL")),
        ('chroma = "http://h:8000/path"', ("chroma", "without a path")),
        ('embedder = "bert"', ("embedder", "static, minilm or openai:MODEL")),
        ('embedder = "openai:"', ("embedder", "static, minilm or openai:MODEL")),
        ("api_key = 5", ("api_key", "a key")),
        ("engine = ", ("not valid TOML",)),
    ],
)
def test_what_is_wrong_in_the_file_is_named(settings, file, toml, words):
    with pytest.raises(ConfigError) as caught:
        settings(toml)
    for word in (str(file), *words):
        assert word in str(caught.value)


def test_what_is_wrong_in_the_environment_is_named(settings):
    with pytest.raises(ConfigError, match=r"BRIEFING_OFFLINE.*'maybe'"):
        settings(BRIEFING_OFFLINE="maybe")


def test_what_is_wrong_on_the_command_line_is_a_usage_error(settings):
    with pytest.raises(UsageError, match="--base-url"):
        settings(flags={"base_url": "nowhere"})
    with pytest.raises(UsageError, match="no setting"):
        settings(flags={"colour": "red"})


def test_a_shared_variable_is_judged_only_when_it_will_be_used(settings):
    assert settings(OPENAI_BASE_URL="nonsense").base_url.startswith("https://api.openai.com")
    for used in ({"BRIEFING_ENGINE": "openai"}, {"BRIEFING_EMBEDDER": "openai:m"}):
        with pytest.raises(ConfigError, match="OPENAI_BASE_URL"):
            settings(OPENAI_BASE_URL="nonsense", **used)


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("ON", True), ("yes", True), ("0", False), ("false", False)]
)
def test_truth_values_in_the_environment(settings, text, value):
    assert settings(BRIEFING_OFFLINE=text).offline is value


def test_good_values_of_every_kind(settings):
    found = settings(
        'embedder = "openai:text-embed"\nchroma = "http://127.0.0.1:8000/"\nmax_tokens = 500\n'
        'temperature = 0\npassages = 8\nallow_private = true\nbase_url = "http://h/v1/"\n'
    )
    assert (found.embedder, found.chroma) == ("openai:text-embed", "http://127.0.0.1:8000")
    assert (found.max_tokens, found.temperature, found.passages) == (500, 0.0, 8)
    assert found.allow_private is True
    assert found.base_url == "http://h/v1"


def test_relative_libraries(settings, file, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert settings('library = "news"').library == file.parent / "news"
    assert settings("", {"library": "news"}).library == tmp_path / "news"
    assert settings("", BRIEFING_LIBRARY="~/news").library == Path.home() / "news"


def test_a_file_named_on_the_command_line_must_exist(tmp_path):
    flags = {"config": str(tmp_path / "none.toml")}
    with pytest.raises(ConfigError, match="does not exist"):
        load(flags, {})
    assert load(flags, {}, config_must_exist=False).config_path == tmp_path / "none.toml"


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        load({"config": str(tmp_path)}, {})
    binary = tmp_path / "b.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load({"config": str(binary)}, {})


def test_the_usual_place_is_the_platforms(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_path().name == "config.toml"
    assert "briefing" in str(default_path())
    assert load({}, {}).config_path == default_path()


# --- secrets ------------------------------------------------------------------------------


def test_a_secret_shows_itself_to_nobody(settings):
    found = settings(f'api_key = "{KEY}"')
    assert found.api_key.get_secret_value() == KEY
    for shown in (repr(found), str(found.api_key), f"{found.api_key!r}", str(describe(found))):
        assert KEY not in shown
    with pytest.raises(TypeError):
        pickle.dumps(found.api_key)


def test_secrets_compare_and_are_empty_or_not():
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert len({Secret("a"), Secret("a")}) == 1
    assert not Secret("")
    assert (str(Secret("")), repr(Secret(""))) == ("", "Secret('')")
    assert Secret("abc").redact("x abc y") == "x •••••• y"
    assert Secret("").redact("x") == "x"


@pytest.mark.parametrize("value", ["two words", "line\nbreak", "schlüssel", "\x1b[31m"])
def test_a_key_that_cannot_be_one_is_refused_without_being_shown(settings, value):
    with pytest.raises(ConfigError) as caught:
        settings(BRIEFING_API_KEY=value)
    assert value not in str(caught.value)


def test_a_password_in_a_url_is_refused_without_being_shown(settings):
    with pytest.raises(ConfigError) as caught:
        settings(BRIEFING_BASE_URL="http://me:hunter2@h/v1")
    assert "hunter2" not in str(caught.value)


def test_a_key_goes_only_where_it_belongs(settings):
    assert settings(BRIEFING_API_KEY="a").embedder_secret == Secret("a")
    other = {"BRIEFING_API_KEY": "a", "BRIEFING_EMBEDDER_BASE_URL": "http://other.example/v1"}
    assert settings(**other).embedder_secret is None
    assert settings(**other, BRIEFING_EMBEDDER_API_KEY="b").embedder_secret == Secret("b")


def test_show_names_every_setting_with_its_origin(settings):
    shown = describe(settings("offline = true", {"model": "m\x1b[0m"}))
    assert list(shown) == list(KEYS)
    assert shown["offline"].startswith("true  (")
    assert shown["engine"] == "extractive  (default)"
    assert shown["temperature"] == "not set  (default)"
    assert shown["model"] == "m^[[0m  (--model)"
    (name,) = set(describe(settings('[keys]\n"a\\u001b[2J" = "f7"'))) - set(KEYS)
    assert name == "keys.a^[[2J"


# --- writing ------------------------------------------------------------------------------


def test_a_setting_is_written_and_read_again(settings, file):
    assert set_value(file, "model", "llama3") == file
    set_value(file, "timeout", "30")
    set_value(file, "offline", "yes")
    set_value(file, "api_key", KEY)
    found = settings()
    assert (found.model, found.timeout, found.offline) == ("llama3", 30.0, True)
    assert found.api_key == Secret(KEY)


def test_the_file_is_for_its_owner_only(file):
    set_value(file, "api_key", KEY)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    file.chmod(0o644)
    set_value(file, "model", "m")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert _left(file) == ["config.toml"], "nothing left over"


def test_comments_and_order_are_kept(settings, file):
    settings('# mine\nmodel = "a"  # old\n\n# more\ntimeout = 5')
    set_value(file, "model", "b")
    set_value(file, "passages", "7")
    assert file.read_text() == '# mine\nmodel = "b"\n\n# more\ntimeout = 5\npassages = 7\n'
    set_value(file, "model", "")
    assert file.read_text() == "# mine\n\n# more\ntimeout = 5\npassages = 7\n"


def test_a_value_over_several_lines_is_replaced_too(settings, file):
    settings('model = """\nmodel = 1\n"""\n"timeout" = 5\n')
    set_value(file, "timeout", "6")
    set_value(file, "model", "b")
    assert tomllib.loads(file.read_text()) == {"model": "b", "timeout": 6.0}


def test_an_empty_value_takes_the_setting_away(settings, file):
    set_value(file, "model", "a")
    set_value(file, "model", "")
    set_value(file, "engine", "")
    assert settings().model is None


@pytest.mark.parametrize(("key", "value"), [("colour", "red"), ("colour", ""), ("timeout", "soon")])
def test_nothing_wrong_is_written(file, key, value):
    with pytest.raises(ConfigError, match=key):
        set_value(file, key, value)
    assert not file.exists()


def test_a_file_that_is_wrong_is_not_written_over(settings, file):
    with pytest.raises(ConfigError):
        settings("colour = 'red'\n")
    with pytest.raises(ConfigError):
        set_value(file, "model", "m")
    assert file.read_text() == "colour = 'red'\n"


def test_a_symbolic_link_is_followed_not_replaced(tmp_path, file):
    set_value(file, "model", "a")
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    assert set_value(link, "model", "b") == file.resolve()
    assert link.is_symlink()
    assert 'model = "b"' in file.read_text()


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, no folder")
    with pytest.raises(ConfigError, match="cannot be"):
        set_value(blocked / "config.toml", "model", "m")


def test_a_write_that_fails_leaves_the_old_file(file, monkeypatch):
    set_value(file, "model", "a")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(config_file.os, "fsync", full)
    with pytest.raises(ConfigError, match="No space left"):
        set_value(file, "model", "b")
    assert 'model = "a"' in file.read_text()
    assert _left(file) == ["config.toml"]


def _left(file):
    """The files beside a configuration file, without the one that is locked for a change."""
    return [name for name in os.listdir(file.parent) if name != ".config.toml.lock"]


def test_those_who_change_it_at_once_lose_nothing(settings, file):
    wanted = {"model": "m", "theme": "dark", "engine": "openai", "timeout": "9", "passages": "7",
              "currency": "EUR", "offline": "yes", "plain": "yes"}  # fmt: skip
    begin = threading.Barrier(len(wanted))

    def change(key, value):
        begin.wait(10)
        set_value(file, key, value)

    threads = [threading.Thread(target=change, args=each) for each in wanted.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(tomllib.loads(file.read_text())) == set(wanted)


@pytest.mark.parametrize(
    "toml",
    ["timeout = " + "1" * 5000, "timeout = " + "1" * 400, "theme = " + "[" * 3000],
    ids=["digits", "too-large", "brackets"],
)
def test_numbers_and_brackets_without_end_are_refused(settings, toml):
    with pytest.raises(ConfigError, match=r"TOML|timeout cannot be"):
        settings(toml)


def test_a_file_as_windows_writes_it_is_read_and_changed(settings, file):
    assert settings('\ufeffmodel = "a"\r\n').model == "a"
    set_value(file, "model", "b")
    assert settings().model == "b"


def test_what_is_no_text_is_not_written(file):
    with pytest.raises(ConfigError, match="not UTF-8"):
        set_value(file, "model", "a\udcff")
    assert not file.exists()


def test_which_settings_are_secret():
    assert {key for key in KEYS if is_secret(key)} == {"api_key", "embedder_api_key"}
    assert not is_secret("colour")
