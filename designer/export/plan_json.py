"""The whole plan as JSON, for other programs."""

from typing import Any

import msgspec

from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.drawing.totals import totals

FORMAT = "trunkline-plan"
VERSION = 1

_ENCODER = msgspec.json.Encoder(order="deterministic")


def plan_json(design: Design, plan: Plan, catalog: Catalog) -> bytes:
    """Totals, then the plan with its own names and order; figures that are not finite become null.

    Raises CatalogError when the catalogue lacks a module of the plan.
    """
    document = {
        "format": FORMAT,
        "version": VERSION,
        "project": design.name,
        "region": design.region,
        "products": msgspec.to_builtins(design.products),
        "totals": msgspec.to_builtins(totals(plan, catalog)),
        **_plan(plan),
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def _plan(plan: Plan) -> dict[str, Any]:
    """The fields of the plan, every finding with the key under which it can be approved.

    Surfaces and cuts, nearly all of it, are made JSON at once: as plain values they take ten times the room.
    """
    fields: dict[str, Any] = {
        name: msgspec.Raw(_ENCODER.encode(getattr(plan, name))) for name in plan.__struct_fields__
    }
    branches = msgspec.to_builtins(plan.branches, order="deterministic")
    for branch in branches:
        branch["pieces"] = [_with_from(piece) for piece in branch["pieces"]]
    findings = msgspec.to_builtins(plan.findings, order="deterministic")
    for entry, finding in zip(findings, plan.findings, strict=True):
        entry["key"] = finding.key
    return {**fields, "branches": branches, "findings": findings}


def _with_from(piece: dict[str, Any]) -> dict[str, Any]:
    """`from` under its plain name, which Python does not allow a field to have."""
    return {"from" if name == "from_" else name: value for name, value in piece.items()}
