"""Design and Plan become a draw list: primitives with layer, role and owner."""
