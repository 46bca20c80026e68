"""The settings of one run: flags before environment before the configuration file.

The engine is chosen by ``--engine``, ``BRIEFING_ENGINE`` or the file, never by a key that
merely lies in the environment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.config_file import check, default_path, read_file, set_value
from assistant.config_keys import KEYS, Value, is_secret
from assistant.errors import ConfigError, UsageError
from ingest.endpoints.secret import Secret
from ingest.text.clean import visible

DEFAULT = "default"
_OPENAI = {"OPENAI_API_KEY": "api_key", "OPENAI_BASE_URL": "base_url"}


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; ``setting_keys.KEYS`` says what each means.

    ``library`` and ``config_path`` are absolute. ``origins`` says for each setting where its
    value comes from: a flag, a variable, the file, or ``default``. ``key_in_environment``
    tells that ``OPENAI_API_KEY`` is set, so that a skin can say how it would be used. ``keys``
    are those of the app that the file changes, by the ids of what they do.
    """

    library: Path
    config_path: Path
    engine: str = "extractive"
    model: str | None = None
    base_url: str = "https://api.openai.com/v1"
    api_key: Secret | None = None
    timeout: float = 120.0
    temperature: float | None = None
    max_tokens: int | None = None
    context_tokens: int = 12_000
    price_input: float | None = None
    price_output: float | None = None
    currency: str = "USD"
    passages: int = 20
    embedder: str | None = None
    embedder_base_url: str | None = None
    embedder_api_key: Secret | None = None
    offline: bool = False
    chroma: str | None = None
    theme: str = "auto"
    plain: bool = False
    allow_private: bool = False
    origins: Mapping[str, str] = field(default_factory=dict)
    key_in_environment: bool = False
    keys: Mapping[str, object] = field(default_factory=dict)

    @property
    def embedder_secret(self) -> Secret | None:
        """The key for the embedder's server; ``api_key`` only when it is the same server."""
        if self.embedder_api_key is not None or self.embedder_base_url is not None:
            return self.embedder_api_key
        return self.api_key


def load_settings(
    flags: Mapping[str, object], environ: Mapping[str, str], *, config_must_exist: bool = True
) -> Settings:
    """The settings of a run.

    ``flags`` are what the command line gives, by the settings' names, without or with None
    for what it does not; ``config`` among them names the file, before ``BRIEFING_CONFIG`` and
    the platform's folder. A file named by a flag must exist unless ``config_must_exist`` is
    False. Raises UsageError for a flag, ConfigError for a variable or the file.
    """
    named = flags.get("config")
    path = Path(str(named or environ.get("BRIEFING_CONFIG") or default_path()))
    path = path.expanduser().absolute()
    values: dict[str, Value] = {key: KEYS[key].default for key in KEYS}
    origins = dict.fromkeys(KEYS, DEFAULT)

    def take(found: Mapping[str, tuple[str, Value]]) -> None:
        for key, (origin, value) in found.items():
            values[key], origins[key] = value, origin

    stored = read_file(path, must_exist=bool(named) and config_must_exist)
    take({key: (visible(str(path)), value) for key, value in stored.settings.items()})
    take(_from_environment(environ))
    take(_from_flags(flags))
    take(_from_openai(environ, values, origins))
    library = Path(str(values.pop("library") or _default_library())).expanduser()
    if origins["library"] == visible(str(path)):
        library = path.parent / library
    fields: dict[str, Any] = values
    return Settings(
        library=library.absolute(),
        config_path=path,
        origins=origins,
        key_in_environment=bool(environ.get("OPENAI_API_KEY", "").strip()),
        keys=stored.keys,
        **fields,
    )


def _from_environment(environ: Mapping[str, str]) -> dict[str, tuple[str, Value]]:
    names = {f"BRIEFING_{key.upper()}": key for key in KEYS}
    return {
        key: (name, check(key, environ[name], name))
        for name, key in names.items()
        if environ.get(name, "").strip()
    }


def _from_flags(flags: Mapping[str, object]) -> dict[str, tuple[str, Value]]:
    found: dict[str, tuple[str, Value]] = {}
    for key, value in flags.items():
        if value is None or key == "config":
            continue
        name = "--" + key.replace("_", "-")
        try:
            found[key] = (name, check(key, value, name))
        except ConfigError as error:
            raise UsageError(error.message, error.hint) from None
    return found


def _from_openai(
    environ: Mapping[str, str], values: Mapping[str, Value], origins: Mapping[str, str]
) -> dict[str, tuple[str, Value]]:
    """The variables that other programs share: they give way to flags and to our own.

    When nothing here will use them, what is wrong with them is none of our concern.
    """
    used = values["engine"] == "openai" or str(values["embedder"]).startswith("openai:")
    found: dict[str, tuple[str, Value]] = {}
    for name, key in _OPENAI.items():
        if not environ.get(name, "").strip() or origins[key].startswith(("--", "BRIEFING_")):
            continue
        try:
            found[key] = (name, check(key, environ[name], name))
        except ConfigError:
            if used:
                raise
    return found


def _default_library() -> Path:
    from platformdirs import user_data_path

    return user_data_path("briefing", appauthor=False) / "library"


def describe(settings: Settings) -> dict[str, str]:
    """Each setting's value, fit to be shown, and where it comes from. Secrets are hidden."""
    shown: dict[str, str] = {}
    for key in KEYS:
        value = getattr(settings, key)
        text = str(value).lower() if isinstance(value, bool) else str(value)
        text = "not set" if value is None else visible(text)
        shown[key] = f"{text}  ({settings.origins.get(key, DEFAULT)})"
    file = visible(str(settings.config_path))
    return shown | {
        f"keys.{visible(k)}": f"{visible(str(v))}  ({file})" for k, v in settings.keys.items()
    }


__all__ = [
    "KEYS",
    "Secret",
    "Settings",
    "default_path",
    "describe",
    "is_secret",
    "load_settings",
    "set_value",
]
