"""The configuration file: where it is, how it is read, and how one setting is changed in it."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

from assistant.config_keys import KEYS, BadValueError, Value
from assistant.errors import ConfigError
from ingest.endpoints.secret import Secret
from ingest.text.clean import visible

_LINE = "^[ \\t]*{key}[ \\t]*=.*\\n?"


def default_path() -> Path:
    """``config.toml`` in the platform's folder for the settings of programs."""
    from platformdirs import user_config_path

    return user_config_path("briefing", appauthor=False) / "config.toml"


def read_file(path: Path, *, must_exist: bool = False) -> dict[str, Value]:
    """The settings in the file; none when there is no file and it need not exist.

    Raises ConfigError, naming file, key and what is allowed, for an unknown key, a value
    that its key does not allow, text that is no TOML, and a file that cannot be read.
    """
    text = _text(path, must_exist)
    shown = visible(str(path))
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"{shown} is not valid TOML: {visible(str(error))}.",
            "Write each setting as key = value, with texts in double quotes.",
        ) from None
    return {key: check(key, value, shown, typed=True) for key, value in table.items()}


def check(key: str, value: object, where: str, *, typed: bool = False) -> Value:
    """The value of a setting as its key reads it.

    ``typed`` values come from TOML, where a number or a truth value stands without quotes.
    Raises ConfigError, which names ``where``, the key and what is allowed, and never a secret.
    """
    if key not in KEYS:
        raise ConfigError(
            f"{where}: there is no setting {visible(key)!r}.",
            f"The settings are: {', '.join(KEYS)}.",
        )
    wrongly_quoted = typed and isinstance(value, str) and not KEYS[key].quoted
    try:
        return KEYS[key].read(None if wrongly_quoted else value)
    except BadValueError as error:
        given = visible(repr(value))[:80]
        if KEYS[key].secret or "@" in given:  # a key, or a URL with a password
            given = "this value"
        unquoted = " (without quotes)" if wrongly_quoted else ""
        raise ConfigError(
            f"{where}: {key} cannot be {given}.", f"It must be {error}{unquoted}."
        ) from None


def set_value(path: Path, key: str, value: str) -> Path:
    """Writes one setting into the file, which is made when it is missing; gives its path.

    An empty ``value`` takes the setting away. Comments and order are kept. The file is
    replaced as a whole, readable by its owner only. Raises ConfigError.
    """
    path = path.expanduser().resolve()
    settings = read_file(path)
    if value.strip():
        settings[key] = check(key, value, visible(str(path)))
    else:
        check_known(key)
        settings.pop(key, None)
    plain = {name: _plain(given) for name, given in settings.items() if given is not None}
    _replace(path, _edited(_text(path, False), key, plain))
    return path


def check_known(key: str) -> None:
    """Raises ConfigError for a setting that does not exist."""
    if key not in KEYS:
        check(key, None, "config")


def _text(path: Path, must_exist: bool) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if not must_exist:
            return ""
        what = "does not exist"
    except UnicodeDecodeError:
        what = "is not UTF-8 text"
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
    raise ConfigError(
        f"The settings file {visible(str(path))} {what}.",
        "Check --config and BRIEFING_CONFIG; briefing config path shows the usual place.",
    )


def _plain(value: Value) -> str | bool | int | float:
    if isinstance(value, Secret):
        return value.get_secret_value()
    assert value is not None
    return value


def _edited(text: str, key: str, wanted: Mapping[str, object]) -> str:
    """``text`` with its line for ``key`` changed, added or taken out.

    When that does not give what is wanted (a value over several lines, a quoted key), the
    file is written anew.
    """
    import tomli_w

    line = tomli_w.dumps({key: wanted[key]}) if key in wanted else ""
    found = re.compile(_LINE.format(key=re.escape(key)), re.MULTILINE)
    if found.search(text):
        edited = found.sub(lambda _: line, text, count=1)
    else:
        edited = text + ("\n" if text and not text.endswith("\n") else "") + line
    with contextlib.suppress(tomllib.TOMLDecodeError):
        if tomllib.loads(edited) == wanted:
            return edited
    return tomli_w.dumps(wanted)


def _replace(path: Path, text: str) -> None:
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".config-")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise ConfigError(
            f"The settings file {visible(str(path))} cannot be written ({error.strerror}).",
            "Choose another place with --config FILE or BRIEFING_CONFIG.",
        ) from None
