"""Enter serial numbers on the map: scan or type one, and the next inverter in walking order is asked for.

A scanner types what it reads and ends with Enter. The label of a DTU adds that to the project, and inverters
scanned after it report to it where there are several; the id of an inverter, typed or on its label, leads to
that one.
"""

from msgspec import Struct
from msgspec.structs import replace

from designer.core.errors import InputError
from designer.core.findings import Location, Severity
from designer.core.geometry.axes import Point, Rect
from designer.core.model.design import Design
from designer.core.model.plan import PlacedInverter, Plan
from designer.core.serials.judging import serial_findings
from designer.core.serials.reports import gateway_of
from designer.drawing.shapes import bounds, corners
from designer.drawing.stations import Order, walk
from designer.edit.edits.serials import set_serials
from designer.edit.picking.model import Kind
from designer.edit.preview import Boxes, Note, Path, Shape, Tone
from designer.edit.serial_entry import add_gateway, gateway_in, inverter_named, next_open, note_serial
from designer.edit.tools.base import (
    Commit,
    Cursor,
    Gesture,
    Keyword,
    Pointer,
    Prompt,
    Response,
    Tool,
    ToolContext,
    ToolKey,
    Wants,
)
from designer.edit.tools.outcome import DONE
from designer.edit.tools.pointing import hit_at
from designer.edit.tools.words import keyword_of
from designer.edit.view import ViewKind

ROWS, BRANCH, SKIP, BACK, CLEAR = (
    Keyword("Rows", "R"),
    Keyword("Branches", "B"),
    Keyword("Skip", "S"),
    Keyword("Back", "K"),
    Keyword("Clear", "C"),
)
KEYWORDS = (ROWS, BRANCH, SKIP, BACK, CLEAR)
NOTHING = "There is no inverter yet; put modules on a surface first"
KEEP = "Enter keeps it"
_STRANGE = (Severity.ERROR, Severity.WARNING)


class Entering(Struct, frozen=True):
    """Whose number is asked for, in which order on, and the gateway that was scanned last.

    It is `fresh` until a person has gone anywhere: another order then begins at its own beginning.
    """

    inverter: str
    order: Order = Order.ROWS
    gateway: str = ""
    draft: str = ""
    fresh: bool = False


class SerialTool(Tool):
    """Number after number, until all inverters have one."""

    needs_surface = False
    takes_back = False

    def __init__(self) -> None:
        self.state = Entering("")

    def begin(self, ctx: ToolContext) -> Response:
        """Ask for the selected inverter's number, else for the first that is missing."""
        plan = ctx.plan
        if plan is None or not plan.inverters:
            return Response(prompt=DONE, done=True, message=NOTHING)
        names = walk(plan)
        chosen = [name for name in names if name in ctx.selection]
        first = chosen[0] if chosen else next_open(names, ctx.design, "") or names[0]
        response = self._at(ctx, plan, first)
        self.state = replace(self.state, fresh=not chosen)
        return response

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        """A click on an inverter or one of its modules goes there."""
        plan = self._plan(ctx)
        if event.gesture is Gesture.CLICK:
            hit = hit_at(ctx, event.raw, (Kind.INVERTER, Kind.MODULE))
            name = _inverter_of(plan, hit.id) if hit else ""
            if name:
                return self._at(ctx, plan, name)
        return self._shown(ctx, plan)

    def draft(self, ctx: ToolContext, text: str) -> Response | None:
        """What is being typed stands at its inverter."""
        self.state = replace(self.state, draft=text.strip())
        return self._shown(ctx, self._plan(ctx))

    def text(self, ctx: ToolContext, text: str) -> Response | None:
        """A keyword, the id of an inverter, a gateway's number, or the number that was asked for."""
        plan = self._plan(ctx)
        self.state = replace(self.state, draft="")
        keyword = keyword_of(text, KEYWORDS)
        if keyword is not None:
            return self._keyword(ctx, plan, keyword)
        named = inverter_named(plan, text)
        if named is not None:
            return self._at(ctx, plan, named.id)
        gateway = gateway_in(ctx.catalog, text)
        return self._gateway(ctx, plan, gateway) if gateway else self._number(ctx, plan, text)

    def key(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter goes on to the next inverter, Backspace to the one before, Delete clears."""
        plan = self._plan(ctx)
        match key:
            case ToolKey.CONFIRM:
                return self._step(ctx, plan, 1)
            case ToolKey.BACK:
                return self._step(ctx, plan, -1)
            case ToolKey.DELETE:
                return self._clear(ctx, plan)

    def followed(self, ctx: ToolContext, before: Design) -> Response | None:
        """Undo leads to the inverter whose number went; where the one asked for has got one, on from it."""
        if ctx.plan is None:
            return None
        names, now, asked = walk(ctx.plan, self.state.order), ctx.design.serials, self.state.inverter
        gone = [name for name in names if before.serials.get(name) and not now.get(name)]
        if gone:
            return self._at(ctx, ctx.plan, gone[0])
        if asked not in names or before.serials.get(asked) or not now.get(asked):
            return None
        return self._at(ctx, ctx.plan, next_open(names, ctx.design, asked) or asked)

    def _plan(self, ctx: ToolContext) -> Plan:
        """The plan with the inverter that is asked for; another one is asked for where that is gone."""
        plan = ctx.plan
        if plan is None or not plan.inverters:
            raise InputError("there is no inverter any more", remedy="press Esc")
        if all(one.id != self.state.inverter for one in plan.inverters):
            self.state = replace(self.state, inverter=walk(plan, self.state.order)[0])
        return plan

    def _keyword(self, ctx: ToolContext, plan: Plan, keyword: Keyword) -> Response:
        match keyword.name:
            case ROWS.name | BRANCH.name:
                return self._turn(ctx, plan, Order.ROWS if keyword is ROWS else Order.BRANCH)
            case CLEAR.name:
                return self._clear(ctx, plan)
            case _:
                return self._step(ctx, plan, 1 if keyword is SKIP else -1)

    def _turn(self, ctx: ToolContext, plan: Plan, order: Order) -> Response:
        """Go on in another order, from where a person has gone or from its beginning."""
        fresh = self.state.fresh
        self.state = replace(self.state, order=order)
        if not fresh:
            return self._shown(ctx, plan)
        names = walk(plan, order)
        response = self._at(ctx, plan, next_open(names, ctx.design, "") or names[0])
        self.state = replace(self.state, fresh=True)
        return response

    def _step(self, ctx: ToolContext, plan: Plan, by: int) -> Response:
        """Some inverters on or back in walking order, around the ends."""
        names = walk(plan, self.state.order)
        return self._at(ctx, plan, names[(names.index(self.state.inverter) + by) % len(names)])

    def _clear(self, ctx: ToolContext, plan: Plan) -> Response:
        name = self.state.inverter
        if name not in ctx.design.serials:
            return replace(self._shown(ctx, plan), message=f"{name} has no serial number")
        commit = Commit(name=f"Clear serial number of {name}", design=set_serials(ctx.design, {name: ""}))
        return replace(self._shown(ctx, plan, commit.design), commit=commit)

    def _gateway(self, ctx: ToolContext, plan: Plan, gateway: str) -> Response:
        """A gateway joins the project, and inverters scanned from now on report to it."""
        self.state = replace(self.state, gateway=gateway)
        if gateway in ctx.design.settings.dtu_serials:
            told = f"Inverters scanned from now on report to DTU {gateway}"
            return replace(self._shown(ctx, plan), message=told)
        design = add_gateway(ctx.design, gateway)
        commit = Commit(name=f"Add DTU {gateway}", design=design)
        return replace(self._shown(ctx, plan, design), commit=commit, message=f"DTU {gateway} is added")

    def _number(self, ctx: ToolContext, plan: Plan, text: str) -> Response:
        """The number is noted, and the next one asked for; after a misread label the same one again."""
        own = _placed(plan, self.state.inverter)
        noted = note_serial(ctx.design, ctx.catalog, own, text, self.state.gateway)
        commit = Commit(name=f"Serial number of {own.id}", design=noted.design)
        message = f"{own.id}: {noted.serial}" + (f"; {noted.remark}" if noted.remark else "")
        if noted.misread:
            response = self._at(ctx, plan, own.id, noted.design)
            return replace(response, commit=commit, message=f"{message}; {KEEP}")
        following = next_open(walk(plan, self.state.order), noted.design, own.id)
        if following is None:
            count = len(plan.inverters)
            message += f"; all {count} inverters have a serial number"
            return Response(prompt=DONE, commit=commit, done=True, message=message)
        response = self._at(ctx, plan, following, noted.design)
        return replace(response, commit=commit, message=message)

    def _at(self, ctx: ToolContext, plan: Plan, name: str, design: Design | None = None) -> Response:
        """Ask for the number of an inverter; another surface is looked at where it hangs on one."""
        self.state = replace(self.state, inverter=name, draft="", fresh=False)
        inverter = _placed(plan, name)
        response = replace(self._shown(ctx, plan, design), select=frozenset((name,)))
        here = ctx.view.kind is ViewKind.SURFACE and ctx.view.surface == inverter.surface
        x, y = inverter.mount
        place = Location(inverter.surface, x, y)
        return replace(response, keep_seen=place, preview=response.preview if here else ())

    def _shown(self, ctx: ToolContext, plan: Plan, design: Design | None = None) -> Response:
        design = design or ctx.design
        preview = _map(ctx, plan, design, self.state) if ctx.view.kind is ViewKind.SURFACE else ()
        return Response(prompt=self._prompt(plan, design), preview=preview, cursor=Cursor.ARROW)

    def _prompt(self, plan: Plan, design: Design) -> Prompt:
        """Which inverter is asked for, by its number on the map, and what is noted of it."""
        name = self.state.inverter
        number = walk(plan).index(name) + 1
        branch = next((one for one in plan.branches if name in one.inverters), None)
        seat = f", {branch.id}/{branch.inverters.index(name) + 1}" if branch else ""
        missing = sum(not design.serials.get(one.id) for one in plan.inverters)
        gateway = gateway_of(design, name) or self.state.gateway
        to = f", to DTU {gateway}" if gateway and len(design.settings.dtu_serials) > 1 else ""
        return Prompt(
            text=f"Serial number of {name}, no. {number}{seat}{to} ({missing} missing)",
            wants=Wants.TEXT,
            keywords=KEYWORDS,
            default=design.serials.get(name, ""),
            snaps=False,
        )


def _placed(plan: Plan, name: str) -> PlacedInverter:
    return next(one for one in plan.inverters if one.id == name)


def _inverter_of(plan: Plan, name: str) -> str:
    """The inverter with this id, or that of the module with it; empty where there is none."""
    return next((one.id for one in plan.inverters if name == one.id or name in one.modules), "")


def _map(ctx: ToolContext, plan: Plan, design: Design, state: Entering) -> tuple[Shape, ...]:
    """On the surface looked at: who has a number, who a strange one, the way on, and whose is asked for."""
    here = [one for one in plan.inverters if one.surface == ctx.view.surface]
    strange = _strange(ctx, plan, design)
    noted = [one for one in here if design.serials.get(one.id)]
    modules = {one.id: one.rect for one in plan.modules}
    served = {one.id: _served(one, modules) for one in here}
    shapes: list[Shape] = [
        Boxes(rects=tuple(served[one.id] for one in noted if one.id not in strange), tone=Tone.GOOD),
        Boxes(rects=tuple(served[one.id] for one in noted if one.id in strange), tone=Tone.BAD),
    ]
    order = [name for name in walk(plan, state.order) if name in served]
    mounts = {one.id: one.mount for one in here}
    shapes.append(Path(points=tuple(mounts[name] for name in order), tone=Tone.GUIDE))
    if state.inverter in served:
        shapes += _asked(served[state.inverter], design, state)
    return tuple(shapes)


def _strange(ctx: ToolContext, plan: Plan, design: Design) -> frozenset[str]:
    """Whose number is amiss as it stands now: the findings of the plan come a moment later."""
    return frozenset(
        name
        for finding in serial_findings(design, ctx.catalog, plan.inverters)
        if finding.code.startswith("serial-") and finding.severity in _STRANGE
        for name in finding.subjects
    )


def _asked(rect: Rect, design: Design, state: Entering) -> list[Shape]:
    """The modules of the inverter that is asked for, with what is typed or noted."""
    text = state.draft or design.serials.get(state.inverter, "") or "?"
    return [
        Boxes(rects=(rect,), tone=Tone.RUBBER, filled=False),
        Note(at=_middle(rect), text=f"{state.inverter}: {text}", tone=Tone.MEASURE),
    ]


def _served(inverter: PlacedInverter, modules: dict[str, Rect]) -> Rect:
    """The rectangle around the modules of an inverter."""
    rects = [modules[name] for name in inverter.modules if name in modules] or [inverter.footprint]
    return bounds(point for rect in rects for point in corners(rect))


def _middle(rect: Rect) -> Point:
    return ((rect[0] + rect[2]) / 2.0, (rect[1] + rect[3]) / 2.0)
