"""Imported drawings look as LibreCAD prints them: every line of ours is there, but where LibreCAD is wrong.

Texts are not counted: the letters are of other fonts, and hatches are areas there, outlines here.
"""

from pathlib import Path

import pytest

from tests.export.librecad_prints import needs_librecad
from tests.io.librecad_pictures import OWN, SHARED, compared

REFUSED = {
    "examples_dxf_Minimal_DXF_AC1009.dxf",
    "examples_xref_sphere.dxf",
    "exploration_acis_torus_r2007.dxf",
    "integration_tests_data_layout_missing_block_definition.dxf",
    "integration_tests_data_r2000_blocks_with_no_names.dxf",
}
"""Without anything that can be imported."""

LEAST_LINES = {
    "examples_dxf_acad_table_simple.dxf": 0.0,
    "integration_tests_data_POLI-ALL210_12.DXF": 0.4,
    "integration_tests_data_issue_1359_2.dxf": 0.95,
    "examples_dxf_insert_bricscad_level_1.dxf": 0.95,
}
"""LibreCAD leaves out tables, does not turn polylines by their extrusion (GDAL finds our extents) and draws
arcs of polylines as few straight parts.
"""

OTHER_THINGS = {
    "examples_dxf_hatch_text_box_in_hole.dxf",
    "examples_dxf_hatches_2.dxf",
    "integration_tests_data_POLI-ALL210_12.DXF",
}
"""Where LibreCAD fills areas, or draws the edges of hatches wrongly."""

TEXTS = (
    "text",
    "columns",
    "duplicate_handles",
    "viewport_frozen_layers",
    "bin_dxf_r2000",
)
"""Drawings of texts, or with dimensions that LibreCAD draws anew."""


def _files(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.iterdir()) if file.name not in REFUSED] if folder.is_dir() else []


@needs_librecad
def test_a_drawing_made_in_librecad_looks_as_it_does_there(tmp_path: Path) -> None:
    look_alike(OWN / "librecad-r2007.dxf", tmp_path)


@pytest.mark.long
@needs_librecad
@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of collected DXF files is not here")
@pytest.mark.parametrize("file", [*_files(SHARED), *_files(OWN)], ids=lambda file: file.name)
def test_every_drawing_that_is_imported_looks_as_in_librecad(file: Path, tmp_path: Path) -> None:
    look_alike(file, tmp_path)


def look_alike(file: Path, folder: Path) -> None:
    found = compared(file, folder)
    assert found.ours.any()
    assert found.lines_in_theirs >= LEAST_LINES.get(file.name, 0.995)
    if file.name not in OTHER_THINGS and not any(word in file.name for word in TEXTS):
        assert found.theirs_in_ours >= 0.97, "nothing of theirs is missing in ours"
