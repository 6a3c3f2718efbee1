"""Doors to libraries: one module each, so that a library can be replaced in one place."""
