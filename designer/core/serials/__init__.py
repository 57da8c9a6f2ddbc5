"""Serial numbers of inverters and gateways: read from what was typed or scanned, and judged."""
