"""Words that a person reads for kinds and products."""

from collections.abc import Mapping
from enum import StrEnum

from designer.core.geometry.axes import Orientation, RailAxis
from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import BoxKind, FeedPolicy, LeadPolicy, ObstacleKind, RoofForm, TrunkSearch
from designer.core.model.plan import PieceKind
from designer.core.model.rail_layout import RailLayout
from designer.edit.properties.field import Choice

EDGES: Mapping[StrEnum, str] = {
    EdgeKind.EAVE: "Eave",
    EdgeKind.RIDGE: "Ridge",
    EdgeKind.VERGE: "Verge",
    EdgeKind.HIP: "Hip",
    EdgeKind.VALLEY: "Valley",
    EdgeKind.FIRE_WALL: "Fire wall",
    EdgeKind.PARAPET: "Parapet",
}
AXES: Mapping[StrEnum, str] = {RailAxis.EAVE: "Along the eave", RailAxis.SLOPE: "Up the slope"}
LAYOUTS: Mapping[StrEnum, str] = {
    RailLayout.PAIRS: "Two under each row",
    RailLayout.SHARED: "Shared between rows",
}
FORMS: Mapping[StrEnum, str] = {RoofForm.GABLE: "Gable", RoofForm.MONOPITCH: "Monopitch"}
ORIENTATIONS: Mapping[StrEnum, str] = {Orientation.PORTRAIT: "Portrait", Orientation.LANDSCAPE: "Landscape"}
OBSTACLES: Mapping[StrEnum, str] = {
    ObstacleKind.CHIMNEY: "Chimney",
    ObstacleKind.WINDOW: "Roof window",
    ObstacleKind.DORMER: "Dormer",
    ObstacleKind.VENT: "Vent",
    ObstacleKind.OTHER: "Other",
}
BOXES: Mapping[StrEnum, str] = {BoxKind.JUNCTION: "Junction box", BoxKind.DISTRIBUTION: "Distribution box"}
FEEDS: Mapping[StrEnum, str] = {
    FeedPolicy.AUTO: "As the rise asks",
    FeedPolicy.END: "At its end",
    FeedPolicy.MIDDLE: "In its middle",
}
LEADS: Mapping[StrEnum, str] = {
    LeadPolicy.EXTEND: "Buy an extension",
    LeadPolicy.FORBID: "Forbid the position",
}
SEARCHES: Mapping[StrEnum, str] = {
    TrunkSearch.FIRST: "Keep the first answer",
    TrunkSearch.USUAL: "Up to 64 inverters",
    TrunkSearch.THOROUGH: "On large roofs too",
}
PIECES: Mapping[StrEnum, str] = {
    PieceKind.RAIL: "Rail",
    PieceKind.TRUNK_RUN: "Trunk cable",
    PieceKind.LINK: "Link",
    PieceKind.END_CABLE: "End cable",
}


def choices_of(words: Mapping[StrEnum, str]) -> tuple[Choice, ...]:
    """A choice for each kind, in the order of the table."""
    return tuple(Choice(kind.value, label) for kind, label in words.items())
