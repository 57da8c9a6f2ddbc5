"""Forms of typed values: units in the field, the problem under it."""
