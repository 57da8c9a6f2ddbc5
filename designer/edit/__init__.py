"""The headless editor: edits of a Design."""
