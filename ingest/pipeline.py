"""Articles into the library, from naming the sources to a searchable index.

expand → fetch → read → plan → chunk → embed → catalogue, in batches; and from the catalogue's
outbox into the vector index, meanwhile, by a process beside this one. One bad source never
stops the rest. However it ends, the next run carries on where this one was.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from ingest.cancelling import never, quiet
from ingest.comparing import compare_earlier
from ingest.feeding import Watch
from ingest.fetch import expand
from ingest.interrupts import Interrupted, Interrupts
from ingest.library import Library
from ingest.options import IngestOptions
from ingest.prune import find_gone
from ingest.run import Run
from ingest.types import ArticleRow, Fetched, Report, Source


def ingest(
    arguments: Sequence[str],
    library: Library,
    options: IngestOptions,
    *,
    progress: Watch = quiet,
    cancelled: Callable[[], bool] = never,
) -> Report:
    """Takes in the sources that ``arguments`` name: files, folders, globs, URLs, ``-``.

    SIGINT, SIGTERM and SIGHUP, and ``cancelled``, end it after what is begun; the report
    then says ``interrupted``. When the vector index cannot be used now, the articles are
    stored all the same, and ``library.why_no_index`` says why. Raises LibraryError and
    EmbedderError; what was finished before is kept.
    """

    def work(run: Run) -> None:
        with suppress(Interrupted):
            with run.stop.breakable():
                sources = list(expand(arguments))
            run.take(sources)
        run.flush()
        if options.prune and not run.stop():
            run.prune(arguments)

    return _run(work, library, options, progress, cancelled)


def ingest_text(
    text: str,
    library: Library,
    options: IngestOptions,
    *,
    progress: Watch = quiet,
    cancelled: Callable[[], bool] = never,
) -> Report:
    """Takes in one pasted text, as if it came by standard input. See ``ingest``."""
    data = text.encode("utf-8", "surrogatepass")
    pasted = Fetched(
        Source("-", "stdin"), data, "text/plain", charset="utf-8", retrieved=options.now
    )

    def work(run: Run) -> None:
        with suppress(Interrupted):
            run.read(pasted, None)
        run.flush()

    return _run(work, library, options, progress, cancelled)


def _run(
    work: Callable[[Run], None],
    library: Library,
    options: IngestOptions,
    progress: Watch,
    cancelled: Callable[[], bool],
) -> Report:
    begun = time.monotonic()
    with Interrupts(cancelled) as stop:
        run = Run(library, options, progress, stop)
        try:
            work(run)
            if not options.dry_run and not stop():
                run.feeding.finish()
                compare_earlier(library.catalogue, progress, stop)
        finally:
            run.close()
        return run.report(time.monotonic() - begun, interrupted=stop())


def remove(article_ids: Sequence[str], library: Library) -> None:
    """Takes articles out with all revisions, passages and vectors, of catalogue and index.

    When another process owns the index, that one takes the vectors out.
    """
    from ingest.vectors import IndexUnavailable

    library.catalogue.remove(article_ids)
    try:
        library.apply()
    except IndexUnavailable as error:
        library.why_no_index = error.message


def prunable(arguments: Sequence[str], library: Library) -> list[ArticleRow]:
    """The articles that ``prune`` would remove: their files are gone from these folders."""
    found = find_gone(arguments, library.catalogue)
    return list(library.catalogue.row_of(found.article_ids).values())


__all__ = ["IngestOptions", "ingest", "ingest_text", "prunable", "remove"]
