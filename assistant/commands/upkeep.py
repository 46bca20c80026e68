"""``briefing reindex`` and ``briefing doctor``: keeping the library whole."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.commands import Parents, Subparsers, declare
from assistant.exits import Exit

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.terminal import Terminal


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the two commands."""
    reindex = declare(
        subparsers, parents, "reindex", run_reindex, "build the vectors again from the catalogue"
    )
    reindex.add_argument(
        "--embedder",
        metavar="NAME",
        help="static, minilm, or openai:MODEL; default: the library's own",
    )
    doctor = declare(
        subparsers, parents, "doctor", run_doctor, "check configuration, library and index"
    )
    doctor.add_argument("--repair", action="store_true", help="mend what can be mended")
    doctor.add_argument("--json", action="store_true", help="the findings as JSON")
    doctor.set_defaults(tolerant=True, fault=None)


def run_reindex(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Embeds every passage again and swaps the new index in."""
    from assistant.wiring import reindex_library

    with terminal.progress("Embedding") as progress:
        count = reindex_library(settings, args.embedder, progress)
    terminal.result(f"{count} passages indexed.")
    return Exit.DONE


def run_doctor(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Prints a line for each check with the command that mends it; exit code 1 on a fault."""
    from assistant.doctor import examine, repair
    from ingest.text.clean import visible

    repaired = [visible(line) for line in repair(settings, terminal)] if args.repair else []
    findings = examine(settings, args.fault)
    if args.json:
        shown = [
            {"ok": found.ok, "what": visible(found.what), "mend": visible(found.mend)}
            for found in findings
        ]
        terminal.json({"findings": shown, "repaired": repaired})
    else:
        for line in repaired:
            terminal.result(f"done {line}")
        for found in findings:
            mend = f"\n     mend: {visible(found.mend)}" if found.mend and not found.ok else ""
            terminal.result(f"{'ok  ' if found.ok else 'BAD '} {visible(found.what)}{mend}")
    return Exit.DONE if all(found.ok for found in findings) else Exit.FAILED
