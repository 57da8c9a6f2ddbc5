"""The bundled examples and their plans, planned once for all tests of a process: neither can be changed."""

from functools import cache

from designer.core.model.design import Design
from designer.core.model.plan import Plan
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
