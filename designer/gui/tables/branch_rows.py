"""What the branch table shows: one row a branch, and what they come to."""

from collections.abc import Sequence

from msgspec import Struct

from designer.core.model.circuits import CircuitLoad
from designer.core.model.plan import BranchPlan
from designer.core.natural import natural
from designer.edit.properties.facts import Facts
from designer.edit.properties.quantities import plain
from designer.edit.properties.tables.branches import (
    CABLE_HINT,
    cable_mm,
    links,
    lock_of,
    pitch_mm,
    used_and_capped,
)
from designer.gui.tables.column import Column, figure
from designer.leg_words import IN_BRACKETS, ON_LEG, amperes_text, units_text


class BranchRow(Struct, frozen=True, kw_only=True):
    """A branch as it is shown."""

    branch: BranchPlan
    load: CircuitLoad
    cable: str
    pitch_mm: float
    used: int
    capped: int
    cable_mm: float
    links: int
    locked: bool

    @property
    def units(self) -> str:
        """How many inverters are on the branch itself."""
        return str(len(self.branch.inverters))


def _leg_tip(row: BranchRow, whole: str, leg: str) -> str:
    """What a figure with another in brackets means; nothing of its own for a circuit of one leg."""
    if row.load.legs == 1:
        return ""
    return f"Circuit {row.branch.circuit} is fed in its middle: {whole} in all, {leg}{ON_LEG}"


BRANCH_COLUMNS: tuple[Column[BranchRow], ...] = (
    Column(
        title="Branch",
        text=lambda row: row.branch.id,
        room_for="B100a",
        icon=lambda row: "lock" if row.locked else "branch",
        tip=lambda row: "Locked: it stays as it is" if row.locked else "Planned",
        sort=lambda row: natural(row.branch.id),
    ),
    Column(title="Box", text=lambda row: row.branch.box, hint="The box that it is fed from"),
    figure(
        "Units",
        lambda row: units_text(row.branch, row.load, f" / {row.branch.units_limit}"),
        lambda row: row.load.units,
        f"Inverters, and how many are allowed; {IN_BRACKETS}",
        lambda row: _leg_tip(row, f"{row.load.units} inverters", row.units),
    ),
    Column(title="Trunk cable", text=lambda row: row.cable, wide=True),
    figure("Pitch m", lambda row: plain(row.pitch_mm / 1000, 2), lambda row: row.pitch_mm, "Port to port"),
    figure(
        "Ports",
        lambda row: f"{row.used} + {row.capped}",
        lambda row: row.used + row.capped,
        "Ports used and ports capped",
    ),
    figure("Cable m", lambda row: f"{row.cable_mm / 1000:.1f}", lambda row: row.cable_mm, CABLE_HINT),
    figure("Links", lambda row: str(row.links), lambda row: row.links, "Steps made by a piece of bulk cable"),
    figure(
        "A",
        lambda row: amperes_text(row.branch, row.load, digits=1),
        lambda row: row.load.current_a,
        f"Current; {IN_BRACKETS}",
        lambda row: _leg_tip(row, f"{row.load.current_a:.1f} A", f"{row.branch.current_a:.1f} A"),
    ),
    figure(
        "Rise %", lambda row: f"{row.branch.rise_pct:.2f}", lambda row: row.branch.rise_pct, "Voltage rise"
    ),
    Column(title="Phase", text=lambda row: row.branch.phase or "–"),
    figure(
        "Cost",
        lambda row: f"{row.branch.cost:.0f}",
        lambda row: row.branch.cost,
        "In the catalogue's currency",
    ),
)


def branch_rows(facts: Facts) -> tuple[BranchRow, ...]:
    """All branches of the plan, in its order."""
    return tuple(_row(facts, branch) for branch in facts.branches.values())


def _row(facts: Facts, branch: BranchPlan) -> BranchRow:
    used, capped = used_and_capped(branch)
    return BranchRow(
        branch=branch,
        load=facts.loads[branch.circuit],
        cable=facts.catalog.names.get(branch.product, branch.product),
        pitch_mm=pitch_mm(facts, branch) or 0.0,
        used=used,
        capped=capped,
        cable_mm=cable_mm(branch),
        links=links(branch),
        locked=branch.locked or lock_of(facts, branch.id) is not None,
    )


def totals(rows: Sequence[BranchRow]) -> tuple[str, ...]:
    """The line below the table; none where there is only one branch to add up."""
    if len(rows) < 2:
        return ()
    highest = max(row.branch.rise_pct for row in rows)
    return (
        "Total",
        "",
        str(sum(len(row.branch.inverters) for row in rows)),
        "",
        "",
        f"{sum(row.used for row in rows)} + {sum(row.capped for row in rows)}",
        f"{sum(row.cable_mm for row in rows) / 1000:.1f}",
        str(sum(row.links for row in rows)),
        "",
        f"≤ {highest:.2f}",
        "",
        f"{sum(row.branch.cost for row in rows):.0f}",
    )
