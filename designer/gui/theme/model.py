"""What a theme is: colours by what they mean. Every colour is a hex string ``#RRGGBB``."""

from collections.abc import Mapping

from msgspec import Struct

from designer.edit.preview import Tone


class BranchInk(Struct, frozen=True):
    """How a branch is drawn; `dash` are strokes and gaps in widths of the pen, empty = solid."""

    colour: str
    dash: tuple[float, ...] = ()


class PlotColours(Struct, frozen=True, kw_only=True):
    """Colours of the branch strip and the cut plan."""

    background: str
    grid: str
    text: str
    muted: str
    axis: str
    cable: str
    port: str
    capped: str
    inverter: str
    slack: str
    curve: str
    curve_fill: str
    limit: str
    stock: str
    stock_border: str
    rail_piece: str
    trunk_piece: str
    link_piece: str
    end_piece: str
    piece_text: str
    remnant: str
    offcut: str


class Theme(Struct, frozen=True, kw_only=True):
    """All colours of the window, light or dark.

    `text`, `muted`, `error`, `warning`, `ok` and `accent` are legible as text on `window` and `base`;
    `on_accent` is text on the accent. `border` separates quietly, `control` outlines what can be typed in.
    """

    name: str
    dark: bool
    window: str
    base: str
    alternate: str
    header: str
    text: str
    muted: str
    disabled: str
    border: str
    control: str
    accent: str
    on_accent: str
    selection: str
    hover: str
    pressed: str
    scroll: str
    scroll_hover: str
    tooltip: str
    tooltip_text: str
    error: str
    warning: str
    ok: str
    canvas_background: str
    grid_minor: str
    grid_major: str
    axis: str
    ruler_background: str
    ruler_text: str
    pill_background: str
    pill_text: str
    highlight: str
    """Outline of what the cursor or another panel points at."""
    selected: str
    """Outline of what is selected on the canvas."""
    stale: str
    """What belongs to a plan that is no longer current."""
    layers: Mapping[str, str]
    tones: Mapping[Tone, str]
    module_fill: str
    inverter_fill: str
    obstacle_fill: str
    branches: tuple[BranchInk, ...]
    plots: PlotColours

    def branch(self, index: int) -> BranchInk:
        """The ink of the branch at `index` in the plan's order; they repeat after the last."""
        return self.branches[index % len(self.branches)]
