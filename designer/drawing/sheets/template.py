"""Paper formats and title blocks as data, and what a person says of a set of sheets."""

from collections.abc import Iterator

from msgspec import Struct

from designer.core.errors import InputError
from designer.core.geometry.axes import Rect
from designer.core.model.names import nearest_remedy
from designer.drawing.length_units import LengthUnit

TENFOLDS = 4


class PaperFormat(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sheet of paper on its long side, mm; `column_mm` is the width of its column with the title block."""

    name: str
    width_mm: float
    height_mm: float
    column_mm: float


class TitleField(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A field of the title block; `x` and `width` are shares of the column's width."""

    tag: str
    label: str
    x: float
    width: float
    top_mm: float
    height_mm: float
    text_mm: float = 2.5


class Margins(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From the edges of the paper to the frame, mm."""

    left_mm: float
    right_mm: float
    top_mm: float
    bottom_mm: float


class Template(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the sheets of a market look like.

    `auto` are the papers that are tried when none is asked for, up to a scale of 1:`auto_scale`; `scales` the
    scales of plans, from fine to coarse, some of which have names of their own. `lengths` is what lengths are
    written in, `tile` the paper that large sheets are printed on in parts, the first where none is named.
    """

    id: str
    name: str
    regions: tuple[str, ...]
    papers: tuple[PaperFormat, ...]
    auto: tuple[str, ...]
    auto_scale: float
    scales: tuple[float, ...]
    margins: Margins
    fields: tuple[TitleField, ...]
    scale_names: dict[str, str] = {}
    lengths: LengthUnit = LengthUnit.MILLIMETRES
    tile: str = ""
    source: str = ""

    def paper(self, name: str) -> PaperFormat:
        """The paper with this name; InputError where the template has none."""
        for paper in self.papers:
            if paper.name.lower() == name.lower():
                return paper
        known = [paper.name for paper in self.papers]
        raise InputError(f"the sheets '{self.id}' have no paper '{name}'", remedy=nearest_remedy(name, known))

    @property
    def tile_paper(self) -> PaperFormat:
        """What large sheets are printed on in parts."""
        return self.paper(self.tile) if self.tile else self.papers[0]

    def scale_name(self, scale: float) -> str:
        """What is written for 1:`scale`; a dash for sheets without views."""
        if not scale:
            return "-"
        return self.scale_names.get(f"{scale:g}", f"1:{scale:g}")

    def all_scales(self) -> Iterator[float]:
        """The scales from fine to coarse, and the tenfolds of the coarsest, which hold a country."""
        yield from self.scales
        yield from (self.scales[-1] * 10.0**power for power in range(1, TENFOLDS + 1))

    @property
    def block_mm(self) -> float:
        """Height of the title block."""
        return max(field.top_mm + field.height_mm for field in self.fields)


class SheetFrame(Struct, frozen=True):
    """Where things stand on a paper of a template, mm from its lower left corner."""

    template: Template
    paper: PaperFormat

    @property
    def frame(self) -> Rect:
        """The frame."""
        margins = self.template.margins
        return (
            margins.left_mm,
            margins.bottom_mm,
            self.paper.width_mm - margins.right_mm,
            self.paper.height_mm - margins.top_mm,
        )

    @property
    def column(self) -> Rect:
        """The column at the right, above the title block."""
        _, bottom, right, top = self.frame
        return (right - self.paper.column_mm, bottom + self.template.block_mm, right, top)

    @property
    def block(self) -> Rect:
        """The title block, at the foot of the column."""
        _, bottom, right, _ = self.frame
        return (right - self.paper.column_mm, bottom, right, bottom + self.template.block_mm)

    @property
    def area(self) -> Rect:
        """What is left of the column, for plans and wide tables."""
        left, bottom, right, top = self.frame
        return (left, bottom, right - self.paper.column_mm, top)
