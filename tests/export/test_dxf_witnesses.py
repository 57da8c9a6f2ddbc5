"""The DXF before other programs: GDAL counts what is in it, LibreCAD prints it and moves its dimensions."""

import json
import shutil
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path

import ezdxf
import numpy as np
import pytest
from ezdxf.document import Drawing as Document

from designer.core.model.plan import Plan
from designer.core.planning import derive
from designer.drawing.model import Drawing
from designer.export.dxf import VERSIONS, dxf_bytes
from designer.export.papers import Work, sheet_set
from designer.io.catalogs import bundled_catalog
from designer.io.examples import example_names, example_path
from designer.io.project import load_project
from tests.export.librecad_by_hand import missing, opened
from tests.export.librecad_prints import (
    MM_PER_INCH,
    dark_pixels,
    needs_librecad,
    page_size_mm,
    printed_by_librecad,
)

OGR2OGR = shutil.which("ogr2ogr")
needs_gdal = pytest.mark.skipif(OGR2OGR is None, reason="GDAL (ogr2ogr) is not installed")
BY = (1000.0, 500.0)


@cache
def planned(name: str) -> Plan:
    return derive(load_project(example_path(name)), bundled_catalog())


@cache
def drawn(name: str) -> Drawing:
    work = Work(
        design=load_project(example_path(name)),
        plan=planned(name),
        catalog=bundled_catalog(),
        date="2026-05-04",
    )
    return sheet_set(work)


def written(name: str, folder: Path, version: str = VERSIONS[0]) -> Path:
    file = folder / f"{name}.dxf"
    file.write_bytes(dxf_bytes(drawn(name), version))
    return file


def counted_by_gdal(file: Path) -> Counter[str]:
    """Blocks in model space by the second part of their names, as GDAL finds them."""
    out = file.with_suffix(".json")
    subprocess.run(
        [
            str(OGR2OGR),
            "--config",
            "DXF_INLINE_BLOCKS",
            "FALSE",
            "-f",
            "GeoJSON",
            str(out),
            str(file),
            "entities",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    found = (one["properties"] for one in json.loads(out.read_text(encoding="utf-8"))["features"])
    return Counter(
        str(one["BlockName"]).split("_")[1]
        for one in found
        if one.get("BlockName") and not one.get("PaperSpace")
    )


@needs_gdal
@pytest.mark.parametrize("version", VERSIONS)
def test_gdal_finds_every_module_inverter_and_drop_once(version: str, tmp_path: Path) -> None:
    compare_with_gdal("gable", version, tmp_path)


@pytest.mark.long
@needs_gdal
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", [name for name in example_names() if name != "gable"])
def test_gdal_finds_those_of_the_other_examples(name: str, version: str, tmp_path: Path) -> None:
    compare_with_gdal(name, version, tmp_path)


def compare_with_gdal(name: str, version: str, folder: Path) -> None:
    plan, found = planned(name), counted_by_gdal(written(name, folder, version))
    assert found["MODULE"] == len(plan.modules) > 0
    assert found["INVERTER"] == len(plan.inverters) > 0
    assert found["DROP"] == len(plan.drops) > 0
    bars = sum(len(rail.bars) for rail in plan.rails)
    assert found["PIECE"] == bars + len(plan.pieces)


def ink(data: bytes, dpi: float = 50.8) -> tuple[float, float, float, float]:
    """What is printed of the page, mm from its lower left."""
    rows, columns = np.nonzero(dark_pixels(data, dpi))
    edges = columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
    x0, y0, x1, y1 = (edge * MM_PER_INCH / dpi for edge in edges)
    return x0, y0, x1, y1


@needs_librecad
def test_librecad_prints_the_drawing_whole_on_its_sheet(tmp_path: Path) -> None:
    compare_with_print("gable", tmp_path)


@pytest.mark.long
@needs_librecad
@pytest.mark.parametrize("name", [name for name in example_names() if name != "gable"])
def test_librecad_prints_the_other_examples_whole(name: str, tmp_path: Path) -> None:
    compare_with_print(name, tmp_path)


def compare_with_print(name: str, folder: Path) -> None:
    sheet = drawn(name).sheet
    data = printed_by_librecad(written(name, folder))
    assert page_size_mm(data) == pytest.approx((sheet.width_mm, sheet.height_mm), abs=0.5)
    x0, y0, x1, y1 = ink(data)
    assert (x0, y0) == pytest.approx((10.0, 10.0), abs=1.0), "the frame, and nothing beyond it"
    assert (x1, y1) == pytest.approx((sheet.width_mm - 10.0, sheet.height_mm - 10.0), abs=1.0)


@pytest.mark.long
@pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}")
def test_a_dimension_moved_in_librecad_keeps_text_and_arrows(tmp_path: Path) -> None:
    """All is selected and moved on LibreCAD's command line, the file saved and read again."""
    file = written("gable", tmp_path)
    before = dimensions(ezdxf.readfile(file))
    with opened(file) as hands:
        hands.say("sa", wait=2.0)
        hands.say("mv")
        hands.say("0,0")
        hands.say(f"{BY[0]:g},{BY[1]:g}", wait=2.0)
        hands.keys("Return", wait=3.0)
        hands.keys("ctrl+s", wait=8.0)
    after = dimensions(ezdxf.readfile(file))
    assert len(after) == len(before) > 20
    for one, other in zip(before, after, strict=True):
        assert other["places"] == [pytest.approx((x + BY[0], y + BY[1])) for x, y in one["places"]]
        assert other["said"] == one["said"], "the text that is written over the figure"
        assert other["figure"] == one["figure"], "what is to be read"
        assert other["measured"] == pytest.approx(one["measured"])
        assert other["lines"] >= 3, "the line and both ticks"


def dimensions(document: Document) -> list[dict]:
    """What each dimension measures and shows."""
    found = []
    for one in document.modelspace().query("DIMENSION"):
        picture = one.get_geometry_block()
        (text,) = [
            part.plain_text() if part.dxftype() == "MTEXT" else part.dxf.text
            for part in picture.query("TEXT MTEXT")
        ]
        found.append(
            {
                "places": [(place.x, place.y) for place in (one.dxf.defpoint2, one.dxf.defpoint3)],
                "said": one.dxf.text.replace("<>", "") and one.dxf.text,
                "figure": text.strip(),
                "measured": one.get_measurement(),
                "lines": len(picture.query("LINE LWPOLYLINE")),
            }
        )
    return found
