"""What can be read and typed of inverters; all but the pin and the serial number comes from the plan."""

from designer.core.geometry.axes import RailAxis
from designer.core.geometry.intervals import IntervalSet
from designer.core.model.design import Design
from designer.core.model.plan import PlacedInverter
from designer.edit.edits.inverters import zone
from designer.edit.edits.serials import set_serials
from designer.edit.properties.edits import inverters as edits
from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Field, Ids
from designer.edit.properties.quantities import Quantity, Value, plain
from designer.edit.properties.tables.products import inverter_named

_PLACE, _BRANCH, _LEADS = "Place", "Branch", "DC leads"


def inverter_fields(_facts: Facts, ids: Ids) -> tuple[Field, ...]:
    """Properties of inverters; a serial number is typed for one at a time."""
    return (*(_SERIAL if len(ids) == 1 else ()), *_INVERTER, *_PLANNED)


def _pinned(facts: Facts, inverter: str) -> Value:
    return inverter in facts.pins


def _set_pinned(facts: Facts, ids: Ids, value: Value) -> Design:
    places = {name: facts.inverters[name].along_mm if value else None for name in ids}
    kept = {name: along for name, along in places.items() if not (value and name in facts.pins)}
    return edits.set_pins(facts.design, kept)


def _along(facts: Facts, inverter: str) -> Value:
    """Where a person pinned it, else where the plan hung it."""
    pin = facts.pins.get(inverter)
    return pin.along_mm if pin else facts.inverters[inverter].along_mm


def _set_along(facts: Facts, ids: Ids, value: Value) -> Design:
    return edits.set_pins(facts.design, dict.fromkeys(ids, float(value or 0.0)))


def _allowed(facts: Facts, inverter: str) -> Value:
    """The places along the rail where it may hang, its own pin not regarded."""
    parts = _zone(facts, facts.inverters[inverter])
    return ", ".join(_stretch(low, high) for low, high in parts) or "none"


def _zone(facts: Facts, inverter: PlacedInverter) -> IntervalSet:
    """As in the hand; that of the plan where its rows are gone and nothing has been planned anew yet."""
    rows = {inverter.row_id, *(facts.placed[name].row_id for name in inverter.modules)}
    standing = {row.id for row in facts.design.rows_on(inverter.surface)}
    if facts.plan is None or not rows <= standing:
        return inverter.allowed
    return zone(facts.design, facts.catalog, facts.plan, inverter)


def _stretch(low: float, high: float) -> str:
    """From where to where; where there is no play it is one place only."""
    ends = dict.fromkeys((plain(low, 1), plain(high, 1)))
    return f"{' to '.join(ends)} mm"


def _phase(facts: Facts, inverter: str) -> Value:
    branch = facts.branch_of.get(inverter)
    return branch.phase or None if branch else None


def _branch(facts: Facts, inverter: str) -> Value:
    branch = facts.branch_of.get(inverter)
    return branch.id if branch else "none"


def _position(facts: Facts, inverter: str) -> Value:
    """Place in the branch, counted from the feed."""
    branch = facts.branch_of.get(inverter)
    if branch is None:
        return None
    return f"{len(branch.inverters) - branch.inverters.index(inverter)} of {len(branch.inverters)}"


def _rail(facts: Facts, inverter: str) -> Value:
    found = facts.inverters[inverter]
    axis = "y" if found.axis is RailAxis.EAVE else "x"
    return f"{found.rail} at {axis} {plain(found.across_mm, 0)} mm"


def _lead_length(facts: Facts, inverter: str) -> Value:
    return _joined(facts.inverters[inverter], "length_mm")


def _joined(inverter: PlacedInverter, name: str) -> str | None:
    lengths = [plain(getattr(lead, name), 0) for lead in inverter.leads]
    return f"{', '.join(lengths)} mm" if lengths else None


_INVERTER = (
    Field(
        key="pinned",
        label="Pinned",
        quantity=Quantity.FLAG,
        group=_PLACE,
        hint="A pinned inverter stays where it is, whatever is planned anew",
        read=_pinned,
        write=_set_pinned,
    ),
    Field(
        key="along_mm",
        label="Along the rail",
        quantity=Quantity.LENGTH,
        group=_PLACE,
        hint="The mounting point along the rail; typing one pins the inverter there",
        read=_along,
        write=_set_along,
    ),
)

_SERIAL = (
    Field(
        key="serial",
        label="Serial number",
        hint="As printed on the label; left empty, none is noted",
        read=lambda facts, inverter: facts.design.serials.get(inverter, ""),
        write=lambda facts, ids, value: set_serials(facts.design, {ids[0]: str(value or "")}),
    ),
)

_PLANNED = (
    Field(
        key="allowed",
        label="Allowed",
        group=_PLACE,
        hint="Where the mounting point may be along the rail; a pinned inverter may be pinned anew there",
        read=_allowed,
    ),
    Field(key="rail", label="Rail", group=_PLACE, read=_rail),
    Field(
        key="product",
        label="Product",
        group="Product",
        read=lambda facts, inverter: inverter_named(facts, facts.inverters[inverter].product),
    ),
    Field(
        key="modules",
        label="Modules",
        group="Product",
        read=lambda facts, inverter: ", ".join(facts.inverters[inverter].modules),
    ),
    Field(
        key="spare",
        label="Spare inputs",
        quantity=Quantity.COUNT,
        group="Product",
        read=lambda facts, inverter: facts.inverters[inverter].spare_inputs,
    ),
    Field(key="branch", label="Branch", group=_BRANCH, read=_branch),
    Field(key="position", label="From the feed", group=_BRANCH, read=_position),
    Field(key="phase", label="Phase", group=_BRANCH, read=_phase),
    Field(key="leads", label="Ways", group=_LEADS, read=_lead_length),
    Field(
        key="reach",
        label="Leads reach",
        group=_LEADS,
        read=lambda facts, inverter: _joined(facts.inverters[inverter], "reach_mm"),
    ),
    Field(
        key="extensions",
        label="Extensions per pole",
        quantity=Quantity.COUNT,
        group=_LEADS,
        read=lambda facts, inverter: sum(lead.extensions for lead in facts.inverters[inverter].leads),
    ),
)
