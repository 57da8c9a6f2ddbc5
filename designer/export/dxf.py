"""A drawing as DXF, to the conventions that other programs rely on (docs: drawing conventions).

ezdxf writes header, tables, blocks and the few things that need its knowledge. The thousands of plain
lines, texts and block references are written directly (`dxf_tags`), which is ten times as fast.
"""

import io
import uuid
from collections import OrderedDict
from collections.abc import Sequence
from typing import cast

from ezdxf.document import Drawing as Document
from ezdxf.entities.dxfentity import DXFEntity
from ezdxf.layouts.base import BaseLayout
from ezdxf.lldxf.tagwriter import TagWriter

from designer.core.errors import InputError
from designer.drawing.model import Dimension, Drawing, Hatch, Item
from designer.dxf_seal import sealed
from designer.export.dxf_entities import add_blocks, add_dimension, add_hatch
from designer.export.dxf_layouts import RawTags, add_layouts
from designer.export.dxf_scripts import add_script_styles
from designer.export.dxf_setup import (
    extent_variables,
    julian_date,
    new_document,
    sheet_variables,
)
from designer.export.dxf_tags import TagLines
from designer.export.layer_presets import LayerPreset, preset_for

DEFAULT_VERSION = "R2018"
VERSIONS = (DEFAULT_VERSION, "R2010", "R2000")

_MADE_BY = "trunkline"


def dxf_bytes(
    drawing: Drawing, version: str = DEFAULT_VERSION, *, preset: LayerPreset | None = None
) -> bytes:
    """The drawing as an ASCII DXF file of one of `VERSIONS`; the same bytes for the same drawing.

    Model space holds the things in true size, a layout each sheet. Layers are called as the preset has them.
    Raises InputError for a version that is not written.
    """
    if version not in VERSIONS:
        raise InputError(f"DXF version '{version}' is not written", remedy=f"choose {', '.join(VERSIONS)}")
    names = preset or preset_for("")
    document = new_document(drawing, [names.renamed(layer) for layer in drawing.layers], version)
    add_script_styles(document, drawing)
    add_blocks(document, drawing, names.name_of)
    single_lines = version == "R2018"

    def tags(owner: str, *, paper: bool = False) -> TagLines:
        return TagLines(
            document.entitydb.handles,
            owner,
            drawing.blocks,
            names.name_of,
            single_lines=single_lines,
            masks=version != "R2000",
            paper=paper,
        )

    layouts = add_layouts(document, drawing, names.name_of)
    model = tags(document.modelspace().layout_key)
    _add_items(document, drawing, model, names)
    raw: list[tuple[BaseLayout, RawTags]] = [(document.modelspace(), RawTags(model.text()))]
    for layout, sheet in zip(layouts, drawing.sheets, strict=True):
        paper = tags(layout.layout_key, paper=True)
        for item in sheet.items:
            _add_plain(paper, item)
        raw.append((layout, RawTags(paper.text())))
    return _encoded(document, drawing, raw)


def _add_items(document: Document, drawing: Drawing, tags: TagLines, names: LayerPreset) -> None:
    """What model space holds."""
    modelspace = document.modelspace()
    for item in drawing.items:
        match item:
            case Hatch():
                add_hatch(modelspace, item, names.name_of)
            case Dimension():
                add_dimension(document, item, drawing.style_of(item), names.name_of)
            case _:
                tags.add(item)


def _add_plain(tags: TagLines, item: Item) -> None:
    """Sheets hold neither hatches nor dimensions: those are things of model space."""
    if isinstance(item, Hatch | Dimension):
        raise TypeError(f"a sheet holds a {type(item).__name__}")
    tags.add(item)


def _encoded(document: Document, drawing: Drawing, raw: Sequence[tuple[BaseLayout, RawTags]]) -> bytes:
    """The whole file, with what was written as tags behind the entities of each layout."""
    document.commit_pending_changes()
    document.update_all()
    _fix_metadata(document, drawing)
    for name, value in {**extent_variables(drawing), **sheet_variables(drawing.sheet)}.items():
        document.header[name] = value
    for layout, tags in raw:
        layout.entity_space.entities.append(cast("DXFEntity", tags))
    stream = io.StringIO()
    writer = TagWriter(stream, write_handles=True, dxfversion=document.dxfversion)
    for part in (
        document.header,
        document.classes,
        document.tables,
        document.blocks,
        document.entities,
        document.objects,
    ):
        part.export_dxf(writer)
    stream.write("  0\nEOF\n")
    return sealed(document.encode(stream.getvalue()))


def _fix_metadata(document: Document, drawing: Drawing) -> None:
    """Dates and identities from the drawing instead of clock and chance."""
    # ezdxf adds classes in the order of a set, which is another one in each process
    document.classes.classes = OrderedDict(sorted(document.classes.classes.items()))
    moment = julian_date(drawing.date)
    for name in ("$TDCREATE", "$TDUCREATE", "$TDUPDATE", "$TDUUPDATE"):
        document.header[name] = moment
    project = uuid.uuid5(uuid.NAMESPACE_OID, drawing.name)
    document.header["$FINGERPRINTGUID"] = f"{{{str(project).upper()}}}"
    document.header["$VERSIONGUID"] = f"{{{uuid.UUID(int=0)}}}"
    metadata = document.ezdxf_metadata()
    for key in ("CREATED_BY_EZDXF", "WRITTEN_BY_EZDXF"):
        metadata[key] = _MADE_BY
