"""The programs that Trunkline stands on, with their licences, read from the metadata that each brings along.

The metadata of installed packages is there in a wheel's environment and in a checkout; a frozen program has
it where it was collected with `--recursive-copy-metadata trunkline`, see packaging/README.md.
"""

import platform
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from msgspec import Struct

from designer.core.resources import resource_root

DIRECT = (
    "click",
    "defusedxml",
    "ezdxf",
    "fonttools",
    "highspy",
    "msgspec",
    "numpy",
    "openpyxl",
    "pillow",
    "pypdfium2",
    "pyqtgraph",
    "PySide6-Essentials",
    "reportlab",
    "shapely",
    "XlsxWriter",
    "zxing-cpp",
)
"""What pyproject.toml names as dependencies."""

_INSIDE = {
    "pyside6-essentials": ("Qt", ""),
    "shapely": ("GEOS", "LGPL-2.1"),
    "highspy": ("HiGHS", ""),
    "pypdfium2": ("PDFium", ""),
}
"""Libraries of other makers that lie in the packages, and their licences where these are others."""

_WITHOUT_TEXT = frozenset({"pyside6-essentials", "shiboken6"})
"""Packages under the LGPL 3 that bring no text of it along; it stands on the GPL 3, so both are shown."""

_LONGEST = 80


class Component(Struct, frozen=True):
    """A program with its version, its licence in short and the text of it, as far as it brings one along."""

    name: str
    version: str
    licence: str
    purpose: str = ""
    text: str = ""


def components() -> tuple[Component, ...]:
    """Python, the fonts, and every package there is that Trunkline needs, by name."""
    packages = (_component(found) for found in _closure().values())
    return tuple(sorted((_python(), _fonts(), *packages), key=lambda one: one.name.lower()))


def plain_name(name: str) -> str:
    """The name of a package as it is compared: lower case, hyphens."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required(package: Distribution) -> tuple[str, ...]:
    """Names of the packages that one needs on any system, without those of its extras."""
    lines = [line for line in package.requires or () if not re.search(r"\bextra\s*==", line)]
    return tuple(found[0] for line in lines if (found := re.match(r"[A-Za-z0-9][\w.-]*", line)))


def _closure() -> dict[str, Distribution]:
    """Packages by their plain name, as far as they are there; some are for other systems only."""
    found: dict[str, Distribution] = {}
    waiting = list(DIRECT)
    while waiting:
        name = waiting.pop()
        if plain_name(name) in found:
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        found[plain_name(name)] = package
        waiting += required(package)
    return found


def _component(package: Distribution) -> Component:
    name, licence = package.metadata["Name"].replace("_", "-"), _licence(package)
    library, own = _INSIDE.get(plain_name(name), ("", ""))
    return Component(
        name=f"{name} ({library})" if library else name,
        version=package.version,
        licence=f"{licence}; {library}: {own}" if own else licence,
        purpose=_field(package, "Summary"),
        text=_text(package) or (_lesser_gpl() if plain_name(name) in _WITHOUT_TEXT else ""),
    )


def _lesser_gpl() -> str:
    """The texts of the GNU licences."""
    folder = resource_root() / "licences"
    files = (folder / name for name in ("LGPL-3.0.txt", "GPL-3.0.txt"))
    return "\n\n\n".join(file.read_text(encoding="utf-8").strip() for file in files)


def _licence(package: Distribution) -> str:
    """The expression, else what the classifiers say, else the first line of the free text."""
    said = _field(package, "License-Expression")
    if said:
        return said
    lines = package.metadata.get_all("Classifier") or ()
    kinds = [line.rsplit("::", 1)[1].strip() for line in lines if line.startswith("License ::")]
    free = _field(package, "License").splitlines()
    return ", ".join(kinds) or (free[0] if free and len(free[0]) <= _LONGEST else "see its text")


def _field(package: Distribution, name: str) -> str:
    """A field of the metadata; empty where a package does not fill it in."""
    return next(iter(package.metadata.get_all(name) or ()), "").strip()


def _text(package: Distribution) -> str:
    """All files of licences that a package brings along, one below the other."""
    files = [file for file in package.files or () if _is_licence(file.parts)]
    texts = []
    for file in sorted(files):
        try:
            texts.append(file.read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError):
            continue
    return "\n\n\n".join(dict.fromkeys(texts))


def _is_licence(parts: tuple[str, ...]) -> bool:
    in_metadata = len(parts) > 1 and parts[0].endswith(".dist-info")
    return (
        in_metadata
        and re.search(r"licen[cs]e|copying|notice", "/".join(parts[1:]), re.IGNORECASE) is not None
    )


def _python() -> Component:
    return Component("Python", platform.python_version(), "PSF-2.0", "The language", sys.copyright)


def _fonts() -> Component:
    text = (resource_root() / "fonts" / "LICENSE-DejaVu.txt").read_text(encoding="utf-8")
    return Component(
        "DejaVu fonts", "", "Bitstream Vera licence", "Letters of papers and drawings", text.strip()
    )
