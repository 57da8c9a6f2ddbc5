"""Inks of the branches: colours that colour-blind people tell apart, and dashes that tell them apart alone.

The eight hues are those of Okabe and Ito (Color Universal Design, 2008), moved in lightness until each
stands out from its canvas and from modules (3 : 1) and every pair differs by 20 CIELAB units or more, also
as seen with deuteranopia, protanopia and tritanopia. Colours and dashes repeat with periods that share no
divisor, so that 56 branches look different.
"""

from math import lcm

from designer.gui.theme.model import BranchInk

_LIGHT = ("#0A84E6", "#CF6500", "#0C6F50", "#BD61A3", "#1F1F1F", "#6B4900", "#6F2BD6", "#0B2E70")
_DARK = ("#3CCBEF", "#E27A2C", "#0F995F", "#C26C9C", "#F2EDEA", "#F2C218", "#8E59FF", "#8398FF")
_DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (6.0, 2.5),
    (1.5, 1.8),
    (8.0, 2.5, 1.5, 2.5),
    (3.0, 2.5),
    (12.0, 3.0),
    (6.0, 2.0, 1.2, 2.0, 1.2, 2.0),
)


def branch_inks(*, dark: bool) -> tuple[BranchInk, ...]:
    """All inks of a theme, in the order they are given to branches."""
    colours = _DARK if dark else _LIGHT
    count = lcm(len(colours), len(_DASHES))
    return tuple(BranchInk(colours[i % len(colours)], _DASHES[i % len(_DASHES)]) for i in range(count))
