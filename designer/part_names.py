"""What a person reads for the ids that findings and reasons speak of: products by their names, small parts
by their kinds.
"""

from collections.abc import Callable, Mapping
from functools import cached_property

from designer.core.model.catalog import Catalog
from designer.core.model.plan import HardwareKind, Plan

Naming = Callable[[str], str]
"""A name for an id; the id itself where there is no better one."""

_BOX = "/box"
"""How the junction box on a module's back is called by the inverters that keep clear of it."""


def by_id(name: str) -> str:
    """No name but the id."""
    return name


class PartNames:
    """Names by a catalogue, and of clamps, attachments, splices and joints by a plan."""

    def __init__(self, catalog: Catalog, plan: Plan | None = None) -> None:
        self._catalog = catalog
        self._plan = plan

    def __call__(self, name: str) -> str:
        """The name of a product, trunk family or market, or an id with the kind of part before it."""
        if name.endswith(_BOX):
            return f"the box on the back of {name.removesuffix(_BOX)}"
        if "/" in name and (kind := self._kinds.get(name)):
            return f"{kind.value.replace('-', ' ')} {name}"
        return self._catalog.names.get(name, name)

    @cached_property
    def _kinds(self) -> Mapping[str, HardwareKind]:
        return {part.id: part.kind for part in self._plan.hardware} if self._plan else {}
