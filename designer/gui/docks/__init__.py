"""Panels around the canvas; each knows the workspace and no other panel."""
