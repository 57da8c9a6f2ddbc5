"""Lists: measured points, pieces to cut, serial numbers, modules of the CEC; as CSV and as workbooks."""

from collections.abc import Callable, Iterator

from tests.hostile.maps import zipped
from tests.hostile.threat import FILE, IMPORT, OUTPUT, Threat

_SERIALS = ("serials", "{small}", "--list", FILE, "-o", OUTPUT)
_CUT = ("cut", FILE, "--stock", "6000")
_CEC = ("catalog", "import-cec", FILE)


def threats() -> Iterator[Threat]:
    """All lists."""
    for reader, name, command in (
        ("points", "points.csv", IMPORT),
        ("pieces", "pieces.csv", _CUT),
        ("serial numbers", "list.csv", _SERIALS),
        ("CEC list", "modules.csv", _CEC),
    ):
        for what, make, words in _any_csv():
            is_again = reader != "points" and what != "a cell of a megabyte"
            yield Threat(reader, what, name, make, words, command, heavy=is_again)
    for what, make, words, command in _own():
        yield Threat(_READER[command[0]], what, "list.csv", make, words, command)
    for what, make, words in _workbooks():
        yield Threat("workbook", what, "list.xlsx", make, words, _SERIALS, heavy=what in _HEAVY)


_READER = {"import": "points", "cut": "pieces", "serials": "serial numbers", "catalog": "CEC list"}
_HEAVY = frozenset({"101,500 cells without a title"})

Made = tuple[str, Callable[[], bytes], str]


def _any_csv() -> Iterator[Made]:
    yield "33 MB", lambda: b"1,2\n" * 8_400_000, "it is too large"
    yield "5 million empty lines", lambda: b"x" + b"\n" * 5_000_000, "5,000,000 lines"
    yield "5 million cells in a line", lambda: b"x" + b"," * 5_000_000, "5,000,001 cells"
    yield "a cell of a megabyte", lambda: b'"' + b"x" * 1_000_000, "it is no CSV"
    yield "zeros", lambda: b"\0" * 1_000, "it is no text"


def _own() -> Iterator[tuple[str, Callable[[], bytes], str, tuple[str, ...]]]:
    yield "NaN", lambda: b"x,y\nnan,1\n2,3\n", "is no number", IMPORT
    yield "1e300", lambda: b"x,y\n1e300,1\n2,3\n", "is no number", IMPORT
    yield "a surface of 50,000 corners", _round, "a surface has 2,000 at most", (*IMPORT, *_AS_SURFACE)
    yield "200 × 200 crossing lines", _crossing, "nothing of it", (*IMPORT, *_AS_SURFACE)
    yield "a length with 100,000 blanks", lambda: _pieces("1'" + " " * 100_000 + "x", "1"), "no", _CUT
    yield "a quantity with 5,000 zeros", lambda: _pieces("1m", "0" * 5_000), "no pieces", _CUT
    yield "a billion pieces", lambda: _pieces("1m", "1000000000"), "too great", _CUT
    yield "a length of 1e300", lambda: _pieces("9" * 300, "1"), "is not a length", _CUT


_AS_SURFACE = ("--layers", "a=surface", "--unit", "m")


def _pieces(length: str, quantity: str) -> bytes:
    return f"length_mm,quantity\n{length},{quantity}\n".encode()


def _round() -> bytes:
    import math

    turn = 2.0 * math.pi / 50_000
    rows = (f"a,{100 * math.cos(n * turn):.6f},{100 * math.sin(n * turn):.6f}" for n in range(50_000))
    return ("name,x,y\n" + "\n".join(rows)).encode()


def _crossing() -> bytes:
    """One outline that crosses itself at 40,000 places."""
    rows = []
    for n in range(200):
        rows += [f"a,{n},{-1 if n % 2 else 201}", f"a,{n},{201 if n % 2 else -1}"]
    for n in range(200):
        rows += [f"a,{-1 if n % 2 else 201},{n}", f"a,{201 if n % 2 else -1},{n}"]
    return ("name,x,y\n" + "\n".join(rows)).encode()


_RELATION = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _book(
    sheet: str, *, head: str = "", shared: str = "", sheets: int = 1, more: dict[str, bytes] | None = None
) -> bytes:
    """A workbook with this content in its sheets, as small as openpyxl reads it."""
    override = '<Override PartName="/{}" ContentType="' + _TYPES + '.{}+xml"/>'
    types = override.format("xl/workbook.xml", "sheet.main") + override.format("xl/s.xml", "worksheet")
    types += override.format("xl/sharedStrings.xml", "sharedStrings") if shared else ""
    namespace = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
    listed = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, sheets + 1))
    target = f'<Relationship Id="r1" Type="{_OFFICE}/{{}}" Target="{{}}"/>'
    related = f"<Relationships {_RELATION}>{{}}</Relationships>"
    entries = {
        "[Content_Types].xml": f"<Types {namespace}>{types}</Types>",
        "_rels/.rels": related.format(target.format("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": related.format(target.format("worksheet", "s.xml")),
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/s.xml": f"{head}<worksheet {_MAIN}><sheetData>{sheet}</sheetData></worksheet>",
        **({"xl/sharedStrings.xml": f"<sst {_MAIN}>{shared}</sst>"} if shared else {}),
    }
    return zipped({name: text.encode() for name, text in entries.items()} | (more or {}))


def _workbooks() -> Iterator[Made]:
    yield "17 MB", lambda: b"PK\3\4".ljust(17_000_000), "it is too large"
    yield "no archive", lambda: b"PK\3\4 rubbish", "archive is broken"
    yield (
        "a hundred megabytes when unpacked",
        lambda: _book("", more={"a": b" " * 10**8}),
        "unpacked it is larger",
    )
    yield "20,000 entries", lambda: zipped({f"{n}": b"" for n in range(20_000)}), "20,000 entries"
    yield "a million cells", lambda: _book("<row>" + "<c/>" * 1_000_000 + "</row>"), "more cells than a list"
    yield "a million shared texts", lambda: _book("", shared="<si/>" * 1_000_000), "more cells than a list"
    yield "101,500 cells without a title", _full, "no columns of inverters"
    yield "the last cell of the last row", lambda: _book(_cell("XFD1048576")), "no columns of inverters"
    yield "a cell in row 10^12", lambda: _book(_cell(f"A{10**12}")), "no columns of inverters"
    yield "500 sheets", lambda: _book(_cell("A1"), sheets=500), "500 sheets"
    yield "90 sheets of 40,000 rows", lambda: _book(_cell("A40000"), sheets=90), "more than 50,000 rows"
    yield "entities that unfold to 10^9", _laughs, "no workbook that can be read"


def _laughs() -> bytes:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    kinds = f'<!DOCTYPE k [<!ENTITY a0 "ha">{lines}]>'
    return _book('<row><c t="str"><v>&a9;</v></c></row>', head=kinds)


def _cell(place: str) -> str:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{place}" t="str"><v>a</v></c></row>'


def _full() -> bytes:
    cells = "".join(f"<c><v>{n}</v></c>" for n in range(7))
    return _book(f"<row>{cells}</row>" * 14_500)
