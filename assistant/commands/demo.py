"""``briefing demo``: the main job on the sample articles, in a throw-away library."""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands import Parents, Subparsers, declare
from assistant.commands.ask import answer_one
from assistant.exits import Exit
from assistant.terminal import Terminal
from assistant.types import Question

if TYPE_CHECKING:
    from assistant.config import Settings

QUESTION = "why would Turkey sell back its S-400s?"


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the command."""
    parser = declare(
        subparsers, parents, "demo", run, "try it on the sample articles that come with it"
    )
    parser.add_argument("question", nargs="*", help=f"default: {QUESTION}")
    parser.add_argument("--json", action="store_true", help="the answer as JSON")


def run(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Ingests the samples into a temporary library and answers with the embedded engine."""
    from assistant.commands.ingest import report_text
    from assistant.samples import samples
    from assistant.wiring import fetch_settings, make_assistant, open_library
    from ingest.pipeline import IngestOptions, ingest

    question = Question(" ".join(args.question) or QUESTION)
    with tempfile.TemporaryDirectory(prefix="briefing-demo-") as folder:
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
            args.no_stream = args.explain = False
            return answer_one(question, assistant, terminal, args)
