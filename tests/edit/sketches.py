"""Drawings for tests: strokes, blocks and choices in few words; all lengths in mm."""

import numpy as np

from designer.core.geometry.sketch import Part, Sketch, Stroke, Writing
from designer.edit.edits.sketch_choices import Meaning, SketchChoices


def box(x0, y0, x1, y1, z0=0.0, z1=0.0):
    """Corners of a rectangle; its upper side may lie higher."""
    return [(x0, y0, z0), (x1, y0, z0), (x1, y1, z1), (x0, y1, z1)]


def closed(layer, points, parts=()):
    return Stroke(layer, np.array([(*point, 0.0)[:3] for point in points], dtype=float), True, parts)


def opened(layer, points, parts=()):
    return Stroke(layer, np.array([(*point, 0.0)[:3] for point in points], dtype=float), False, parts)


def sketch(*strokes, writings: tuple[Writing, ...] = (), parts: tuple[Part, ...] = ()) -> Sketch:
    names = [*(one.layer for one in strokes), *(one.layer for one in writings), *(one.layer for one in parts)]
    return Sketch(
        strokes=strokes, writings=writings, parts=parts, layers=tuple(dict.fromkeys(names)), unit_mm=1.0
    )


def choices(**options) -> SketchChoices:
    """Layers by the first letters of what they become: ``ROOF`` surface, ``OBST`` obstacle …"""
    meanings = {
        "ROOF": Meaning.SURFACE,
        "OBST": Meaning.OBSTACLE,
        "WINDOW": Meaning.OBSTACLE,
        "WATER": Meaning.WATER,
        "PLAN": Meaning.UNDERLAY,
    }
    return SketchChoices(**{"name": "house.dxf", "meanings": meanings, **options})
