"""What another process gets is what was sent, and sending it makes no object for each part."""

import pickle
import sys
from io import BytesIO

import pytest
from hypothesis import given, settings

from designer.core.planning import Planner
from designer.io.examples import example_names, example_path
from designer.io.project import load_project
from tests import sites
from tests.effort import examples
from tests.io.design_strategies import designs
from tests.property import roofs

CATALOG = sites.catalog()


def sent(value):
    return pickle.loads(pickle.dumps(value))


@pytest.mark.parametrize("name", example_names())
def test_an_example_and_its_plan_arrive_as_they_were_sent(name):
    design = load_project(example_path(name))
    plan = Planner(CATALOG).plan(design, hasty=True)
    assert sent(design) == design
    assert sent(plan) == plan


@given(design=designs())
def test_whatever_is_decided_arrives(design):
    assert sent(design) == design


@settings(max_examples=examples(40), deadline=None)
@given(design=roofs.designs())
def test_whatever_is_planned_arrives_with_its_findings(design):
    plan = Planner(CATALOG).plan(design, hasty=True)
    assert sent(plan) == plan


class Counted(BytesIO):
    """How many blocks of memory there are at most while something is written."""

    most = 0

    def write(self, data):
        self.most = max(self.most, sys.getallocatedblocks())
        return super().write(data)


def test_a_plan_is_sent_without_an_object_for_each_part():
    plan = Planner(CATALOG).plan(load_project(example_path("hall")), hasty=True)
    sent(plan)
    before, stream = sys.getallocatedblocks(), Counted()
    pickle.dump(plan, stream)
    assert stream.most - before < 1_000, "there are 1,000 modules, and 500 inverters on their rails"
