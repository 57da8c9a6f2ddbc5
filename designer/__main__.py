"""The entry: the window for no command or a project file, else the command line, which imports no Qt."""

import sys
from pathlib import Path

PROJECT_SUFFIX = ".trunkline"


def main() -> None:
    """Run the program; exits the process with its exit code."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()  # a packed program starts itself for work in a process of its own
    given = sys.argv[1:]
    if not given:
        _open_window(None)
    if len(given) == 1 and Path(given[0]).suffix == PROJECT_SUFFIX:
        _open_window(Path(given[0]))
    from designer.cli.app import trunkline

    trunkline.main(prog_name="trunkline")


def _open_window(file: Path | None) -> None:
    from designer.gui.app import run

    sys.exit(run(file))


if __name__ == "__main__":
    main()
