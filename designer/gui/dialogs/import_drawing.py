"""The dialog for drawings and points: what each layer becomes, the unit, the slope, and a preview."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from designer.core.errors import TrunklineError
from designer.core.geometry.left_out import left_out_words
from designer.core.geometry.sketch import LayerCount, Sketch, in_millimetres, layer_counts, size_of
from designer.core.units import UNITS_MM
from designer.edit.edits.sketch_choices import Meaning, SketchChoices
from designer.edit.edits.sketching import take_sketch
from designer.edit.figures import counted
from designer.edit.tools.values import angle_or_none, bearing_or_none
from designer.gui.dialogs.sketch_preview import SketchPreview, swatch
from designer.gui.forms.plain import PlainLabel
from designer.gui.reading import ReadingCancelledError
from designer.gui.screen_room import open_with
from designer.gui.tables.column import Column
from designer.gui.tables.model import RowModel
from designer.gui.tables.view import TableView
from designer.gui.workspace import Workspace

UNITS = {"Millimetres": "mm", "Centimetres": "cm", "Metres": "m", "Inches": "in", "Feet": "ft"}
CHOOSE_UNIT = "Choose the unit: the file does not say it"
SHARES = {
    Meaning.SURFACE: "Surface",
    Meaning.OBSTACLE: "Obstacle",
    Meaning.WATER: "Water line",
    Meaning.UNDERLAY: "Underlay",
    Meaning.NOTHING: "Nothing",
}
STEEPEST_DEG = 85.0


class LayerLine(Struct, frozen=True):
    """A layer and what it becomes."""

    count: LayerCount
    meaning: Meaning


def _holds(line: LayerLine) -> str:
    one = line.count
    lines = ((one.closed, "closed"), (one.open, "open"))
    things = ((one.blocks, "block"), (one.texts, "text"))
    counts = (
        *(f"{count} {kind}" for count, kind in lines if count),
        *(counted(count, noun) for count, noun in things if count),
    )
    return ", ".join(counts)


_COLUMNS = (
    Column[LayerLine](
        title="Layer",
        text=lambda line: line.count.name,
        swatch=lambda line: swatch(line.meaning),
        tip=lambda line: f"{line.count.name}{': switched off in the drawing' if line.count.hidden else ''}",
        wide=True,
    ),
    Column[LayerLine](title="Holds", text=_holds, hint="Closed and open lines, blocks, texts"),
    Column[LayerLine](title="Becomes", text=lambda line: SHARES[line.meaning]),
)


class ImportDrawingDialog(QDialog):
    """Beside the drawing; nothing is changed before Import, and that is one step of the history."""

    imported = Signal(int)
    """How many surfaces were added."""

    def __init__(
        self,
        workspace: Workspace,
        name: str,
        read: Callable[[float | None], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._name, self._read = workspace, name, read
        self.sketch = self._read_as(None)
        self.meanings = _first_meanings(self.sketch)
        self.setWindowTitle(f"Import {name}")
        self.model = RowModel(_COLUMNS, lambda line: line.count.name, dim=lambda line: line.count.hidden)
        self.table = TableView(self.model, "Layers of the drawing", self)
        self.preview = SketchPreview()
        self.unit = QComboBox()
        self.extent = PlainLabel("")
        self.drawn = QComboBox()
        self.tilt, self.azimuth = QLineEdit("0"), QLineEdit("")
        self.said = PlainLabel("")
        self._fill_fields()
        self._lay_out()
        self.preview.set_sketch(self.sketch)
        self.refresh()
        self._unit_chosen()
        self.go.setFocus()  # Enter imports; in the table it would open a row
        open_with(self, 980, 600)

    def _read_as(self, unit_mm: float | None) -> Sketch:
        sketch = self._read(unit_mm)
        assert isinstance(sketch, Sketch)
        return sketch

    def _fill_fields(self) -> None:
        self.unit.setAccessibleName("Unit of the drawing")
        known = next((words for words, unit in UNITS.items() if UNITS_MM[unit] == self.sketch.unit_mm), "")
        if not known:
            told = self.sketch.unit_mm
            self.unit.addItem(f"As the file says ({told:g} mm)" if told else "Choose …", told)
        for words, unit in UNITS.items():
            self.unit.addItem(words, UNITS_MM[unit])
        if known:
            self.unit.setCurrentText(known)
        self.unit.currentIndexChanged.connect(self._unit_chosen)
        self.drawn.setAccessibleName("How surfaces are drawn")
        self.drawn.addItem("As seen from above", False)
        self.drawn.addItem("In true lengths, as they lie", True)
        self.tilt.setAccessibleName("Tilt of the surfaces")
        self.azimuth.setAccessibleName("Azimuth of the surfaces")
        self.azimuth.setPlaceholderText("from the eaves")
        self.said.setWordWrap(True)
        policy = self.said.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # else all above it jumps when there is nothing left to say
        self.said.setSizePolicy(policy)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        unit = QHBoxLayout()
        unit.setSpacing(10)
        unit.addWidget(self.unit)
        unit.addWidget(self.extent, 1)
        form.addRow("Unit", unit)
        form.addRow("Surfaces", self.drawn)
        slope = QHBoxLayout()
        slope.setSpacing(10)
        slope.addWidget(self.tilt)
        slope.addWidget(PlainLabel("°    Azimuth"))
        slope.addWidget(self.azimuth)
        form.addRow("Tilt", slope)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.table, 1)
        left.addLayout(self._meaning_buttons())
        left.addLayout(form)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addLayout(left, 1)
        body.addWidget(self.preview, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(body, 1)
        layout.addWidget(self.said)
        layout.addWidget(self._foot())

    def _meaning_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(PlainLabel("Selected become"))
        self.buttons: dict[Meaning, QPushButton] = {}
        for meaning, words in SHARES.items():
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, meaning=meaning: self.set_meaning(meaning))
            self.buttons[meaning] = button
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _foot(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = QPushButton("Import")
        self.go.setDefault(True)
        self.go.clicked.connect(self.import_it)
        box.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        box.rejected.connect(self.close)
        return box

    # What a person does

    def set_meaning(self, meaning: Meaning) -> None:
        """Say what the selected layers become; all where none is selected."""
        chosen = self.table.selected_keys() or frozenset(line.name for line in layer_counts(self.sketch))
        self.meanings.update(dict.fromkeys(chosen, meaning))
        self.refresh()

    def import_it(self) -> None:
        """Take the drawing over; what hinders it is said here."""
        try:
            unit_mm = self.unit.currentData()
            sketch = self.sketch if unit_mm == self.sketch.unit_mm else self._read_as(unit_mm)
            choices = self._choices()
            taken = take_sketch(self._workspace.design, in_millimetres(sketch, unit_mm), choices)
        except ReadingCancelledError:
            return
        except (TrunklineError, ValueError) as problem:
            self._say(problem.sentence() if isinstance(problem, TrunklineError) else f"{problem}.")
            return
        before = len(self._workspace.design.surfaces)
        if not self._workspace.edit(f"Import {self._name}", lambda _: taken.design):
            self._say(self._workspace.editor.message)
            return
        told = [*(f"{words} left out" for words in left_out_words(sketch.left_out)), *taken.told]
        self._workspace.said.emit("; ".join(told) or f"Imported {self._name}")
        self.imported.emit(len(self._workspace.design.surfaces) - before)
        self.close()

    def _choices(self) -> SketchChoices:
        """The answers. ValueError, with a sentence, where an angle is none."""
        tilt = angle_or_none(self.tilt.text() or "0")
        if tilt is None or not 0.0 <= tilt <= STEEPEST_DEG:
            raise ValueError(f"'{self.tilt.text()}' is no tilt; type one from 0 to {STEEPEST_DEG:g}")
        text = self.azimuth.text().strip()
        azimuth = bearing_or_none(text) if text else None
        if text and azimuth is None:
            raise ValueError(f"'{text}' is no azimuth; type degrees or a bearing such as SW")
        return SketchChoices(
            name=self._name,
            meanings=self.meanings,
            true_lengths=bool(self.drawn.currentData()),
            tilt_deg=tilt,
            azimuth_deg=azimuth,
        )

    # What is shown

    def refresh(self) -> None:
        """Show what the layers become."""
        counts = layer_counts(self.sketch)
        self.model.set_rows([LayerLine(one, self.meanings[one.name]) for one in counts])
        self.preview.set_meanings(self.meanings)
        has_surfaces = Meaning.SURFACE in self.meanings.values()
        for field in (self.drawn, self.tilt, self.azimuth):
            field.setEnabled(has_surfaces)

    def _unit_chosen(self) -> None:
        unit_mm = self.unit.currentData()
        self.go.setEnabled(unit_mm is not None)
        bounds = size_of(self.sketch.strokes)
        if unit_mm is None:
            self._say(CHOOSE_UNIT + ".")
            self.extent.setText("")
            return
        self._say("")
        if bounds is not None:
            wide, high = ((bounds[two] - bounds[one]) * unit_mm / 1000.0 for one, two in ((0, 2), (1, 3)))
            self.extent.setText(f"{wide:,.4g} × {high:,.4g} m")

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self.said.setProperty("role", "error" if text and not text.startswith(CHOOSE_UNIT) else "muted")
        self.said.style().polish(self.said)


def _first_meanings(sketch: Sketch) -> dict[str, Meaning]:
    """As the file says, else all that is switched on is underlay."""
    return {
        layer: Meaning.NOTHING
        if layer in sketch.hidden
        else Meaning(sketch.meanings.get(layer, Meaning.UNDERLAY))
        for layer in sketch.layers
    }
