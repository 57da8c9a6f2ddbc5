"""Functions on shapely values, intervals and rail axes."""
