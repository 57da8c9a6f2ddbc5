"""Quantities: what has to be bought and brought."""
