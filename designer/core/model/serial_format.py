"""How a maker writes serial numbers, and what their first characters tell."""

from msgspec import Struct

from designer.core.model.provenance import Provenance


class SerialFormat(Struct, frozen=True, kw_only=True):
    """Serial numbers of a maker: so many of these characters, and what is known of their beginnings.

    `inverters` and `gateways` name the kind of unit by the first characters of its number. Makers bring out
    new ones all the time, so one that is not listed is worth a warning and no more.
    """

    id: str
    maker: str
    length: int
    characters: str
    provenance: Provenance
    inverters: dict[str, str] = {}
    gateways: dict[str, str] = {}
    note: str = ""

    def holds(self, serial: str) -> bool:
        """Whether a serial number is written like this."""
        return len(serial) == self.length and not set(serial) - set(self.characters)
