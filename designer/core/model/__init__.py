"""The values everything else speaks of: Design, Catalog and Plan."""
