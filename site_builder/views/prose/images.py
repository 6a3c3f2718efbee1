"""A picture's element on a page: its published address, its size, its words.

Takes the page's context and the element that Markdown made; changes the element and gives what is
wrong. Where the picture stands in the file is known to `prose.py`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.views.assets.content_images import picture_file, picture_path
from site_builder.views.context import PageContext


def show_picture(context: PageContext, image: Element, *, is_first: bool) -> Iterator[Diagnostic]:
    """Complete an `img`; one that opens a page is waited for, and weighed with it."""
    place = Location(path=context.page.source)
    images, target = context.site.project.images, image.get("src", "")
    path = picture_path(context.page.source, target)
    found = images.get(path)
    if found is None:
        if path not in images:
            yield problem("TXT016", place, target=target, nearest=_nearest(context, target))
        return
    if not image.get("alt", "").strip():
        yield problem("TXT015", place, target=target)
    image.attrib.pop("title", None)
    image.set("src", context.file_href(f"/{picture_file(found).path}"))
    image.set("width", str(found.width))
    image.set("height", str(found.height))
    if not is_first:
        image.set("loading", "lazy")
        image.set("decoding", "async")


def _nearest(context: PageContext, target: str) -> str:
    folder = posixpath.dirname(context.page.source)
    beside = (path for path in context.site.project.images if posixpath.dirname(path) == folder)
    return nearest(target, (posixpath.basename(path) for path in beside))
