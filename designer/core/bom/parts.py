"""The parts list: everything that has to be bought or brought, counted from the plan."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from designer.core.bom.stock import stock_name
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import (
    BomItem,
    BranchPlan,
    CutList,
    Hardware,
    HardwareKind,
    PieceKind,
    PlacedInverter,
    PlacedModule,
    Plan,
    RailRun,
    StepKind,
)
from designer.core.model.rail_system import RailSystem
from designer.core.model.trunk_family import Part, PartPer, TrunkFamily

_METRES = "m"


def count_parts(design: Design, catalog: Catalog, plan: Plan) -> tuple[BomItem, ...]:
    """Parts list in the order of the work: modules, racking, inverters, trunk, accessories, boxes.

    `plan` needs its surfaces, branches and cuts.
    """
    return (
        *_modules(catalog, plan.modules),
        *_racking(catalog, plan.rails, plan.hardware, plan.cuts),
        *_inverters(catalog, plan.inverters),
        *_cables(catalog, plan.branches, plan.cuts),
        *_accessories(design, catalog, plan.inverters, plan.branches),
        *_boxes(design, plan.branches),
        *_breakers(plan.branches),
    )


def _modules(catalog: Catalog, modules: Iterable[PlacedModule]) -> Iterator[BomItem]:
    for product, quantity in sorted(Counter(module.product for module in modules).items()):
        entry = catalog.module(product)
        text = (
            f"{entry.maker} {entry.model}, {entry.power_w:g} W, {entry.length_mm:g} × {entry.width_mm:g} mm"
        )
        yield BomItem(
            item="module",
            product=product,
            description=text,
            quantity=quantity,
            unit="pcs",
            source=entry.provenance.source,
        )


def _inverters(catalog: Catalog, inverters: Iterable[PlacedInverter]) -> Iterator[BomItem]:
    for product, quantity in sorted(Counter(one.product for one in inverters).items()):
        entry = catalog.inverter(product)
        text = f"{entry.maker} {entry.model} microinverter, {entry.inputs} inputs, {entry.power_va:g} VA"
        yield BomItem(
            item="inverter",
            product=product,
            description=text,
            quantity=quantity,
            unit="pcs",
            source=entry.provenance.source,
        )


# Racking

_HARDWARE_WORDS = {
    HardwareKind.MID_CLAMP: ("mid clamp", "Mid clamp"),
    HardwareKind.END_CLAMP: ("end clamp", "End clamp"),
    HardwareKind.SPLICE: ("splice", "Rail splice"),
    HardwareKind.JOINT: ("joint", "Expansion joint (gap between rail ends; nothing to buy)"),
}


def _racking(
    catalog: Catalog, rails: Sequence[RailRun], hardware: Sequence[Hardware], cuts: CutList
) -> Iterator[BomItem]:
    for product in sorted({rail.product for rail in rails}):
        system = catalog.rail(product)
        runs = [rail for rail in rails if rail.product == product]
        names = {rail.id for rail in runs}
        parts = Counter(part.kind for part in hardware if part.rail in names)
        yield from _bars(system, cuts)
        yield from _hardware(system, parts, len(runs))
        yield from _cable_managers(system, len({module for rail in runs for module in rail.modules}))


def _bars(system: RailSystem, cuts: CutList) -> Iterator[BomItem]:
    lengths = {bar.length_mm: stock_name(bar) for bar in system.stock}
    bought = Counter(stock.length_mm for stock in cuts.stocks if stock.new and stock.product == system.id)
    for length, quantity in sorted(bought.items(), reverse=True):
        yield _rail_item(
            system, "rail", lengths[length], f"{system.maker} {system.model} rail, {length:g} mm", quantity
        )


def _hardware(system: RailSystem, parts: Mapping[HardwareKind, int], runs: int) -> Iterator[BomItem]:
    name = f"{system.maker} {system.model}"
    for kind, (key, words) in _HARDWARE_WORDS.items():
        if parts.get(kind):
            yield _rail_item(system, key, _article(system, key), f"{words} for {name}", parts[kind])
    attachments = parts.get(HardwareKind.ATTACHMENT, 0)
    if attachments:
        text = f"{system.attachment_name.capitalize()} for {name}"
        yield _rail_item(system, "attachment", _article(system, "attachment"), text, attachments)
        screws = attachments * system.screws_per_attachment
        text = f"Screw for {system.attachment_name}"
        yield _rail_item(system, "attachment screw", _article(system, "attachment screw"), text, screws)
    caps = system.end_caps_per_rail * runs
    if caps:
        yield _rail_item(system, "end cap", _article(system, "end cap"), f"Rail end cap for {name}", caps)


def _cable_managers(system: RailSystem, modules: int) -> Iterator[BomItem]:
    """One for each module, where the maker has any."""
    if modules and "cable-manager" in system.articles:
        text = f"Cable manager for {system.maker} {system.model}, one per module"
        yield _rail_item(system, "cable manager", _article(system, "cable manager"), text, modules)


def _article(system: RailSystem, key: str) -> str:
    return system.articles.get(key.replace(" ", "-"), f"{system.id}/{key}")


def _rail_item(system: RailSystem, item: str, product: str, text: str, quantity: int) -> BomItem:
    return BomItem(
        item=item,
        product=product,
        description=text,
        quantity=quantity,
        unit="pcs",
        source=system.provenance.source,
    )


# Cable


def _cables(catalog: Catalog, branches: Sequence[BranchPlan], cuts: CutList) -> Iterable[BomItem]:
    """One line for each cable: its stock is that of all families that share it."""
    families = [catalog.family(name) for name in sorted({branch.family for branch in branches})]
    lines = (line for family in families for line in (*_reels(family, cuts), *_bulk(family, cuts)))
    return {line.product: line for line in lines}.values()


def _reels(family: TrunkFamily, cuts: CutList) -> Iterator[BomItem]:
    for product in family.products:
        reels = sum(
            stock.new and stock.product == product.id and stock.kind is PieceKind.TRUNK_RUN
            for stock in cuts.stocks
        )
        if reels:
            text = f"{product.description}, reel of {product.ports_per_reel} connectors"
            yield BomItem(
                item="trunk cable",
                product=product.id,
                description=text,
                quantity=reels,
                unit="reel",
                source=product.provenance.source,
            )


def _bulk(family: TrunkFamily, cuts: CutList) -> Iterator[BomItem]:
    """Metres of bulk cable to buy; pieces from unwired lengths or the shelf are not bought."""
    for cable in family.bulk:
        length = sum(
            cut.length_mm
            for stock in cuts.stocks
            if stock.new and stock.product == cable.id
            for cut in stock.cuts
        )
        if length:
            yield BomItem(
                item="AC cable",
                product=cable.id,
                description=cable.description,
                quantity=round(length / 1000, 2),
                unit=_METRES,
                source=cable.provenance.source,
            )


# Accessories


def _accessories(
    design: Design, catalog: Catalog, inverters: Sequence[PlacedInverter], branches: Sequence[BranchPlan]
) -> Iterable[BomItem]:
    """One line for each part; one that families share counts for all of them, a tool once."""
    needed: dict[str, float] = {}
    parts: dict[str, Part] = {}
    for family_id, hung in sorted(_by_family(design, catalog, inverters, branches).items()):
        counts = _counts(catalog, [branch for branch in branches if branch.family == family_id], hung)
        for part in catalog.family(family_id).parts:
            before = 0.0 if part.per is PartPer.PROJECT else needed.get(part.id, 0.0)
            needed[part.id], parts[part.id] = before + part.quantity * counts[part.per], part
    # the guide's accessories are listed even where none is needed
    return [_part_item(part, needed[name]) for name, part in parts.items() if needed[name] or part.letter]


def _by_family(
    design: Design, catalog: Catalog, inverters: Iterable[PlacedInverter], branches: Iterable[BranchPlan]
) -> dict[str, list[PlacedInverter]]:
    """Inverters by the trunk family that they are plugged into.

    Those that no cable reaches hang there all the same, with their screws and DC leads: they count for the
    family that they would be plugged into.
    """
    plugged = {name: branch.family for branch in branches for name in branch.inverters}
    found: dict[str, list[PlacedInverter]] = {}
    for one in inverters:
        families, wanted = catalog.inverter(one.product).families, design.products.family
        own = plugged.get(one.id) or (wanted if wanted in families else families[0])
        found.setdefault(own, []).append(one)
    return found


def _counts(
    catalog: Catalog, branches: Sequence[BranchPlan], inverters: Sequence[PlacedInverter]
) -> dict[PartPer, int]:
    """How many of each thing that parts are counted by."""
    cable_mm = sum(piece.length_mm for branch in branches for piece in branch.pieces)
    return {
        PartPer.BRANCH_END: len(branches),
        PartPer.FEED: len(branches),
        PartPer.VACANT_PORT: sum(not drop.inverter for branch in branches for drop in branch.drops),
        PartPer.LINK: sum(step.kind is StepKind.LINK for branch in branches for step in branch.steps),
        PartPer.INVERTER: len(inverters),
        PartPer.SCREW: sum(catalog.inverter(one.product).mount.screws for one in inverters),
        PartPer.TIE: math.ceil(cable_mm / catalog.assumptions.tie_spacing_mm),
        PartPer.EXTENSION: sum(lead.extensions for one in inverters for lead in one.leads),
        PartPer.UNUSED_INPUT: sum(one.spare_inputs for one in inverters),
        PartPer.PROJECT: 1,
    }


def _part_item(part: Part, needed: float) -> BomItem:
    """Nobody buys a tenth of a pack: but for what is measured, it is rounded up."""
    quantity = needed if part.unit == _METRES else math.ceil(needed - 1e-9)
    item = "tool" if part.per is PartPer.PROJECT else part.per.value.replace("-", " ")
    return BomItem(
        item=f"{item} ({part.letter})" if part.letter else item,
        product=part.id,
        description=part.description,
        quantity=quantity,
        unit=part.unit,
        source=part.provenance.source,
    )


def _boxes(design: Design, branches: Sequence[BranchPlan]) -> Iterator[BomItem]:
    used = {branch.box for branch in branches}
    for box in design.boxes:
        if box.id in used:
            text = f"{box.kind.value.capitalize()} box, {box.width_mm:g} × {box.height_mm:g} mm"
            yield BomItem(
                item="box", product=box.id, description=text, quantity=1, unit="pcs", source="project"
            )


def _breakers(branches: Sequence[BranchPlan]) -> Iterator[BomItem]:
    """One per circuit, by rating and by how many line conductors it opens."""
    circuits = {branch.circuit: (branch.ocpd_a, len(branch.phase.split("-"))) for branch in branches}
    for (rating, poles), quantity in sorted(Counter(circuits.values()).items()):
        lines = f"{poles} line conductor{'s' if poles > 1 else ''}"
        text = f"AC circuit breaker {rating:g} A for {lines}, one per circuit"
        yield BomItem(
            item="breaker",
            product=f"MCB-{rating:g}A-{poles}P",
            description=text,
            quantity=quantity,
            unit="pcs",
            source="units per branch and conductor of the trunk cable",
        )
