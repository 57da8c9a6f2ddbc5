from hypothesis import given, settings

from designer.core.findings import Severity
from designer.core.racking.figures import project_figures
from designer.core.racking.mask import RoofMask
from designer.core.racking.stage import rack_surface
from designer.core.racking.trial import Trial
from designer.core.racking.wind_limits import WindLimits
from tests.core.racking.racking_sample import catalog_of, design_of
from tests.core.racking.racking_sites import sites


@settings(max_examples=30)
@given(site=sites())
def test_a_trial_counts_the_errors_that_the_stage_finds(site):
    surface, system, modules = site
    design, catalog = design_of(), catalog_of(system)
    figures = project_figures(design, catalog)
    trial = Trial(catalog, figures, RoofMask(surface), WindLimits(design.settings, surface, figures))
    found = rack_surface(design, surface, catalog, modules).findings
    assert trial.errors(modules) == sum(finding.severity is Severity.ERROR for finding in found)
