"""Tables of values with virtual rows: sorted, searched and copied without a widget per row."""
