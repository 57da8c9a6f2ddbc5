"""Pure edits of single figures of many things at once."""
