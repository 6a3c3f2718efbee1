"""Cells of any kind of workbook, and what could not be read."""
