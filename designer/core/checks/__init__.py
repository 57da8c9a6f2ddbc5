"""Rules over Design and Plan that answer with findings."""
