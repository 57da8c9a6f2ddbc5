"""Trunkline: a designer for photovoltaic roofs with microinverters."""

__version__ = "0.1.0"
