"""``briefing config`` and ``doctor``: settings, and secrets that are never shown."""

import os
import stat

import pytest

KEY = "sk-canary-4711"


def test_show_names_every_setting_and_its_origin(call, tmp_path):
    done = call("config", "show", "--library", tmp_path, env={"BRIEFING_PASSAGES": "7"})
    assert done.code == 0
    rows = dict(line.split(None, 1) for line in done.out.splitlines())
    assert rows["passages"] == "7  (BRIEFING_PASSAGES)"
    assert rows["library"] == f"{tmp_path}  (--library)"
    assert rows["engine"].endswith("(default)")
    assert call("config", "--library", tmp_path).out.splitlines()[0] == done.out.splitlines()[0]


def test_show_json_fits_its_schema_and_hides_secrets(call, fits):
    done = call("config", "show", "--json", env={"BRIEFING_API_KEY": KEY, "BRIEFING_TIMEOUT": "9"})
    fits("config", done.json)
    assert done.json["settings"]["timeout"] == {"value": 9.0, "origin": "BRIEFING_TIMEOUT"}
    assert done.json["settings"]["api_key"] == {"set": True, "origin": "BRIEFING_API_KEY"}
    assert done.json["settings"]["embedder_api_key"]["set"] is False
    assert KEY not in done.out + done.err


def test_set_is_read_again_and_an_empty_value_takes_it_away(call, tmp_path):
    file = tmp_path / "own.toml"
    done = call("config", "set", "passages", "9", "--config", file)
    assert (done.code, done.out) == (0, "")
    assert f"passages is set in {file}" in done.err
    shown = call("config", "show", "--json", "--config", file).json
    assert shown["settings"]["passages"] == {"value": 9, "origin": str(file)}
    assert "taken out" in call("config", "set", "passages", "", "--config", file).err
    assert call("config", "show", "--json", "--config", file).json["settings"]["passages"][
        "origin"
    ] == "default"  # fmt: skip


def test_set_tells_when_the_environment_goes_before_the_file(call, tmp_path):
    done = call("config", "set", "passages", "9", "--config", tmp_path / "own.toml",
                env={"BRIEFING_PASSAGES": "5"})  # fmt: skip
    assert "BRIEFING_PASSAGES is set in the environment" in done.err


@pytest.mark.parametrize("key", ["api_key", "embedder_api_key"])
def test_a_secret_is_not_taken_from_the_command_line(call, tmp_path, key):
    file = tmp_path / "own.toml"
    done = call("config", "set", key, KEY, "--config", file)
    assert done.code == 2
    assert KEY not in done.out + done.err
    assert not file.exists()


def test_a_secret_is_piped_in_kept_for_the_owner_and_never_shown(call, tmp_path):
    file = tmp_path / "own.toml"
    done = call("config", "set", "api_key", "--config", file, stdin=f"{KEY}\n")
    assert done.code == 0
    assert KEY in file.read_text()
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for command in (
        ["config", "show"],
        ["config", "show", "--json"],
        ["doctor"],
        ["config", "path"],
    ):
        shown = call(*command, "--config", file)
        assert KEY not in done.out + done.err + shown.out + shown.err
    assert call("config", "set", "api_key", "--config", file, stdin="").code == 2
    bad = call("config", "set", "api_key", "--config", file, stdin=f"{KEY} and more\n")
    assert bad.code == 2
    assert KEY not in bad.err


@pytest.mark.parametrize(
    "given", [("passages", "many"), ("engine", "parrot"), ("no_such_key", "1"), ("passages", "0")]
)
def test_a_value_that_cannot_be_set_is_a_mistake_in_the_command(call, tmp_path, given):
    file = tmp_path / "own.toml"
    done = call("config", "set", *given, "--config", file)
    assert done.code == 2
    assert given[0] in done.err
    assert not file.exists()
    assert call("config", "set", "passages", "12", "--config", file).code == 0


def test_unset_takes_a_setting_out_of_the_file(call, tmp_path):
    file = tmp_path / "own.toml"
    file.write_text('# mine\npassages = 12\nengine = "extractive"\n')
    done = call("config", "unset", "passages", "--config", file)
    assert (done.code, done.err) == (0, f"passages is taken out of {file}\n")
    assert file.read_text() == '# mine\nengine = "extractive"\n'
    again = call("config", "unset", "passages", "--config", file)
    assert (again.code, again.err) == (0, f"passages is not set in {file}\n")
    shadowed = call(
        "config", "unset", "engine", "--config", file, env={"BRIEFING_ENGINE": "extractive"}
    )
    assert "BRIEFING_ENGINE is set in the environment" in shadowed.err
    assert file.read_text() == "# mine\n"
    unknown = call("config", "unset", "no_such_key", "--config", file)
    assert unknown.code == 2
    assert "there is no setting 'no_such_key'" in unknown.err
    nothing = call("config", "set", "passages", "--config", file)
    assert nothing.code == 2
    assert "briefing config unset passages" in nothing.err


def test_path_works_when_the_file_does_not(call, tmp_path, fits):
    file = tmp_path / "broken.toml"
    file.write_text("passages = = 3\n")
    assert call("config", "path", "--config", file).out == f"{file}\n"
    assert call("config", "path", env={"BRIEFING_CONFIG": str(file)}).out == f"{file}\n"
    for command in (["list"], ["config", "show"], ["config", "set", "passages", "3"]):
        done = call(*command, "--config", file)
        assert done.code == 1
        assert "is not valid TOML" in done.err
    done = call("doctor", "--json", "--config", file, "--library", tmp_path / "none")
    assert done.code == 1
    fits("doctor", done.json)
    assert not done.json["findings"][0]["ok"]
    assert "is not valid TOML" in done.json["findings"][0]["what"]


def test_a_named_file_must_exist(call, tmp_path):
    done = call("list", "--config", tmp_path / "none.toml")
    assert done.code == 1
    assert "does not exist" in done.err


# --- doctor -------------------------------------------------------------------------------


def test_doctor_finds_a_sound_library_well(call, library, fits):
    done = call("doctor", "--json", "--library", library)
    assert done.code == 0
    fits("doctor", done.json)
    text = call("doctor", "--library", library)
    assert text.code == 0
    assert "BAD" not in text.out
    assert "nothing leaves this machine" in text.out
    assert "11 articles" in text.out


def test_doctor_without_a_library_is_no_fault(call, tmp_path):
    done = call("doctor", "--repair", "--library", tmp_path / "none")
    assert done.code == 0
    assert "briefing ingest" in done.out
    assert not (tmp_path / "none").exists()


def test_doctor_names_a_bad_engine_setting(call, tmp_path):
    done = call("doctor", "--library", tmp_path / "none", env={"BRIEFING_ENGINE": "openai"})
    assert done.code == 1
    assert "BAD" in done.out


def test_doctor_finds_a_lost_index_and_mends_it(call, samples_library, fits):
    import shutil

    shutil.rmtree(samples_library / "index")
    sick = call("doctor", "--library", samples_library)
    assert sick.code == 1
    assert "mend: briefing doctor --repair" in sick.out
    mended = call("doctor", "--repair", "--json", "--library", samples_library)
    assert mended.code == 0
    fits("doctor", mended.json)
    assert mended.json["repaired"]
    assert call("doctor", "--library", samples_library).code == 0


def test_doctor_names_a_damaged_catalogue(call, samples_library):
    with (samples_library / "library.db").open("r+b") as file:
        file.write(b"noise" * 1000)
    for name in ("library.db-wal", "library.db-shm"):
        (samples_library / name).unlink(missing_ok=True)
    done = call("doctor", "--library", samples_library)
    assert done.code == 1
    assert "BAD" in done.out
    assert call("list", "--library", samples_library).code == 7


def test_doctor_finds_another_embedder(call, library):
    env = {"BRIEFING_EMBEDDER": "openai:other"}
    done = call("doctor", "--library", library, env=env)
    assert done.code == 1
    assert "briefing reindex" in done.out
    assert "static" in done.out


@pytest.mark.skipif(os.name == "nt", reason="file modes are POSIX")
def test_doctor_finds_what_others_can_read(call, samples_library, tmp_path):
    samples_library.chmod(0o755)
    file = tmp_path / "own.toml"
    file.write_text("passages = 9\n")
    file.chmod(0o644)
    done = call("doctor", "--library", samples_library, "--config", file)
    assert done.code == 1
    assert f"mend: chmod 600 {file}" in done.out
    assert f"mend: chmod 700 {samples_library}" in done.out


# --- reindex ------------------------------------------------------------------------------


def test_reindex_makes_the_vectors_again(call, samples_library):
    done = call("reindex", "--library", samples_library)
    assert done.code == 0
    assert done.out == "16 passages indexed.\n"
    assert call("doctor", "--library", samples_library).code == 0


def test_reindex_refuses_an_unknown_embedder(call, samples_library):
    done = call("reindex", "--embedder", "crystal", "--library", samples_library)
    assert done.code in (1, 2)
    assert "crystal" in done.err
    assert call("doctor", "--library", samples_library).code == 0
