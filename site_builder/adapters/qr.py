"""Codes that a telephone's camera reads (segno)."""

from __future__ import annotations

from markupsafe import Markup

_ERROR_LEVEL = "m"
"""A seventh of the code may be dirty or torn."""
_QUIET = 2
"""Light squares around it; the page leaves the rest of the margin."""


def qr_drawing(address: str, title: str) -> Markup:
    """Draw an address as a code, in black on white, without a size of its own.

    `title` says in words what it is.
    """
    import segno

    code = segno.make(address, error=_ERROR_LEVEL, micro=False)
    return Markup(
        code.svg_inline(
            border=_QUIET,
            omitsize=True,
            svgclass="ps-qr",
            lineclass=None,
            light="#fff",
            title=title,
        )
    )
