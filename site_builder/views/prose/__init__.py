"""Markdown to clean HTML, section by section."""
