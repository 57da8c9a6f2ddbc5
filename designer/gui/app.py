"""The desktop program: start Qt, show the window, open the file that was named."""

import os
import sys
from pathlib import Path

EXIT_NO_SCREEN = 2


def run(file: Path | None = None) -> int:
    """Open the window and stay until it is closed; the exit code.

    Without a screen, or where Qt's system libraries are missing, one sentence says so.
    """
    hindrance = _hindrance()
    if hindrance:
        sys.stderr.write(f"error: {hindrance}\n")
        return EXIT_NO_SCREEN
    try:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication
    except ImportError as problem:
        libraries = "install the system libraries that the README names"
        sys.stderr.write(f"error: the window cannot open ({problem}); {libraries}.\n")
        return EXIT_NO_SCREEN
    from designer.gui.start import start

    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    window = start(application, file)
    window.show()
    QTimer.singleShot(0, window, window.recovery.offer)
    return application.exec()


def _hindrance() -> str:
    """Why no window can open here; empty where one can. Qt itself would abort the process."""
    if not sys.platform.startswith("linux"):
        return ""
    if any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return ""
    return "there is no screen to open the window on; the commands work without one, see `trunkline --help`."
