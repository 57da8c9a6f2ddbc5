"""Layers of a drawing as underlays: on the site plan, or around each surface where lengths are true."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from msgspec.structs import replace

from designer.core.geometry.axes import Point, Rect
from designer.core.geometry.rings import rounded_points
from designer.core.geometry.sketch import Sketch, Stroke, Writing
from designer.core.model.design import Design
from designer.core.model.underlay import Underlay, UnderlayLine, UnderlayText
from designer.core.units import TOLERANCE_MM, rounded
from designer.edit.edits.numbering import UNDERLAY, Numberer
from designer.edit.edits.outlines import committed_point
from designer.edit.edits.sketch_choices import Meaning, SketchChoices

AROUND_MM = 2000.0
"""How far around a surface an underlay in true lengths is taken along."""

LONGEST_NAME = 120

Put = Callable[[Point], Point]


def with_underlays(
    design: Design,
    sketch: Sketch,
    choices: SketchChoices,
    *,
    surface: str = "",
    moved: Point = (0.0, 0.0),
    within: Rect | None = None,
) -> Design:
    """The Design with an underlay for each layer that means one, moved, and cut to the lines near a rectangle
    of the drawing. Layers without anything there are left out.
    """
    numbers = Numberer(design)
    made = []
    for layer in sketch.layers:
        if choices.meaning(layer) is Meaning.UNDERLAY:
            lines = tuple(_lines(_on(sketch.strokes, layer, within), moved))
            texts = tuple(_texts((one for one in sketch.writings if one.layer == layer), moved, within))
            if lines or texts:
                name = f"{choices.name}: {layer}"[:LONGEST_NAME]
                made.append(
                    Underlay(id=numbers.new(UNDERLAY), name=name, surface=surface, lines=lines, texts=texts)
                )
    return numbers.stamped(replace(design, underlays=(*design.underlays, *made)))


def _on(strokes: Iterable[Stroke], layer: str, within: Rect | None) -> Iterator[Stroke]:
    for stroke in strokes:
        if stroke.layer == layer and (within is None or _meets(stroke, within)):
            yield stroke


def _meets(stroke: Stroke, rect: Rect) -> bool:
    low, high = stroke.points[:, :2].min(axis=0), stroke.points[:, :2].max(axis=0)
    return bool(
        low[0] <= rect[2] + AROUND_MM
        and high[0] >= rect[0] - AROUND_MM
        and low[1] <= rect[3] + AROUND_MM
        and high[1] >= rect[1] - AROUND_MM
    )


def _lines(strokes: Iterable[Stroke], moved: Point) -> Iterator[UnderlayLine]:
    for stroke in strokes:
        flat = stroke.points[:, :2] + moved
        steps = np.abs(np.diff(flat, axis=0)).max(axis=1)
        kept = flat[np.append(True, steps >= TOLERANCE_MM)]
        points = rounded_points(kept.tolist())
        if len(points) > 1:
            yield UnderlayLine(points=points, closed=stroke.closed and len(points) > 2)


def _texts(writings: Iterable[Writing], moved: Point, within: Rect | None) -> Iterator[UnderlayText]:
    for one in writings:
        x, y = one.at
        if within is not None and not (
            within[0] - AROUND_MM <= x <= within[2] + AROUND_MM
            and within[1] - AROUND_MM <= y <= within[3] + AROUND_MM
        ):
            continue
        height = rounded(one.height)
        if height > 0.0:
            yield UnderlayText(
                at=committed_point((x + moved[0], y + moved[1])),
                text=one.text,
                height_mm=height,
                rotation_deg=round(one.rotation_deg, 6),
            )
