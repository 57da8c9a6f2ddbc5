"""From the rows a person decided to modules at their places on a surface."""

from collections.abc import Sequence

from designer.core.geometry.axes import rect_xy, tilted_extent
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row, Surface
from designer.core.model.plan import PlacedModule


def place_modules(design: Design, surface: Surface, catalog: Catalog) -> tuple[PlacedModule, ...]:
    """Modules of one surface; rows numbered from 1 across the rails, columns from 1 along them.

    Raises CatalogError for an unknown module product.
    """
    rows = sorted((row for row in design.rows_on(surface.id) if row.modules), key=_row_order)
    return tuple(
        module
        for number, row in enumerate(rows, start=1)
        for module in _place_row(design, surface, row, number, catalog)
    )


def _row_order(row: Row) -> tuple[float, float, str]:
    first = min(module.along_mm for module in row.modules)
    return (row.across_mm, first, row.id)


def _place_row(
    design: Design, surface: Surface, row: Row, number: int, catalog: Catalog
) -> Sequence[PlacedModule]:
    product = catalog.module(row.module or design.products.module)
    along, across = tilted_extent(
        surface.rail_axis, row.orientation, product.length_mm, product.width_mm, row.tilt_deg
    )
    ordered = sorted(row.modules, key=lambda module: (module.along_mm, module.id))
    return [
        PlacedModule(
            id=module.id,
            surface=surface.id,
            row_id=row.id,
            row=number,
            col=column,
            product=product.id,
            orientation=row.orientation,
            rect=rect_xy(
                surface.rail_axis,
                module.along_mm,
                row.across_mm,
                module.along_mm + along,
                row.across_mm + across,
            ),
            tilt_deg=row.tilt_deg,
        )
        for column, module in enumerate(ordered, start=1)
    ]
