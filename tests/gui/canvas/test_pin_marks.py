"""Pinned inverters are marked on the roof."""

from designer.drawing.layers import LayerName
from designer.edit.edits.inverters import pin
from designer.gui.canvas.highlights import Highlights
from designer.gui.canvas.pin_marks import pinned_places
from tests.gui.canvas.bench import Bench


def test_a_pin_stands_in_the_middle_of_its_inverter_until_it_is_let_go(bench: Bench) -> None:
    space = bench.workspace
    assert space.plan is not None
    inverter = next(one for one in space.plan.inverters if one.surface == space.editor.view.surface)
    assert pinned_places(space) == ()
    space.edit("Pin", pin, inverter.id, inverter.along_mm)
    (place,) = pinned_places(space)
    (outline,) = space.editor.picker.at(place, 1.0)[:1]
    assert outline.id == inverter.id
    space.session.undo()
    assert pinned_places(space) == ()


def test_pins_go_with_the_layer_of_the_inverters(bench: Bench) -> None:
    space = bench.workspace
    assert space.plan is not None
    inverter = next(one for one in space.plan.inverters if one.surface == space.editor.view.surface)
    space.edit("Pin", pin, inverter.id, inverter.along_mm)
    highlights = Highlights(space)
    assert len(highlights.pins()) == 1
    space.set_hidden_layers({LayerName.INVERTER})
    assert highlights.pins() == ()
