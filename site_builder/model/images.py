"""Pictures beside the pages that show them.

Takes nothing; gives a frozen type. See the package for the order of the walk.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Image:
    """A picture as it will be published: its metadata is left out."""

    path: str
    """Of the file in the project."""
    width: int
    height: int
    content: bytes = field(repr=False)
