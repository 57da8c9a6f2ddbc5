"""The report for the customer's file: pictures, key figures, branches, voltage rise, findings, sources."""
