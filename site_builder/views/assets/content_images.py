"""Pictures in content: which file a page means, and the address that the file will have.

Takes Markdown and the paths of pages; gives the pictures that it names, each with its place.
Whether a file exists and what its words say is judged where it is shown.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.model import Image, OutputFile
from site_builder.views.assets.fingerprints import fingerprinted

_PICTURE = re.compile(
    r"!\[(?P<alt>[^\]\n]*)\]\(\s*(?P<target>[^()<>\"\n]+?)(?:\s+\"[^\"\n]*\")?\s*\)"
)
_UNFIT = re.compile(r"[^a-z0-9.]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """One picture as Markdown names it."""

    alt: str
    target: str
    start: int
    end: int


def find_pictures(text: str) -> Iterator[Picture]:
    """Find every `![words](file)`."""
    for match in _PICTURE.finditer(text):
        yield Picture(
            alt=match["alt"], target=match["target"], start=match.start(), end=match.end()
        )


def picture_path(page_path: str, target: str) -> str:
    """Give the project's path of a file that stands beside a page."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page_path), target))


def picture_file(image: Image) -> OutputFile:
    """Give a picture as it is published, named by its content."""
    name = _UNFIT.sub("-", posixpath.basename(image.path).lower())
    return fingerprinted(name, image.content)
