"""Styles, scripts, images and fonts, named by their content."""
