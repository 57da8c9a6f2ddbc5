"""Choose by hand which modules share an inverter, in the order of its inputs."""

from typing import assert_never

from msgspec import Struct

from designer.core.geometry.axes import Point
from designer.edit.edits.pairing import pair, pairing_of, unpair
from designer.edit.edits.rows import module_rects, row_of
from designer.edit.figures import counted
from designer.edit.picking.model import Kind
from designer.edit.preview import Boxes, Note, Path, Shape, Tone
from designer.edit.tools.base import (
    Commit,
    Cursor,
    Gesture,
    Keyword,
    Pointer,
    Prompt,
    Response,
    ToolContext,
    ToolKey,
)
from designer.edit.tools.on_surface import OnSurface, surface_of
from designer.edit.tools.pointing import hit_at
from designer.edit.tools.words import keyword_of, require

CLEAR = Keyword("Clear", "C")
ALL = Keyword("All", "A")


class Choosing(Struct, frozen=True):
    """Modules are chosen, the first for input 1."""

    modules: tuple[str, ...] = ()


class Clearing(Struct, frozen=True):
    """A pairing to give up is asked for."""


State = Choosing | Clearing


class PairTool(OnSurface):
    """Pairing after pairing; the ones there are show as lines."""

    def __init__(self) -> None:
        super().__init__()
        self.state: State = Choosing()

    def reset(self, ctx: ToolContext) -> None:  # noqa: ARG002
        """Choose anew."""
        self.state = Choosing()

    def rest(self, ctx: ToolContext) -> Response:
        """The pairings there are, and the one in the making."""
        return Response(prompt=self._prompt(ctx), preview=self._shapes(ctx), cursor=Cursor.ARROW)

    def point(self, ctx: ToolContext, event: Pointer) -> Response:
        """A click chooses a module or gives it back; while clearing it gives its pairing up."""
        if event.gesture is not Gesture.CLICK:
            return self.rest(ctx)
        hit = hit_at(ctx, event.raw, (Kind.MODULE,))
        if hit is None:
            return self.rest(ctx)
        match self.state:
            case Choosing(modules=modules):
                self.state = Choosing(_toggled(ctx, modules, hit.id))
                return self.rest(ctx)
            case Clearing():
                return self._clear(ctx, hit.id)
            case _:
                assert_never(self.state)

    def typed(self, ctx: ToolContext, text: str) -> Response | None:
        """Clear lets the modules chosen go, or asks for a pairing to give up."""
        match keyword_of(text, (CLEAR, ALL)), self.state:
            case Keyword(name="Clear"), Choosing(modules=modules):
                self.state = Choosing() if modules else Clearing()
            case Keyword(name="All"), Clearing():
                return self._clear_all(ctx)
            case _:
                return None
        return self.rest(ctx)

    def pressed(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter makes the pairing; Backspace gives the last module back."""
        match self.state, key:
            case Choosing(modules=modules), ToolKey.CONFIRM if modules:
                return self._pair(ctx, modules)
            case Choosing(modules=modules), ToolKey.BACK if modules:
                self.state = Choosing(modules[:-1])
                return self.rest(ctx)
            case Clearing(), ToolKey.CONFIRM:
                return self.cancel(ctx)
            case _:
                return super().pressed(ctx, key)

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Let the modules chosen go, else end."""
        if self.state == Choosing():
            return None
        self.state = Choosing()
        return self.rest(ctx)

    def _pair(self, ctx: ToolContext, modules: tuple[str, ...]) -> Response:
        self.state = Choosing()
        name = f"Pair modules {', '.join(modules)}" if len(modules) > 1 else f"Pair module {modules[0]} alone"
        commit = Commit(name=name, design=pair(ctx.design, modules))
        return Response(prompt=self._prompt(ctx), commit=commit, cursor=Cursor.ARROW)

    def _clear(self, ctx: ToolContext, module: str) -> Response:
        pairing = pairing_of(ctx.design, module)
        require(pairing is not None, f"Module {module} is in no pairing")
        assert pairing is not None
        self.state = Choosing()
        name = f"Clear pairing of {', '.join(pairing.modules)}"
        commit = Commit(name=name, design=unpair(ctx.design, pairing.modules))
        return Response(prompt=self._prompt(ctx), commit=commit, cursor=Cursor.ARROW)

    def _clear_all(self, ctx: ToolContext) -> Response:
        names = module_rects(ctx.design, ctx.catalog, surface_of(ctx) or "")
        design = unpair(ctx.design, names)
        self.state = Choosing()
        number = len(ctx.design.pairings) - len(design.pairings)
        commit = Commit(name=f"Clear {counted(number, 'pairing')}", design=design)
        return Response(prompt=self._prompt(ctx), commit=commit, cursor=Cursor.ARROW)

    def _prompt(self, ctx: ToolContext) -> Prompt:
        match self.state:
            case Clearing():
                text = "Click a module of the pairing to give up"
                return Prompt(text=text, keywords=(ALL,), snaps=False)
            case Choosing(modules=()):
                keywords = (CLEAR,) if ctx.design.pairings else ()
                return Prompt(text="Module for input 1", keywords=keywords, snaps=False)
            case Choosing(modules=modules):
                most = _inputs(ctx, modules)
                full = len(modules) >= most
                text = f"Module for input {len(modules) + 1} of {most}, Enter when done"
                return Prompt(
                    text="Enter pairs the modules" if full else text, keywords=(CLEAR,), snaps=False
                )
            case _:
                assert_never(self.state)

    def _shapes(self, ctx: ToolContext) -> tuple[Shape, ...]:
        rects = module_rects(ctx.design, ctx.catalog, surface_of(ctx) or "")
        middles = {name: ((x0 + x1) / 2, (y0 + y1) / 2) for name, (x0, y0, x1, y1) in rects.items()}
        shapes: list[Shape] = []
        for pairing in ctx.design.pairings:
            shapes += _chain([middles[name] for name in pairing.modules if name in middles], Tone.GUIDE)
        if isinstance(self.state, Choosing) and self.state.modules:
            known = [name for name in self.state.modules if name in rects]
            shapes.append(Boxes(rects=tuple(rects[name] for name in known), tone=Tone.GHOST))
            shapes += _chain([middles[name] for name in known], Tone.RUBBER)
            shapes += [
                Note(at=middles[name], text=str(number), tone=Tone.MEASURE)
                for number, name in enumerate(known, start=1)
            ]
        return tuple(shapes)


def _chain(points: list[Point], tone: Tone) -> list[Shape]:
    return [Path(points=tuple(points), tone=tone)] if len(points) > 1 else []


def _toggled(ctx: ToolContext, modules: tuple[str, ...], module: str) -> tuple[str, ...]:
    """The modules with one more, or without it where it was chosen. Raises InputError when all are taken."""
    if module in modules:
        return tuple(one for one in modules if one != module)
    most = _inputs(ctx, modules or (module,))
    require(len(modules) < most, f"The inverter has {counted(most, 'input')}", "press Enter to pair them")
    return (*modules, module)


def _inputs(ctx: ToolContext, modules: tuple[str, ...]) -> int:
    """Inputs of the inverter that would serve the modules: the one of the first module's row."""
    row = row_of(ctx.design, modules[0])
    own = row.inverter if row is not None else None
    return ctx.catalog.inverter(own or ctx.design.products.inverter).inputs
