"""Images in content: which file a page means, and the address that the file will have."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from site_builder.diagnostics import Location
from site_builder.model import Image, OutputFile, Section
from site_builder.pages.page import Page
from site_builder.text.blocks import Block, parts_of
from site_builder.text.inserts import places_of
from site_builder.text.spans import PartKind
from site_builder.views.assets.fingerprints import fingerprinted

_PICTURE = "!["
"""Without it a text names no picture, and need not be read to know that."""
_UNFIT = re.compile(r"[^a-z0-9.]+")


def picture_path(page_path: str, target: str) -> str:
    """Return the project's path of a file that stands beside a page."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page_path), target))


def paths_named(
    page_path: str, sections: Iterable[Section], blocks: Callable[[str], Sequence[Block]]
) -> Iterator[str]:
    """Yield the project's path of every picture that sections of a page name."""
    for section in sections:
        if _PICTURE in section.body.value:
            for picture in parts_of(blocks(section.body.value), PartKind.IMAGE):
                yield picture_path(page_path, picture.target)


def places_of_picture(
    page: Page, path: str, blocks: Callable[[str], Sequence[Block]]
) -> tuple[Location, ...]:
    """Return where a page names the picture with a path in the project."""
    return tuple(
        places_of(section.body)(picture.start)
        for section in page.sections
        for picture in parts_of(blocks(section.body.value), PartKind.IMAGE)
        if picture_path(page.source, picture.target) == path
    )


def picture_file(image: Image) -> OutputFile:
    """Return a picture as it is published, named by its content."""
    name = _UNFIT.sub("-", posixpath.basename(image.path).lower())
    return fingerprinted(name, image.content)
