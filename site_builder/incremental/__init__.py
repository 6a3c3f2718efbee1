"""Make again only what changed: products are kept with what they asked and were answered."""
