"""Sentences for findings: the core reports codes, resources/text holds the sentences.

A template names subjects by number ({0}, {1} …), all of them ({subjects}) or all but the first ({others}),
and parameters by name. A parameter whose name ends in a unit is written with it.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

from designer.core.findings import Finding
from designer.core.resources import resource_root
from designer.figure_words import figure_label
from designer.part_names import Naming, by_id

UNITS: Mapping[str, tuple[str, int]] = {
    "mm": ("mm", 1),
    "m": ("m", 2),
    "pct": ("%", 2),
    "v": ("V", 1),
    "a": ("A", 2),
    "va": ("VA", 0),
    "w": ("W", 0),
    "pa": ("Pa", 0),
    "deg": ("°", 1),
    "c": ("°C", 0),
}
"""Unit by the last part of a parameter's name, and how many decimals are worth saying."""

MANY = 8
"""A longer list of ids is cut short."""


FIGURES = "figures"
"""The parameter that names figures of a product; without it the parameters are such figures themselves."""


def sentence(finding: Finding, names: Naming = by_id) -> str:
    """What a finding says, without a full stop; for a code without a template its code and parameters.

    `names` are what a person reads for products and parts.
    """
    template = templates().get(finding.code)
    try:
        return _filled(template, finding, names) if template else _plain(finding)
    except (KeyError, IndexError):
        return _plain(finding)


def located_sentence(finding: Finding, names: Naming = by_id) -> str:
    """The sentence, and where the finding has a place, the surface and the point on it."""
    if finding.location is None:
        return sentence(finding, names)
    place = finding.location
    x, y = (0.0 if abs(one) <= 0.5 else one for one in (place.x, place.y))  # nobody reads -0 mm
    return f"{sentence(finding, names)} (surface {place.surface} at {x:.0f}, {y:.0f} mm)"


@cache
def templates() -> Mapping[str, str]:
    """The template of each code, from resources/text/findings.toml."""
    path = resource_root() / "text" / "findings.toml"
    texts: Mapping[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return texts


def quantity(name: str, value: str | float) -> str:
    """A parameter as it is written: ``needed_mm`` 2308.04 → ``2308 mm``."""
    unit, decimals = _unit_of(name)
    if isinstance(value, str):
        return value
    number = f"{value:.{decimals}f}"
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return f"{number} {unit}".rstrip()


def decimals_of(name: str) -> int:
    """How many decimals a parameter is written with at most."""
    return _unit_of(name)[1]


def _unit_of(name: str) -> tuple[str, int]:
    return UNITS.get(name.rpartition("_")[2], ("", 2)) if "_" in name else ("", 2)


def _filled(template: str, finding: Finding, names: Naming) -> str:
    subjects = tuple(names(subject) for subject in finding.subjects)
    words = {name: _named(quantity(name, value), names) for name, value in finding.params.items()}
    lists = {"subjects": _listed(subjects), "others": _listed(subjects[1:])}
    return template.format(*subjects, **{**words, **lists, FIGURES: _figures(finding)})


def _named(text: str, names: Naming) -> str:
    """A parameter that may be the ids of several products."""
    return ", ".join(names(part) for part in text.split(", "))


def _figures(finding: Finding) -> str:
    """Figures of a product in words: those that are named, else all parameters with their values."""
    named = finding.params.get(FIGURES)
    if isinstance(named, str):
        return _listed([_figure_word(name) for name in named.split(", ")])
    return ", ".join(
        f"{_figure_word(name)} {quantity(name, value)}" for name, value in finding.params.items()
    )


def _figure_word(name: str) -> str:
    """Words for a figure within a list of a sentence; abbreviations keep their capitals."""
    label = figure_label(name).replace(", ", " ")
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MANY} more" if len(names) > MANY else ""
    return ", ".join(names[:MANY]) + more


def _plain(finding: Finding) -> str:
    figures = ", ".join(f"{name} {quantity(name, value)}" for name, value in finding.params.items())
    parts = (finding.code.replace("-", " "), _listed(finding.subjects), figures)
    return ": ".join(part for part in parts if part)
