"""Project files, catalogues and importers."""
