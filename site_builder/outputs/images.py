"""The images that pages show; one that no page names is not published."""

from __future__ import annotations

from site_builder.model import OutputFile
from site_builder.views.assets.content_images import paths_named, picture_file
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage


def picture_files(site: SiteContext, pages: tuple[RenderedPage, ...]) -> tuple[OutputFile, ...]:
    images = site.project.images
    paths = {
        path
        for page in pages
        for path in paths_named(page.page.source, page.page.shown_sections, site.blocks)
    }
    used = [image for path in sorted(paths) if (image := images.get(path)) is not None]
    return tuple({file.path: file for file in map(picture_file, used)}.values())
