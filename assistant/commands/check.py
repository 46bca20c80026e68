"""``briefing check``: every sentence of a draft against the library or given articles."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from assistant.commands import Parents, Subparsers, declare
from assistant.commands.options import (
    add_filters,
    filters_of,
    no_article_passes,
    positive,
    whole_ids,
)
from assistant.errors import UsageError
from assistant.exits import Exit
from ingest.errors import LibraryError

if TYPE_CHECKING:
    from assistant.check import CheckedSentence, Checker
    from assistant.config import Settings
    from assistant.terminal import Terminal
    from ingest.draft import DraftText
    from ingest.types import Filters

_EXAMPLE = '{"id": "1", "claim": "…"}'


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the command."""
    parser = declare(
        subparsers, parents, "check", run,
        "check every sentence of a draft against the library",
        epilog="Each sentence is supported (with its sources), not supported (with the reason), "
        "or not checkable (a question, an opinion, a heading). Example: briefing check draft.md",
    )  # fmt: skip
    parser.add_argument("draft", nargs="?", help="a file or URL; - reads standard input")
    parser.add_argument(
        "--against", metavar="FILE", nargs="+", action="extend", default=[],
        help="check against these articles instead of the library",
    )  # fmt: skip
    parser.add_argument(
        "--claims", metavar="FILE", dest="batch",
        help='JSONL in ({"id", "claim", "against"?}: against is a text of its own to check the '
        "claim with), JSONL out in the same order; - reads standard input",
    )  # fmt: skip
    add_filters(parser)
    parser.add_argument(
        "-k", type=positive, metavar="N", help="passages that a sentence is compared with"
    )
    parser.add_argument(
        "--strict", action="store_true", help="exit code 5 when something is not supported"
    )
    parser.add_argument(
        "--explain", action="store_true", help="also show which passages were looked at"
    )
    parser.add_argument("--json", action="store_true", help="the checked draft as JSON")


def run(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Checks and prints; exit code 0 whatever it finds, unless ``--strict``."""
    if args.batch and args.draft:
        raise UsageError("Both a draft and --claims were given.", "Give one of them.")
    if not args.batch and not args.draft:
        raise UsageError(
            "There is no draft.",
            "Write its file after the command, before --against; - reads standard input.",
        )
    filters = _filters(args)
    with ExitStack() as stack:
        source = _Source(args, filters, settings, terminal, stack)
        return _claims(args, source, terminal) if args.batch else _draft(args, source, terminal)


def _filters(args: argparse.Namespace) -> Filters:
    from ingest.types import Filters

    filters = filters_of(args)
    if args.against and filters != Filters():
        raise UsageError(
            "The filters choose articles of the library, which --against leaves out.",
            "Leave out one of them.",
        )
    if args.against.count("-") + (args.draft == "-") + (args.batch == "-") > 1:
        raise UsageError("Standard input can only be read once.", "Give a file for the other.")
    return filters


class _Source:
    """What sentences are checked with: given articles, else the library, opened when needed."""

    def __init__(
        self,
        args: argparse.Namespace,
        filters: Filters,
        settings: Settings,
        terminal: Terminal,
        stack: ExitStack,
    ) -> None:
        self.filters = filters
        self.settings = settings
        self.failed: LibraryError | None = None
        self._args = args
        self._terminal = terminal
        self._stack = stack
        self._checker: Checker | None = None

    def checker(self) -> Checker:
        """The checker; made when it is first asked for. Raises SourceError and LibraryError."""
        if self.failed is not None:
            raise self.failed
        if self._checker is None:
            try:
                self._checker = self._given() if self._args.against else self._of_library()
            except LibraryError as error:
                self.failed = error
                raise
        return self._checker

    def of_text(self, texts: list[str]) -> Checker:
        """The checker for a claim with texts of its own."""
        from assistant.drafts.given import bare_article
        from assistant.wiring import make_given_checker

        return make_given_checker([bare_article(text) for text in texts], self._args.k)

    def _given(self) -> Checker:
        from assistant.wiring import fetch_settings, make_given_checker
        from ingest.draft import read_articles

        articles = read_articles(self._args.against, fetch_settings(self.settings))
        return make_given_checker(articles, self._args.k)

    def _of_library(self) -> Checker:
        from assistant.wiring import make_checker, open_library

        library = self._stack.enter_context(open_library(self.settings))
        self.filters = whole_ids(self.filters, library.catalogue)
        checker = make_checker(library, self.filters, self._args.k)
        if said := no_article_passes(self.filters, library.catalogue):
            self._terminal.say(f"briefing: {said}")
        return checker


# --- a draft -----------------------------------------------------------------------------


def _draft(args: argparse.Namespace, source: _Source, terminal: Terminal) -> Exit:
    from assistant.check import summary
    from assistant.drafts import report
    from assistant.render import Style
    from assistant.wiring import fetch_settings
    from ingest.draft import read_draft

    started = time.perf_counter()
    draft = read_draft(args.draft, fetch_settings(source.settings))
    checker = source.checker()
    found: list[CheckedSentence] = []
    for sentence in _watched(checker.draft(draft), draft, args, terminal):
        if not args.json:
            before = found[-1] if found else None
            terminal.result(
                report.sentence_text(
                    sentence,
                    before,
                    width=terminal.width,
                    style=Style(terminal.colour),
                    explain=args.explain,
                )
            )
        found.append(sentence)
    timings = {"total": round((time.perf_counter() - started) * 1000, 1)}
    counts = summary(found)
    if args.json:
        terminal.json(
            report.to_json(draft.source, found, source.filters, timings, explain=args.explain)
        )
    else:
        listed = report.sources_text(found, width=terminal.width, colour=terminal.colour)
        terminal.result(f"\n{listed}\n" if listed else "")
        terminal.result(report.summary_text(counts))
    return Exit.NOT_VERIFIED if args.strict and counts.unsupported else Exit.DONE


def _watched(
    sentences: Iterator[CheckedSentence],
    draft: DraftText,
    args: argparse.Namespace,
    terminal: Terminal,
) -> Iterator[CheckedSentence]:
    """The sentences, with a bar on stderr where they are not printed as they come."""
    if not args.json:
        yield from sentences
        return
    from assistant.check import count_lines
    from ingest.types import Progress

    total = count_lines(draft)
    with terminal.progress("Checking") as progress:
        for done, sentence in enumerate(sentences, 1):
            progress(Progress(done, total))
            yield sentence


# --- claims ------------------------------------------------------------------------------


def _claims(args: argparse.Namespace, source: _Source, terminal: Terminal) -> Exit:
    from assistant.check import Finding
    from assistant.commands.batch import run_batch
    from assistant.drafts.report import sentence_json

    failed = False

    def answer(number: int, line: Mapping[str, Any]) -> Mapping[str, object]:
        nonlocal failed
        claim = _claim(line, number)
        texts = _against(line, number)
        checker = source.checker() if texts is None else source.of_text(texts)
        found = checker.anew().claim(claim)
        failed = failed or found.finding is Finding.UNSUPPORTED
        return sentence_json(found, explain=args.explain)

    if args.against:
        source.checker()  # what cannot be read ends it at once, not a line at a time
    # A claim that could not even be read was not verified either.
    failed = run_batch(args.batch, answer, terminal, _EXAMPLE) > 0 or failed
    if source.failed is not None:
        raise source.failed
    return Exit.NOT_VERIFIED if args.strict and failed else Exit.DONE


def _claim(line: Mapping[str, Any], number: int) -> str:
    claim = line.get("claim")
    if not isinstance(claim, str):
        raise UsageError(f"Line {number} of the batch has no claim.", 'Add "claim": "…".')
    return claim


def _against(line: Mapping[str, Any], number: int) -> list[str] | None:
    """The texts that a line brings; None when it brings none. Raises UsageError."""
    given = line.get("against")
    if given is None:
        return None
    texts = [given] if isinstance(given, str) else given
    if isinstance(texts, list) and all(isinstance(text, str) for text in texts):
        return texts
    raise UsageError(
        f"Line {number} of the batch: against is no text.", 'Write "against": "…" or leave it out.'
    )
