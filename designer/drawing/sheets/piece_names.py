"""Names of many pieces and bars in few words."""

import re
from collections.abc import Sequence

_NUMBERED = re.compile(r"([A-Za-z]*)(\d+)")


def short_stock(stock: str) -> str:
    """The number of a bar, reel or drum; behind it stands the product, which is said once."""
    return stock.split("-", 1)[0]


def span_text(names: Sequence[str]) -> str:
    """Names that count up as spans: R1 to R152, R155."""
    spans: list[tuple[str, str]] = []
    for name in names:
        if spans and _follows(spans[-1][1], name):
            spans[-1] = (spans[-1][0], name)
        else:
            spans.append((name, name))
    return ", ".join(first if first == last else f"{first} to {last}" for first, last in spans)


def grouped_text(pieces: Sequence[str]) -> str:
    """Names of pieces by what they are part of: R69.L1-2, L1-5; R134.L1-2."""
    groups: dict[str, list[str]] = {}
    for piece in pieces:
        whole, dot, part = piece.rpartition(".")
        groups.setdefault(whole + dot, []).append(part)
    return "; ".join(whole + ", ".join(parts) for whole, parts in groups.items())


def _follows(first: str, second: str) -> bool:
    """Whether a name is the other with the next number."""
    one, other = _NUMBERED.fullmatch(first), _NUMBERED.fullmatch(second)
    if one is None or other is None:
        return False
    return one[1] == other[1] and int(other[2]) == int(one[2]) + 1
