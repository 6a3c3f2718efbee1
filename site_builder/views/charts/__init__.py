"""Charts and tables from data."""
