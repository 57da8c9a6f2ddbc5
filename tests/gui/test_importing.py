"""File > Import in the window: each kind of file, what is asked, one step of history, what is seen."""

import io

import ezdxf
import pytest

from tests.conftest import QT_IS_HERE

if not QT_IS_HERE:
    pytest.skip("needs Qt", allow_module_level=True)

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from designer.drawing.layers import LayerName
from designer.drawing.scene import build_drawing
from designer.edit.edits.sketch_choices import Meaning
from designer.edit.view import SITE, ViewKind
from designer.export.dxf import dxf_bytes
from designer.gui.dialogs.import_changes import ImportChangesDialog
from designer.gui.dialogs.import_drawing import ImportDrawingDialog
from designer.gui.dialogs.import_picture import ImportPictureDialog
from designer.gui.dialogs.underlays import UnderlaysDialog
from designer.gui.reading import ReadingCancelledError
from tests.gui.conftest import wait_for_plan
from tests.gui.docks.hands import settle
from tests.gui.imported import house_dxf, photograph, with_photograph, with_plan


@pytest.fixture
def drawing(window, tmp_path) -> ImportDrawingDialog:
    dialog = window.importer.take(house_dxf(tmp_path))
    assert isinstance(dialog, ImportDrawingDialog)
    return dialog


def row_of(dialog: ImportDrawingDialog, layer: str) -> int:
    return next(row for row in range(dialog.model.rowCount()) if dialog.model.key(row) == layer)


def test_a_drawing_is_underlay_at_first_but_what_is_switched_off(window, drawing) -> None:
    assert drawing.meanings == {
        "ROOF": Meaning.UNDERLAY,
        "DORMER": Meaning.UNDERLAY,
        "NOTES": Meaning.UNDERLAY,
        "FURNITURE": Meaning.NOTHING,
    }
    assert drawing.extent.text() == "9 × 8 m"
    assert not drawing.tilt.isEnabled()
    drawing.go.click()
    settle()
    assert [one.name for one in window.workspace.design.underlays] == [
        "house.dxf: ROOF",
        "house.dxf: DORMER",
        "house.dxf: NOTES",
    ]
    assert window.workspace.session.undo_name == "Import house.dxf"
    assert window.workspace.editor.view == SITE


def test_selected_layers_become_surfaces_and_obstacles_in_one_step(window, drawing) -> None:
    for layer, meaning in (("ROOF", Meaning.SURFACE), ("DORMER", Meaning.OBSTACLE)):
        drawing.table.selectRow(row_of(drawing, layer))
        drawing.buttons[meaning].click()
    drawing.tilt.setText("60")
    drawing.go.click()
    settle()
    first, second = window.workspace.design.surfaces
    assert first.outline[2] == pytest.approx((9_000.0, 8_000.0))
    assert (len(first.obstacles), second.azimuth_deg) == (1, pytest.approx(0.0))
    assert window.workspace.editor.view.surface == first.id
    window.workspace.session.undo()
    assert window.workspace.design.surfaces == ()
    assert window.workspace.design.underlays == ()


def test_a_large_drawing_whose_reading_is_cancelled_changes_nothing(window, tmp_path, monkeypatch) -> None:
    def cancelled(*_: object) -> None:
        raise ReadingCancelledError

    monkeypatch.setattr("designer.gui.importing.read_aside", cancelled)
    before = window.workspace.design
    assert window.importer.take(house_dxf(tmp_path)) is None
    assert window.workspace.design is before


def test_a_drawing_is_read_once_where_its_unit_is_that_of_the_file(window, tmp_path, monkeypatch) -> None:
    read = []

    def aside(work, words, _):
        read.append(words)
        return work()

    monkeypatch.setattr("designer.gui.importing.read_aside", aside)
    window.importer.take(house_dxf(tmp_path)).go.click()
    settle()
    assert read == ["Reading house.dxf …"]
    assert window.workspace.design.underlays


def test_the_unit_is_asked_for(window, tmp_path) -> None:
    dialog = window.importer.take(house_dxf(tmp_path, units=0))
    assert isinstance(dialog, ImportDrawingDialog)
    assert not dialog.go.isEnabled()
    assert dialog.said.text() == "Choose the unit: the file does not say it."
    dialog.unit.setCurrentText("Feet")
    assert dialog.extent.text() == "2.743 × 2.438 m"
    dialog.go.click()
    line = window.workspace.design.underlays[0].lines[0]
    assert line.points[2] == pytest.approx((9 * 304.8, 4 * 304.8))


@pytest.mark.parametrize(
    ("tilt", "azimuth", "words"),
    [("steep", "", "'steep' is no tilt"), ("95", "", "'95' is no tilt"), ("10", "up", "'up' is no azimuth")],
)
def test_an_angle_that_is_none_is_said_in_the_dialog(window, drawing, tilt, azimuth, words) -> None:
    drawing.set_meaning(Meaning.SURFACE)
    drawing.tilt.setText(tilt)
    drawing.azimuth.setText(azimuth)
    drawing.go.click()
    assert words in drawing.said.text()
    assert window.workspace.design.surfaces == ()


def test_what_cannot_be_taken_over_is_said_and_changes_nothing(window, drawing) -> None:
    drawing.set_meaning(Meaning.WATER)
    drawing.go.click()
    assert "obstacles and water lines lie on nothing" in drawing.said.text()
    assert window.workspace.session.undo_name is None


def test_a_file_that_cannot_be_read_is_told_once(window, voice, tmp_path) -> None:
    for name, words in (
        ("a.dxf", "it is no DXF drawing"),
        ("a.png", "it is no picture"),
        ("a.pdf", "no PDF"),
    ):
        (tmp_path / name).write_bytes(b"hello")
        assert window.importer.take(tmp_path / name) is None
        assert words in voice.told.pop()
    assert voice.told == []


def test_a_picture_lies_on_the_surface_looked_at_and_its_scale_is_asked_for(window, tmp_path, qtbot) -> None:
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    file = tmp_path / "roof.png"
    file.write_bytes(photograph())
    dialog = window.importer.take(file)
    assert isinstance(dialog, ImportPictureDialog)
    surface = window.workspace.design.surfaces[0]
    assert dialog.place.currentText() == f"On {surface.name}, in true lengths"
    dialog.go.click()
    (picture,) = window.workspace.design.pictures
    assert (picture.surface, picture.data) == (surface.id, photograph())
    assert window.workspace.editor.command.name == "underlay-scale"


def test_a_scan_with_a_scale_on_paper_is_put_down_to_scale(window, tmp_path) -> None:
    from PIL import Image

    file = tmp_path / "plan.png"
    Image.new("L", (2000, 1000), 200).save(file, dpi=(254, 254))
    dialog = window.importer.take(file)
    assert isinstance(dialog, ImportPictureDialog)
    dialog.scale.setText("a hundred")
    dialog.go.click()
    assert "is no scale" in dialog.said.text()
    dialog.scale.setText("1:1.000")
    dialog.go.click()
    assert dialog.said.text() == "'1.000' may be 1 or 1000; write 1000 or 1."
    dialog.scale.setText("1 : 100")
    dialog.go.click()
    (picture,) = window.workspace.design.pictures
    assert picture.places[2] == pytest.approx((20_000.0, 10_000.0), rel=1e-3)
    assert window.workspace.editor.view == SITE
    assert window.workspace.editor.command.name == "select"


def edited(window, folder):
    """The drawing of the open project in which a CAD has moved one module and deleted another."""
    space = window.workspace
    content = dxf_bytes(build_drawing(space.design, space.plan, space.catalog)).decode()
    document = ezdxf.read(io.StringIO(content))
    blocks = [one for one in document.modelspace().query("INSERT") if one.dxf.name.startswith("PV_MODULE")]
    document.modelspace().delete_entity(blocks[0])
    blocks[1].translate(0.0, 1900.0, 0.0)
    file = folder / "edited.dxf"
    document.saveas(file)
    return file


def test_changes_made_in_a_cad_are_shown_and_taken_over_as_ticked(window, tmp_path, qtbot) -> None:
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    before = window.workspace.design
    dialog = window.importer.take(edited(window, tmp_path))
    assert isinstance(dialog, ImportChangesDialog)
    texts = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert texts == ["East: 1 module taken out (M6)", "East: 1 module moved 1900 mm up (M7)"]
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.go.click()
    settle()
    after = window.workspace.design
    assert sum(len(row.modules) for row in after.rows) == sum(len(row.modules) for row in before.rows) - 1
    assert window.workspace.session.undo_name == "Take over edited.dxf"
    window.workspace.session.undo()
    assert window.workspace.design is before


def test_a_drawing_without_changes_can_be_imported_like_any_other(window, tmp_path, qtbot) -> None:
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    space = window.workspace
    file = tmp_path / "same.dxf"
    file.write_bytes(dxf_bytes(build_drawing(space.design, space.plan, space.catalog)))
    dialog = window.importer.take(file)
    assert isinstance(dialog, ImportChangesDialog)
    assert dialog.said.text().startswith("Nothing was changed")
    assert not dialog.go.isEnabled()
    dialog.other.click()
    assert window.findChild(ImportDrawingDialog) is not None


def colours(window, places):
    image = window.canvas.image()
    ratio = image.devicePixelRatio()
    found = []
    for place in places:
        pixel = window.canvas.viewport.to_px(place) * ratio
        found.append(QColor(image.pixel(round(pixel.x()), round(pixel.y()))))
    return found


def test_a_picture_is_seen_below_the_roof_and_not_with_its_layer_hidden(window, qtbot) -> None:
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    window.workspace.edit("Import", with_photograph, window.workspace.design.surfaces[0].id)
    wait_for_plan(qtbot, window)
    window.canvas.navigator.zoom_extents()
    roof = (4_500.0, 4_300.0)  # between the rows, on the red of the photograph
    (seen,) = colours(window, [roof])
    assert seen.red() > seen.blue() + 40
    window.workspace.set_hidden_layers({LayerName.UNDERLAY})
    (hidden,) = colours(window, [roof])
    assert abs(hidden.red() - hidden.blue()) < 12


def test_lines_on_the_site_plan_are_seen_and_zoomed_to_in_an_empty_project(window, qtbot) -> None:
    window.workspace.edit("Import", with_plan)
    wait_for_plan(qtbot, window)
    assert window.workspace.editor.view.kind is ViewKind.SITE
    x0, y0, x1, y1 = window.canvas.viewport.seen()
    assert x0 < 0.0 < 9_000.0 < x1
    assert y0 < 0.0 < 6_000.0 < y1
    on_line, beside = colours(window, [(4_500.0, 3_000.0), (4_450.0, 1_300.0)])
    assert on_line.lightness() < beside.lightness() - 40


@pytest.fixture
def underlays(window) -> UnderlaysDialog:
    window.workspace.edit("Import", with_plan)
    window.workspace.edit("Import", with_photograph, "")
    dialog = window.show_underlays()
    assert isinstance(dialog, UnderlaysDialog)
    return dialog


def test_underlays_are_listed_uppermost_first_shown_hidden_paled_and_removed(window, underlays) -> None:
    names = [underlays.model.index(row, 1).data() for row in range(underlays.model.rowCount())]
    assert names == ["plan.dxf: RIDGE", "plan.dxf: WALLS", "roof.png"]
    underlays.toggle(underlays.model.key(0))
    assert [one.shown for one in window.workspace.design.underlays] == [True, False]
    underlays.table.selectRow(2)
    underlays.set_opacity(30)
    assert window.workspace.design.pictures[0].opacity == 0.3
    underlays.buttons["Remove"].click()
    assert window.workspace.design.pictures == ()
    assert window.workspace.session.undo_name == "Remove underlay"


def test_a_tool_is_started_where_the_selected_underlay_lies(window, underlays) -> None:
    underlays.table.selectRow(2)
    underlays.buttons["Straighten…"].click()
    assert window.workspace.editor.command.name == "straighten"
    assert window.workspace.editor.view == SITE
