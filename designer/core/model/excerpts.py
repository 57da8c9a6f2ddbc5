"""What a stage sees of a Design: the parts its result depends on, everything else left out.

A stage that is given an excerpt cannot depend on more, so its result may be kept for as long as the excerpt
stays equal, whatever else is edited.
"""

from msgspec.structs import replace

from designer.core.model.design import Design, Products, Settings, ShelfOffcut, Surface

_NO_PRODUCTS = Products(module="", inverter="", family="", rail="")


def ground_excerpt(design: Design, surface: Surface) -> Design:
    """A surface with its setbacks and clearances: what its usable area follows from."""
    settings = Settings(
        setbacks_mm=design.settings.setbacks_mm, obstacle_clearance_mm=design.settings.obstacle_clearance_mm
    )
    return Design(name="", region="", products=_NO_PRODUCTS, settings=settings, surfaces=(surface,))


def rows_excerpt(design: Design, surface: Surface) -> Design:
    """A surface with its rows and their modules."""
    products = replace(_NO_PRODUCTS, module=design.products.module)
    return Design(name="", region="", products=products, surfaces=(surface,), rows=design.rows_on(surface.id))


def racking_excerpt(design: Design, surface: Surface) -> Design:
    """A surface with the rail system and its figures; the modules at their places are given apart.

    Breaks of rails reckon with offcuts on the first surface that has rows and on no other, so that no
    offcut is counted on twice.
    """
    first = next((row.surface for row in design.rows), "")
    own = design.settings
    settings = Settings(
        module_gap_mm=own.module_gap_mm,
        rail_layout=own.rail_layout,
        max_span_mm=own.max_span_mm,
        cantilever_mm=own.cantilever_mm,
        shared_span_mm=own.shared_span_mm,
        shared_cantilever_mm=own.shared_cantilever_mm,
        design_pressure_pa=own.design_pressure_pa,
        design_uplift_pa=own.design_uplift_pa,
        building_height_mm=own.building_height_mm,
        edge_span_mm=own.edge_span_mm,
        edge_cantilever_mm=own.edge_cantilever_mm,
        corner_span_mm=own.corner_span_mm,
        corner_cantilever_mm=own.corner_cantilever_mm,
    )
    products = replace(_NO_PRODUCTS, rail=design.products.rail)
    return Design(
        name="",
        region="",
        products=products,
        settings=settings,
        surfaces=(surface,),
        offcuts=_rail_offcuts(design) if surface.id == first else (),
    )


def _rail_offcuts(design: Design) -> tuple[ShelfOffcut, ...]:
    return tuple(offcut for offcut in design.offcuts if offcut.product == design.products.rail)


def hanging_excerpt(design: Design, surface: Surface) -> Design:
    """A surface with all that inverters heed: rows, boxes, and the pins and pairings of its own modules.

    Of what else a person decided of its inverters there are only their names, in place of serial numbers.
    """
    rows = design.rows_on(surface.id)
    modules = {module.id for row in rows for module in row.modules}
    inverters = {inverter_id(module) for module in modules}
    own = design.settings
    return Design(
        name="",
        region="",
        products=replace(design.products, trunk=None),
        settings=Settings(
            clearance_mm=own.clearance_mm, lead_policy=own.lead_policy, stand_off_mm=own.stand_off_mm
        ),
        surfaces=(surface,),
        rows=rows,
        boxes=tuple(box for box in design.boxes if box.surface == surface.id),
        pins=tuple(pin for pin in design.pins if pin.inverter in inverters),
        pairings=tuple(pairing for pairing in design.pairings if modules.intersection(pairing.modules)),
        serials=dict.fromkeys(sorted(inverters & decided_inverters(design)), ""),
    )


def trunk_excerpt(design: Design) -> Design:
    """What the trunk heeds of a site; modules, rails and slots are given apart."""
    own = design.settings
    return Design(
        name="",
        region=design.region,
        products=replace(design.products, module="", inverter=""),
        settings=Settings(
            row_gap_mm=own.row_gap_mm,
            max_rise_pct=own.max_rise_pct,
            max_units_per_branch=own.max_units_per_branch,
            slack_limit_mm=own.slack_limit_mm,
            trunk_search=own.trunk_search,
        ),
        surfaces=design.surfaces,
        boxes=design.boxes,
        bridges=design.bridges,
        locks=design.locks,
        kept=design.kept,
        waypoints=design.waypoints,
    )


def decided_inverters(design: Design) -> frozenset[str]:
    """The inverters that a person pinned, locked or gave a serial number or a gateway to."""
    pinned = (pin.inverter for pin in design.pins)
    locked = (name for lock in design.locks for name in lock.inverters)
    return frozenset((*pinned, *locked, *design.serials, *design.reports))


def inverter_id(module: str) -> str:
    """The id of the inverter whose first module this is."""
    return "I" + module.removeprefix("M")
