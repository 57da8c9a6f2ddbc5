"""Fill a surface with rows: the options first change a preview, Enter takes it over."""

from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.edit.edits.fill_choice import FillChoice
from designer.edit.edits.filling import fill_surface
from designer.edit.edits.rows import module_rects
from designer.edit.figures import counted, kilowatts
from designer.edit.fill_outlook import Outlook, outlook
from designer.edit.fill_variants import is_flat
from designer.edit.preview import Boxes, Note, Shape, Tone
from designer.edit.tools.base import (
    Commit,
    Cursor,
    Keyword,
    Pointer,
    Prompt,
    Response,
    ToolContext,
    ToolKey,
    Wants,
)
from designer.edit.tools.fill_options import (
    FLAT_QUESTIONS,
    LESS,
    MODES,
    MORE,
    PAIRS,
    QUESTIONS,
    SWITCHES,
    TILTED,
    WANTED,
    Question,
    described,
    switched,
)
from designer.edit.tools.on_surface import OnSurface, ended, surface_of
from designer.edit.tools.words import keyword_of, require, whole_number


class Reviewing(Struct, frozen=True):
    """The preview is shown; options change it, Enter takes it over."""


class Asking(Struct, frozen=True):
    """A figure is asked for."""

    what: Question


State = Reviewing | Asking


class Filled(Struct, frozen=True):
    """A fill worked out, and for what it was."""

    before: Design
    surface: str
    choice: FillChoice
    after: Design
    figures: Outlook


class FillTool(OnSurface):
    """Shows what a fill would give. It is worked out once for every change of the options or the Design."""

    def __init__(self) -> None:
        super().__init__()
        self.state: State = Reviewing()
        self.choice = FillChoice()
        self._filled: Filled | None = None
        self._cursor: Point | None = None

    @property
    def shown(self) -> Design | None:
        """The Design as it is shown filled."""
        return None if self._filled is None else self._filled.after

    def reset(self, ctx: ToolContext) -> None:
        """Review anew; the options stay, but that rows stand up on flat roofs only."""
        self.state, self._filled, self._cursor = Reviewing(), None, None
        if not is_flat(ctx.design.surface(surface_of(ctx) or "")):
            self.choice = replace(self.choice, flat=None)

    def rest(self, ctx: ToolContext) -> Response:
        """The preview and its figures."""
        filled = self._fill(ctx)
        return Response(
            prompt=self._prompt(ctx, filled),
            preview=self._shapes(ctx, filled),
            hidden=_hidden(ctx, filled),
            cursor=Cursor.ARROW,
        )

    def point(self, ctx: ToolContext, event: Pointer) -> Response:
        """The figures follow the cursor."""
        self._cursor = event.raw
        return self.rest(ctx)

    def typed(self, ctx: ToolContext, text: str) -> Response | None:
        """An option, or the answer asked for; a bare number is the wanted number of modules."""
        match self.state:
            case Asking(what=what):
                return self._answer(ctx, what, text)
            case Reviewing():
                if whole_number(text) is not None:
                    return self._choose(ctx, WANTED.answered(self.choice, text))
                return self._option(ctx, text)
            case _:
                assert_never(self.state)

    def take(self, ctx: ToolContext, value: object) -> Response | None:
        """A whole choice, such as one of the ways that a panel puts side by side."""
        if not isinstance(value, FillChoice) or surface_of(ctx) is None:
            return None
        return self._choose(ctx, value)

    def pressed(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter takes the fill over, or keeps the number as it was."""
        match key:
            case ToolKey.CONFIRM:
                if isinstance(self.state, Asking):
                    return self.cancel(ctx)
                return self._accept(ctx)
            case ToolKey.BACK | ToolKey.DELETE:
                return None
            case _:
                assert_never(key)

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Keep the number as it was, else end without a fill."""
        if isinstance(self.state, Reviewing):
            return None
        self.state = Reviewing()
        return self.rest(ctx)

    # Options

    def _option(self, ctx: ToolContext, text: str) -> Response | None:
        questions = _questions(ctx)
        words = (*_switches(ctx), *(one.keyword for one in questions), MORE, LESS)
        keyword = keyword_of(text, words)
        if keyword is None:
            return None
        question = next((one for one in questions if one.keyword == keyword), None)
        if question is not None:
            self.state = Asking(question)
            return self.rest(ctx)
        if keyword in (MORE, LESS):
            return self._choose(ctx, self._one_off(ctx, 1 if keyword == MORE else -1))
        inputs = ctx.catalog.inverter(ctx.design.products.inverter).inputs
        return self._choose(ctx, switched(self.choice, keyword, inputs))

    def _choose(self, ctx: ToolContext, choice: FillChoice) -> Response:
        """Show what a choice gives; one that cannot be filled is said, and the one before stays."""
        self._filled = self._work_out(ctx, choice)
        self.state, self.choice = Reviewing(), choice
        return self.rest(ctx)

    def _one_off(self, ctx: ToolContext, by: int) -> FillChoice:
        """One module more or less than the fill gives now."""
        new = _new_modules(self._fill(ctx))
        choice = replace(self.choice, wanted=max(new + by, 1), multiple_of=1)
        if by > 0:
            more = _new_modules(self._work_out(ctx, choice))
            require(more > new, f"There is no room for more than {counted(new, 'module')}")
        return choice

    def _answer(self, ctx: ToolContext, what: Question, text: str) -> Response | None:
        try:
            choice = what.answered(self.choice, text)
        except ValueError:
            require(keyword_of(text, SWITCHES) is None, "Give the number first, or Enter")
            return None
        return self._choose(ctx, choice)

    # The fill

    def _fill(self, ctx: ToolContext) -> Filled:
        known = self._filled
        wanted = (ctx.design, surface_of(ctx), self.choice)
        if known is None or known.before is not wanted[0] or (known.surface, known.choice) != wanted[1:]:
            self._filled = known = self._work_out(ctx, self.choice)
        return known

    @staticmethod
    def _work_out(ctx: ToolContext, choice: FillChoice) -> Filled:
        surface = surface_of(ctx) or ""
        after = fill_surface(ctx.design, ctx.catalog, surface, choice)
        return Filled(ctx.design, surface, choice, after, outlook(after, ctx.catalog, surface))

    def _accept(self, ctx: ToolContext) -> Response:
        filled = self._fill(ctx)
        prompt = self._prompt(ctx, filled)
        name = ctx.design.surface(filled.surface).name
        if not filled.figures.modules and not ctx.design.rows_on(filled.surface):
            return ended(prompt, f"No module fits on surface {name}")
        commit = Commit(name=f"Fill surface {name}", design=filled.after)
        return Response(prompt=prompt, commit=commit, done=True)

    # What is shown

    def _prompt(self, ctx: ToolContext, filled: Filled) -> Prompt:
        match self.state:
            case Asking(what=what):
                return Prompt(text=what.text, wants=Wants.VALUE, default=what.shown(self.choice), snaps=False)
            case Reviewing():
                name = ctx.design.surface(filled.surface).name
                text = f"Fill surface {name} ({', '.join(described(self.choice))}); Enter takes it over"
                keywords = self._keywords(ctx, filled.figures)
                return Prompt(text=text, wants=Wants.VALUE, keywords=keywords, snaps=False)
            case _:
                assert_never(self.state)

    def _keywords(self, ctx: ToolContext, figures: Outlook) -> tuple[Keyword, ...]:
        switches = (one for one in _switches(ctx) if MODES.get(one) is not self.choice.mode)
        nudges = (MORE, LESS) if figures.spare_inputs else ()
        asked = QUESTIONS if self.choice.flat is None else _questions(ctx)
        return (*nudges, *switches, *(one.keyword for one in asked))

    def _shapes(self, ctx: ToolContext, filled: Filled) -> tuple[Shape, ...]:
        rects = module_rects(filled.after, ctx.catalog, filled.surface)
        kept = _kept(filled)
        new = tuple(rect for name, rect in rects.items() if name not in kept)
        stay = tuple(rect for name, rect in rects.items() if name in kept)
        shapes: list[Shape] = [Boxes(rects=new, tone=Tone.GHOST)]
        if stay:
            shapes.append(Boxes(rects=stay, tone=Tone.GUIDE))
        at = self._cursor or _middle(ctx, filled.surface)
        return (*shapes, Note(at=at, text=_figures(filled.figures), tone=Tone.MEASURE))


def _switches(ctx: ToolContext) -> tuple[Keyword, ...]:
    """The words that switch something; rows stand up on flat roofs only."""
    flat = is_flat(ctx.design.surface(surface_of(ctx) or ""))
    return tuple(one for one in SWITCHES if flat or one not in (TILTED, PAIRS))


def _questions(ctx: ToolContext) -> tuple[Question, ...]:
    flat = is_flat(ctx.design.surface(surface_of(ctx) or ""))
    return (*QUESTIONS, *FLAT_QUESTIONS) if flat else QUESTIONS


def _new_modules(filled: Filled) -> int:
    rows = filled.after.rows_on(filled.surface)
    kept = _kept(filled)
    return sum(module.id not in kept for row in rows for module in row.modules)


def _kept(filled: Filled) -> frozenset[str]:
    """Pinned modules, which a fill leaves where they are."""
    rows = filled.before.rows_on(filled.surface)
    return frozenset(module.id for row in rows for module in row.modules if module.pinned)


def _hidden(ctx: ToolContext, filled: Filled) -> frozenset[str]:
    """Everything on the surface that the fill takes the place of."""
    surface = filled.surface
    modules = {module.id for row in ctx.design.rows_on(surface) for module in row.modules}
    hidden = modules - _kept(filled)
    part = next((one for one in ctx.plan.surfaces if one.surface == surface), None) if ctx.plan else None
    if part is None:
        return frozenset(hidden)
    inverters = {inverter.id for inverter in part.inverters}
    hidden |= {rail.id for rail in part.rails} | {small.id for small in part.hardware}
    return frozenset(hidden | inverters | _cables(ctx.plan, inverters))


def _cables(plan: Plan | None, inverters: set[str]) -> set[str]:
    """Branches of these inverters only, with their ports and pieces."""
    found: set[str] = set()
    for branch in plan.branches if plan is not None else ():
        if inverters.issuperset(branch.inverters):
            found |= {branch.id, *(drop.id for drop in branch.drops), *(one.id for one in branch.pieces)}
    return found


def _figures(figures: Outlook) -> str:
    if not figures.modules:
        return "No module fits"
    parts = [
        counted(figures.modules, "module"),
        kilowatts(figures.power_w),
        f"{figures.rail_mm / 1000:.1f} m of rail",
        counted(figures.inverters, "inverter"),
    ]
    if figures.spare_inputs:
        hint = ": +1 or −1 for full inverters" if figures.spare_inputs == 1 else ""
        parts.append(f"{counted(figures.spare_inputs, 'spare input')}{hint}")
    return " · ".join(parts)


def _middle(ctx: ToolContext, surface_id: str) -> Point:
    xs, ys = zip(*ctx.design.surface(surface_id).outline, strict=True)
    return ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
