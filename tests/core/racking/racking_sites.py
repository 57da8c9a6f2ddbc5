"""Roofs with rows of modules, rafters and obstacles, for the properties of racking."""

from hypothesis import strategies as st

from designer.core.geometry.axes import Orientation, RailAxis
from designer.core.model.design import Rafters
from designer.core.model.rail_system import SpliceRules
from tests.core.racking.racking_sample import MODULE, chimney, rail_system, roof, row_of

JOINT_GAP_MM = 30.0
UPRIGHT = {RailAxis.EAVE: Orientation.PORTRAIT, RailAxis.SLOPE: Orientation.LANDSCAPE}
"""The way a module lies whose long side the rails cross."""


@st.composite
def rows(draw, axis):
    """One to three rows of modules with shared, narrow and wide gaps."""
    modules = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        at, starts = draw(st.floats(500.0, 4000.0)), []
        for _ in range(draw(st.integers(1, 9))):
            starts.append(round(at, 3))
            gap = draw(st.sampled_from([20.0, 20.0, 20.0, 75.0, 129.0, 130.0, 1500.0]))
            at = starts[-1] + MODULE.width_mm + gap
        across = 400.0 + number * 1800.0
        modules += row_of(*starts, across_mm=across, row=number, axis=axis, orientation=UPRIGHT[axis])
    return modules


@st.composite
def sites(draw):
    axis = draw(st.sampled_from(list(RailAxis)))
    rafters = Rafters(
        spacing_mm=draw(st.sampled_from([333.0, 600.0, 850.0])), offset_mm=draw(st.floats(0.0, 850.0))
    )
    obstacles = ()
    if draw(st.booleans()):
        u, v = draw(st.floats(2000.0, 12000.0)), draw(st.floats(1500.0, 7000.0))
        obstacles = (chimney(u, v, u + draw(st.floats(50.0, 900.0)), v + draw(st.floats(50.0, 900.0)), axis),)
    system = rail_system(
        *draw(st.sampled_from([(4400.0,), (3650.0, 2400.0)])),
        max_span_mm=draw(st.sampled_from([900.0, 1200.0, 1754.0])),
        cantilever_mm=draw(st.sampled_from([200.0, 400.0])),
        joint_gap_mm=JOINT_GAP_MM,
        splice=SpliceRules(
            min_piece_mm=draw(st.sampled_from([0.0, 700.0])),
            min_supports_per_piece=draw(st.integers(0, 2)),
            forbidden_middle_share=draw(st.sampled_from([0.0, 1.0 / 3.0])),
            attachment_distance_mm=draw(st.sampled_from([0.0, 80.0])),
            stagger_mm=draw(st.sampled_from([0.0, 300.0])),
            in_cantilever=draw(st.booleans()),
        ),
    )
    return roof(20000.0, 8000.0, rafters=rafters, axis=axis, obstacles=obstacles), system, draw(rows(axis))
