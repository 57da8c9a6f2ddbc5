"""The canvas: the drawing, the overlay over it, and the mouse."""
