"""The DC window: does a module suit an inverter's input at the site's temperatures?"""

from msgspec import Struct

from designer.core.model.catalog import Inverter, Module
from designer.core.model.design import Climate
from designer.core.told import beyond

STC_C = 25.0
"""Cell temperature of standard test conditions, °C."""


class DcWindow(Struct, frozen=True, kw_only=True):
    """Figures of a module at the site's temperatures; None where the data sheet gives none."""

    voc_max_v: float | None
    vmp_min_v: float | None
    isc_max_a: float | None
    imp_a: float | None


def at_temperature(value: float, coefficient_pct_per_k: float, cell_c: float) -> float:
    """Value · (1 + coefficient · (T − 25 °C)); coefficient in % per K (planning model, section 6)."""
    return value * (1 + coefficient_pct_per_k / 100 * (cell_c - STC_C))


def dc_window(module: Module, climate: Climate) -> DcWindow:
    """Highest Voc at the lowest temperature, lowest Vmp and highest Isc at the highest one.

    Vmp falls with the coefficient of power where that is known (it includes the current's small rise,
    so Vmp is not overstated), else with that of Voc. Without a coefficient the figure is that at standard
    test conditions, where the module is colder or hotter still: Voc comes to no less, Vmp to no more.
    """
    beta = module.beta_voc_pct_per_k
    vmp_coefficient = min(
        (figure for figure in (module.gamma_p_pct_per_k, beta) if figure is not None), default=None
    )
    return DcWindow(
        voc_max_v=_scaled(module.voc_v, beta, climate.min_c, known=climate.min_c <= STC_C),
        vmp_min_v=_scaled(
            module.vmp_v, vmp_coefficient, climate.max_cell_c, known=climate.max_cell_c >= STC_C
        ),
        isc_max_a=_scaled(module.isc_a, module.alpha_isc_pct_per_k, climate.max_cell_c, known=True),
        imp_a=module.imp_a,
    )


def _scaled(value: float | None, coefficient: float | None, cell_c: float, *, known: bool) -> float | None:
    """A figure at a temperature; without a coefficient as it is, where that is `known` to say something."""
    if value is None or coefficient is None:
        return value if known else None
    return at_temperature(value, coefficient, cell_c)


class DcVerdict(Struct, frozen=True):
    """A figure that breaks a limit: code of the finding, the figure and the limit."""

    code: str
    value: float
    limit: float


def dc_verdicts(module: Module, inverter: Inverter, climate: Climate) -> tuple[DcVerdict, ...]:
    """What speaks against the pair; empty when all known figures fit.

    Imp over the limit is clipping, not damage; the others are hard limits.
    """
    figures = dc_window(module, climate)
    isc_limit = inverter.isc_max_a
    rules = (
        ("voc-too-high", figures.voc_max_v, inverter.vdc_max_v, False),
        ("vmp-too-low", figures.vmp_min_v, inverter.mppt_min_v, True),
        ("isc-too-high", figures.isc_max_a, isc_limit, False),
        ("imp-clips", figures.imp_a, inverter.idc_max_a, False),
    )
    return tuple(
        DcVerdict(code, beyond(value, limit, 2), limit)
        for code, value, limit, at_least in rules
        if value is not None and limit is not None and (value < limit if at_least else value > limit)
    )


def unknown_in_the_cold(module: Module, inverter: Inverter) -> tuple[str, ...]:
    """The figures without which nobody knows whether cold modules break an inverter's input."""
    lacking = ((module, ("voc_v", "beta_voc_pct_per_k")), (inverter, ("vdc_max_v",)))
    return tuple(name for entry, names in lacking for name in names if getattr(entry, name) is None)
