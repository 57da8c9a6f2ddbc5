"""Pure calculation on values: no Qt, no files but the bundled resources, no clock, no randomness."""
