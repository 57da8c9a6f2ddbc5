"""The dialog for pictures and pages: which page, how large it is, and where it lies."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from designer.core.errors import TrunklineError
from designer.core.model.underlay import PictureUnderlay
from designer.core.units import refuse_grouping
from designer.edit.edits.underlays import add_picture, plain_corners, rectangle
from designer.edit.view import SITE, ViewKind, surface_view
from designer.gui.forms.plain import PlainLabel
from designer.gui.workspace import Workspace
from designer.io.pictures import FilePicture

SHOWN_PX = 420
INCH_MM = 25.4
GUESSED_MM = 20_000.0
"""The longer side of a picture that nobody has scaled yet: a house and what is around it."""

SITE_WORDS = "Site plan, as seen from above"


class ImportPictureDialog(QDialog):
    """Beside the drawing; the picture is one step of the history, and the tool to scale it follows."""

    def __init__(
        self,
        workspace: Workspace,
        name: str,
        read: Callable[[int], FilePicture],
        pages: int,
        parent: QWidget | None = None,
    ) -> None:
        """`pages` is the number of pages of a PDF, 0 for a picture; `read` gives a page, counted from 1."""
        super().__init__(parent)
        self._workspace, self._name, self._read, self._pages = workspace, name, read, pages
        self.picture = read(1)
        self.setWindowTitle(f"Import {name}")
        self.shown = PlainLabel()
        self.shown.setAccessibleName("The picture")
        self.page = QSpinBox()
        self.page.setRange(1, max(pages, 1))
        self.page.setAccessibleName("Page")
        self.scale = QLineEdit("")
        self.scale.setAccessibleName("Scale on paper")
        self.scale.setPlaceholderText("by two points afterwards")
        self.place = QComboBox()
        self.place.setAccessibleName("Where it lies")
        self.said = PlainLabel("")
        self.said.setWordWrap(True)
        self._fill_places()
        self._lay_out()
        self.page.valueChanged.connect(self._page_chosen)
        self._show()

    def _fill_places(self) -> None:
        self.place.addItem(SITE_WORDS, "")
        for surface in self._workspace.design.surfaces:
            self.place.addItem(f"On {surface.name}, in true lengths", surface.id)
        view = self._workspace.editor.view
        if view.kind is ViewKind.SURFACE:
            self.place.setCurrentIndex(max(self.place.findData(view.surface), 0))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        if self._pages > 1:
            form.addRow("Page", self.page)
        scale = QHBoxLayout()
        scale.addWidget(PlainLabel("1 :"))
        scale.addWidget(self.scale)
        form.addRow("Scale on paper", scale)
        form.addRow("Lies on", self.place)
        foot = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = QPushButton("Import")
        self.go.setDefault(True)
        self.go.clicked.connect(self.import_it)
        foot.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        foot.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self.shown, 1, Qt.AlignmentFlag.AlignCenter)
        layout.addLayout(form)
        layout.addWidget(self.said)
        layout.addWidget(foot)

    # What a person does

    def import_it(self) -> None:
        """Put the picture down; where its scale is not known the tool for that begins."""
        try:
            pixel_mm, known = self._pixel_mm()
        except ValueError as problem:
            self._say(f"{problem}.")
            return
        picture = self.picture
        width, height = picture.width_px, picture.height_px
        surface = str(self.place.currentData())
        added = PictureUnderlay(
            id="",
            name=f"{self._name}, page {self.page.value()}" if self._pages else self._name,
            surface=surface,
            media=picture.media,
            data=picture.data,
            width_px=width,
            height_px=height,
            pixels=plain_corners(width, height),
            places=rectangle((0.0, 0.0), width * pixel_mm, height * pixel_mm),
        )
        if not self._workspace.edit(f"Import {self._name}", add_picture, added):
            self._say(self._workspace.editor.message)
            return
        self._workspace.editor.look(surface_view(surface) if surface else SITE)
        if not known:
            self._workspace.editor.start("underlay-scale")
        self.close()

    def _pixel_mm(self) -> tuple[float, bool]:
        """How large a pixel is, and whether that is known. ValueError for a scale that is none."""
        text = "".join(self.scale.text().split()).removeprefix("1:")
        dpi = self.picture.dpi
        if not text or dpi is None:
            return GUESSED_MM / max(self.picture.width_px, self.picture.height_px), False
        refuse_grouping(text)
        try:
            scale = float(text.replace(",", "."))
        except ValueError:
            scale = 0.0
        if not 1.0 <= scale <= 100_000.0:
            raise ValueError(f"'{self.scale.text()}' is no scale; type 100 for 1 : 100")
        return INCH_MM / dpi * scale, True

    # What is shown

    def _page_chosen(self, page: int) -> None:
        try:
            self.picture = self._read(page)
        except TrunklineError as problem:
            self._say(problem.sentence())
            self.go.setEnabled(False)
            return
        self._say("")
        self.go.setEnabled(True)
        self._show()

    def _show(self) -> None:
        image = QImage.fromData(self.picture.data)
        ratio = self.devicePixelRatioF()
        size = QSize(SHOWN_PX, SHOWN_PX) * ratio
        mode = Qt.TransformationMode.SmoothTransformation
        shown = QPixmap.fromImage(image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, mode))
        shown.setDevicePixelRatio(ratio)
        self.shown.setPixmap(shown)
        self.scale.setEnabled(self.picture.dpi is not None)

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setProperty("role", "error" if text else "")
        self.said.style().polish(self.said)
