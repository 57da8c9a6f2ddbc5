"""What can be read and typed of the project's setbacks: a preset to start from, and each kind of edge."""

from collections.abc import Callable, Sequence

from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import Design
from designer.core.model.setback_preset import SetbackPreset
from designer.edit.edits.setback_presets import take_setback_preset
from designer.edit.properties.edits import project as edits
from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Choice, Field, Ids, Option
from designer.edit.properties.quantities import Quantity, Value
from designer.edit.properties.tables.surfaces import default_setback
from designer.edit.properties.tables.words import EDGES

SETBACKS = "Setbacks"


def _preset_choices(facts: Facts) -> Sequence[Option]:
    return tuple(Choice(one.id, one.name, one.condition) for one in facts.catalog.setbacks)


def _set_preset(facts: Facts, _ids: Ids, value: Value) -> Design:
    return take_setback_preset(facts.design, facts.catalog, None if value is None else str(value))


def _of_preset(read: Callable[[SetbackPreset], str]) -> Callable[[Facts, str], str]:
    """A text of the chosen preset; empty where none is chosen or the catalogue does not know it."""

    def text(facts: Facts, _id: str) -> str:
        chosen = facts.design.settings.setback_preset
        return next((read(one) for one in facts.catalog.setbacks if one.id == chosen), "")

    return text


def _held_for(preset: SetbackPreset) -> str:
    """Condition and note of a preset as sentences."""
    parts = (part.rstrip(".") for part in (preset.condition, preset.note) if part)
    return " ".join(f"{_begun(part)}." for part in parts)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _source_of(preset: SetbackPreset) -> str:
    checked = "" if preset.provenance.verified else ", not verified"
    return _begun(f"{preset.provenance.source}{checked}")


_PRESET = (
    Field(
        key="setback_preset",
        label="Preset",
        quantity=Quantity.PRODUCT,
        group=SETBACKS,
        choices=_preset_choices,
        hint="Setbacks of a market, law or practice to start from; each may be changed below. Never advice",
        read=lambda facts, _: facts.design.settings.setback_preset,
        write=_set_preset,
        fallback=lambda _facts, _id: "none, the program's own",
    ),
    Field(
        key="setback_condition",
        label="Holds for",
        quantity=Quantity.LINES,
        group=SETBACKS,
        read=_of_preset(_held_for),
    ),
    Field(
        key="setback_source",
        label="Source",
        quantity=Quantity.LINES,
        group=SETBACKS,
        read=_of_preset(_source_of),
    ),
)


def _setback(edge: EdgeKind) -> Field:
    return Field(
        key=f"setback_{edge.value}",
        label=EDGES[edge],
        quantity=Quantity.LENGTH,
        group=SETBACKS,
        hint="Distance of modules from edges of this kind; a surface may have its own",
        read=lambda facts, _: facts.design.settings.setbacks_mm.get(edge),
        write=lambda facts, _ids, value: edits.set_project_setback(
            facts.design, edge, None if value is None else float(value)
        ),
        fallback=lambda _facts, _id: default_setback(edge),
    )


SETBACK_FIELDS = (*_PRESET, *(_setback(edge) for edge in EdgeKind))
