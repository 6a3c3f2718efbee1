"""The preview's own pages: templates of the package, filled without Jinja2."""

from __future__ import annotations

import html
from collections.abc import Mapping
from importlib import resources
from string import Template

_FOLDER = "preview/templates"


def fill(name: str, texts: Mapping[str, str], markup: Mapping[str, str] | None = None) -> bytes:
    """Fill a template with texts, which are escaped, and with markup, which is not."""
    file = resources.files("site_builder") / _FOLDER / name
    escaped = {key: html.escape(text) for key, text in texts.items()}
    return Template(file.read_text("utf-8")).substitute(escaped | dict(markup or {})).encode()
