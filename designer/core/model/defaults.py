"""Project figures used where a person has given none. Each may be overridden per project and per surface."""

from collections.abc import Mapping

from designer.core.geometry.edges import EdgeKind

DEFAULT_SETBACKS_MM: Mapping[EdgeKind, float] = {
    EdgeKind.EAVE: 300.0,
    EdgeKind.RIDGE: 300.0,
    EdgeKind.VERGE: 300.0,
    EdgeKind.HIP: 300.0,
    EdgeKind.VALLEY: 300.0,
    EdgeKind.FIRE_WALL: 500.0,
    EdgeKind.PARAPET: 500.0,
}
"""Distance of modules from an edge, mm, by the edge's kind.

300 mm on the edges of a pitched roof is this program's own choice: no rule was found that applies
everywhere, and edge strips by wind load are of that order on small roofs. 500 mm from a fire wall is the
lesser distance of Bavaria's building code (Art. 30 (5) BayBO) for non-combustible systems parallel to the
roof; combustible ones need 1,250 mm, and other states differ. 500 mm from a parapet is the lower end of the
rule of thumb for the edges of flat roofs (500 to 1,000 mm). None of them was verified against the law of a
site, so each is a default and never advice.
"""
