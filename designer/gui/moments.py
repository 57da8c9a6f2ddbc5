"""Points and lengths of time in words, by the clock of the person."""

from datetime import datetime

from designer.edit.figures import counted


def moment(written: str) -> str:
    """``2026-04-11 09:30`` local time, of a time in ISO 8601; empty where it is none."""
    try:
        return f"{datetime.fromisoformat(written).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OSError):
        return ""


def moment_of(seconds: float) -> str:
    """The same of seconds since 1970, as files have them."""
    try:
        return f"{datetime.fromtimestamp(seconds).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError, OSError):
        return ""


def duration(seconds: float) -> str:
    """``12 minutes``, ``3 hours``, ``2 days``."""
    for unit_s, word in ((86_400.0, "day"), (3_600.0, "hour"), (60.0, "minute")):
        if seconds >= unit_s:
            return counted(int(seconds // unit_s), word)
    return counted(int(seconds), "second")
