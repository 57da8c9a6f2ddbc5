"""The ends of bridges: their notes stand clear of the roof and of the names of its edges."""

import math

import pytest
from msgspec.structs import replace
from shapely.geometry import Polygon

from designer.drawing.bridges import bridge_items
from designer.drawing.model import Text
from designer.drawing.roof import roof_items
from designer.drawing.shapes import turned
from designer.drawing.style import style_at, text_width_mm
from designer.io.examples import example_path
from designer.io.project import load_project
from tests.planned import example, plan_of_example

STYLE = style_at(50.0)


def ground(text: Text) -> Polygon:
    """What a text covers that stands on its middle."""
    half, up = text_width_mm(text.text, text.height_mm) / 2.0, text.height_mm / 2.0
    corners = ((-half, -up), (half, -up), (half, up), (-half, up))
    around = (turned(corner, text.rotation_deg) for corner in corners)
    return Polygon([(text.at[0] + x, text.at[1] + y) for x, y in around])


def notes(items) -> list[Text]:
    return [item for item in items if isinstance(item, Text)]


@pytest.mark.parametrize("name", ["gable", "hip"])
def test_notes_lie_outside_of_the_roof_and_off_the_names_of_its_edges(name: str) -> None:
    design, plan = example(name), plan_of_example(name)
    for surface, part in zip(design.surfaces, plan.surfaces, strict=True):
        outline = Polygon(surface.outline)
        labels = [one for one in notes(roof_items(surface, part, STYLE)) if one.owner == surface.id]
        for note in notes(bridge_items(design, surface, STYLE)):
            assert not ground(note).intersects(outline), note.text
            assert not any(ground(note).intersects(ground(label)) for label in labels), note.text


def test_a_note_runs_along_the_edge_that_its_bridge_leads_over() -> None:
    design = example("hip")
    (note, _) = notes(bridge_items(design, design.surfaces[0], STYLE))
    assert note.text == "G52 to East, 300 mm of cable"
    assert note.rotation_deg == pytest.approx(math.degrees(math.atan2(6798.0, -5500.0)) - 180.0, abs=0.1)


def test_a_bridge_that_ends_within_the_roof_has_its_note_above_it() -> None:
    design = load_project(example_path("gable"))
    bridge = replace(design.bridges[0], to_point=(5400.0, 2700.0))
    (note,) = notes(bridge_items(replace(design, bridges=(bridge,)), design.surfaces[0], STYLE))
    assert note.rotation_deg == 0.0
    assert note.at[0] == 5400.0
    assert note.at[1] > 2700.0
