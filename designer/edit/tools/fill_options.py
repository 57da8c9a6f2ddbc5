"""What may be asked of the fill tool: words that switch something, and questions with an answer."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from designer.core.layout.model import FillMode
from designer.core.units import typed_length
from designer.edit.edits.fill_choice import FillChoice, FlatRows
from designer.edit.figures import figure
from designer.edit.tools.base import Keyword
from designer.edit.tools.words import whole_number

MODES = {
    Keyword("Best", "B"): FillMode.BEST,
    Keyword("Portrait", "P"): FillMode.PORTRAIT,
    Keyword("Landscape", "L"): FillMode.LANDSCAPE,
    Keyword("Mixed", "M"): FillMode.MIXED,
}
ALIGNED = Keyword("Aligned columns", "A")
HALVES = Keyword("Halves", "H")
BLOCK = Keyword("Block", "K")
WHOLE = Keyword("Whole inverters", "W")
CARRIED = Keyword("Carried", "C")
TILTED = Keyword("Tilted", "T")
PAIRS = Keyword("East-west", "E")
MORE = Keyword("One more", "+1")
LESS = Keyword("One less", "-1")

_FLAGS = {
    ALIGNED: "aligned_columns",
    HALVES: "halves",
    BLOCK: "block_only",
    CARRIED: "carried_only",
}

SWITCHES = (*MODES, ALIGNED, HALVES, BLOCK, WHOLE, CARRIED, TILTED, PAIRS)


class Question(Struct, frozen=True, eq=False):
    """A figure that the tool asks for: how, what stands for it now, and the choice with an answer.

    `answered` raises ValueError for a text that is no answer.
    """

    keyword: Keyword
    text: str
    shown: Callable[[FillChoice], str]
    answered: Callable[[FillChoice, str], FillChoice]


def switched(choice: FillChoice, keyword: Keyword, inputs: int) -> FillChoice:
    """The choice with something switched on or off; `inputs` are those of an inverter."""
    if keyword in MODES:
        return replace(choice, mode=MODES[keyword])
    if keyword == WHOLE:
        return replace(choice, multiple_of=1 if choice.multiple_of > 1 else inputs)
    if keyword in _FLAGS:
        name = _FLAGS[keyword]
        return replace(choice, **{name: not getattr(choice, name)})
    return _stood_up(choice, paired=keyword == PAIRS)


def _stood_up(choice: FillChoice, *, paired: bool) -> FillChoice:
    """Rows that stand up in this way; lying ones where they do so already."""
    flat = choice.flat
    if flat is not None and flat.paired is paired:
        return replace(choice, flat=None)
    return replace(choice, flat=replace(flat or FlatRows(), paired=paired))


def _count(text: str) -> int:
    number = whole_number(text)
    if number is None:
        raise ValueError(f"'{text}' is not a whole number")
    return number


def _with_flat(**values: Callable[[str], object]) -> Callable[[FillChoice, str], FillChoice]:
    """An answer that sets one figure of rows that stand up."""

    def answered(choice: FillChoice, text: str) -> FillChoice:
        read = {name: value(text) for name, value in values.items()}
        return replace(choice, flat=replace(choice.flat or FlatRows(), **read))

    return answered


def _of_flat(read: Callable[[FlatRows], float | None], none: str) -> Callable[[FillChoice], str]:
    def shown(choice: FillChoice) -> str:
        value = read(choice.flat or FlatRows())
        return none if value is None else figure(value)

    return shown


def _degrees(text: str) -> float:
    return float(text.strip().removesuffix("°").replace(",", "."))


def _length_or_none(text: str) -> float | None:
    return typed_length(text) or None


WANTED = Question(
    Keyword("Number", "N"),
    "How many modules? 0 for as many as fit",
    lambda choice: str(choice.wanted or 0),
    lambda choice, text: replace(choice, wanted=_count(text) or None),
)
MIN_RUN = Question(
    Keyword("Shortest run", "S"),
    "Fewest neighbouring modules worth a pair of rails",
    lambda choice: str(choice.min_run),
    lambda choice, text: replace(choice, min_run=max(_count(text), 1)),
)
TILT = Question(
    Keyword("Angle", "G"),
    "How steep do the modules stand on the roof, in degrees?",
    _of_flat(lambda flat: flat.tilt_deg, "assumed"),
    _with_flat(tilt_deg=_degrees),
)
PITCH = Question(
    Keyword("Pitch", "R"),
    "From a row or pair to the next, low edge to low edge; 0 to keep rows out of each other's shadow",
    _of_flat(lambda flat: flat.pitch_mm, "0"),
    _with_flat(pitch_mm=_length_or_none),
)
WALK_EVERY = Question(
    Keyword("Every", "Y"),
    "A walkway after every so many rows or pairs; 0 for none",
    _of_flat(lambda flat: flat.walkway_rows, "0"),
    _with_flat(walkway_rows=_count),
)
WALK_WIDTH = Question(
    Keyword("Walkway", "WW"),
    "How wide are the walkways?",
    _of_flat(lambda flat: flat.walkway_mm, "0"),
    _with_flat(walkway_mm=typed_length),
)

QUESTIONS = (WANTED, MIN_RUN)
FLAT_QUESTIONS = (TILT, PITCH, WALK_EVERY, WALK_WIDTH)


def described(choice: FillChoice) -> list[str]:
    """What is asked for, in words."""
    found = [choice.mode.value]
    found += ["aligned columns"] * choice.aligned_columns + ["two halves"] * choice.halves
    found += ["block"] * choice.block_only
    if choice.flat is not None:
        found.append("tilted pairs" if choice.flat.paired else "tilted rows")
    found += ["whole inverters"] * (choice.multiple_of > 1)
    found += ["carried by rafters only"] * choice.carried_only
    found += [f"{choice.wanted} wanted"] if choice.wanted is not None else []
    found += [f"runs of {choice.min_run} or more"] if choice.min_run > 1 else []
    return found
