"""What is imported and traced: the dialogs, and the tools for underlays in mid-gesture."""

import io

import ezdxf
from PySide6.QtWidgets import QWidget

from designer.drawing.scene import build_drawing
from designer.edit.edits.sketch_choices import Meaning
from designer.edit.edits.starting import new_design
from designer.edit.view import SITE
from designer.export.dxf import dxf_bytes
from designer.gui.dialogs.import_drawing import ImportDrawingDialog
from designer.gui.dialogs.underlays import UnderlaysDialog
from tests.gui.imported import house_dxf, photograph, with_photograph, with_plan
from tests.gui.pictures.registry import scene, tool
from tests.gui.pictures.studio import Studio


def _photograph(studio: Studio, *lines: str) -> None:
    studio.open("gable")
    studio.space.edit("Import", with_photograph, studio.design.surfaces[0].id)
    studio.settle()
    studio.lines(*lines)


@tool("underlay-scale")
def _(studio: Studio) -> None:
    _photograph(studio, "US")
    studio.click((2400.0, 2000.0))
    studio.move((8000.0, 2400.0))


@tool("underlay-scale")
def length(studio: Studio) -> None:
    _photograph(studio, "US")
    studio.click((2400.0, 2000.0), (8000.0, 2400.0))


@tool("underlay-move")
def _(studio: Studio) -> None:
    _photograph(studio, "UM")
    studio.click((2400.0, 2000.0))
    studio.move((1000.0, 300.0))


@tool("straighten")
def _(studio: Studio) -> None:
    _photograph(studio, "ST")
    studio.click((2400.0, 2000.0), (9800.0, 2800.0), (9400.0, 5000.0))
    studio.move((3600.0, 5200.0))


def _plan(studio: Studio, *lines: str) -> None:
    studio.new()
    studio.space.replace_project(with_plan(new_design("House 7")))
    studio.editor.look(SITE)
    studio.settle()
    studio.lines(*lines)


@tool("surface")
def traced(studio: Studio) -> None:
    _plan(studio, "S")
    studio.click((0.0, 0.0), (9000.0, 0.0))
    studio.move((8950.0, 2950.0))


@scene
def underlay_on_the_site_plan(studio: Studio) -> None:
    _plan(studio)


@scene
def underlays(studio: Studio) -> QWidget:
    _photograph(studio)
    studio.space.edit("Import", with_plan)
    dialog = studio.window.show_underlays()
    assert isinstance(dialog, UnderlaysDialog)
    studio.settle()
    dialog.table.selectRow(0)
    return dialog


@scene
def import_drawing(studio: Studio) -> QWidget:
    studio.new()
    dialog = studio.window.importer.take(house_dxf(studio.folder))
    assert isinstance(dialog, ImportDrawingDialog)
    dialog.meanings.update({"ROOF": Meaning.SURFACE, "DORMER": Meaning.OBSTACLE})
    dialog.refresh()
    return dialog


@scene
def import_drawing_without_unit(studio: Studio) -> QWidget:
    studio.new()
    dialog = studio.window.importer.take(house_dxf(studio.folder, units=0))
    assert dialog is not None
    return dialog


@scene
def import_picture(studio: Studio) -> QWidget:
    studio.open("gable")
    file = studio.folder / "roof.png"
    file.write_bytes(photograph())
    dialog = studio.window.importer.take(file)
    assert dialog is not None
    return dialog


@scene
def import_changes(studio: Studio) -> QWidget:
    studio.open("gable")
    design, plan, catalog = studio.design, studio.plan, studio.space.catalog
    text = dxf_bytes(build_drawing(design, plan, catalog)).decode()
    file = studio.folder / "edited.dxf"
    file.write_bytes(_moved(text, 2).encode())
    dialog = studio.window.importer.take(file)
    assert dialog is not None
    return dialog


def _moved(text: str, count: int) -> str:
    """A drawing in which a few modules were moved up by 1.9 m."""
    document = ezdxf.read(io.StringIO(text))
    blocks = [one for one in document.modelspace().query("INSERT") if one.dxf.name.startswith("PV_MODULE")]
    for block in blocks[:count]:
        block.translate(0.0, 1900.0, 0.0)
    stream = io.StringIO()
    document.write(stream)
    return stream.getvalue()
