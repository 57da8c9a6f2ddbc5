"""Sentences for findings: the core reports codes, resources/text holds the sentences.

A template names subjects by number ({0}, {1} …), all of them ({subjects}) or all but the first ({others}),
and parameters by name. A parameter whose name ends in a unit is written with it.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

from designer.core.findings import Finding
from designer.core.resources import resource_root

UNITS: Mapping[str, tuple[str, int]] = {
    "mm": ("mm", 1),
    "m": ("m", 2),
    "pct": ("%", 2),
    "v": ("V", 1),
    "a": ("A", 2),
    "va": ("VA", 0),
    "w": ("W", 0),
    "deg": ("°", 1),
    "c": ("°C", 0),
}
"""Unit by the last part of a parameter's name, and how many decimals are worth saying."""

MANY = 8
"""A longer list of ids is cut short."""


def sentence(finding: Finding) -> str:
    """What a finding says, without a full stop; for a code without a template its code and parameters."""
    template = templates().get(finding.code)
    try:
        return template.format(*finding.subjects, **_words(finding)) if template else _plain(finding)
    except (KeyError, IndexError):
        return _plain(finding)


def located_sentence(finding: Finding) -> str:
    """The sentence, and where the finding has a place, the surface and the point on it."""
    if finding.location is None:
        return sentence(finding)
    place = finding.location
    return f"{sentence(finding)} (surface {place.surface} at {place.x:.0f}, {place.y:.0f} mm)"


@cache
def templates() -> Mapping[str, str]:
    """The template of each code, from resources/text/findings.toml."""
    path = resource_root() / "text" / "findings.toml"
    texts: Mapping[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return texts


def quantity(name: str, value: str | float) -> str:
    """A parameter as it is written: ``needed_mm`` 2308.04 → ``2308 mm``."""
    unit, decimals = UNITS.get(name.rpartition("_")[2], ("", 2)) if "_" in name else ("", 2)
    if isinstance(value, str):
        return value
    number = f"{value:.{decimals}f}"
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return f"{number} {unit}".rstrip()


def _words(finding: Finding) -> Mapping[str, str]:
    words = {name: quantity(name, value) for name, value in finding.params.items()}
    return {**words, "subjects": _listed(finding.subjects), "others": _listed(finding.subjects[1:])}


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MANY} more" if len(names) > MANY else ""
    return ", ".join(names[:MANY]) + more


def _plain(finding: Finding) -> str:
    figures = ", ".join(f"{name} {quantity(name, value)}" for name, value in finding.params.items())
    parts = (finding.code.replace("-", " "), _listed(finding.subjects), figures)
    return ": ".join(part for part in parts if part)
