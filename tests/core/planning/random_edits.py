"""Edits of a Design drawn at random, by plain replacement of its parts."""

from dataclasses import dataclass
from random import Random

from msgspec.structs import replace

from designer.core.model.design import (
    Box,
    BranchLock,
    Customer,
    FeedPolicy,
    Obstacle,
    ObstacleKind,
    Pairing,
    Pin,
    ShelfOffcut,
    Waypoint,
)
from designer.core.model.plan import Plan
from designer.core.model.rail_layout import RailLayout
from designer.edit.edits.products import set_products


@dataclass
class Hand:
    """A person at random: `edit` changes one thing of a Design whose Plan is known."""

    random: Random
    fresh: int = 100_000

    def name(self, letter):
        self.fresh += 1
        return f"{letter}{self.fresh}"

    def edit(self, design, plan: Plan):
        kinds = [name for name in dir(self) if name.startswith("do_")]
        edited = getattr(self, self.random.choice(kinds))(design, plan)
        return replace(edited, next_number=self.fresh + 1)

    # rows

    def _row(self, design):
        return self.random.randrange(len(design.rows))

    def _with(self, design, field, index, **changes):
        parts = list(getattr(design, field))
        parts[index] = replace(parts[index], **changes)
        return replace(design, **{field: tuple(parts)})

    def do_remove_module(self, design, plan):
        index = self._row(design)
        row = design.rows[index]
        if not row.modules:
            return design
        gone = self.random.choice(row.modules)
        left = tuple(module for module in row.modules if module != gone)
        return self._with(design, "rows", index, modules=left, removed=(*row.removed, gone))

    def do_restore_modules(self, design, plan):
        index = self._row(design)
        row = design.rows[index]
        modules = tuple(sorted((*row.modules, *row.removed), key=lambda module: module.along_mm))
        return self._with(design, "rows", index, modules=modules, removed=())

    def do_move_row(self, design, plan):
        index = self._row(design)
        shift, along = self.random.randint(-40, 40), self.random.randint(-40, 40)
        row = design.rows[index]
        modules = tuple(replace(module, along_mm=module.along_mm + along) for module in row.modules)
        return self._with(design, "rows", index, across_mm=row.across_mm + shift, modules=modules)

    def do_move_last_module(self, design, plan):
        index = self._row(design)
        row = design.rows[index]
        if not row.modules:
            return design
        last = replace(row.modules[-1], along_mm=row.modules[-1].along_mm + self.random.randint(0, 900))
        return self._with(design, "rows", index, modules=(*row.modules[:-1], last))

    def do_empty_row(self, design, plan):
        index = self._row(design)
        row = design.rows[index]
        return self._with(design, "rows", index, modules=(), removed=(*row.modules, *row.removed))

    # the roof

    def do_obstacle(self, design, plan):
        index = self.random.randrange(len(design.surfaces))
        surface = design.surfaces[index]
        if surface.obstacles and self.random.random() < 0.5:
            return self._with(design, "surfaces", index, obstacles=surface.obstacles[1:])
        x, y = self.random.randint(300, 6000), self.random.randint(300, 2500)
        ring = ((x, y), (x + 300.0, y), (x + 300.0, y + 300.0), (x, y + 300.0))
        chimney = Obstacle(id=self.name("O"), kind=ObstacleKind.CHIMNEY, outline=ring)
        return self._with(design, "surfaces", index, obstacles=(*surface.obstacles, chimney))

    def do_rename_surface(self, design, plan):
        return self._with(design, "surfaces", 0, name=self.name("roof "))

    # boxes and bridges

    def do_move_box(self, design, plan):
        if not design.boxes:
            return design
        index = self.random.randrange(len(design.boxes))
        return self._with(
            design,
            "boxes",
            index,
            x=float(self.random.randint(200, 5000)),
            y=float(self.random.randint(100, 900)),
        )

    def do_add_or_remove_box(self, design, plan):
        if len(design.boxes) > 1 and self.random.random() < 0.6:
            return replace(design, boxes=design.boxes[1:])
        surface = self.random.choice(design.surfaces).id
        box = Box(id=self.name("X"), surface=surface, x=float(self.random.randint(300, 4000)), y=150.0)
        return replace(design, boxes=(*design.boxes, box))

    def do_drop_bridges(self, design, plan):
        return replace(design, bridges=design.bridges[1:])

    # intents

    def do_pin(self, design, plan):
        if not plan.inverters or self.random.random() < 0.3:
            return replace(design, pins=design.pins[1:])
        one = self.random.choice(plan.inverters)
        low, high = self.random.choice(one.allowed)
        along = self.random.choice([low, high, (low + high) / 2, high + 90])
        others = tuple(pin for pin in design.pins if pin.inverter != one.id)
        return replace(design, pins=(*others, Pin(inverter=one.id, along_mm=along)))

    def do_pair(self, design, plan):
        names = [module.id for module in plan.modules]
        if len(names) < 2 or design.pairings:
            return replace(design, pairings=())
        return replace(design, pairings=(Pairing(modules=tuple(self.random.sample(names, 2))),))

    def do_lock(self, design, plan):
        if design.locks and self.random.random() < 0.5:
            return replace(design, locks=design.locks[1:])
        taken = {name for lock in design.locks for name in lock.inverters}
        free = [
            branch for branch in plan.branches if not branch.locked and taken.isdisjoint(branch.inverters)
        ]
        if not free:
            return design
        branch = self.random.choice(free)
        feed = self.random.choice(list(FeedPolicy))
        lock = BranchLock(id=branch.id, inverters=branch.inverters, box=branch.box, feed=feed)
        others = tuple(one for one in design.locks if one.id != lock.id)
        return replace(design, locks=(*others, lock))

    def do_lock_at_random(self, design, plan):
        taken = {name for lock in design.locks for name in lock.inverters}
        names = [one.id for one in plan.inverters if one.id not in taken]
        if not names or not design.boxes:
            return replace(design, locks=())
        members = tuple(self.random.sample(names, min(len(names), self.random.randint(1, 4))))
        lock = BranchLock(id=self.name("K"), inverters=members, box=self.random.choice(design.boxes).id)
        return replace(design, locks=(*design.locks, lock))

    def do_waypoint(self, design, plan):
        if design.waypoints and self.random.random() < 0.4:
            return replace(design, waypoints=design.waypoints[1:])
        if not plan.branches:
            return design
        branch = self.random.choice(plan.branches)
        chain = (*branch.inverters, branch.box)
        at = self.random.randrange(len(chain) - 1)
        ends = (chain[at], chain[at + 1]) if self.random.random() < 0.5 else (chain[at + 1], chain[at])
        surface = self.random.choice(design.surfaces).id
        place = (float(self.random.randint(-300, 9000)), float(self.random.randint(100, 5000)))
        waypoint = Waypoint(id=self.name("P"), between=ends, surface=surface, x=place[0], y=place[1])
        return replace(design, waypoints=(*design.waypoints, waypoint))

    # products

    def do_cable(self, design, plan):
        trunk = self.random.choice(
            [None, "hms-trunk-10awg-2.0m", "hms-trunk-10awg-4.2m", "hms-trunk-12awg-2.3m"]
        )
        if design.products.family != "hoymiles-hms":
            trunk = None
        return set_products(design, plan if self.random.random() < 0.7 else None, trunk=trunk)

    def do_family(self, design, plan):
        return set_products(
            design, plan, family=self.random.choice(["hoymiles-hms", "hoymiles-hmt", "apsystems-ds3"])
        )

    def do_inverter_product(self, design, plan):
        unit = self.random.choice(["hms-1000-2t", "hms-500-1t", "hms-2000-4t", "hms-800-2t"])
        return set_products(design, plan, inverter=unit)

    def do_row_inverter(self, design, plan):
        unit = self.random.choice([None, "hms-1000-2t", "hms-500-1t", "hms-2000-4t", "hmt-2000-4t"])
        return self._with(design, "rows", self._row(design), inverter=unit)

    # papers and settings

    def do_customer(self, design, plan):
        return replace(design, customer=Customer(name=self.name("Mr ")), name=self.name("House "))

    def do_serial(self, design, plan):
        return replace(design, serials={one.id: self.name("SN") for one in plan.inverters[:2]})

    def do_report(self, design, plan):
        gateways = (self.name("D"), self.name("D"))
        reports = {one.id: gateways[0] for one in plan.inverters[:1]}
        return replace(design, reports=reports, settings=replace(design.settings, dtu_serials=gateways))

    def do_offcut(self, design, plan):
        offcut = ShelfOffcut(id=self.name("F"), product=design.products.rail, length_mm=1800.0)
        return replace(design, offcuts=(*design.offcuts[-1:], offcut))

    def do_layout(self, design, plan):
        layouts = (None, RailLayout.PAIRS, RailLayout.SHARED, RailLayout.SHARED)
        surfaces = tuple(replace(one, rail_layout=self.random.choice(layouts[:3])) for one in design.surfaces)
        return replace(
            design,
            products=replace(design.products, rail="k2-crossrail-48-x"),
            settings=replace(design.settings, rail_layout=self.random.choice(layouts)),
            surfaces=surfaces,
        )

    def do_limit(self, design, plan):
        settings = replace(
            design.settings,
            max_units_per_branch=self.random.choice([None, 3, 5]),
            max_rise_pct=self.random.choice([None, 0.3]),
            clearance_mm=self.random.choice([None, 10.0]),
        )
        return replace(design, settings=settings)
