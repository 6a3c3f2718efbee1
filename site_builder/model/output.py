"""Finished files.

Takes nothing; gives frozen types. See the package for the order of the walk.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MANIFEST_PATH = "build-manifest.json"
"""The certificate: every page, figure and input of a build, by hash."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OutputFile:
    """A finished file of the site."""

    path: str
    """Relative to the output folder, with forward slashes."""
    content: bytes = field(repr=False)
