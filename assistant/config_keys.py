"""The settings by name: type, default and meaning of each. The rest is derived from here."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from ingest.endpoints.endpoint import OPENAI_URL, problem
from ingest.endpoints.secret import Secret

Value = str | bool | int | float | Secret | None

ENGINES = ("extractive", "openai")
THEMES = (
    "auto", "dark", "light", "ansi", "ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light",
    "catppuccin-frappe", "catppuccin-latte", "catppuccin-macchiato", "catppuccin-mocha", "dracula",
    "flexoki", "gruvbox", "monokai", "nord", "rose-pine", "rose-pine-dawn", "rose-pine-moon",
    "solarized-dark", "solarized-light", "tokyo-night",
)  # fmt: skip
"""What the app can be painted in: by itself, one of ours, or one of Textual's."""


class BadValueError(ValueError):
    """A value that a setting does not allow; the text says what is allowed."""


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadValueError("a text")
    return value.strip()


def _currency(value: object) -> str:
    text = _text(value)
    if len(text) > 8 or not text.isprintable() or any(char.isspace() for char in text):
        raise BadValueError("the short name of a currency, such as USD")
    return text


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    known = {"true": True, "yes": True, "on": True, "1": True,
             "false": False, "no": False, "off": False, "0": False}  # fmt: skip
    if isinstance(value, str) and value.strip().lower() in known:
        return known[value.strip().lower()]
    raise BadValueError("true or false")


def _number(lowest: float, highest: float) -> Callable[[object], float]:
    def read(value: object) -> float:
        try:
            number = math.nan if isinstance(value, bool) else float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if not lowest <= number <= highest:
            raise BadValueError(f"a number from {lowest:g} to {highest:g}")
        return number

    return read


def _price(value: object) -> float:
    try:
        return _number(0, 1_000_000)(value)
    except BadValueError:
        raise BadValueError("a number, 0 or more") from None


def _whole(lowest: int, highest: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        wanted = f"a whole number from {lowest} to {highest}"
        try:
            number = _number(lowest, highest)(value)
        except BadValueError:
            raise BadValueError(wanted) from None
        if number != int(number):
            raise BadValueError(wanted)
        return int(number)

    return read


def _one_of(*allowed: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in allowed:
            raise BadValueError("one of " + ", ".join(allowed))
        return str(value)

    return read


def _embedder(value: object) -> str:
    text = _text(value)
    provider, colon, model = text.partition(":")
    if text not in ("static", "minilm") and not (provider == "openai" and colon and model.strip()):
        raise BadValueError("static, minilm or openai:MODEL")
    return text


def _url(value: object) -> str:
    text = _text(value).rstrip("/")
    wrong = problem(text)
    if wrong is not None:
        raise BadValueError(f"an address such as {OPENAI_URL}; {wrong}")
    return text


def _server(value: object) -> str:
    text = _url(value)
    if urlsplit(text).path:
        raise BadValueError("an address such as http://127.0.0.1:8000, without a path")
    return text


def _secret(value: object) -> Secret:
    text = value.get_secret_value() if isinstance(value, Secret) else value
    text = text.strip() if isinstance(text, str) else ""
    if not text or not text.isascii() or not text.isprintable() or " " in text:
        raise BadValueError("a key: one line of plain characters without spaces")
    return Secret(text)


@dataclass(frozen=True, slots=True)
class Key:
    """One setting: how a value is read (raising BadValueError), its default, its meaning.

    ``quoted`` when TOML writes it as a text: a number or truth value in quotes is a mistake.
    """

    read: Callable[[object], Value]
    default: Value
    meaning: str
    quoted: bool = True

    @property
    def secret(self) -> bool:
        """Whether its value is never shown."""
        return self.read is _secret


KEYS: Mapping[str, Key] = {
    "library": Key(_text, None, "folder of the library"),
    "engine": Key(_one_of(*ENGINES), "extractive", "what writes the answers"),
    "model": Key(_text, None, "model of the openai engine"),
    "base_url": Key(_url, OPENAI_URL, "address of the OpenAI-compatible server"),
    "api_key": Key(_secret, None, "key for base_url"),
    "timeout": Key(_number(1, 3600), 120.0, "seconds for a whole answer", False),
    "temperature": Key(
        _number(0, 2), None, "of the openai engine; unset leaves it to the server", False
    ),
    "max_tokens": Key(_whole(16, 1_000_000), None, "longest answer of the openai engine", False),
    "context_tokens": Key(
        _whole(1_000, 10_000_000), 12_000, "tokens of a request to the model and its answer", False
    ),
    "price_input": Key(_price, None, "price of a million tokens that are read", False),
    "price_output": Key(_price, None, "price of a million tokens that are written", False),
    "currency": Key(_currency, "USD", "currency of the two prices"),
    "passages": Key(_whole(1, 100), 20, "passages given to the engine", False),
    "embedder": Key(_embedder, None, "static, minilm or openai:MODEL; unset: the library's own"),
    "embedder_base_url": Key(_url, None, "address of the embedder's server, if another"),
    "embedder_api_key": Key(_secret, None, "key for embedder_base_url"),
    "offline": Key(_flag, False, "open no connection but to servers on this machine", False),
    "chroma": Key(_server, None, "a Chroma server instead of the library's folder"),
    "theme": Key(_one_of(*THEMES), "auto", "colours of the app: auto, dark, light, ansi …"),
    "plain": Key(_flag, False, "the conversation in plain lines instead of the app", False),
    "allow_private": Key(_flag, False, "fetch articles from private addresses too", False),
}
"""Every setting. In the environment each is ``BRIEFING_`` and its name in capitals."""


def is_secret(key: str) -> bool:
    """Whether this setting holds a key, which belongs in no command line."""
    return key in KEYS and KEYS[key].secret
