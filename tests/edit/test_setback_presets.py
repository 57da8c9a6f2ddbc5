"""Setback presets: taken over per kind of edge, changed by hand, left again."""

import pytest
from msgspec.structs import replace

from designer.core.errors import CatalogError
from designer.core.geometry.edges import EdgeKind
from designer.core.model.validate import check_design
from designer.edit.edits.setback_presets import preset_setbacks, take_setback_preset
from designer.edit.properties.edits.project import set_project_setback, set_settings
from designer.edit.properties.facts import Facts
from designer.edit.properties.sheet import project_sheet
from tests import sites

CATALOG = sites.catalog()


def taken(design, *presets):
    for preset in presets:
        design = take_setback_preset(design, CATALOG, preset)
        check_design(design, CATALOG)
    return design


def test_a_preset_sets_the_edges_it_speaks_of_and_leaves_the_others():
    before = set_project_setback(sites.gable(), EdgeKind.EAVE, 250.0)
    design = taken(before, "us-irc")
    assert design.settings.setbacks_mm == {
        EdgeKind.EAVE: 250.0,
        EdgeKind.RIDGE: 457.0,
        EdgeKind.VERGE: 914.0,
    }
    assert design.settings.setback_preset == "us-irc"


def test_another_preset_takes_the_place_of_the_first_but_not_of_what_was_changed_since():
    design = set_project_setback(taken(sites.gable(), "us-irc"), EdgeKind.VERGE, 600.0)
    design = taken(design, "de-bayern")
    assert design.settings.setbacks_mm == {EdgeKind.VERGE: 600.0, EdgeKind.FIRE_WALL: 500.0}


def test_without_a_preset_the_defaults_hold_again():
    assert taken(sites.gable(), "us-nevada", None).settings == sites.gable().settings


def test_setbacks_by_height_follow_from_rails_and_frame():
    # stand-off 60 mm and a rail of 36 mm: twice the gap of 96 mm below the frames; 30 mm of frame above it
    design = set_settings(sites.gable(), stand_off_mm=60.0)
    assert taken(design, "au-clenergy").settings.setbacks_mm[EdgeKind.EAVE] == 192.0
    assert taken(design, "nl-flat").settings.setbacks_mm[EdgeKind.PARAPET] == 126.0


def test_an_unknown_preset_is_refused_and_one_that_has_gone_is_forgotten():
    with pytest.raises(CatalogError, match="did you mean us-irc"):
        take_setback_preset(sites.gable(), CATALOG, "us-ircc")
    gone = set_settings(sites.gable(), setbacks_mm={EdgeKind.RIDGE: 400.0}, setback_preset="gone")
    assert taken(gone, "de-bayern").settings.setbacks_mm[EdgeKind.RIDGE] == 400.0


@pytest.mark.parametrize("preset", CATALOG.setbacks, ids=lambda preset: preset.id)
def test_every_preset_asks_for_something_names_its_source_and_can_be_taken(preset):
    figures = preset_setbacks(sites.gable(), CATALOG, preset)
    assert figures or preset.coverage or preset.highest_mm
    assert preset.provenance.source
    assert preset.name
    design = taken(sites.gable(), preset.id)
    assert {edge: design.settings.setbacks_mm[edge] for edge in figures} == figures


def test_a_persons_own_catalogue_may_change_a_preset():
    irc = CATALOG.setback_preset("us-irc")
    own = replace(CATALOG, setbacks=(replace(irc, setbacks_mm={EdgeKind.RIDGE: 500.0}),))
    assert take_setback_preset(sites.gable(), own, "us-irc").settings.setbacks_mm == {EdgeKind.RIDGE: 500.0}


def test_what_a_preset_holds_for_and_where_it_is_from_is_told_in_sentences():
    facts = Facts(taken(sites.gable(), "us-irc"), CATALOG)
    (section,) = project_sheet(facts)
    told = {line.field.key: line.value for line in section.lines}
    assert told["setback_condition"].startswith(
        "Modules on no more than 33 % of the whole roof in plan. 457 mm"
    )
    assert told["setback_condition"].endswith(".")
    assert told["setback_source"][0].isupper()
