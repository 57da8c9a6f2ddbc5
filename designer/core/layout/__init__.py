"""Fill a surface with rows of modules."""
