r"""Text in the bytes of a DXF file: its code page, and escapes such as `\U+00C4` for what that lacks."""

import codecs
import re
import unicodedata

from ezdxf.lldxf.encoding import decode_mif_to_unicode

BOM = codecs.BOM_UTF8
DEFAULT = "cp1252"
UTF_8 = "utf-8"

_HEAD_BYTES = 200_000
"""The variables that tell the code page stand among the first ones of a header."""

_VERSION = re.compile(rb"\$ACADVER[ \t]*\r?\n[ \t]*1[ \t]*\r?\n[ \t]*(AC\d{4})")
_PAGE = re.compile(rb"\$DWGCODEPAGE[ \t]*\r?\n[ \t]*3[ \t]*\r?\n[ \t]*([\w.-]{1,30})")
_FIRST_UNICODE = b"AC1021"
"""R2007; from then on files are UTF-8, whatever code page they name (Autodesk DXF reference)."""

_PAIR = re.compile(r"\\U\+([Dd][89ABab][0-9A-Fa-f]{2})\\U\+([Dd][C-Fc-f][0-9A-Fa-f]{2})")
_ESCAPE = re.compile(r"\\U\+([0-9A-Fa-f]{4})")
_BREAKING = ("Zl", "Zp")
_MULTI_BYTE = "\\M+"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")

_NAMED = {
    "mac-roman": "mac_roman",
    "big5": "cp950",
    "ksc5601": "cp949",
    "johab": "johab",
    "gb2312": "gbk",
    "ascii": DEFAULT,
    "utf-8": UTF_8,
    "utf8": UTF_8,
}
"""Values of $DWGCODEPAGE that have no number in them; the others are `ANSI_1250`, `dos850`, `iso8859_2`."""

_NUMBERED = {"936": "gbk", "1361": "johab"}
_SEVERAL_BYTES = frozenset({"cp932", "gbk", "cp949", "cp950", "johab"})


def encoding_of(data: bytes) -> str:
    """The name that Python has for the encoding of a plain DXF file.

    A file that should be UTF-8 and is not has the code page that it names; one of a page with one byte a
    letter that is sound UTF-8 is that, as such letters in that order make no words in any page.
    """
    head = data[:_HEAD_BYTES]
    version, named = _VERSION.search(head), _PAGE.search(head)
    page = _python_name(named[1].decode("ascii", "ignore")) if named else DEFAULT
    unicode_by_version = version is not None and version[1] >= _FIRST_UNICODE
    if not unicode_by_version and (page in _SEVERAL_BYTES or data.isascii()):
        return page
    return UTF_8 if _is_utf_8(data) else page


def text_of(data: bytes) -> str:
    """All of a plain DXF file as text, with its escapes read; what is not sound becomes U+FFFD."""
    text = data.removeprefix(BOM).decode(encoding_of(data), errors="replace")
    return unescaped(text)


def unescaped(text: str) -> str:
    r"""Text with `\U+XXXX` and `\M+nXXXX` read; those for control characters stay: they would break lines."""
    if _MULTI_BYTE in text:
        text = decode_mif_to_unicode(text)
    return _ESCAPE.sub(_sign, _PAIR.sub(_sign_of_two, text)) if "\\U+" in text else text


def ascii_of(data: bytes) -> bytes:
    r"""The file with all that is not ASCII as `\U+XXXX`, which every reader of any code page understands."""
    data = data.removeprefix(BOM)
    if data.isascii():
        return data
    text = data.decode(encoding_of(data), errors="replace")
    return _NOT_ASCII.sub(_escaped, text).encode("ascii")


def _python_name(page: str) -> str:
    """Of a value of $DWGCODEPAGE."""
    low = page.casefold().replace("_", "-")
    if low in _NAMED:
        return _NAMED[low]
    latin = re.fullmatch(r"(?:iso-?)?8859-(\d{1,2})", low)
    number = re.search(r"(\d{3,4})$", low)
    name = f"iso8859_{latin[1]}" if latin else _windows_or_dos(number[1]) if number else DEFAULT
    try:
        return codecs.lookup(name).name
    except LookupError:
        return DEFAULT


def _windows_or_dos(number: str) -> str:
    return _NUMBERED.get(number, f"cp{number}")


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode(UTF_8)
    except UnicodeDecodeError:
        return False
    return True


def _sign(escape: re.Match[str]) -> str:
    sign = chr(int(escape[1], 16))
    kind = unicodedata.category(sign)
    return escape[0] if kind.startswith("C") or kind in _BREAKING else sign


def _sign_of_two(escape: re.Match[str]) -> str:
    """Beyond U+FFFF, as UTF-16 writes it."""
    return bytes.fromhex(escape[1] + escape[2]).decode("utf-16-be")


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\U+{units[at : at + 2].hex().upper()}" for at in range(0, len(units), 2))
