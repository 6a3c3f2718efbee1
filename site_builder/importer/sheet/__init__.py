"""What a sheet means: its headers, rows, names, dates, values and totals."""
