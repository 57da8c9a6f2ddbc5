"""Parts of the plan that lists name and a person never points at: cut pieces, stock, small parts."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from designer.core.geometry.axes import rect_xy
from designer.core.model.design import Design
from designer.core.model.plan import BranchPlan, Plan, RailBar, RailRun
from designer.edit.picking.layer import Form, Layer, Shape, layer_of_shapes
from designer.edit.picking.recent import recent
from designer.edit.picking.scenery import corners, visible
from designer.edit.view import View


class Part(NamedTuple):
    """A shape on a surface, in its coordinates."""

    surface: str
    shape: Shape


@recent(4)
def parts_layer(design: Design, plan: Plan, view: View) -> Layer:
    """Bars, clamps, splices, ports, cable pieces, and under the id of a stock length all cut from it."""
    places = {place.surface.id: place for place in visible(design, view)}
    return layer_of_shapes(
        part.shape._replace(points=places[part.surface].put(part.shape.points))
        for part in _parts(plan)
        if part.surface in places
    )


@recent(2)
def surfaces_of_parts(plan: Plan) -> dict[str, str]:
    """The surface of every part by its id; the first one, where there are several."""
    found: dict[str, str] = {}
    for part in _parts(plan):
        found.setdefault(part.shape.id, part.surface)
    return found


@recent(2)
def _parts(plan: Plan) -> tuple[Part, ...]:
    pieces = tuple(chain(_bars(plan.rails), _cables(plan.branches)))
    by_id: dict[str, list[Part]] = {}
    for part in pieces:
        by_id.setdefault(part.shape.id, []).append(part)
    stock = (
        Part(part.surface, part.shape._replace(id=use.id))
        for use in plan.cuts.stocks
        for cut in use.cuts
        for part in by_id.get(cut.piece, ())
    )
    return (*pieces, *stock, *_small_parts(plan))


def _bars(rails: Iterable[RailRun]) -> Iterator[Part]:
    for rail in rails:
        for bar in rail.bars:
            yield Part(rail.surface, Shape(bar.piece, corners(_bar_rect(rail, bar))))


def _bar_rect(rail: RailRun, bar: RailBar) -> tuple[float, float, float, float]:
    half = rail.width_mm / 2
    return rect_xy(rail.axis, bar.start_mm, rail.across_mm - half, bar.end_mm, rail.across_mm + half)


def _cables(branches: Iterable[BranchPlan]) -> Iterator[Part]:
    for branch in branches:
        for piece in branch.pieces:
            for part in piece.route:
                yield Part(part.surface, Shape(piece.id, part.points, Form.LINE))


def _small_parts(plan: Plan) -> Iterator[Part]:
    for part in plan.hardware:
        yield Part(part.surface, Shape(part.id, corners(part.footprint)))
    for drop in plan.drops:
        yield Part(drop.surface, Shape(drop.id, [(drop.x, drop.y)], Form.POINT))
