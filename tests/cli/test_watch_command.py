"""``ingest --watch`` as a process of its own, ended by signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sysconfig
import time
from pathlib import Path

import pytest

SCRIPT = Path(sysconfig.get_path("scripts")) / "briefing"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_takes_in_what_comes_and_ends_cleanly(
    number, plain_environ, plain_signals, article, empty_library, call, fits
) -> None:
    folder = article("a.md").parent
    process = subprocess.Popen(
        [SCRIPT, "ingest", "--watch", "--interval", "0.2", "--json", folder, "--library", empty_library],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=plain_environ,
    )  # fmt: skip
    try:
        first = json.loads(process.stdout.readline())
        assert (first["status"], first["title"]) == ("added", "Ferry to Aldmoor stops")
        article("b.md", title="A second ferry", body="The second ferry sails on Friday at noon.")
        second = json.loads(process.stdout.readline())
        assert (second["status"], second["title"]) == ("added", "A second ferry")
        fits("watch", first)
        fits("watch", second)
        # Another process can use the library meanwhile, its index included.
        time.sleep(0.5)
        assert call("search", "second ferry", "--library", empty_library).code == 0
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 130
    assert out == ""
    assert "What was taken in is kept" in err
    assert "Traceback" not in err
    assert call("doctor", "--library", empty_library).code == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--dry-run"], "do not go together"),
        (["--prune"], "Add --yes"),
        (["--interval", "0"], "not a number of seconds"),
        (["https://x.example/feed"], "briefing update"),
    ],
)
def test_what_cannot_be_watched(call, article, empty_library, options, said) -> None:
    done = call("ingest", "--watch", article().parent, *options, "--library", empty_library)
    assert done.code == 2
    assert said in done.err


def test_a_person_reads_a_line_for_each_event() -> None:
    from assistant.commands.watching import event_text
    from ingest.watching import Event

    assert (
        event_text(Event("added", "/a", "a1", "Ferry\x1b[2J"))
        == "added      a1             Ferry^[[2J"
    )
    assert event_text(Event("updated", "/a", "a1", "F", "1 sentence added")).endswith(
        "F: 1 sentence added"
    )
    assert (
        event_text(Event("failed", "/a", reason="It is empty.")) == "failed     (/a) It is empty."
    )
    assert os.linesep not in event_text(Event("gone", "/a\nb", "a1", None, "Its file is gone."))
