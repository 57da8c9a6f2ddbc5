"""Currents, units per branch, voltage rise, DC window and phases."""
