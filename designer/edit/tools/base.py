"""What every tool is: a state machine that is fed points, texts and keys and answers with a Response.

A tool never touches the session. It shows previews, asks for the next thing by its prompt, and at the end
hands over a Commit: one named step of the history. All points are of the current view, mm.
"""

from enum import StrEnum

from msgspec import Struct

from designer.core.findings import Location
from designer.core.geometry.axes import Point
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.edit.picking.model import Picker
from designer.edit.preview import Shape
from designer.edit.snapping.model import SnapResult
from designer.edit.view import View


class Modifier(StrEnum):
    """Keys held while pointing."""

    SHIFT = "shift"
    CTRL = "ctrl"
    ALT = "alt"


class Gesture(StrEnum):
    """What the pointer did. A press that does not travel is a click, one that does is a drag."""

    MOVE = "move"
    CLICK = "click"
    DOUBLE_CLICK = "double-click"
    DRAG_START = "drag-start"
    DRAG = "drag"
    DRAG_END = "drag-end"


class Pointer(Struct, frozen=True, kw_only=True):
    """A pointer event. `at` is the point meant, after snaps, ortho and typed values; `raw` is the cursor.

    At DRAG_START both are where the button went down. An `exact` point was typed: nothing may settle it
    anywhere else.
    """

    gesture: Gesture
    at: Point
    raw: Point
    snap: SnapResult | None = None
    modifiers: frozenset[Modifier] = frozenset()
    exact: bool = False


class ToolKey(StrEnum):
    """Keys with a meaning to every tool. Esc goes to `cancel`."""

    CONFIRM = "confirm"
    """Enter, Space, right click: finish, accept, or take the default."""
    BACK = "back"
    """Backspace or U within a command: take back the last point."""
    DELETE = "delete"


class Cursor(StrEnum):
    """Shape of the mouse cursor."""

    ARROW = "arrow"
    CROSS = "cross"
    MOVE = "move"
    RESIZE_ALONG = "resize-along"
    FORBIDDEN = "forbidden"
    HAND = "hand"


class Wants(StrEnum):
    """What a prompt asks for."""

    POINT = "point"
    TEXT = "text"
    """Goes whole to `Tool.text`; Space is a character of it."""
    VALUE = "value"
    """A length, number or keyword; goes to `Tool.text`."""
    NOTHING = "nothing"


class Fields(StrEnum):
    """Which fields stand at the cursor while a point is asked for from a base point."""

    NONE = "none"
    POLAR = "polar"
    """Length and angle."""
    SIZE = "size"
    """Width and height of a rectangle from the base point."""
    ALONG = "along"
    """A distance from the base point along `Prompt.direction`."""


class Keyword(Struct, frozen=True):
    """An option that may be typed or clicked instead: `key` is its abbreviation, ``C`` of ``Close``."""

    name: str
    key: str


class Prompt(Struct, frozen=True, kw_only=True):
    """What the tool asks for now: the hint of the status bar and the line of the command window."""

    text: str
    wants: Wants = Wants.POINT
    keywords: tuple[Keyword, ...] = ()
    default: str = ""
    base: Point | None = None
    fields: Fields = Fields.POLAR
    direction: Point = (1.0, 0.0)
    own_numbers: bool = False
    """Whether the tool itself is told what is typed into a field: a number may be a count to it."""
    snaps: bool = True
    """Whether object snaps, grid snap, ortho and polar apply to the next point."""


class Commit(Struct, frozen=True, kw_only=True):
    """One named step of the history. `select` is the selection afterwards, `view` where to look."""

    name: str
    design: Design
    select: frozenset[str] | None = None
    view: View | None = None
    key: str = ""


class Response(Struct, frozen=True, kw_only=True):
    """A tool's answer to an event: everything to show until the next one.

    `select` changes the selection without an edit. `hidden` are ids whose drawing gives way to the preview.
    `settled` is where the tool has taken the point meant to, for the fields at the cursor to tell.
    `look_at` is a place to go to near, `keep_seen` one that must not be out of sight. `message` is said once.
    With `done` the tool has ended.
    """

    prompt: Prompt
    preview: tuple[Shape, ...] = ()
    cursor: Cursor = Cursor.CROSS
    commit: Commit | None = None
    select: frozenset[str] | None = None
    hidden: frozenset[str] = frozenset()
    settled: Point | None = None
    message: str = ""
    view: View | None = None
    look_at: Location | None = None
    keep_seen: Location | None = None
    done: bool = False


class ToolContext(Struct, frozen=True, kw_only=True):
    """What a tool may look at; new for every event. `plan` may be older than `design`, or missing."""

    design: Design
    catalog: Catalog
    view: View
    picker: Picker
    plan: Plan | None = None
    selection: frozenset[str] = frozenset()
    mm_per_px: float = 10.0
    reach_px: float = 10.0

    @property
    def reach_mm(self) -> float:
        """How near the cursor must come to a thing to mean it."""
        return self.reach_px * self.mm_per_px


class Tool:
    """Base of all tools. Subclasses keep their state as one frozen value and answer every event."""

    needs_surface = True
    """Whether the tool works on one surface; in the site view the editor then asks for one."""

    spans = False
    """Whether the tool draws from point to point: a drag is told to it as a click at each of its ends."""

    takes_back = True
    """Whether Backspace takes back what was given last, as undo then does, or only leads elsewhere."""

    def begin(self, ctx: ToolContext) -> Response:
        """Start; the answer's prompt asks for the first thing."""
        raise NotImplementedError

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        """The mouse moved, clicked or dragged. A typed point comes as an exact CLICK."""
        raise NotImplementedError

    def text(self, ctx: ToolContext, text: str) -> Response | None:  # noqa: ARG002
        """A typed line that is a keyword, a value or a text; None = not for this tool at this moment."""
        return None

    def draft(self, ctx: ToolContext, text: str) -> Response | None:  # noqa: ARG002
        """A text that is being typed, not confirmed yet; None = it is not shown."""
        return None

    def take(self, ctx: ToolContext, value: object) -> Response | None:  # noqa: ARG002
        """A value that was picked in a panel; None = not for this tool."""
        return None

    def key(self, ctx: ToolContext, key: ToolKey) -> Response | None:  # noqa: ARG002
        """A key with a meaning; None = nothing to do here."""
        return None

    def followed(self, ctx: ToolContext, before: Design) -> Response | None:  # noqa: ARG002
        """The Design was `before` a step that is not the tool's, undo among them; None = all goes on."""
        return None

    def cancel(self, ctx: ToolContext) -> Response | None:  # noqa: ARG002
        """Esc: go back one level; None = the tool ends."""
        return None
