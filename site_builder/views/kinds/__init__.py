"""Kinds of page: what each shows besides its text."""
