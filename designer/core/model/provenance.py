"""Where figures of the catalogue were read."""

from msgspec import Struct


class Source(Struct, frozen=True):
    """Where a figure was read, and whether it was checked against the maker's own document."""

    text: str
    verified: bool = False


class Provenance(Struct, frozen=True, kw_only=True):
    """The source of all figures of an entry, with exceptions for single figures by field name."""

    source: str
    verified: bool = False
    figures: dict[str, Source] = {}

    def of(self, figure: str) -> Source:
        """Source of one figure, by its field name."""
        return self.figures.get(figure) or Source(self.source, self.verified)
