"""Numbers that people typed, and figures that need a date."""
