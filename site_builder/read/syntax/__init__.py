"""Strict reading of text, YAML and CSV: every value knows its line."""
