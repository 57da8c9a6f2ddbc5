"""Shortest ways against a plain all-pairs computation."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.core.trunk.graph import Graph

edges = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(1, 50)), max_size=20)


def build(ways):
    graph = Graph()
    for i in range(8):
        graph.add("S1", (float(i), 0.0))
    for a, b, length in ways:
        graph.join(a, b, float(length))
    return graph


def all_pairs(ways):
    table = [[0.0 if i == j else inf for j in range(8)] for i in range(8)]
    for a, b, length in ways:
        if a != b:
            table[a][b] = table[b][a] = min(table[a][b], float(length))
    for k in range(8):
        for i in range(8):
            for j in range(8):
                table[i][j] = min(table[i][j], table[i][k] + table[k][j])
    return table


@given(edges)
def test_distances_are_those_of_all_pairs(ways):
    graph, table = build(ways), all_pairs(ways)
    found = graph.between(range(4), range(4, 8))
    assert found == [[table[a][b] for b in range(4, 8)] for a in range(4)]
    assert graph.tree([(0, 0.0)]).distances.tolist() == table[0]


@given(edges, edges)
def test_what_was_asked_before_changes_no_answer(ways, asked):
    fresh, used = build(ways), build(ways)
    for a, b, _ in asked:
        used.between((b,), (a,))
    everywhere = range(8)
    assert fresh.between(everywhere, everywhere) == used.between(everywhere, everywhere)


def test_a_route_keeps_its_bends_in_both_directions():
    graph = Graph()
    a, b = graph.add("S1", (0.0, 0.0)), graph.add("S1", (10.0, 5.0))
    graph.join(a, b, 15.0, via=((10.0, 0.0),))
    assert graph.drawn(graph.path(a, b))[0].points == ((0.0, 0.0), (10.0, 0.0), (10.0, 5.0))
    assert graph.drawn(graph.path(b, a))[0].points == ((10.0, 5.0), (10.0, 0.0), (0.0, 0.0))


def test_a_route_over_a_bridge_has_a_part_per_surface():
    graph = Graph()
    nodes = [graph.add("S1", (0.0, 0.0)), graph.add("S1", (5.0, 0.0)), graph.add("S2", (1.0, 1.0))]
    graph.join(nodes[0], nodes[1], 5.0)
    graph.join(nodes[1], nodes[2], 300.0)
    parts = graph.drawn(graph.path(nodes[0], nodes[2]))
    assert [(part.surface, len(part.points)) for part in parts] == [("S1", 2), ("S2", 1)]


def test_no_way_is_an_error_of_the_caller():
    graph = build([])
    with pytest.raises(ValueError, match="no way"):
        graph.path(0, 1)
