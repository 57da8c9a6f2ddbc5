"""Drawings of other programs: each is read, or refused in one sentence, whole and damaged.

Those in `drawings` were drawn for these tests in LibreCAD 2.2, a roof with a part that stands out, a chimney,
a vent and a cable, and saved in three of its formats. Others lie in a folder beside the project, where it is
there.
"""

import io
import random
from collections.abc import Iterator
from pathlib import Path

import ezdxf
import pytest

from designer.core.errors import InputError, TrunklineError
from designer.core.geometry.sketch import Sketch, in_millimetres, layer_counts, size_of
from designer.core.model.validate import check_design
from designer.edit.edits.sketch_choices import Meaning, SketchChoices
from designer.edit.edits.sketch_surfaces import drawn_surfaces
from designer.edit.edits.sketching import Taken, take_sketch
from designer.edit.edits.starting import new_design
from designer.io.catalogs import bundled_catalog
from designer.io.dxf_sketch import dxf_sketch, read_dxf

OWN = Path(__file__).parent / "drawings"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "dxf"
CATALOG = bundled_catalog()

collected = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of collected DXF files is not here")


@pytest.mark.parametrize(("name", "unit"), [("r12", None), ("r2000", 1.0), ("r2007", 1.0)])
def test_a_roof_drawn_in_librecad_is_read_in_each_of_its_formats(name: str, unit: float | None) -> None:
    sketch = read_dxf(OWN / f"librecad-{name}.dxf")
    counts = {one.name.casefold(): (one.closed, one.open) for one in layer_counts(sketch)}
    assert counts == {"dachfläche": (1, 0), "kamin": (2, 1)}
    assert size_of(sketch.strokes) == pytest.approx((0.0, 0.0, 8_000.0, 5_200.0))
    assert (sketch.unit_mm, sketch.left_out) == (unit, ())


def test_a_roof_drawn_in_librecad_becomes_a_surface_with_its_obstacles() -> None:
    sketch = read_dxf(OWN / "librecad-r2007.dxf")
    meanings = {"Dachfläche": Meaning.SURFACE, "Kamin": Meaning.OBSTACLE}
    made = taken(sketch, meanings)
    (surface,) = made.design.surfaces
    assert len(surface.outline) == 6
    assert sorted(len(one.outline) > 8 for one in surface.obstacles) == [False, True]
    assert made.told == ("1 line on layer 'Kamin' left out: an obstacle is a block or a closed line",)


def taken(sketch: Sketch, meanings: dict[str, Meaning]) -> Taken:
    """A project with a drawing taken over, in mm where it does not say its unit."""
    choices = SketchChoices(name="drawing", meanings=meanings, true_lengths=True)
    made = take_sketch(new_design("house"), in_millimetres(sketch, sketch.unit_mm or 1.0), choices)
    check_design(made.design, CATALOG)
    return made


def refusal(data: bytes) -> str:
    """Why a drawing is refused, in one sentence; empty where it is read."""
    try:
        sketch = dxf_sketch(data)
    except InputError as error:
        return (
            error.sentence() if error.remedy and "\n" not in error.sentence() else f"no sentence: {error!r}"
        )
    assert sketch.strokes or sketch.writings
    return ""


@collected
def test_every_collected_file_is_read_or_refused_in_one_sentence() -> None:
    files = sorted(SHARED.iterdir())
    assert len(files) >= 31
    refusals = [words for file in files if (words := refusal(file.read_bytes()))]
    assert len(refusals) == 5
    assert not [words for words in refusals if words.startswith("no sentence")]


@collected
@pytest.mark.parametrize(
    ("meaning", "unit_mm"),
    [
        (Meaning.SURFACE, 1000.0),
        *(pytest.param(one, unit, marks=pytest.mark.long) for one in Meaning for unit in (None, 25.4)),
    ],
)
def test_whatever_their_layers_become_a_sound_project_or_a_sentence_comes_of_it(
    meaning: Meaning, unit_mm: float | None
) -> None:
    """Also in a unit that is none of theirs: small things become large ones."""
    refusals = []
    for file in sorted(SHARED.iterdir()):
        try:
            sketch = read_dxf(file, unit_mm)
            taken(sketch, dict.fromkeys(sketch.layers, meaning))
        except TrunklineError as error:
            refusals.append(error)
    assert all(error.remedy for error in refusals)


def test_a_face_that_would_cross_itself_without_its_small_corners_keeps_them() -> None:
    """The corner that is left beside a quarter of a circle: its end and the edge above make a sliver."""
    corner = [
        (1750, 1750),
        (1750, 0),
        (1024, 1419),
        (147.6, 1743.8),
        (29.56, 1749.75),
        (0, 1749.25),
        (0, 1750),
    ]
    made = ezdxf.new()
    made.modelspace().add_lwpolyline(corner, close=True, dxfattribs={"layer": "ROOF"})
    stream = io.StringIO()
    made.write(stream)
    sketch = dxf_sketch(stream.getvalue().encode())
    (face,) = drawn_surfaces(sketch, SketchChoices(name="x", meanings={"ROOF": Meaning.SURFACE})).surfaces
    assert face.area.is_valid
    assert face.area.area > 600_000.0


@collected
@pytest.mark.long
def test_damaged_ones_are_read_or_refused_in_one_sentence() -> None:
    for file in (*sorted(SHARED.iterdir()), *sorted(OWN.iterdir())):
        for number, damaged in enumerate(damages(file.read_bytes())):
            assert not refusal(damaged).startswith("no sentence"), (file.name, number)


def damages(data: bytes) -> Iterator[bytes]:
    """A file cut short, with bytes changed, with lines lost and put in; the same ones every time."""
    chance = random.Random(len(data))
    for _ in range(4):
        yield data[: chance.randrange(len(data))]
        changed = bytearray(data)
        for _ in range(8):
            changed[chance.randrange(len(data))] = chance.randrange(256)
        yield bytes(changed)
        lines = data.split(b"\n")
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        yield b"\n".join((*lines[:at], *lines[at + 1 :]))
        yield b"\n".join((*lines[:at], lines[other], *lines[at:]))
