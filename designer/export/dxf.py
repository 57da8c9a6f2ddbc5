"""A drawing as DXF, to the conventions that other programs rely on (docs: drawing conventions).

ezdxf writes header, tables, blocks and the few things that need its knowledge. The thousands of plain
lines, texts and block references are written directly (`dxf_tags`), which is ten times as fast.
"""

import io
import uuid

import msgspec
from ezdxf.document import Drawing as Document
from ezdxf.lldxf.tagwriter import TagWriter

from designer.core.errors import InputError
from designer.drawing.model import Dimension, Drawing, Hatch
from designer.export.dxf_entities import add_blocks, add_dimension, add_hatch
from designer.export.dxf_setup import (
    DIMENSION_STYLE,
    extent_variables,
    julian_date,
    new_document,
    sheet_variables,
)
from designer.export.dxf_tags import TagLines

DEFAULT_VERSION = "R2018"
VERSIONS = (DEFAULT_VERSION, "R2010", "R2000")

_MADE_BY = "trunkline"
_SECTION_END = "  0\nENDSEC\n"


def dxf_bytes(drawing: Drawing, version: str = DEFAULT_VERSION) -> bytes:
    """The drawing as an ASCII DXF file of one of `VERSIONS`; the same bytes for the same drawing.

    Raises InputError for a version that is not written.
    """
    if version not in VERSIONS:
        raise InputError(f"DXF version '{version}' is not written", remedy=f"choose {', '.join(VERSIONS)}")
    document = new_document(drawing, version)
    add_blocks(document, drawing)
    modelspace = document.modelspace()
    tags = TagLines(
        document.entitydb.handles, modelspace.layout_key, drawing.blocks, single_lines=version == "R2018"
    )
    for item in drawing.items:
        match item:
            case Hatch():
                add_hatch(modelspace, item)
            case Dimension():
                add_dimension(document, item, drawing.dimension_style, DIMENSION_STYLE)
            case _:
                tags.add(item)
    return _encoded(document, drawing, tags.text())


def _encoded(document: Document, drawing: Drawing, entities: str) -> bytes:
    """The whole file, with `entities` put into the entities section after those of the document."""
    document.commit_pending_changes()
    document.update_all()
    _fix_metadata(document, drawing)
    for name, value in {**extent_variables(drawing), **sheet_variables(drawing.sheet)}.items():
        document.header[name] = value
    stream = io.StringIO()
    writer = TagWriter(stream, write_handles=True, dxfversion=document.dxfversion)
    document.header.export_dxf(writer)
    document.classes.export_dxf(writer)
    document.tables.export_dxf(writer)
    document.blocks.export_dxf(writer)
    section = io.StringIO()
    document.entities.export_dxf(TagWriter(section, write_handles=True, dxfversion=document.dxfversion))
    stream.write(section.getvalue().removesuffix(_SECTION_END))
    stream.write(entities + _SECTION_END)
    document.objects.export_dxf(writer)
    stream.write("  0\nEOF\n")
    return document.encode(stream.getvalue())


def _fix_metadata(document: Document, drawing: Drawing) -> None:
    """Dates and identities from the drawing instead of clock and chance."""
    moment = julian_date(drawing.date)
    for name in ("$TDCREATE", "$TDUCREATE", "$TDUPDATE", "$TDUUPDATE"):
        document.header[name] = moment
    project = uuid.uuid5(uuid.NAMESPACE_OID, drawing.name)
    content = uuid.uuid5(project, msgspec.json.encode(drawing).hex())
    document.header["$FINGERPRINTGUID"] = f"{{{str(project).upper()}}}"
    document.header["$VERSIONGUID"] = f"{{{str(content).upper()}}}"
    metadata = document.ezdxf_metadata()
    for key in ("CREATED_BY_EZDXF", "WRITTEN_BY_EZDXF"):
        metadata[key] = _MADE_BY
