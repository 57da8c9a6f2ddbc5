"""DXF, PDF, CSV and JSON."""
