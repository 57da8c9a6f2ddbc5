"""File > Import: which file, what kind it is, and the dialog that asks what becomes of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from designer.core.errors import TrunklineError
from designer.core.model.returned import ReturnedDrawing
from designer.edit.view import SITE, ViewKind, surface_view
from designer.gui.documents import Documents
from designer.gui.preferences import Preferences
from designer.gui.reading import ReadingCancelledError, read_aside
from designer.gui.voice import Voice
from designer.gui.workspace import Workspace
from designer.io.endings import (
    DXF_SUFFIX,
    IMPORTED_SUFFIXES,
    MAP_SUFFIXES,
    PDF_SUFFIX,
    PICTURE_SUFFIXES,
    SKETCH_SUFFIXES,
)

Found = TypeVar("Found")


def _filter(words: str, suffixes: tuple[str, ...]) -> str:
    return f"{words} ({' '.join(f'*{suffix}' for suffix in suffixes)})"


FILTERS = ";;".join(
    (
        _filter("All that can be imported", IMPORTED_SUFFIXES),
        _filter("Drawings and points", SKETCH_SUFFIXES),
        _filter("Roofs on a map", MAP_SUFFIXES),
        _filter("Pictures and pages", (*PICTURE_SUFFIXES, PDF_SUFFIX)),
    )
)


class Importer(QObject):
    """Adds files to the open project. What a file asks for is asked beside the drawing."""

    def __init__(
        self,
        workspace: Workspace,
        voice: Voice,
        preferences: Preferences,
        documents: Documents,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._workspace, self._voice, self._preferences = workspace, voice, preferences
        self._documents, self._window = documents, window

    def ask(self) -> None:
        """Ask for a file and import it."""
        chosen = self._voice.choose_to_open("Import", self._preferences.folder, FILTERS)
        if chosen is not None:
            self.take(chosen)

    def take(self, file: Path) -> QDialog | None:
        """Import a file; the dialog that was opened for it, if its kind needs one."""
        suffix = file.suffix.lower()
        self._preferences.folder = file.resolve().parent
        if suffix in MAP_SUFFIXES:
            self._documents.import_roofs(file)
            return None
        return self._told(lambda: self._dialog(file, suffix))

    def _dialog(self, file: Path, suffix: str) -> QDialog:
        if suffix in (*PICTURE_SUFFIXES, PDF_SUFFIX):
            return self._picture(file)
        returned = self._returned(file) if suffix == DXF_SUFFIX else None
        return self._drawing(file) if returned is None else self._changes(file, returned)

    def _told(self, make: Callable[[], QDialog]) -> QDialog | None:
        """The dialog, shown; what hinders it is told."""
        try:
            with _busy():
                dialog = make()
        except ReadingCancelledError:
            return None
        except TrunklineError as problem:
            self._voice.tell(problem.sentence())
            return None
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        return dialog

    def _aside(self, file: Path, read: Callable[[], Found]) -> Found:
        """What takes long for a large drawing, while the window stays alive."""
        return read_aside(read, f"Reading {file.name} …", self._window)

    def _returned(self, file: Path) -> ReturnedDrawing | None:
        """The program's own things in a drawing of this project; None for other drawings."""
        from designer.export.layer_presets import layer_names
        from designer.io.dxf_returned import read_returned

        if not self._workspace.design.surfaces:
            return None
        return self._aside(file, lambda: read_returned(file, layer_names()))

    def _drawing(self, file: Path) -> QDialog:
        from designer.gui.dialogs.import_drawing import ImportDrawingDialog
        from designer.io.sketches import read_sketch

        def read(unit_mm: float | None) -> object:
            return self._aside(file, lambda: read_sketch(file, unit_mm))

        dialog = ImportDrawingDialog(self._workspace, file.name, read, self._window)
        dialog.imported.connect(self._look_at_it)
        return dialog

    def _changes(self, file: Path, returned: ReturnedDrawing) -> QDialog:
        from designer.edit.edits.returning import changes_in
        from designer.gui.dialogs.import_changes import ImportChangesDialog

        try:
            design, catalog = self._workspace.design, self._workspace.catalog
            found = self._aside(file, lambda: changes_in(design, catalog, returned))
        except TrunklineError:
            return self._drawing(file)
        dialog = ImportChangesDialog(self._workspace, file.name, found, self._window)
        dialog.as_drawing.connect(lambda: self._told(lambda: self._drawing(file)))
        return dialog

    def _picture(self, file: Path) -> QDialog:
        from designer.gui.dialogs.import_picture import ImportPictureDialog
        from designer.io.pdf_pages import pdf_pages, read_page
        from designer.io.pictures import read_picture

        if file.suffix.lower() == PDF_SUFFIX:
            pages = len(pdf_pages(file).sizes_mm)
            return ImportPictureDialog(
                self._workspace, file.name, lambda page: read_page(file, page), pages, self._window
            )
        picture = read_picture(file)
        return ImportPictureDialog(self._workspace, file.name, lambda _: picture, 0, self._window)

    def _look_at_it(self, surfaces: int) -> None:
        """Go to the first of the new surfaces; to the site plan where there are underlays only."""
        editor, design = self._workspace.editor, self._workspace.design
        if surfaces:
            editor.look(surface_view(design.surfaces[-surfaces].id))
        elif editor.view.kind is not ViewKind.SITE:
            editor.look(SITE)


@contextmanager
def _busy() -> Iterator[None]:
    """The hourglass while a file is read."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()
