"""Find the bundled resources in a wheel, in a checkout and in a frozen program."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource_root() -> Path:
    """The folder that holds catalog/, text/, fonts/ and examples/.

    Raises FileNotFoundError when the installation is incomplete.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [_PACKAGE / "_resources", _PACKAGE.parent / "resources"]
    if frozen:
        candidates.insert(0, Path(frozen) / "designer" / "_resources")
    for candidate in candidates:
        if (candidate / "catalog").is_dir():
            return candidate
    raise FileNotFoundError("the bundled resources are missing; install trunkline again")
