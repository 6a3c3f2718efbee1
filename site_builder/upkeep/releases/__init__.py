"""Two builds beside each other: what changed, what moved, and whether a copy is whole."""
