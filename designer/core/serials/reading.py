"""The serial number in what a person typed or a scanner read."""

import re
from collections.abc import Iterable

from designer.core.model.catalog import Catalog, Inverter
from designer.core.model.serial_format import SerialFormat

_FOR_THE_EYE = frozenset("-‐‑–—._:/#'")


def plain_serial(text: str) -> str:
    """A typed number in capitals without what only helps the eye, as spaces and hyphens do.

    All else stays, so that what is no number, such as a formula, is seen to be none.
    """
    return "".join(one for one in text.upper() if not (one.isspace() or one in _FOR_THE_EYE))


def format_of(catalog: Catalog, inverter: Inverter) -> SerialFormat | None:
    """How the maker of an inverter writes serial numbers; None where that is not known."""
    return next((one for one in catalog.serials if one.maker == inverter.maker), None)


def serial_in(text: str, formats: Iterable[SerialFormat]) -> str:
    """The serial number in a scanned text, such as `S/N: 1164 9162 6836` or an address with one in it.

    Where no format or more than one number is found in it, all of the text is the number.
    """
    plain = plain_serial(text)
    known = tuple(formats)
    if any(one.holds(plain) for one in known):
        return plain
    found = {number for one in known for number in _numbers(text.upper(), plain, one)}
    return found.pop() if len(found) == 1 else plain


def _numbers(text: str, plain: str, form: SerialFormat) -> set[str]:
    """Runs of just as many characters as a number has, with others or nothing around them."""
    characters = re.escape(form.characters)
    pattern = rf"(?<![{characters}])[{characters}]{{{form.length}}}(?![{characters}])"
    return set(re.findall(pattern, text)) or set(re.findall(pattern, plain))
