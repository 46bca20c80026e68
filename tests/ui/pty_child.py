"""The app on the stage, for a pseudo-terminal: ``pty_child.py FOLDER PAYLOAD_FILE MODE``.

Every text of the library and of the assistant carries the payload, and none of it is cleaned.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

import stage  # noqa: E402

from assistant.errors import ModelRefused  # noqa: E402
from assistant.types import Condensed, Delta, Finished  # noqa: E402
from ingest.types import Metadata  # noqa: E402
from tui import BriefingApp  # noqa: E402


def main(folder: Path, payload: str, mode: str) -> int:
    """Runs the app until it is left."""
    if mode == "main":
        from assistant.cli import main as briefing

        (folder / "config.toml").touch()
        return briefing(["--library", str(folder / "library"), "--config",
                         str(folder / "config.toml")])  # fmt: skip
    text = stage.HARBOUR.replace("Engineers found", f"Engineers {payload} found")
    meta = Metadata(
        title=f"T {payload}", publisher=f"P {payload}", authors=(f"A {payload}",),
        published="2026-01-13", url=f"https://e.example/{payload}",
    )  # fmt: skip
    shelf = stage.Shelf(folder, (stage.harbour(text, meta), stage.ferry()))
    plain = stage.Shelf(folder, (stage.harbour(), stage.ferry()))
    answer = stage.bridge_answer(plain)
    citation = shelf.cite(1, "a1", f"Engineers {payload} found cracks in two of its nine")
    sentence = replace(
        answer.sentences[1], text=f"S {payload}.", citations=(1,), reasons=(f"R {payload}",)
    )
    answer = replace(
        answer, sentences=(sentence,), citations=(citation,), notes=(f"N {payload}",),
        provenance=replace(answer.provenance, model=f"M {payload}"),
    )  # fmt: skip
    asked = 0

    def script(question: Any, cancelled: Any) -> Iterator[Any]:
        nonlocal asked
        asked += 1
        yield Condensed(f"C {payload}")
        yield Delta(f"D {payload}")
        if asked > 1:
            raise ModelRefused(f"refused {payload}", f"hint {payload}")
        yield from list(stage.played(answer)(question, cancelled))[:-1]
        yield Finished(replace(answer, asked=f"{question.text} {payload}"))

    player = stage.Player(script, stage.Label("openai", f"M {payload}", f"https://{payload}"))
    adding = stage.Ingest(shelf, threading.Event()) if mode == "adding" else None
    app = BriefingApp(stage.services(shelf, player, adding))
    if mode == "crash":
        app.set_timer = None  # type: ignore[assignment, method-assign]
        canary = "sk-canary"
        app.action_toggle_colours = lambda: 1 / (0 * len(canary))  # type: ignore[method-assign, assignment, return-value]
        app.bind("f12", "toggle_colours")
    return app.run() or app.return_code or 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]).read_bytes().decode("utf-8"), sys.argv[3]))
