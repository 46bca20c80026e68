"""Options that several commands share, and what they mean."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from assistant.errors import UsageError
from ingest.text.clean import clean_line, visible

if TYPE_CHECKING:
    from datetime import datetime

    from assistant.config import Settings
    from ingest.catalogue import Catalogue
    from ingest.text.dates import Moment
    from ingest.types import Filters

MOST_PASSAGES = 200
MOST_TEXT = 10_000
"""Characters that a question may have: more is a mistake, such as a file piped in."""

_NEAR_DAYS = {"today": 0, "yesterday": 1}


def add_filters(parser: argparse.ArgumentParser) -> None:
    """The options that say which articles may be used."""
    group = parser.add_argument_group("which articles")
    group.add_argument("--since", metavar="D", help="published on or after this day")
    group.add_argument("--until", metavar="D", help="published on or before this day")
    group.add_argument(
        "--as-of", metavar="D", help="answer as a reader of that day would: nothing newer is used"
    )
    group.add_argument(
        "--publisher", metavar="P", action="append", default=[],
        help="of this publisher; repeat it for several",
    )  # fmt: skip
    group.add_argument(
        "--tag", metavar="T", action="append", default=[],
        help="with this tag; repeat it for several",
    )  # fmt: skip
    group.add_argument(
        "--exclude", metavar="ID", action="append", default=[], help="leave this article out"
    )


def filters_of(args: argparse.Namespace) -> Filters:
    """The filters that the options name. Raises UsageError for a date that is none."""
    from ingest.types import Filters

    return checked(
        Filters(
            since=day(args.since, "--since"),
            until=day(args.until, "--until"),
            as_of=day(args.as_of, "--as-of"),
            publishers=tuple(args.publisher),
            tags=tuple(args.tag),
            exclude=tuple(args.exclude),
        )
    )


def checked(filters: Filters) -> Filters:
    """The same filters. Raises UsageError when no article can pass them."""
    from ingest.text.dates import timestamp

    if filters.since and filters.until:
        since, until = timestamp(filters.since), timestamp(filters.until, end_of_day=True)
        if since > until:
            raise UsageError(
                f"since {filters.since} is after until {filters.until}.",
                "Exchange them: no article lies between.",
            )
    return filters


def whole_ids(filters: Filters, catalogue: Catalogue) -> Filters:
    """The filters with every excluded id written out: its beginning will do for the user.

    Raises UnknownArticle.
    """
    from dataclasses import replace

    if not filters.exclude:
        return filters
    ids = tuple(catalogue.named_row(given).article_id for given in filters.exclude)
    return replace(filters, exclude=ids)


def no_article_passes(filters: Filters, catalogue: Catalogue) -> str | None:
    """What to say when the filters let no article through at all; None when some pass."""
    from ingest.types import Filters

    if filters == Filters() or catalogue.any_passes(filters):
        return None
    names = sorted(name for name, _ in catalogue.publishers())
    said = "No article passes the filters."
    known = {name.casefold() for name in names}
    if names and any(given.casefold() not in known for given in filters.publishers):
        shown = ", ".join(clean_line(name) for name in names[:8])
        said += f" The publishers are: {shown}{', …' if len(names) > 8 else '.'}"
    return said


def day(text: object, option: str) -> str | None:
    """The ISO form of a date that was typed, ``today`` and ``yesterday`` among them; None when
    none was. Raises UsageError when it is no date."""
    back = _NEAR_DAYS.get(text.strip().casefold()) if isinstance(text, str) else None
    if back is not None:
        from datetime import datetime, timedelta

        return (datetime.now().astimezone().date() - timedelta(days=back)).isoformat()
    moment = moment_of(text, option)
    return moment.iso if moment else None


def moment_of(text: object, option: str) -> Moment | None:
    """The date that was typed, with its precision; None when none was.

    Raises UsageError when it is no date.
    """
    from ingest.text.dates import parse_date

    if text is None:
        return None
    moment = parse_date(text) if isinstance(text, str) else None
    if moment is None:
        raise UsageError(
            f"{option}: {visible(repr(text))[:80]} is not a date.", "Write it as 2025-08-14."
        )
    return moment


def publication(text: str | None, option: str, now: datetime) -> Moment | None:
    """A date of publication that was typed; None when none was.

    Raises UsageError when it is none, or lies in the future.
    """
    from datetime import timedelta

    from ingest.text.dates import timestamp

    moment = moment_of(text, option)
    if moment and timestamp(moment.iso) > (now + timedelta(days=2)).timestamp():
        raise UsageError(f"{option}: {moment.iso} is in the future.", "Write it as 2025-08-14.")
    return moment


def label(text: str | None, option: str) -> str | None:
    """A name that was typed, on one line; None when none was. Raises UsageError for an empty
    one."""
    if text is None:
        return None
    name = clean_line(text)
    if not name:
        raise UsageError(f"{option} is empty.", "Give it a value or leave it out.")
    return name


def positive(text: str) -> int:
    """A whole number from 1 to MOST_PASSAGES; argparse reports anything else."""
    try:
        value = int(text)
    except ValueError:
        value = 0
    if not 1 <= value <= MOST_PASSAGES:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a whole number from 1 to {MOST_PASSAGES}"
        )
    return value


def check_engine(settings: Settings) -> None:
    """Raises UsageError for an engine that cannot answer as it is chosen: a model without name."""
    if settings.engine == "openai" and not settings.model:
        raise UsageError(
            "The openai engine needs the name of a model.",
            "Give --model NAME, or run: briefing config set model NAME",
        )


def text_argument(words: list[str], what: str) -> str:
    """The text that was typed, on one line; ``-`` reads it from standard input.

    Raises UsageError when there is none.
    """
    text = " ".join(words)
    if text == "-":
        text = sys.stdin.buffer.read(4 * MOST_TEXT + 1).decode("utf-8", "replace")
    text = clean_line(text.removeprefix("\ufeff"))
    if not text:
        raise UsageError(
            f"There is no {what}.",
            f"Write it after the command, or - to read a {what} from standard input.",
        )
    if len(text) > MOST_TEXT:
        raise UsageError(
            f"The {what} has more than {MOST_TEXT} characters.",
            "Ask something shorter. Articles are taken in with: briefing ingest -",
        )
    return text
