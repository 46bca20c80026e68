"""The configuration file: where it is, how it is read, and how one setting is changed in it."""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from assistant.config_edit import edited, flat
from assistant.config_keys import KEYS, BadValueError, Value
from assistant.errors import ConfigError
from ingest.endpoints.secret import Secret
from ingest.text.clean import visible

BOUND = "keys"
"""The table of the file that changes keys of the app."""

_KEY = f"{BOUND}."
_PATIENCE = 5.0
"""Seconds that another process, which changes the file, is waited for."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What the file says: the settings, and the keys of the app that it changes, by the ids of
    what they do, as they stand there: what is wrong with these is for the app to say."""

    settings: dict[str, Value] = field(default_factory=dict)
    keys: dict[str, object] = field(default_factory=dict)


def default_path() -> Path:
    """``config.toml`` in the platform's folder for the settings of programs."""
    from platformdirs import user_config_path

    return user_config_path("briefing", appauthor=False) / "config.toml"


def read_file(path: Path, *, must_exist: bool = False) -> Stated:
    """What the file says; nothing when there is no file and it need not exist.

    Raises ConfigError, naming file, key and what is allowed, for an unknown key, a value
    that its key does not allow, a ``keys`` that is no table, text that is no TOML, and a file
    that cannot be read.
    """
    return _stated(_text(path, must_exist), visible(str(path)))


def _stated(text: str, shown: str) -> Stated:
    table = _table(text, shown)
    keys = table.pop(BOUND, {})
    settings = {key: check(key, value, shown, typed=True) for key, value in table.items()}
    if not isinstance(keys, dict):
        raise ConfigError(
            f"{shown}: {BOUND} must be a table.",
            f'Write [{BOUND}] on a line, and under it lines like "chat.library" = "ctrl+l".',
        )
    return Stated(settings, flat(keys))


def _table(text: str, shown: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        why = visible(str(error))
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets as many deep
        why = "a number is too long, or too many brackets stand in one another"
    raise ConfigError(
        f"{shown} is not valid TOML: {why}.",
        "Write each setting as key = value, with texts in double quotes.",
    )


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
    """Writes one setting into the file, which is made when it is missing; gives its path. A name
    that begins with ``keys.`` is a key of the app, taken as it is.

    An empty ``value`` takes the setting away. Comments and order are kept. The file is
    replaced as a whole, readable by its owner only; who else changes it at that moment is waited
    for. Raises ConfigError.
    """
    path = path.expanduser().resolve()
    if f"{key}{value}" != f"{key}{value}".encode(errors="replace").decode():
        raise ConfigError("This cannot be written: it is not UTF-8.", "Write it in other letters.")
    with _alone(path):
        return _set(path, key, value)


def _set(path: Path, key: str, value: str) -> Path:
    text, shown = _text(path, False), visible(str(path))
    stated = _stated(text, shown)
    settings, keys = stated.settings, stated.keys
    name, table = (key.removeprefix(_KEY), BOUND) if key.startswith(_KEY) else (key, "")
    if not value.strip():
        check_known(key)
        (keys if table else settings).pop(name, None)
    elif table:
        keys[name] = value.strip()
    else:
        settings[name] = check(name, value, shown)
    wanted: dict[str, object] = {k: _plain(v) for k, v in settings.items() if v is not None}
    if keys:
        wanted[BOUND] = keys
    _replace(path, edited(text, name, wanted, table))
    return path


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """No other process, nor thread, changes the file while the block runs; where the system has
    no locks, or another one keeps it for too long, it runs all the same."""
    from ingest.indexing.lock import LockUnavailable, OwnerLock

    with ExitStack() as held:
        with suppress(OSError, LockUnavailable):  # writing the file then says what is wrong
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = OwnerLock.acquire(path.with_name(f".{path.name}.lock"), wait=_PATIENCE)
            held.enter_context(lock)
        yield


def check_known(key: str) -> None:
    """Raises ConfigError for a setting that does not exist."""
    if key not in KEYS and not key.startswith(_KEY):
        check(key, None, "config")


def _text(path: Path, must_exist: bool) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # Windows' editor begins a file so
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
