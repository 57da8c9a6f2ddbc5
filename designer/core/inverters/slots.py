"""An inverter before its position is chosen: what it serves and where on its rail it may hang."""

from msgspec import Struct

from designer.core.geometry.axes import RailAxis, Rect, grown, rect_xy
from designer.core.geometry.intervals import IntervalSet
from designer.core.inverters.enclosure import footprint
from designer.core.inverters.leads import lay_leads
from designer.core.model.catalog import Catalog, Inverter
from designer.core.model.plan import PlacedInverter, PlacedModule, RailRun


class InverterSlot(Struct, frozen=True, kw_only=True, gc=False):
    """The allowed set of one inverter on one rail line of its row.

    `allowed` are mounting points along the rail, never empty; `preferred_mm` is the one a person would
    choose with nothing else in mind. `rails` are the runs of the line.
    """

    id: str
    surface: str
    row_id: str
    row: int
    axis: RailAxis
    product: Inverter
    line: int
    side: int
    across_mm: float
    clearance_mm: float
    rails: tuple[RailRun, ...]
    allowed: IntervalSet
    preferred_mm: float
    modules: tuple[PlacedModule, ...]
    pinned: bool = False

    def rail_at(self, along_mm: float) -> RailRun:
        """The run that carries the mounting point; the nearest one if it lies beyond all."""
        return min(
            self.rails, key=lambda rail: (max(rail.start_mm - along_mm, along_mm - rail.end_mm, 0.0), rail.id)
        )

    def footprint_uv(self, along_mm: float) -> Rect:
        """The enclosure in rail coordinates when it hangs at `along_mm`."""
        return footprint(self.product.mount, along_mm, self.across_mm, self.side)

    def preferred_outline(self) -> Rect:
        """The enclosure at its preferred place, surface coordinates."""
        return rect_xy(self.axis, *self.footprint_uv(self.preferred_mm))

    def hung_at(self, along_mm: float, catalog: Catalog) -> PlacedInverter:
        """The inverter at its final place, with its DC leads."""
        outline = self.footprint_uv(along_mm)
        target = ((outline[0] + outline[2]) / 2, (outline[1] + outline[3]) / 2)
        return PlacedInverter(
            id=self.id,
            surface=self.surface,
            row_id=self.row_id,
            product=self.product.id,
            rail=self.rail_at(along_mm).id,
            axis=self.axis,
            along_mm=along_mm,
            across_mm=self.across_mm,
            side=self.side,
            footprint=rect_xy(self.axis, *outline),
            clearance=rect_xy(self.axis, *grown(outline, self.clearance_mm)),
            allowed=self.allowed,
            modules=tuple(module.id for module in self.modules),
            spare_inputs=self.product.inputs - len(self.modules),
            pinned=self.pinned,
            leads=lay_leads(self.modules, self.axis, target, self.product, catalog),
        )
