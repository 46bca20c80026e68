"""The owner lock: one process at a time has a library's vector index open.

It is a lock of the operating system on an open file, so it ends with the process however
that ends; no stale lock needs cleaning up. The file itself stays, and names its last owner.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path
from typing import Self

#: Seconds between two tries while waiting.
_POLL = 0.05

#: Seconds to wait for an owner that will soon be done.
_PASSING = 30.0

#: Windows locks bytes instead of files; this one lies past everything that is written.
_FAR_BYTE = 1 << 30


class LockUnavailable(Exception):
    """The lock could not be had; the text says why, as a clause for people."""


class OwnerLock:
    """An exclusive lock on the file ``path``, released by ``release`` or by leaving ``with``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    @classmethod
    def acquire(cls, path: Path, *, wait: float = 0.0, passing: bool = False) -> Self:
        """The lock on ``path``, tried for up to ``wait`` seconds.

        ``passing`` says that this owner will give it back soon: who waits at all waits up to
        half a minute for such a one. The path is resolved first: two spellings of one folder
        are one lock. Raises LockUnavailable when another owner keeps it, or the file cannot
        be made.
        """
        lock = cls(path.resolve())
        try:
            descriptor = os.open(lock.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise LockUnavailable(
                f"the folder {lock.path.parent} cannot be written to ({error.strerror})"
            ) from error
        begun = time.monotonic()
        while not _try_lock(descriptor):
            owner, leaving = _owner(descriptor)
            if time.monotonic() - begun >= (_PASSING if leaving and wait else wait):
                os.close(descriptor)
                raise LockUnavailable(f"another process{owner} has the index open")
            time.sleep(_POLL)
        lock._descriptor = descriptor
        lock._sign(f"{os.getpid()}{' passing' if passing else ''}\n")
        return lock

    @property
    def held(self) -> bool:
        """Whether this object holds the lock now."""
        return self._descriptor is not None

    def release(self) -> None:
        """Gives the lock back; doing it twice is harmless."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            _unlock(descriptor)
            os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.release()

    def _sign(self, text: str) -> None:
        # Only for the message that another process shows; a full disk must not matter.
        with contextlib.suppress(OSError):
            assert self._descriptor is not None
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, text.encode("ascii"))


def _owner(descriptor: int) -> tuple[str, bool]:
    """The owner's number for a message, and whether it will soon be done."""
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        number, _, rest = os.read(descriptor, 40).strip().partition(b" ")
    except OSError:
        return "", False
    return f" ({number.decode('ascii')})" if number.isdigit() else "", rest == b"passing"


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR_BYTE, os.SEEK_SET)
        with contextlib.suppress(OSError):
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
