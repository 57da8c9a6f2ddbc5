"""Polylines, texts and block references written as DXF tags, without an object for each.

Group codes: Autodesk DXF reference, entities section (LWPOLYLINE, TEXT, INSERT, ATTRIB, SEQEND).
"""

from collections.abc import Callable, Sequence

from ezdxf.tools.handle import HandleGenerator

from designer.core.geometry.axes import Point
from designer.drawing.blocks import attribute_places, spot_texts
from designer.drawing.model import Align, Block, BlockReference, Fill, Polyline, Text
from designer.drawing.shapes import turned
from designer.drawing.text_boxes import MASK_PAD
from designer.export.dxf_entities import INVISIBLE
from designer.export.dxf_scripts import style_for
from designer.export.dxf_setup import APP_ID, TEXT_STYLE
from designer.export.dxf_text import chunks, escaped, one_line

_DIGITS = 9

_HORIZONTAL_VERTICAL = {
    Align.LEFT: (0, 0),
    Align.CENTER: (1, 0),
    Align.RIGHT: (2, 0),
    Align.MIDDLE: (1, 2),
    Align.TOP_LEFT: (0, 3),
}
"""Group codes 72 and 73 (74 for attributes)."""

ATTACHMENTS = {Align.LEFT: 7, Align.CENTER: 8, Align.RIGHT: 9, Align.MIDDLE: 5, Align.TOP_LEFT: 1}
"""Group code 71 of MTEXT."""

BACKGROUND = 3
"""Group code 90 of MTEXT: filled with the colour of the paper."""

MASK_SCALE = 1.0 + MASK_PAD
"""Group code 45: how much higher than the text its mask is."""


class TagLines:
    """Collects entities of one layout as lines of a DXF file."""

    def __init__(
        self,
        handles: HandleGenerator,
        owner: str,
        blocks: Sequence[Block],
        layer_name: Callable[[str], str],
        *,
        single_lines: bool,
        masks: bool = True,
        paper: bool = False,
    ) -> None:
        """`single_lines`: since R2018 an attribute says that it is not one of several lines.

        `masks`: versions before R2004 know none. `layer_name` is what the file calls a layer; `paper` is said
        of what lies in paper space.
        """
        self._handles = handles
        self._owner = owner
        self._layer_name = layer_name
        self._space = " 67\n1\n" if paper else ""
        self._attribute_end = " 71\n1\n 72\n0\n" if single_lines else ""
        self._masks = masks
        self._blocks = {block.name: block for block in blocks}
        self._lines: list[str] = []

    def add(self, item: Polyline | Fill | Text | BlockReference) -> None:
        """Write one item."""
        match item:
            case Polyline():
                self._polyline(item)
            case Fill():
                self._fill(item)
            case Text():
                self._text(item)
            case BlockReference():
                self._reference(item)

    def text(self) -> str:
        """All entities written so far."""
        return "".join(self._lines)

    def _entity(self, kind: str, layer: str, owner: str) -> str:
        handle = self._handles.next()
        name = self._layer_name(layer)
        self._lines.append(
            f"  0\n{kind}\n  5\n{handle}\n330\n{owner}\n100\nAcDbEntity\n{self._space}  8\n{name}\n"
        )
        return handle

    def _polyline(self, item: Polyline) -> None:
        self._entity("LWPOLYLINE", item.layer, self._owner)
        points = "".join(f" 10\n{_real(x)}\n 20\n{_real(y)}\n" for x, y in item.points)
        self._lines.append(
            f"100\nAcDbPolyline\n 90\n{len(item.points)}\n 70\n{int(item.closed)}\n 43\n0.0\n{points}"
        )
        if item.owner:
            self._lines.append(f"1001\n{APP_ID}\n1000\n{one_line(item.owner)}\n")

    def _fill(self, item: Fill) -> None:
        """A SOLID, whose third and fourth corner stand crosswise; of a triangle they are the same."""
        self._entity("SOLID", item.layer, self._owner)
        first, second, third = item.points[:3]
        last = item.points[3] if len(item.points) > 3 else third
        corners = "".join(_point(10 + n, at) for n, at in enumerate((first, second, last, third)))
        self._lines.append(f"100\nAcDbTrace\n{corners}")

    def _text(self, item: Text) -> None:
        if not item.text.strip():
            return  # CADs take an empty text for a fault
        if item.masked and self._masks:
            self._masked(item)
            return
        self._entity("TEXT", item.layer, self._owner)
        _, vertical = _HORIZONTAL_VERTICAL[item.align]
        self._lines.append(_text_body(item.text, item.at, item.height_mm, item.rotation_deg, item.align))
        self._lines.append(f"100\nAcDbText\n 73\n{vertical}\n")

    def _masked(self, item: Text) -> None:
        """A text that hides what is behind it: only one of several lines can, so this is one of one line."""
        self._entity("MTEXT", item.layer, self._owner)
        *parts, last = chunks(escaped(item.text))
        text = "".join(f"  3\n{part}\n" for part in parts) + f"  1\n{last}\n"
        self._lines.append(
            f"100\nAcDbMText\n{_point(10, item.at)} 40\n{_real(item.height_mm)}\n 41\n0.0\n"
            f" 71\n{ATTACHMENTS[item.align]}\n 72\n1\n{text}  7\n{style_for(item.text, TEXT_STYLE)}\n"
            f" 50\n{_real(item.rotation_deg)}\n 73\n1\n 44\n1.0\n"
            f" 90\n{BACKGROUND}\n 63\n0\n 45\n{_real(MASK_SCALE)}\n"
        )

    def _reference(self, item: BlockReference) -> None:
        handle = self._entity("INSERT", item.layer, self._owner)
        self._lines.append(
            f"100\nAcDbBlockReference\n 66\n1\n  2\n{item.block}\n{_point(10, item.at)}"
            f" 41\n{_real(item.x_scale)}\n 42\n{_real(item.y_scale)}\n 43\n1.0\n"
            f" 50\n{_real(item.rotation_deg)}\n"
        )
        block = self._blocks[item.block]
        if tuple(tag for tag, _ in item.attributes) != block.attributes:
            raise ValueError(f"the attributes of {item.owner} are not those of its block {item.block}")
        for (tag, value), text in zip(item.attributes, _shown(block, item), strict=True):
            self._attribute(item, tag, value, text, handle, hidden=not block.spots)
        self._entity("SEQEND", item.layer, handle)

    def _attribute(
        self, item: BlockReference, tag: str, value: str, text: Text, owner: str, *, hidden: bool
    ) -> None:
        self._entity("ATTRIB", item.layer, owner)
        at, flags = _placed(text.at, item), INVISIBLE if hidden else 0
        self._lines.append(_text_body(value, at, text.height_mm, item.rotation_deg, Align.LEFT))
        self._lines.append(f"100\nAcDbAttribute\n  2\n{tag}\n 70\n{flags}\n 74\n0\n{self._attribute_end}")


def _shown(block: Block, item: BlockReference) -> Sequence[Text]:
    """Where the values of a reference stand in its block: at the spots of a form, or in hidden lines."""
    if block.spots:
        return spot_texts(block, item)
    return tuple(
        Text(at=place, text="", height_mm=block.attribute_mm, layer=block.layer, role=item.role)
        for place in attribute_places(block)
    )


def _placed(place: Point, item: BlockReference) -> Point:
    """A place in a block as it lies for one reference to it."""
    x, y = turned((place[0] * item.x_scale, place[1] * item.y_scale), item.rotation_deg)
    return (item.at[0] + x, item.at[1] + y)


def _text_body(text: str, at: Point, height_mm: float, rotation_deg: float, align: Align) -> str:
    """The AcDbText tags that texts and attributes share; aligned ones carry their place twice."""
    horizontal, _ = _HORIZONTAL_VERTICAL[align]
    aligned = "" if align is Align.LEFT else _point(11, at)
    return (
        f"100\nAcDbText\n{_point(10, at)} 40\n{_real(height_mm)}\n  1\n{one_line(text)}\n"
        f" 50\n{_real(rotation_deg)}\n  7\n{style_for(text, TEXT_STYLE)}\n 72\n{horizontal}\n{aligned}"
    )


def _point(code: int, point: Point) -> str:
    return f" {code}\n{_real(point[0])}\n {code + 10}\n{_real(point[1])}\n {code + 20}\n0.0\n"


def _real(value: float) -> str:
    """A number without exponent; to a millionth of a micrometre, so that nothing is lost on the way."""
    text = f"{round(value, _DIGITS) + 0.0:.{_DIGITS}f}".rstrip("0")
    return text + "0" if text.endswith(".") else text
