"""How long a server asks to be left alone, and how that is said. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def wait_asked(error: BaseException, now: datetime) -> float | None:
    """Seconds that the server asks to wait (RFC 9110, 10.2.3), or None when it does not."""
    milliseconds = header(error, "retry-after-ms")
    try:
        if milliseconds:
            return max(0.0, float(milliseconds) / 1000)
    except ValueError:
        pass
    return seconds_in(header(error, "retry-after"), now)


def seconds_in(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header names, as a number or a date; None for neither."""
    try:
        return max(0.0, float(value)) if value else None
    except ValueError:
        pass
    try:
        when = parsedate_to_datetime(value or "")
    except (ValueError, TypeError):
        return None
    return max(0.0, ((when if when.tzinfo else when.replace(tzinfo=UTC)) - now).total_seconds())


def spoken_wait(seconds: float) -> str:
    """A waiting time for people: "40 seconds", "60 minutes", "3 hours"."""
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 7200 else f"{seconds / 3600:.0f} hours"


def header(error: BaseException, name: str) -> str | None:
    """A header of the response that an error of the client carries; None without one."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    value = headers.get(name) if headers is not None else None
    return value if isinstance(value, str) else None
