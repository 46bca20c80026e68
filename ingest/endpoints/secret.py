"""A value that must not be seen: keys travel through the program only inside this."""

from __future__ import annotations

from typing import Never

_MASK = "••••••"


class Secret:
    """Holds a key so that printing, logging or a crash screen shows a mask instead.

    ``get_secret_value()`` is the only way to the value, by the name that pydantic's
    ``SecretStr`` uses, so that either can be handed to a client. It cannot be pickled.
    """

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        self.__value = value

    def get_secret_value(self) -> str:
        """The value itself. Call it where it is sent, and keep it in no variable."""
        return self.__value

    def redact(self, text: str) -> str:
        """``text`` with every occurrence of the value replaced by the mask."""
        return text.replace(self.__value, _MASK) if self.__value else text

    def __bool__(self) -> bool:
        return bool(self.__value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other.__value == self.__value

    def __hash__(self) -> int:
        return hash(self.__value)

    def __repr__(self) -> str:
        return f"Secret({_MASK!r})" if self.__value else "Secret('')"

    def __str__(self) -> str:
        return _MASK if self.__value else ""

    def __reduce__(self) -> Never:
        raise TypeError("a secret is not pickled")
