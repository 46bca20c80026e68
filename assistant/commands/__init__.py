"""The commands of ``briefing``, a module each.

A command module has ``add(subparsers, parents)``, which declares its options, and
``run(args, settings, terminal) -> Exit``. Nothing heavy is imported before ``run``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from assistant.exits import Exit

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.terminal import Terminal

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Parents: TypeAlias = Sequence[argparse.ArgumentParser]
Run: TypeAlias = "Callable[[argparse.Namespace, Settings, Terminal], Exit]"


def declare(
    subparsers: Subparsers, parents: Parents, name: str, run: Run, summary: str, **more: Any
) -> argparse.ArgumentParser:
    """A subparser of this name whose command is ``run``."""
    parser = subparsers.add_parser(
        name,
        parents=list(parents),
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        **more,
    )
    parser.set_defaults(run=run)
    return parser
