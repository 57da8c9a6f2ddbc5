"""Where the program keeps what belongs to one user: settings, recovered work, its log."""

import os
import sys
from collections.abc import Collection
from pathlib import Path

from designer import __version__
from designer.io.redaction import redacted

MAX_LOG_BYTES = 1_000_000
"""A log that has grown beyond this is started anew."""


def configuration_folder() -> Path:
    """Where settings of all programs lie. RuntimeError where there is no home folder."""
    if sys.platform == "win32":
        base = os.environ.get("APPDATA")
        return Path(base) if base else Path.home() / "AppData" / "Roaming"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    base = os.environ.get("XDG_CONFIG_HOME")
    return Path(base) if base else Path.home() / ".config"


def state_folder() -> Path:
    """Where the program keeps its log for this user."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base) / "Trunkline" if base else Path.home() / "AppData" / "Local" / "Trunkline"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Logs" / "Trunkline"
    base = os.environ.get("XDG_STATE_HOME")
    return Path(base) / "trunkline" if base else Path.home() / ".local" / "state" / "trunkline"


def write_log(details: str, private: Collection[str] = ()) -> Path | None:
    """Append to the user's log what `redacted` leaves of a traceback and the words of `private` texts.

    None where that is impossible, since a log must never hide the failure.
    """
    kept = redacted(details, private)
    entry = f"trunkline {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n{kept}\n"
    try:
        log = state_folder() / "trunkline.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        too_long = log.exists() and log.stat().st_size > MAX_LOG_BYTES
        with log.open("w" if too_long else "a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(entry)
    except (OSError, RuntimeError):  # Path.home() raises RuntimeError where there is no home
        return None
    return log
