"""The set of sheets of a project: frames, title blocks, views of model space, tables and notes."""
