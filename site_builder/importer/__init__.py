"""An office's spreadsheet into rows of the coverage data."""
