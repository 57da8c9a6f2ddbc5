"""What a person says about a drawing that is imported: what each layer becomes, and how it was drawn."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from designer.core.model.design import ObstacleKind


class Meaning(StrEnum):
    """What the things on a layer become."""

    SURFACE = "surface"
    OBSTACLE = "obstacle"
    WATER = "water"
    UNDERLAY = "underlay"
    NOTHING = "nothing"


class SketchChoices(Struct, frozen=True, kw_only=True):
    """The answers. A layer that is not in `meanings` becomes nothing.

    A drawing is seen from above (x east, y north), or with `true_lengths` shows each surface as it lies on
    its slope (x along the eave). Tilt and azimuth are of surfaces whose corners have no heights, by layer or
    for all; an azimuth of None lets the longest edge be the eave.
    """

    name: str
    meanings: Mapping[str, Meaning]
    true_lengths: bool = False
    tilt_deg: float = 0.0
    azimuth_deg: float | None = None
    tilts_deg: Mapping[str, float] = {}
    azimuths_deg: Mapping[str, float] = {}

    def meaning(self, layer: str) -> Meaning:
        """What a layer becomes."""
        return self.meanings.get(layer, Meaning.NOTHING)

    def tilt_on(self, layer: str) -> float:
        """Tilt of the surfaces of a layer, degrees."""
        return self.tilts_deg.get(layer, self.tilt_deg)

    def azimuth_on(self, layer: str) -> float | None:
        """Azimuth of the surfaces of a layer, degrees."""
        return self.azimuths_deg.get(layer, self.azimuth_deg)


_KINDS = {
    ObstacleKind.CHIMNEY: ("chimney", "schornstein", "kamin", "cheminee", "cheminée", "chimenea", "camino"),
    ObstacleKind.WINDOW: ("window", "skylight", "rooflight", "velux", "fenster", "lichtkuppel", "fenetre"),
    ObstacleKind.DORMER: ("dormer", "gaube", "gaupe", "lucarne"),
    ObstacleKind.VENT: ("vent", "pipe", "lüft", "lueft", "entl", "duct"),
}


def obstacle_kind(*names: str) -> ObstacleKind:
    """What an obstacle is by the names of its block and layer; OTHER where they tell nothing."""
    text = " ".join(names).casefold()
    for kind, words in _KINDS.items():
        if any(word in text for word in words):
            return kind
    return ObstacleKind.OTHER
