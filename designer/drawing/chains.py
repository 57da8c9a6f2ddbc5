"""Chains of dimensions: stops on a line, equal steps taken together, texts where they can be read."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from designer.core.units import TOLERANCE_MM
from designer.drawing.dimension import MEASURED
from designer.drawing.length_units import length_text
from designer.drawing.model import DimensionStyle
from designer.drawing.text_metrics import line_width

_ALIKE_MM = 0.5
"""Steps that are written alike count as equal."""

_LEAST_RUN = 3
"""So many equal steps are written as one."""


class Link(Struct, frozen=True):
    """A part of a chain from `start` to `end`, in `count` equal steps."""

    start: float
    end: float
    count: int = 1

    @property
    def step_mm(self) -> float:
        """Length of one step."""
        return (self.end - self.start) / self.count

    @property
    def text(self) -> str:
        """What stands on it beside the figure itself; empty for a single step.

        Only what is still true when the dimension is stretched in a CAD: no figure but the measured one.
        """
        return f"{MEASURED} ({self.count} equal)" if self.count > 1 else ""


def distinct(stops: Sequence[float]) -> list[float]:
    """The stops in order, those that are one place only once."""
    found: list[float] = []
    for stop in sorted(stops):
        if not found or stop - found[-1] > TOLERANCE_MM:
            found.append(stop)
    return found


def chain(stops: Sequence[float], style: DimensionStyle) -> list[Link]:
    """Neighbouring stops linked; of three equal steps and more the first shows the step, the rest are one."""
    links: list[Link] = []
    run: list[Link] = []
    for start, end in pairwise(distinct(stops)):
        link = Link(start, end)
        if run and abs(link.step_mm - run[0].step_mm) > _ALIKE_MM:
            links += _joined(run, style)
            run = []
        run.append(link)
    return [*links, *_joined(run, style)]


def fits(link: Link, style: DimensionStyle) -> bool:
    """Whether the whole text of a link has room between its ends."""
    figure = length_text(link.end - link.start, style.unit)
    return text_mm(link.text.replace(MEASURED, figure) or figure, style) <= link.end - link.start


def short_text(link: Link, style: DimensionStyle) -> str:
    """The text of a link, or the figure alone where there is no room for more."""
    return link.text if fits(link, style) else ""


def figure_mm(length_mm: float, style: DimensionStyle) -> float:
    """Width of the figure of a length with the gaps beside it."""
    return text_mm(length_text(length_mm, style.unit), style)


def text_mm(text: str, style: DimensionStyle) -> float:
    """Width of a dimension's text with the gaps beside it."""
    return line_width(text, style.text_mm) + style.gap_mm


def _joined(run: list[Link], style: DimensionStyle) -> list[Link]:
    """Equal steps as a step and the rest of them, or all as one where a step has no room for its figure."""
    if len(run) < _LEAST_RUN:
        return run
    first = [run[0]] if fits(run[0], style) else []
    return [*first, Link(run[len(first)].start, run[-1].end, len(run) - len(first))]
