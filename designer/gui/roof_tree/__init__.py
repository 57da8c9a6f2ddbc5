"""The roof as a tree of nodes, and its model."""
