"""Edits of pairings: which modules share an inverter, in the order of its inputs."""

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from designer.core.model.design import Design, Pairing


def pair(design: Design, modules: Sequence[str]) -> Design:
    """The Design in which these modules share an inverter; pairings that held one of them are given up."""
    kept = unpair(design, modules)
    return replace(kept, pairings=(*kept.pairings, Pairing(modules=tuple(modules))))


def unpair(design: Design, modules: Collection[str]) -> Design:
    """The Design without the pairings that hold one of these modules."""
    names = set(modules)
    return replace(design, pairings=tuple(one for one in design.pairings if not names & set(one.modules)))


def pairing_of(design: Design, module: str) -> Pairing | None:
    """The pairing that a module is in."""
    return next((one for one in design.pairings if module in one.modules), None)
