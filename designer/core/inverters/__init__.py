"""Which inverter serves which modules, and where on the rail it may hang."""
