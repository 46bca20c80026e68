"""One owner at a time, however it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.indexing.child import environment
from ingest.indexing.lock import LockUnavailable, OwnerLock

HOLD = """
import sys, time
from pathlib import Path
from ingest.indexing.lock import OwnerLock
lock = OwnerLock.acquire(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def holder(path: Path) -> subprocess.Popen[str]:
    """A process that holds the lock by now."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        env=environment(), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_owner_is_refused_and_told_who_has_it(tmp_path: Path) -> None:
    with (
        OwnerLock.acquire(tmp_path / "index.lock"),
        pytest.raises(LockUnavailable, match=f"another process \\({os.getpid()}\\)"),
    ):
        OwnerLock.acquire(tmp_path / "index.lock")


def test_it_is_free_again_after_release(tmp_path: Path) -> None:
    lock = OwnerLock.acquire(tmp_path / "index.lock")
    assert lock.held
    lock.release()
    lock.release()
    assert not lock.held
    OwnerLock.acquire(tmp_path / "index.lock").release()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_two_spellings_of_a_folder_are_one_lock(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "alias").symlink_to(tmp_path / "real")
    with OwnerLock.acquire(tmp_path / "real" / "l"), pytest.raises(LockUnavailable):
        OwnerLock.acquire(tmp_path / "alias" / "l")


def test_a_killed_owner_leaves_nothing_locked(tmp_path: Path) -> None:
    process = holder(tmp_path / "index.lock")
    with pytest.raises(LockUnavailable, match=f"\\({process.pid}\\)"):
        OwnerLock.acquire(tmp_path / "index.lock")
    process.kill()
    process.wait()
    OwnerLock.acquire(tmp_path / "index.lock", wait=2).release()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGALRM there")
def test_waiting_gets_it_when_the_owner_ends(tmp_path: Path) -> None:
    lock = OwnerLock.acquire(tmp_path / "index.lock")
    signal.signal(signal.SIGALRM, lambda *_: lock.release())
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    begun = time.monotonic()
    with OwnerLock.acquire(tmp_path / "index.lock", wait=10):
        assert 0.1 < time.monotonic() - begun < 9
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGALRM there")
def test_for_an_owner_that_is_only_passing_one_waits_longer(tmp_path: Path) -> None:
    lock = OwnerLock.acquire(tmp_path / "index.lock", passing=True)
    with pytest.raises(LockUnavailable, match=f"\\({os.getpid()}\\)"):
        OwnerLock.acquire(tmp_path / "index.lock")
    signal.signal(signal.SIGALRM, lambda *_: lock.release())
    signal.setitimer(signal.ITIMER_REAL, 1)
    OwnerLock.acquire(tmp_path / "index.lock", wait=0.1).release()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    with pytest.raises(LockUnavailable, match="cannot be written to"):
        OwnerLock.acquire(tmp_path / "nowhere" / "index.lock")


def test_an_owner_that_left_no_number_is_not_named(tmp_path: Path) -> None:
    with OwnerLock.acquire(tmp_path / "index.lock"):
        (tmp_path / "index.lock").write_text("")
        with pytest.raises(LockUnavailable, match=r"^another process has"):
            OwnerLock.acquire(tmp_path / "index.lock")
