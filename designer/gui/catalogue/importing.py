"""The import of the CEC module list into a person's own catalogue, off the GUI thread."""

from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, Signal

from designer.core.errors import TrunklineError
from designer.edit.figures import counted
from designer.io.catalogs import load_catalog
from designer.io.cec import CecImport, import_cec


class CecImporter(QObject):
    """Reads the list in a worker thread and says what came of it, with the catalogue as it is then."""

    done = Signal(str, object)
    """A sentence, and the Catalog."""
    failed = Signal(str)

    def start(self, path: Path, folder: Path) -> None:
        """Begin; one of the signals follows."""
        QThreadPool.globalInstance().start(lambda: self._work(path, folder))

    def _work(self, path: Path, folder: Path) -> None:
        try:
            found = import_cec(path, folder)
            catalog = load_catalog(folder)
        except TrunklineError as problem:
            self.failed.emit(problem.sentence())
            return
        self.done.emit(imported_sentence(found), catalog)


def imported_sentence(found: CecImport) -> str:
    """How many modules were imported, and how many were not and why."""
    parts = [f"{counted(len(found.modules), 'module')} imported"]
    if found.without_size:
        parts.append(f"{found.without_size} left out for want of length and width")
    if found.unreadable:
        parts.append(f"{found.unreadable} unreadable")
    return ", ".join(parts) + "."
