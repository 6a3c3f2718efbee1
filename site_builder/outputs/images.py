"""The images that pages show; one that no page names is not published."""

from __future__ import annotations

from site_builder.model import OutputFile
from site_builder.text.blocks import parts_of
from site_builder.text.spans import PartKind
from site_builder.views.assets.content_images import picture_file, picture_path
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage


def picture_files(site: SiteContext, pages: tuple[RenderedPage, ...]) -> tuple[OutputFile, ...]:
    images = site.project.images
    paths = {
        picture_path(page.page.source, picture.target)
        for page in pages
        for section in page.page.shown_sections
        for picture in parts_of(site.blocks(section.body), PartKind.IMAGE)
    }
    used = [image for path in sorted(paths) if (image := images.get(path)) is not None]
    return tuple({file.path: file for file in map(picture_file, used)}.values())
