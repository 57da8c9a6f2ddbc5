"""The bundled examples and their plans, planned once for all tests of a process: neither can be changed."""

from functools import cache

from msgspec.structs import replace

from designer.core.model.design import Design
from designer.core.model.plan import PieceKind, Plan
from designer.core.planning import derive
from designer.io.examples import example_path
from designer.io.project import load_project
from tests import sites


@cache
def example(name: str) -> Design:
    """A bundled example."""
    return load_project(example_path(name))


@cache
def plan_of_example(name: str) -> Plan:
    """Its plan with the bundled catalogue."""
    return derive(example(name), sites.catalog())


def with_one_port(plan: Plan) -> Plan:
    """A plan whose first run of trunk has one port only, and so no length."""
    lone = next(piece.id for piece in plan.pieces if piece.kind is PieceKind.TRUNK_RUN)
    branches = tuple(
        replace(
            branch,
            pieces=tuple(
                replace(piece, length_mm=0.0, ports=1) if piece.id == lone else piece
                for piece in branch.pieces
            ),
        )
        for branch in plan.branches
    )
    stocks = tuple(
        replace(
            stock,
            cuts=tuple(replace(cut, length_mm=0.0) if cut.piece == lone else cut for cut in stock.cuts),
        )
        for stock in plan.cuts.stocks
    )
    return replace(plan, branches=branches, cuts=replace(plan.cuts, stocks=stocks))
