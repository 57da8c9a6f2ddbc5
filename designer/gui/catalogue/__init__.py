"""Parts of the catalogue browser: its tables, the figures of a product, and the import of a list."""
