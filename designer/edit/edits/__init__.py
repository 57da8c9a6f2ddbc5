"""Pure edits: functions from a Design to a Design."""
