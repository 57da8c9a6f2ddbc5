"""The properties of each kind of thing, in the order in which a person reads them."""
