"""Whether something is at a path, where looking may fail: a folder that may not be entered, a drive gone."""

from pathlib import Path


def is_there(path: Path) -> bool:
    """Whether there is anything, as far as can be seen."""
    try:
        return path.exists()
    except OSError:  # Path.exists lets through all but a path that leads nowhere
        return False


def is_plain_file(path: Path) -> bool:
    """Whether there is a file, as far as can be seen."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether there is a folder, as far as can be seen."""
    try:
        return path.is_dir()
    except OSError:
        return False
