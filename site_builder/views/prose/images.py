"""An image's element on a page: its published address and its size."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from site_builder.views.assets.content_images import picture_file, picture_path
from site_builder.views.context import PageContext


def show_image(context: PageContext, element: Element, *, is_first: bool) -> None:
    """Complete an `img`; one that opens a page is waited for, and weighed with it."""
    path = picture_path(context.page.source, element.get("src", ""))
    image = context.site.project.images.get(path)
    if image is None:  # the checks of the source say so
        return
    element.attrib.pop("title", None)
    element.set("src", context.file_href(f"/{picture_file(image).path}"))
    element.set("width", str(image.width))
    element.set("height", str(image.height))
    if not is_first:
        element.set("loading", "lazy")
        element.set("decoding", "async")
