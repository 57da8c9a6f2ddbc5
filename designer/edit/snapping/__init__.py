"""Object snaps: which point of the drawing a person means."""
