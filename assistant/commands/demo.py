"""``briefing demo``: the main job on the sample articles, in a throw-away library."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.commands import Parents, Subparsers, declare
from assistant.commands.ask import answer_one
from assistant.commands.options import text_argument
from assistant.exits import Exit

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.terminal import Terminal

QUESTION = "why would Turkey sell back its S-400s?"


_NEXT = """
The samples are invented and this library is gone again. With articles of your own:
  briefing ingest FILE|FOLDER|URL     then     briefing ask "…"     or just     briefing
"""


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the command."""
    parser = declare(
        subparsers, parents, "demo", run, "try it on the sample articles that come with it"
    )
    parser.add_argument("question", nargs="*", help=f"default: {QUESTION}")
    parser.add_argument("--json", action="store_true", help="the answer as JSON")


def run(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Ingests the samples into a temporary library and answers with the embedded engine."""
    import tempfile
    from dataclasses import replace
    from datetime import UTC, datetime
    from pathlib import Path

    from assistant.commands.ingest import report_text
    from assistant.samples import samples
    from assistant.types import Question
    from assistant.wiring import fetch_settings, make_assistant, open_library
    from ingest.pipeline import IngestOptions, ingest

    question = Question(text_argument(args.question or [QUESTION], "question"))
    with tempfile.TemporaryDirectory(prefix="briefing-demo-", ignore_cleanup_errors=True) as folder:
        own = replace(
            settings, library=Path(folder), engine="extractive", embedder="static", chroma=None
        )
        options = IngestOptions(
            now=datetime.now(UTC).isoformat(timespec="seconds"), fetch=fetch_settings(own)
        )
        with open_library(own, create=True, write=True) as library, samples() as source:
            report = ingest([str(source)], library, options)
            terminal.say(report_text(report) + f"\n\nQuestion: {question.text}\n")
            assistant = make_assistant(own, library)
            done = answer_one(question, assistant, terminal, args)
            terminal.say(_NEXT)
            return done
