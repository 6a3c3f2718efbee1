"""Small counts: withheld, and audited so that nothing published reveals them."""
