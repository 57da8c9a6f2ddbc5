"""Rails of a surface that run the other way: its modules stay where they are, in rows along the new rails."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from msgspec.structs import replace

from designer.core.geometry.axes import RailAxis
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row, RowModule
from designer.edit.edits.numbering import ROW, Numberer
from designer.edit.edits.pins_along import with_pins_along
from designer.edit.edits.rows import in_order


def with_rail_axis(design: Design, catalog: Catalog, ids: Collection[str], axis: RailAxis) -> Design:
    """The Design with the rails of these surfaces running another way.

    Modules stay where they are, with their ids: those that begin at one place along the old rails are a row
    of the new ones. Pins keep their share of the way along their modules, which is all that they can keep.
    """
    turned = {one.id for one in design.surfaces if one.id in ids and one.rail_axis is not axis}
    numbers = Numberer(design)
    rows = [row for row in design.rows if row.surface not in turned]
    for name in (one.id for one in design.surfaces if one.id in turned):
        rows += _across(design.rows_on(name), numbers)
    surfaces = (replace(one, rail_axis=axis) if one.id in turned else one for one in design.surfaces)
    after = numbers.stamped(replace(design, surfaces=tuple(surfaces), rows=tuple(rows)))
    return with_pins_along(after, design, catalog)


def _across(rows: Collection[Row], numbers: Numberer) -> Iterator[Row]:
    """The rows across some rows, in their order along these; each is like the rows that it is of."""
    modules: dict[tuple[float, Row], list[RowModule]] = defaultdict(list)
    removed: dict[tuple[float, Row], list[RowModule]] = defaultdict(list)
    for row in rows:
        like = replace(row, id="", across_mm=0.0, modules=(), removed=())
        for lines, group in ((modules, row.modules), (removed, row.removed)):
            for one in group:
                lines[one.along_mm, like].append(replace(one, along_mm=row.across_mm))
    for line in sorted(dict.fromkeys((*modules, *removed)), key=lambda line: line[0]):
        across, like = line
        yield replace(
            like,
            id=numbers.new(ROW),
            across_mm=across,
            modules=in_order(modules[line]),
            removed=in_order(removed[line]),
        )
