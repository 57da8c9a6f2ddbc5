"""What of a strip lies under the cursor, and what is to be said about it."""

from msgspec import Struct

from designer.core.model.plan import StepKind
from designer.drawing.pieces import number_text
from designer.drawing.strip import Strip, StripInverter, StripPort, StripStep, rise_at
from designer.leg_words import ON_LEG


class StripHit(Struct, frozen=True, kw_only=True):
    """A part of the strip: what to light up, what a click selects, the readout, its middle on the x axis."""

    key: str
    lit: frozenset[str]
    chosen: frozenset[str]
    lines: tuple[str, ...]
    along_mm: float


def metres(value_mm: float) -> str:
    """A way along the cable."""
    return f"{value_mm / 1000:.2f} m"


def port_hit(strip: Strip, port: StripPort) -> StripHit:
    """A port, and the inverter that is plugged into it."""
    rise = f"{rise_at(strip, port.along_mm):.2f} % above the box"
    where = f"{metres(port.along_mm)} from the end cap"
    ids = {port.id, port.inverter} - {""}
    title = f"Port {port.id} · {port.inverter}" if port.inverter else f"Port {port.id} · capped"
    return StripHit(
        key=port.id,
        lit=frozenset(ids),
        chosen=frozenset({port.inverter or port.id}),
        lines=(title, where, rise),
        along_mm=port.along_mm,
    )


def inverter_hit(one: StripInverter) -> StripHit:
    """An inverter and its port."""
    off = one.along_mm - one.port_mm
    side = "behind" if off > 0 else "before"
    lead = "at its port" if abs(off) < 0.5 else f"{abs(off):.0f} mm {side} its port"
    return StripHit(
        key=one.id,
        lit=frozenset({one.id, one.port}),
        chosen=frozenset({one.id}),
        lines=(
            f"Inverter {one.id}{' · pinned' if one.pinned else ''}",
            lead,
            f"{one.rise_pct:.2f} % above the box",
        ),
        along_mm=one.along_mm,
    )


def step_hit(strip: Strip, step: StripStep) -> StripHit:
    """The cable between two neighbours with its slack."""
    ends = frozenset({step.from_inverter, step.to_inverter})
    limit = f" · limit {number_text(strip.slack_limit_mm)} mm" if step.over else ""
    return StripHit(
        key=f"{step.from_inverter}>{step.to_inverter}",
        lit=ends,
        chosen=ends,
        lines=(
            f"{step.from_inverter} to {step.to_inverter} · {_connection(step)}",
            f"{step.cable_mm:.0f} mm of cable for {step.needed_mm:.0f} mm{_stripped(step)}",
            f"Slack {abs(round(step.slack_mm)):.0f} mm{limit}"
            if step.slack_mm > -0.5
            else f"{-step.slack_mm:.0f} mm too short",
        ),
        along_mm=(step.start_mm + step.end_mm) / 2,
    )


def amperes(strip: Strip) -> str:
    """What the protective device carries of what it may, and what comes from this leg where there are two."""
    leg = f" ({strip.current_a:.1f} A{ON_LEG})" if strip.branch != strip.circuit else ""
    return f"{strip.circuit_a:.1f} A of {strip.ocpd_a:g} A{leg}"


def feed_hit(strip: Strip) -> StripHit:
    """The end cable and the box."""
    return StripHit(
        key=f"{strip.branch}>{strip.box}",
        lit=frozenset({strip.box, strip.end_piece} - {""}),
        chosen=frozenset({strip.box}),
        lines=(
            f"Feed into box {strip.box}",
            f"{metres(strip.end_cut_mm)} of end cable",
            amperes(strip),
        ),
        along_mm=strip.length_mm,
    )


def curve_hit(strip: Strip, along_mm: float) -> StripHit:
    """A place on the curve of the voltage rise."""
    along = min(max(along_mm, 0.0), strip.length_mm)
    return StripHit(
        key=f"curve {along:.0f}",
        lit=frozenset(),
        chosen=frozenset(),
        lines=(f"{rise_at(strip, along):.2f} % above the box", f"{metres(along)} from the end cap"),
        along_mm=along,
    )


def _stripped(step: StripStep) -> str:
    """What both ends of a link are stripped of: it is neither way nor slack."""
    stripped_mm = step.cable_mm - step.needed_mm - step.slack_mm
    return f" · {stripped_mm:.0f} mm stripped" if stripped_mm > 0.5 else ""


def _connection(step: StripStep) -> str:
    if step.kind is StepKind.LINK:
        return "link piece"
    if not step.skipped:
        return "next port"
    return f"{step.skipped} port{'s' if step.skipped > 1 else ''} capped between"
