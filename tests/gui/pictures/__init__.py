"""Pictures of the window, to be looked at: every panel, tool, form, menu and dialog, in both themes."""
