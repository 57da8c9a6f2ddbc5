"""Sound files of every kind, small, from which the fuzzer begins."""

import io
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tests.fuzz.bundles import bundled

_RING = [[11.0, 48.0], [11.0002, 48.0], [11.0002, 48.0001], [11.0, 48.0001], [11.0, 48.0]]
_HOLE = [[11.00005, 48.00002], [11.0001, 48.00002], [11.0001, 48.00005], [11.00005, 48.00002]]
_SAMPLES = Path(__file__).parents[1] / "io" / "samples"


def projects() -> Iterator[bytes]:
    """Every form of project files that was ever written, and an example."""
    from designer.io.examples import example_path

    yield example_path("gable").read_bytes()
    for file in sorted(_SAMPLES.glob("*.trunkline")):
        yield file.read_bytes()


def maps() -> Iterator[bytes]:
    """Faces with holes and parts, and obstacles."""
    face = {"id": "a", "tilt_deg": 30, "azimuth_deg": 180, "building": "b", "eave": _RING[:2]}
    yield _collection(_feature("Polygon", [_RING, _HOLE], **face))
    obstacle = _feature("Polygon", [_HOLE], kind="obstacle", type="chimney")
    yield _collection(_feature("MultiPolygon", [[_RING], [_RING]], tilt_deg=0.0), obstacle)


def _feature(shape: str, coordinates: object, **properties: object) -> dict[str, object]:
    geometry = {"type": shape, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _collection(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def kmls() -> Iterator[bytes]:
    """Polygons with properties and with heights, as KML and as the bundle of a KMZ."""
    ring = " ".join(f"{lon},{lat},{(lat - 48.0) * 60000}" for lon, lat in _RING)
    line = f"<LinearRing><coordinates>{ring}</coordinates></LinearRing>"
    polygon = (
        f"<Polygon><altitudeMode>absolute</altitudeMode><outerBoundaryIs>{line}</outerBoundaryIs></Polygon>"
    )
    data = '<ExtendedData><Data name="tilt_deg"><value>30</value></Data></ExtendedData>'
    inside = f"<Placemark><name>A</name>{data}<MultiGeometry>{polygon}{polygon}</MultiGeometry></Placemark>"
    kml = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{inside}<Placemark>{polygon}</Placemark></Document></kml>'
    yield b'<?xml version="1.0"?>' + kml.encode()
    yield b"#bundle\n\n#entry doc.kml\n" + kml.encode()


def drawings() -> Iterator[bytes]:
    """A drawing of every kind of line, with blocks and texts, old and new, and one in binary form."""
    from tests.io.dxf_texts import LINE, block, doubling, dxf, insert

    yield dxf(LINE + insert("A", " 70\n2\n 71\n2\n 44\n5\n 45\n5\n"), block("A", LINE))
    yield doubling(3)
    yield from _ezdxf_drawings()


def _ezdxf_drawings() -> Iterator[bytes]:
    import ezdxf

    for version in ("R12", "R2000"):
        made = ezdxf.new(version)
        block = made.blocks.new("A")
        block.add_circle((0, 0), 5)
        space = made.modelspace()
        space.add_blockref("A", (3, 4), dxfattribs={"rotation": 30, "column_count": 2, "column_spacing": 20})
        space.add_polyline2d([(0, 0), (9, 0), (9, 9)])
        space.add_arc((0, 0), 3, 10, 200)
        space.add_text("roof", height=2)
        if version != "R12":
            space.add_lwpolyline([(0, 0, 0.3), (9, 0, 0), (9, 9, 0)], format="xyb", close=True)
            space.add_spline([(0, 0), (5, 9), (9, 0), (12, 4)])
            space.add_ellipse((0, 0), (4, 1), 0.5)
            space.add_mtext("two\\Plines", dxfattribs={"char_height": 3})
            space.add_hatch().paths.add_polyline_path([(0, 0), (3, 0), (3, 3)])
            space.add_mesh()
        yield _slim(made)


def _slim(document: object) -> bytes:
    """A document without the parts that are the same in all and that no reader looks at."""
    stream = io.StringIO()
    document.write(stream)  # type: ignore[attr-defined]
    parts = stream.getvalue().split("  0\nSECTION\n")
    kept = [part for part in parts if not part.startswith(("  2\nCLASSES", "  2\nOBJECTS", "  2\nTHUMB"))]
    text = "  0\nSECTION\n".join(kept)
    return text.encode() if text.rstrip().endswith("EOF") else text.encode() + b"  0\nEOF\n"


def returned() -> Iterator[bytes]:
    """Modules, a box and outlines as an export writes them, and other drawings."""
    import ezdxf

    made = ezdxf.new("R2000")
    made.appids.add("TRUNKLINE")
    for name, size in (("PV_MODULE_A", 1000.0), ("PV_BOX", 200.0)):
        block = made.blocks.new(name)
        block.add_lwpolyline([(0, 0), (size, 0), (size, size), (0, size)], close=True)
        block.add_attdef("ID", (0, 0))
    space = made.modelspace()
    for name, at, owner in (("PV_MODULE_A", 500, "M1"), ("PV_MODULE_A", 1600, "M2"), ("PV_BOX", 3000, "B1")):
        space.add_blockref(name, (at, 900), dxfattribs={"rotation": 90}).add_attrib("ID", owner, (at, 900))
    for layer, owner in (("PV-ROOF", "S1"), ("PV-OBSTACLE", "O1"), ("PV-WATER", "W1")):
        line = space.add_lwpolyline(
            [(0, 0), (9000, 0), (9000, 5000)], dxfattribs={"layer": layer}, close=True
        )
        line.set_xdata("TRUNKLINE", [(1000, owner)])
    yield _slim(made)
    yield from drawings()


def points() -> Iterator[bytes]:
    """Points with and without titles, and with decimal commas."""
    yield b"outline,kind,x_m,y_m,z_m\nSouth,surface,0,0,0\nSouth,surface,8,0,0\nSouth,surface,8,5,3\n"
    yield b"1,10.5,20.25\n2,11.5,20.25\n3,11.5,24\n"
    yield "Fl\xe4che;Rechtswert;Hochwert\nA;0,5;1,5\nA;9,5;1,5\nA;9,5;7\nB;1;2\nB;3;4\n".encode("cp1252")


def pieces() -> Iterator[bytes]:
    """A list for the cutting engine."""
    yield b"length_mm,quantity,name\n2100,4,rail\n3.5m,2,\n12'6\",1,long\n"


def cec_lists() -> Iterator[bytes]:
    """The head of the list and two modules."""
    from tests.io.test_cec import FIRST, HEADER, INDEX, SECOND, UNITS

    yield "\n".join((HEADER, UNITS, INDEX, FIRST, SECOND, FIRST)).encode()


def catalogs() -> Iterator[bytes]:
    """Bundled files with most kinds of entries."""
    from designer.core.resources import resource_root

    folder = resource_root() / "catalog"
    for name in ("nep", "renusol", "modules-rec", "assumptions", "setbacks", "serials", "regions"):
        yield (folder / f"{name}.toml").read_bytes()
    yield (
        b'[sources.a]\ntext = "t"\nverified = true\n[common.m]\nlength_mm = 1\nx = { like = "n" }\n'
        b"[common.n]\n"
        b'y = 2\n[[module]]\nid = "m"\nlike = "m"\nprovenance = { ref = "a", figures = { power_w = "a" } }\n'
    )


def json_catalogs() -> Iterator[bytes]:
    """The same as JSON."""
    import tomllib

    for text in islice(catalogs(), 3):
        yield json.dumps(tomllib.loads(text.decode())).encode()


def serial_lists() -> Iterator[bytes]:
    """Lists as spreadsheets write them."""
    yield b"Inverter,Serial number,DTU serial number\nI1,114391626801,10F773010101\nI2,'114391626802,\n"
    yield b"\xef\xbb\xbfid;seriennummer\r\nI1;1.14392E+11\r\n"


def workbooks() -> Iterator[bytes]:
    """Workbooks of two programs, as bundles and as they are."""
    import openpyxl

    made = openpyxl.Workbook()
    for row in (("Inverter", "Serial number"), ("I1", "114391626801"), ("I2", 114391626802), ("I3", 1.5)):
        made.active.append(row)
    stream = io.BytesIO()
    made.save(stream)
    yield bundled(stream.getvalue())
    yield stream.getvalue()
    yield bundled(_xlsxwriter_book())


def _xlsxwriter_book() -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        made.add_worksheet().write_row(0, 0, ("Inverter", "Serial number"))
    return stream.getvalue()


def pictures() -> Iterator[bytes]:
    """Small pictures of every kind that is read."""
    from PIL import Image

    image = Image.linear_gradient("L").resize((12, 9)).convert("RGB")
    exif = image.getexif()
    exif[274] = 6
    for kind in ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"):
        stream = io.BytesIO()
        image.save(stream, kind, **({"exif": exif} if kind in {"JPEG", "PNG", "WEBP"} else {}))
        yield stream.getvalue()
    for mode in ("1", "P", "LA", "I;16", "CMYK"):
        stream = io.BytesIO()
        image.convert("L").convert(mode).save(stream, "TIFF" if mode == "CMYK" else "PNG")
        yield stream.getvalue()


def photos() -> Iterator[bytes]:
    """A picture with a code."""
    import zxingcpp
    from PIL import Image

    code = zxingcpp.create_barcode("114391626801", zxingcpp.BarcodeFormat.QRCode)
    stream = io.BytesIO()
    Image.fromarray(code.to_image(scale=2)).save(stream, "PNG")
    yield stream.getvalue()
    yield from islice(pictures(), 6)


def pdfs() -> Iterator[bytes]:
    """Two pages with lines and text, not packed."""
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(200, 100), pageCompression=0, invariant=1)
    for _ in range(2):
        canvas.drawString(10, 10, "plan")
        canvas.rect(20, 20, 50, 9, fill=1)
        canvas.showPage()
    canvas.save()
    yield stream.getvalue()


def stocks() -> Iterator[bytes]:
    """A shelf with a booking."""
    from designer.io.stock_file import Booking, Shelf, ShelfPiece, encode_shelf

    piece = ShelfPiece(id="shelf-1", product="rail", length_mm=800.0, origin="A")
    booking = Booking(file="a", project="A", taken=(piece,), left=(piece,))
    yield encode_shelf(Shelf(pieces=(piece,), bookings=(booking,), next_number=2))


def backups() -> Iterator[bytes]:
    """A configuration of an OpenDTU."""
    channel = {"name": "M1", "max_power": 400, "yield_total_offset": 1.5}
    inverter = {"serial": 18871927532545, "name": "A", "order": 0, "channel": [channel]}
    yield json.dumps({"wifi": {"ssid": "Home"}, "inverters": [inverter]}).encode()


def layer_presets() -> Iterator[bytes]:
    """Bundled presets."""
    yield from _resources("layers")


def sheet_templates() -> Iterator[bytes]:
    """Bundled templates."""
    yield from _resources("sheets")


def label_sheets() -> Iterator[bytes]:
    """Bundled sheets of labels."""
    yield from _resources("labels")


def _resources(folder: str) -> Iterator[bytes]:
    from designer.core.resources import resource_root

    for file in sorted((resource_root() / folder).glob("*.toml")):
        yield file.read_bytes()


def clips() -> Iterator[bytes]:
    """What is copied of an example."""
    from designer.edit.edits.clipboard import copied
    from designer.io.examples import example_path
    from designer.io.project import load_project

    design = load_project(example_path("gable"))
    yield copied(design, [design.surfaces[0].id])
    yield copied(design, [design.rows[0].id, *(box.id for box in design.boxes)])


def autosaves() -> Iterator[bytes]:
    """The autosave of a small project."""
    import hashlib

    content = (_SAMPLES / "v1-by-hand.trunkline").read_bytes()
    about = {
        "format": "trunkline-autosave",
        "number": 3,
        "name": "A",
        "file": "/a/b.trunkline",
        "known": None,
        "changed": True,
        "written": "2026-01-01T10:00:00+00:00",
        "digest": hashlib.sha256(content).hexdigest(),
    }
    yield json.dumps(about).encode() + b"\n" + content


def locks() -> Iterator[bytes]:
    """The lock of somebody on another computer."""
    yield b'{"user":"anna","host":"office","pid":12,"since":"2026-01-01T10:00:00+00:00","token":"0f"}\n'
