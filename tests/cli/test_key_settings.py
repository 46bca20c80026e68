"""The app's keys in the settings file: listed, changed, and what is wrong with them said."""


def test_every_key_is_listed_with_its_id(call, fits):
    done = call("config", "keys")
    assert done.code == 0
    rows = {line.split()[0]: line for line in done.out.splitlines()}
    assert rows["chat.library"].split() == ["chat.library", "F8", "Library"]
    assert "config set keys.ID KEY" in done.err
    listed = call("config", "keys", "--json").json
    fits("keys", listed)
    assert len(listed["keys"]) == len(rows)


def test_a_key_is_changed_shown_and_taken_back(call, fits, tmp_path):
    file = tmp_path / "own.toml"
    file.write_text('# mine\nmodel = "a"\n')
    done = call("config", "set", "keys.chat.library", "Ctrl+L, f8", "--config", file)
    assert (done.code, done.out) == (0, "")
    assert file.read_text() == '# mine\nmodel = "a"\n\n[keys]\n"chat.library" = "Ctrl+L, f8"\n'
    listed = call("config", "keys", "--json", "--config", file).json["keys"]
    (row,) = [row for row in listed if row["id"] == "chat.library"]
    assert (row["keys"], row["changed"]) == (["ctrl+l", "f8"], True)
    assert "keys.chat.library" in call("config", "show", "--config", file).out
    shown = call("config", "show", "--json", "--config", file).json
    fits("config", shown)
    assert shown["keys"] == {"chat.library": "Ctrl+L, f8"}
    assert "taken out" in call("config", "unset", "keys.chat.library", "--config", file).err
    assert "not set" in call("config", "unset", "keys.chat.library", "--config", file).err
    assert call("config", "show", "--json", "--config", file).json["keys"] == {}


def test_a_key_that_cannot_be_is_refused_in_a_sentence(call, tmp_path):
    file = tmp_path / "own.toml"
    for name, key, told in (
        ("chat.libary", "f12", "Did you mean chat.library?"),
        ("chat.library", "bogus", "is no key"),
        ("chat.library", "l", "is text there"),
        ("chat.library", "f2", "F2 is the key of chat.sources"),
    ):
        done = call("config", "set", f"keys.{name}", key, "--config", file)
        assert done.code == 2
        assert told in done.err
    assert not file.exists()


def test_what_is_wrong_in_the_file_is_said_and_nothing_else_is_kept_from_working(call, tmp_path):
    file = tmp_path / "own.toml"
    file.write_text('[keys]\nchat.library = "l"\nnothing = "f12"\n"chat.feeds" = "f12"\n')
    file.chmod(0o600)
    for done in (
        call("config", "show", "--config", file),
        call("config", "keys", "--config", file),
    ):
        assert done.code == 0
        assert "chat.library: l is text there" in done.err
        assert "There is no action nothing." in done.err
    doctor = call("doctor", "--config", file, "--library", tmp_path / "none")
    assert doctor.code == 1
    assert "[keys] There is no action nothing." in doctor.out + doctor.err
    file.write_text('keys = "x"\n')
    done = call("config", "show", "--config", file)
    assert done.code != 0
    assert "keys must be a table" in done.err
