"""Steps about the trunk of a branch: pieces to cut, ends to close, drops to plug in."""

from reportlab.platypus import Flowable

from designer import installer_words as say
from designer.core.model.plan import BranchPlan, CablePiece, PieceKind, StepKind
from designer.core.model.trunk_family import PartPer, TrunkFamily
from designer.drawing.directory import Directory, vacant_drops
from designer.drawing.tape import Tape
from designer.drawing.torques import (
    name_or,
    names_for,
    part_for,
    part_torque,
    tools,
)
from designer.export.pdf_sheet_style import Column, check_list, data_table, heading, paragraph

_KINDS = {
    PieceKind.RAIL: "rail",
    PieceKind.TRUNK_RUN: "trunk run",
    PieceKind.LINK: "link",
    PieceKind.END_CABLE: "end cable",
}


def trunk_step(directory: Directory, branch: BranchPlan, family: TrunkFamily, tape: Tape) -> list[Flowable]:
    """Step 2: cut, close and lay the trunk."""
    product = family.product(branch.product)
    intro = (
        f"{product.description} ({product.id}): {tape.told(product.pitch_mm)} from connector to connector, "
        f"{product.conductor}. This branch takes {_connectors(branch)}."
    )
    ends = (_wired_checks if family.field_wired else _moulded_checks)(branch, family, tape)
    checks = [*ends, say.LAY.format(tie=name_or(part_for(family, PartPer.TIE), "tie wraps")), say.WATER]
    return [
        *heading("Step 2  Build and lay the trunk cable"),
        paragraph(intro),
        _piece_table(directory, branch, family, tape),
        *_way_table(branch, family, tape),
        check_list(checks),
    ]


def connection_step(directory: Directory, branch: BranchPlan, family: TrunkFamily) -> list[Flowable]:
    """Step 3: plug in the inverters, cap what stays vacant, lead the end cable into the box."""
    box = directory.boxes.get(branch.box)
    pairs = ", ".join(f"{drop.index} → {drop.inverter}" for drop in branch.drops if drop.inverter)
    checks = [
        say.PLUG.format(pairs=pairs or "none"),
        _cap_check(branch, family),
        say.BOX.format(kind=f"{box.kind.value} box" if box else "box", box=branch.box),
    ]
    if tool := _tool(family, "disconnect"):
        sentence = say.UNPLUG_WIRED if family.field_wired else say.UNPLUG_MOULDED
        checks.append(sentence.format(tool=tool))
    return [*heading("Step 3  Complete the AC connection"), check_list(checks)]


def _connectors(branch: BranchPlan) -> str:
    vacant = len(vacant_drops(branch))
    total = len(branch.drops)
    return f"{total} connector{'s' if total != 1 else ''}, {total - vacant} in use and {vacant} vacant"


def _piece_table(directory: Directory, branch: BranchPlan, family: TrunkFamily, tape: Tape) -> Flowable:
    columns = (
        Column("Piece", 22),
        Column("Kind", 17),
        Column("Cable", 43),
        Column(tape.head("Cut to"), 21, "right"),
        Column("Ports", 10, "right"),
        Column("From → to", 27),
        Column("Cut from", 36),
    )
    rows = [_piece_row(directory, piece, family, tape) for piece in branch.pieces]
    return data_table(columns, rows, ticked=True)


def _piece_row(directory: Directory, piece: CablePiece, family: TrunkFamily, tape: Tape) -> tuple[str, ...]:
    described = {cable.id: cable.description for cable in family.products}
    described |= {cable.id: cable.description for cable in family.bulk}
    return (
        piece.id,
        _KINDS[piece.kind],
        described.get(piece.product, piece.product),
        tape.text(piece.length_mm) if piece.length_mm else "–",
        str(piece.ports) if piece.ports else "",
        f"{piece.from_} → {piece.to}",
        stock_text(directory, piece.id, tape),
    )


def stock_text(directory: Directory, piece: str, tape: Tape) -> str:
    """The stock a piece is cut from: its name and length, and where the cut begins."""
    if piece not in directory.stock_of:
        return ""
    stock, cut = directory.stock_of[piece]
    shelf = "" if stock.new else ", from the shelf"
    return f"{stock.id} ({tape.long(stock.length_mm)}{shelf}), at {tape.text(cut.start_mm)}"


def _way_table(branch: BranchPlan, family: TrunkFamily, tape: Tape) -> list[Flowable]:
    """The lengths between neighbouring inverters; nothing for a branch of one.

    What is stripped of a link is told beside it: it is neither way nor slack.
    """
    if not branch.steps:
        return []
    columns = (
        Column("From", 24),
        Column("To", 24),
        Column("Connected by", 62),
        Column(tape.head("Way to go"), 24, "right"),
        Column(tape.head("Cable"), 24, "right"),
        Column(tape.head("Slack"), 24, "right"),
    )
    rows = [
        (
            step.from_inverter,
            step.to_inverter,
            _link(family, tape) if step.kind is StepKind.LINK else _pitches(step.pitches),
            tape.text(step.needed_mm),
            tape.text(step.cable_mm),
            tape.text(step.slack_mm),
        )
        for step in branch.steps
    ]
    return [data_table(columns, rows)]


def _link(family: TrunkFamily, tape: Tape) -> str:
    if not family.stripping_mm:
        return "link piece"
    return f"link piece, {tape.told(family.stripping_mm)} stripped at either end"


def _pitches(count: int) -> str:
    if count == 1:
        return "next connector"
    skipped = count - 1
    return f"{count} pitches, {skipped} connector{'s' if skipped > 1 else ''} skipped"


def _wired_checks(branch: BranchPlan, family: TrunkFamily, tape: Tape) -> list[str]:
    """Both ends of a trunk whose connectors can be opened."""
    end_cap = part_for(family, PartPer.BRANCH_END)
    torque = _to(part_torque(end_cap))
    lock_torque = _to(part_torque(part_for(family, PartPer.LINK)))
    wires = _wires(branch, family)
    stripping = tape.told(family.stripping_mm)
    links = _named_pieces(branch, PieceKind.LINK, tape)
    return [
        say.CUT_WIRED,
        say.OPEN_WIRED.format(unlock=_tool(family, "unlock") or "unlock tool"),
        say.END_WIRED.format(inverter=_far_end(branch), cap=name_or(end_cap, "end cap"), torque=torque),
        say.LOCK_WIRED.format(torque=lock_torque or " by the maker's instructions"),
        *([say.LINK_WIRED.format(pieces=links, stripping=stripping, wires=wires)] if links else []),
        say.FEED_WIRED.format(
            pieces=_end_cables(branch, tape), stripping=stripping, wires=wires, torque=torque
        ),
    ]


def _wires(branch: BranchPlan, family: TrunkFamily) -> str:
    """The wires of a trunk that is opened, and their slots. Between two lines there is no neutral."""
    if family.phases == 3:
        return "L1, L2, L3, N and PE into the slots marked so"
    first, *second = branch.phase.split("-")
    if second:
        return f"{first} and {second[0]} into the slots of the conductors, none is a neutral, PE into its own"
    return "L, N and PE into the slots marked so"


def _moulded_checks(branch: BranchPlan, family: TrunkFamily, tape: Tape) -> list[str]:
    """Both ends of a trunk whose connectors are never opened."""
    splice = names_for(family, PartPer.LINK, "splice connectors")
    feed = names_for(family, PartPer.FEED, splice)
    terminator = name_or(part_for(family, PartPer.BRANCH_END), "terminator")
    linked = any(step.kind is StepKind.LINK for step in branch.steps)
    return [
        say.CUT_MOULDED,
        say.END_MOULDED.format(inverter=_far_end(branch), cap=terminator),
        *([say.LINK_MOULDED.format(splice=splice)] if linked else []),
        say.FEED_MOULDED.format(pieces=_end_cables(branch, tape), splice=feed),
    ]


def _far_end(branch: BranchPlan) -> str:
    return branch.inverters[0] if branch.inverters else "the last drop"


def _end_cables(branch: BranchPlan, tape: Tape) -> str:
    return _named_pieces(branch, PieceKind.END_CABLE, tape) or "the end cable"


def _named_pieces(branch: BranchPlan, kind: PieceKind, tape: Tape) -> str:
    """The branch's pieces of a kind with their lengths; empty where it has none."""
    pieces = [piece for piece in branch.pieces if piece.kind is kind]
    return ", ".join(f"{piece.id} ({tape.told(piece.length_mm)})" for piece in pieces)


def _cap_check(branch: BranchPlan, family: TrunkFamily) -> str:
    numbers = ", ".join(str(drop.index) for drop in vacant_drops(branch))
    if not numbers:
        return say.NO_CAP
    return say.CAP.format(cap=name_or(part_for(family, PartPer.VACANT_PORT), "port cap"), drops=numbers)


def _to(torque: str) -> str:
    return f" to {torque}" if torque else ""


def _tool(family: TrunkFamily, word: str) -> str:
    return next((name for name in tools(family) if word in name.lower()), "")
