"""One catalogue file once it is read."""

from msgspec import Struct

from designer.core.model.catalog import Inverter, Module, Region
from designer.core.model.rail_system import RailSystem
from designer.core.model.serial_format import SerialFormat
from designer.core.model.setback_preset import SetbackPreset
from designer.core.model.trunk_family import TrunkFamily
from designer.io.catalog_entries import Raw


class Sheet(Struct, frozen=True, kw_only=True):
    """What one catalogue file holds, by id. `assumptions` stays raw: a person's file may give only some."""

    name: str
    modules: dict[str, Module]
    inverters: dict[str, Inverter]
    families: dict[str, TrunkFamily]
    rails: dict[str, RailSystem]
    regions: dict[str, Region]
    setbacks: dict[str, SetbackPreset]
    serials: dict[str, SerialFormat]
    assumptions: Raw
