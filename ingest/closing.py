"""What is opened and has to be closed again."""

from __future__ import annotations

from typing import Self


class Closing:
    """A context manager that closes itself at the end; ``close`` is its owner's."""

    def close(self) -> None:
        """Lets go of what is held. Closing twice is harmless."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
