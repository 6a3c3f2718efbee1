"""Finished files, and pictures as they will be published."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

MANIFEST_PATH = "build-manifest.json"
"""The certificate: every page, file, figure and input of a build, by hash."""
VOLATILE = ("tools",)
"""Its fields in which two machines may differ although they built the same site."""
ASSETS_FOLDER = "assets/"
"""Of files that browsers may keep for a year: another content has another name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OutputFile:
    """A finished file of the site."""

    path: str
    """Relative to the output folder, with forward slashes."""
    content: bytes = field(repr=False)


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Image:
    """A picture as it will be published: its metadata is left out."""

    path: str
    """Of the file in the project."""
    width: int
    height: int
    content: bytes = field(repr=False)
