"""Layouts of a DXF: a sheet of paper each, with viewports onto model space."""

import re
from collections.abc import Callable

from ezdxf.document import Drawing as Document
from ezdxf.layouts.layout import Paperspace
from ezdxf.lldxf.tagwriter import AbstractTagWriter

from designer.drawing.model import Drawing, PaperSheet, Sheet, View
from designer.drawing.sheet_layers import SheetLayer

_FIRST = "Layout1"
"""The layout that a new document has."""

OVERVIEW = "Overview"

_FORBIDDEN = re.compile(r'[<>/\\":;?*|,=`]')
"""What no CAD takes in the name of a layout."""

_ONE_TO_ONE = 16
_SHOWN = 2
_LOCKED = 0x4000
"""The scale of a viewport is not changed by zooming in it."""


class RawTags:
    """Entities of a layout that were written as tags already; takes the place of an entity of ezdxf."""

    is_alive = True

    def __init__(self, text: str) -> None:
        self._text = text

    def export_dxf(self, tagwriter: AbstractTagWriter) -> None:
        """Write them as they are."""
        tagwriter.write_str(self._text)


def add_layouts(document: Document, drawing: Drawing, named: Callable[[str], str]) -> list[Paperspace]:
    """A layout per sheet, in their order, with its viewports; `named` is what the file calls a layer.

    Before them, one shows model space as a whole.
    """
    document.layouts.rename(_FIRST, OVERVIEW)
    _fill(_layout(document, OVERVIEW), _overview(drawing.sheet), named)
    found = []
    for sheet in drawing.sheets:
        name = layout_name(sheet)
        document.layouts.new(name)
        found.append(_layout(document, name))
        _fill(found[-1], sheet, named)
    return found


def layout_name(sheet: PaperSheet) -> str:
    """The name of a sheet's tab."""
    return _FORBIDDEN.sub("", sheet.name)


def _overview(sheet: Sheet) -> PaperSheet:
    """The sheet of model space, looked at."""
    view = View(name=OVERVIEW, window=sheet.rect, at=(0.0, 0.0), scale=sheet.scale)
    return PaperSheet(
        name=OVERVIEW,
        title=OVERVIEW,
        paper=sheet.name,
        width_mm=sheet.width_mm,
        height_mm=sheet.height_mm,
        views=(view,),
    )


def _layout(document: Document, name: str) -> Paperspace:
    layout = document.layouts.get(name)
    if not isinstance(layout, Paperspace):
        raise TypeError(f"{name} is no layout")
    return layout


def _fill(layout: Paperspace, sheet: PaperSheet, named: Callable[[str], str]) -> None:
    """Paper and viewports."""
    paper = f"full_bleed_{sheet.paper.replace(' ', '_')}"
    size = (sheet.width_mm, sheet.height_mm)
    layout.page_setup(size=size, margins=(0, 0, 0, 0), units="mm", scale=_ONE_TO_ONE, name=paper)
    for main in layout.viewports():
        main.dxf.layer = named(SheetLayer.VIEW)
    for view in sheet.views:
        _add_viewport(layout, view, named)


def _add_viewport(layout: Paperspace, view: View, named: Callable[[str], str]) -> None:
    x0, y0, x1, y1 = view.rect
    wx0, wy0, wx1, wy1 = view.window
    viewport = layout.add_viewport(
        center=((x0 + x1) / 2.0, (y0 + y1) / 2.0),
        size=(x1 - x0, y1 - y0),
        view_center_point=((wx0 + wx1) / 2.0, (wy0 + wy1) / 2.0),
        view_height=wy1 - wy0,
        status=_SHOWN,
        dxfattribs={"layer": named(SheetLayer.VIEW)},
    )
    viewport.dxf.flags |= _LOCKED
    viewport.frozen_layers = [named(layer) for layer in view.hidden]
