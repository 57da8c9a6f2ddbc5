"""Lines that follow the cursor, with what they measure."""

from designer.core.geometry.axes import Point, middle
from designer.edit.figures import length_text, way_text
from designer.edit.preview import Note, Path, Shape, Tone


def rubber(first: Point, second: Point) -> tuple[Shape, ...]:
    """The line from a base point to the cursor with its length and angle."""
    return (
        line(first, second),
        Note(at=middle(first, second), text=way_text(first, second), tone=Tone.RUBBER, echo=True),
    )


def line(first: Point, second: Point, tone: Tone = Tone.RUBBER) -> Path:
    """One straight line."""
    return Path(points=(first, second), tone=tone)


def labelled(
    first: Point, second: Point, text: str, tone: Tone = Tone.RUBBER, *, echo: bool = False
) -> tuple[Shape, ...]:
    """A line with a text at its middle."""
    return (line(first, second, tone), Note(at=middle(first, second), text=text, tone=tone, echo=echo))


def rectangle_shapes(corners: tuple[Point, ...], tone: Tone) -> tuple[Shape, ...]:
    """A rectangle with its width below and its height at its right."""
    low_left, low_right, high_right, _ = corners
    return (
        Path(points=corners, tone=tone, closed=True, filled=True),
        Note(
            at=middle(low_left, low_right),
            text=length_text(abs(low_right[0] - low_left[0])),
            tone=Tone.MEASURE,
            echo=True,
        ),
        Note(
            at=middle(low_right, high_right),
            text=length_text(abs(high_right[1] - low_right[1])),
            tone=Tone.MEASURE,
            echo=True,
        ),
    )
