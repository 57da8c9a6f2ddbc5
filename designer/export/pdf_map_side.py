"""The column beside the plan: compass, site key, branches and marks."""

import math
from collections.abc import Sequence

import numpy as np

from designer.core.geometry.axes import Point, Rect
from designer.core.geometry.unfold import RoofFrame
from designer.core.model.design import Design, Surface
from designer.core.model.plan import BranchPlan
from designer.drawing.palette import BranchInk
from designer.export.pdf_canvas import INK, SOFT, WHITE, Paper, TextStyle
from designer.export.pdf_map_plan import PORT_RADIUS_MM, TRUNK_MM
from designer.export.pdf_map_rects import bounds
from designer.export.pdf_map_view import Fields

_TITLE = TextStyle(7, bold=True)
_SMALL = TextStyle(6)
_COMPASS_MM, _KEY_MM, _MARKS_MM = 33.0, 42.0, 36.0
_ROSE_RADIUS_MM = 10.0
_BRANCH_STEP_MM = 4.1


def draw_side(
    paper: Paper,
    design: Design,
    surface: Surface,
    branches: Sequence[BranchPlan],
    inks: dict[str, BranchInk],
    window: Rect | None,
) -> None:
    """The whole column for a sheet of `surface`; `window` is the part of it that the sheet shows."""
    x0, y0, x1, y1 = side = Fields(paper.width_mm).side
    paper.rect(side, width_mm=0.35)
    edges = (y1, y1 - _COMPASS_MM, y1 - _COMPASS_MM - _KEY_MM, y0 + _MARKS_MM, y0)
    for edge in edges[1:-1]:
        paper.line([(x0, edge), (x1, edge)], width_mm=0.2)
    _draw_compass(paper, surface, (x0, edges[1], x1, edges[0]))
    _draw_key(paper, design, surface, (x0, edges[2], x1, edges[1]), window)
    _draw_branches(paper, branches, inks, (x0, edges[3], x1, edges[2]))
    _draw_marks(paper, (x0, edges[4], x1, edges[3]))


def up_bearing_deg(surface: Surface) -> float:
    """Compass bearing of up the slope, which is up on the paper."""
    return (surface.x_bearing_deg - 90.0) % 360.0


def _draw_compass(paper: Paper, surface: Surface, field: Rect) -> None:
    """A rose turned so that it agrees with the plan, and which way up on the paper is."""
    x0, y0, _, y1 = field
    up = up_bearing_deg(surface)
    middle = (x0 + 17.0, (y0 + y1) / 2)
    paper.circle(middle, _ROSE_RADIUS_MM, width_mm=0.2, colour=SOFT)
    for name, bearing in (("N", 0.0), ("E", 90.0), ("S", 180.0), ("W", 270.0)):
        angle = math.radians(bearing - up)
        ux, uy = math.sin(angle), math.cos(angle)
        at = (middle[0] + 12.6 * ux, middle[1] + 12.6 * uy - 1.1)
        style = TextStyle(9 if name == "N" else 7, bold=name == "N")
        paper.text(at, name, style, align="middle")
        paper.line(
            [
                (middle[0] + 8.6 * ux, middle[1] + 8.6 * uy),
                (middle[0] + 10 * ux, middle[1] + 10 * uy),
            ]
        )
    _draw_needle(paper, middle, -up)
    x = x0 + 32.5
    paper.text((x, middle[1] + 5), "Up on the", _SMALL)
    paper.text((x, middle[1] + 2), "paper = up", _SMALL)
    paper.text((x, middle[1] - 1), "the slope,", _SMALL)
    paper.text((x, middle[1] - 4), f"bearing {up:.0f}°", TextStyle(6, bold=True))


def _draw_needle(paper: Paper, middle: Point, clockwise_deg: float) -> None:
    with paper.turned(middle, -clockwise_deg):
        paper.polygon([(0, 8), (2.2, 0), (0, 1)], width_mm=0.2, fill=INK)
        paper.polygon([(0, 8), (-2.2, 0), (0, 1)], width_mm=0.2, fill=WHITE)
        paper.line([(0, 1), (0, -7)], width_mm=0.3)


def _draw_key(paper: Paper, design: Design, surface: Surface, field: Rect, window: Rect | None) -> None:
    """All surfaces from above, north up: this sheet's is filled, and what the sheet shows of it framed."""
    x0, y0, x1, y1 = field
    paper.text((x0 + 1.5, y1 - 3.6), "Site, north up", _TITLE)
    outlines = {each.id: _in_plan(each, each.outline) for each in design.surfaces}
    west, south, east, north = bounds([(x, y, x, y) for ring in outlines.values() for x, y in ring])
    room = (x1 - x0 - 6, y1 - y0 - 9)
    scale = min(room[0] / max(east - west, 1.0), room[1] / max(north - south, 1.0))

    def place(points: Sequence[Point]) -> list[Point]:
        left, low = (x0 + x1 - scale * (west + east)) / 2, (y0 + y1 - 5 - scale * (south + north)) / 2
        return [(left + scale * x, low + scale * y) for x, y in points]

    for each in design.surfaces:
        chosen = each.id == surface.id
        paper.polygon(place(outlines[each.id]), width_mm=0.25, fill="#BFBFBF" if chosen else "")
    if window:
        left, low, right, high = window
        corners = _in_plan(surface, ((left, low), (right, low), (right, high), (left, high)))
        paper.polygon(place(corners), width_mm=0.45, fill=WHITE)
    for each in design.surfaces:
        _name_surface(paper, each, place(outlines[each.id]))


def _name_surface(paper: Paper, surface: Surface, ring: Sequence[Point]) -> None:
    x0, y0, x1, y1 = bounds([(x, y, x, y) for x, y in ring])
    if x1 - x0 > 5:
        at = ((x0 + x1) / 2, (y0 + y1) / 2 - 0.8)
        paper.text(at, surface.name or surface.id, _SMALL, align="middle", max_mm=x1 - x0 - 1)


def _in_plan(surface: Surface, points: Sequence[Point]) -> list[Point]:
    frame = RoofFrame(
        origin_east_mm=surface.east_mm,
        origin_north_mm=surface.north_mm,
        x_bearing_deg=surface.x_bearing_deg,
        tilt_deg=surface.tilt_deg,
    )
    return [(float(x), float(y)) for x, y in frame.to_plan(np.array(points, dtype=np.float64))]


def _draw_branches(
    paper: Paper, branches: Sequence[BranchPlan], inks: dict[str, BranchInk], field: Rect
) -> None:
    x0, y0, x1, y1 = field
    paper.text((x0 + 1.5, y1 - 3.6), "Branches on this sheet", _TITLE)
    room = int((y1 - y0 - 7) // _BRANCH_STEP_MM)
    shown = branches if len(branches) <= room else branches[: room - 1]
    y = y1 - 8.5
    for branch in shown:
        ink = inks[branch.id]
        paper.line(
            [(x0 + 1.5, y + 0.8), (x0 + 13, y + 0.8)],
            width_mm=TRUNK_MM,
            colour=ink.colour,
            dash_mm=ink.dash_mm,
        )
        phase = f" · {branch.phase}" if branch.phase else ""
        text = f"{branch.id} · {_counted(len(branch.inverters), 'inverter')}{phase} → {branch.box}"
        paper.text((x0 + 14.5, y), text, _SMALL, max_mm=x1 - x0 - 15.5)
        y -= _BRANCH_STEP_MM
    if len(shown) < len(branches):
        paper.text((x0 + 14.5, y), f"and {len(branches) - len(shown)} more", _SMALL)
    if not branches:
        paper.text((x0 + 1.5, y), "none", _SMALL)


def _counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def _draw_marks(paper: Paper, field: Rect) -> None:
    x0, _, x1, y1 = field
    x, r = x0 + 7.0, PORT_RADIUS_MM
    paper.text((x0 + 1.5, y1 - 3.6), "Marks", _TITLE)
    ys = [y1 - 8.0 - 4.5 * number for number in range(6)]
    paper.circle((x, ys[0] + 0.8), r, width_mm=0.3)
    paper.text((x, ys[0] + 0.2), "3", TextStyle(4.6, bold=True), align="middle")
    square = (x - r, ys[1] + 0.8 - r, x + r, ys[1] + 0.8 + r)
    paper.rect(square, width_mm=0.45)
    paper.line([square[:2], square[2:]])
    paper.line([(square[0], square[3]), (square[2], square[1])])
    paper.line([(x - 4, ys[2] + 0.8), (x, ys[2] + 0.8)], width_mm=TRUNK_MM)
    paper.line([(x, ys[2] - 0.6), (x, ys[2] + 2.2)], width_mm=1.1)
    paper.rect((x - 2.6, ys[3] - 0.8, x + 2.6, ys[3] + 2.4), width_mm=0.25, fill="#D8D8D8")
    paper.rect((x - 2, ys[4] - 0.7, x + 2, ys[4] + 2.3), width_mm=0.5, fill="#FFF3C4")
    paper.rect((x - 4.2, ys[5] - 0.4, x + 4.2, ys[5] + 1.9), width_mm=0.35)
    names = (
        "drop in use, counted from the end cap",
        "vacant drop: gets a port cap",
        "end cap, far end of the branch",
        "microinverter (in = its DC input)",
        "box",
        "cell for the serial label",
    )
    for y, name in zip(ys, names, strict=True):
        paper.text((x0 + 13.5, y), name, TextStyle(5.6), max_mm=x1 - x0 - 14.5)
