"""Properties of things as tables: what can be read of them, what can be typed, and the edit that follows."""
