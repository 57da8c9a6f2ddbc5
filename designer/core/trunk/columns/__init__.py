"""Branches of a site as columns of an integer programme, with a bound that no plan goes below."""
