"""Layer presets: what layers are called in an office, from resources/layers or an own file."""

import re
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from designer.core.errors import InputError
from designer.core.model.names import nearest_remedy
from designer.drawing.layers import LAYERS, Layer, LayerName
from designer.drawing.sheet_layers import BRANCH_INKS, SHEET_LAYERS, branch_layer
from designer.export.data_files import bundled_files, bundled_text, chosen
from designer.limited import toml_tables

FOLDER = "layers"
DEFAULT_PRESET = "trunkline"

_MISSING = "there is no layer preset"

_BRANCHES = "PV-BRANCH"
"""Stands for the layers of all branches; its name holds ``{number}``."""

_NUMBER = "{number}"
_FORBIDDEN = re.compile(r'[<>/\\":;?*|=\'`,]|[^\x20-\x7eÀ-ɏ]')
"""What no CAD takes in the name of a layer."""

_LONGEST = 255
_COLOURS = range(1, 256)


class LayerPreset(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names by the layers of the default preset; looks only where they differ from it.

    `colors` are AutoCAD colour indices, `lineweights` hundredths of a millimetre.
    """

    id: str
    name: str
    source: str = ""
    names: dict[str, str] = {}
    colors: dict[str, int] = {}
    lineweights: dict[str, int] = {}

    def renamed(self, layer: Layer) -> Layer:
        """A layer as the preset has it."""
        color = self.colors.get(layer.name, layer.color)
        return replace(
            layer,
            name=self.name_of(layer.name),
            color=color,
            lineweight=self.lineweights.get(layer.name, layer.lineweight),
            rgb=layer.rgb if color == layer.color else "",
        )

    def name_of(self, layer: str) -> str:
        """What a layer is called."""
        if layer in self.names:
            return self.names[layer]
        pattern = self.names.get(_BRANCHES)
        if pattern and layer.startswith(_BRANCHES):
            return pattern.replace(_NUMBER, layer.rpartition("-")[2])
        return layer


@cache
def bundled_presets() -> tuple[LayerPreset, ...]:
    """The presets that come with the program, the default one first."""
    found = [read_preset(file) for file in bundled_files(FOLDER)]
    return tuple(sorted(found, key=lambda preset: (preset.id != DEFAULT_PRESET, preset.id)))


def preset_for(choice: str) -> LayerPreset:
    """The preset with this id, or in this file; without a choice the default one.

    Raises InputError, with the place and a remedy, where there is none or its file is bad.
    """
    known = {preset.id: preset for preset in bundled_presets()}
    return chosen(choice or DEFAULT_PRESET, known, read_preset, _MISSING)


def layer_names() -> dict[str, LayerName]:
    """All names that layers have in the presets that come with the program."""
    return {preset.name_of(layer): layer for preset in bundled_presets() for layer in LayerName}


def preset_text(choice: str) -> str:
    """The file of a bundled preset, to be edited as an own one. InputError for an unknown id."""
    known = {preset.id: preset for preset in bundled_presets()}
    return bundled_text(FOLDER, choice, known, _MISSING)


def read_preset(file: Path) -> LayerPreset:
    """A preset from its file. InputError, with the place and a remedy, where it is bad."""
    try:
        preset = msgspec.convert(toml_tables(file), LayerPreset)
    except msgspec.ValidationError as error:
        raise InputError(
            f"the preset cannot be used: {error}",
            where=str(file),
            remedy="begin with a copy of a bundled one, `trunkline layers`",
        ) from error
    _check(preset, file)
    return preset


def _check(preset: LayerPreset, file: Path) -> None:
    """InputError where a layer is unknown, or a name or a look is none that a CAD takes."""
    known = {*(layer.name for layer in (*LAYERS, *SHEET_LAYERS)), _BRANCHES}
    for table in (preset.names, preset.colors, preset.lineweights):
        for layer in table:
            if layer not in known:
                _refuse(f"there is no layer '{layer}'", file, nearest_remedy(layer, sorted(known)))
    for layer, name in preset.names.items():
        if not name.strip() or len(name) > _LONGEST or _FORBIDDEN.search(name.replace(_NUMBER, "1")):
            _refuse(f"'{name}', for {layer}, is no name of a layer", file, "use letters, digits, - and _")
    if _BRANCHES in preset.names and _NUMBER not in preset.names[_BRANCHES]:
        _refuse(f"the name for {_BRANCHES} has no {_NUMBER}", file, f"put {_NUMBER} where the number stands")
    _check_looks(preset, file)
    _check_distinct(preset, file, known)


def _check_looks(preset: LayerPreset, file: Path) -> None:
    for layer, color in preset.colors.items():
        if color not in _COLOURS:
            _refuse(f"{color}, for {layer}, is no AutoCAD colour", file, "choose one from 1 to 255")
    for layer, weight in preset.lineweights.items():
        if weight not in LINEWEIGHTS:
            _refuse(f"{weight}, for {layer}, is no lineweight", file, f"choose one of {LINEWEIGHTS}")


def _check_distinct(preset: LayerPreset, file: Path, known: set[str]) -> None:
    branches = (branch_layer(number) for number in range(BRANCH_INKS))
    taken: dict[str, str] = {}
    for layer in (*sorted(known - {_BRANCHES}), *branches):
        name = preset.name_of(layer)
        if (other := taken.setdefault(name.upper(), layer)) != layer:
            _refuse(f"{other} and {layer} are both called '{name}'", file, "give each a name of its own")


def _refuse(what: str, file: Path, remedy: str) -> None:
    raise InputError(what, where=str(file), remedy=remedy)


LINEWEIGHTS = (
    0, 5, 9, 13, 15, 18, 20, 25, 30, 35, 40, 50, 53, 60, 70, 80, 90, 100, 106, 120, 140, 158, 200, 211,
)  # fmt: skip
"""Hundredths of a millimetre that DXF knows."""
