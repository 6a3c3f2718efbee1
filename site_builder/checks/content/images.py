"""Images beside the pages that no page shows (TXT019)."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.views.assets.content_images import find_pictures, picture_path
from site_builder.views.context import SiteContext


def check_unused_images(site: SiteContext) -> Iterator[Diagnostic]:
    """Report every image that no content file names, drafts included."""
    used = {
        picture_path(document.path, picture.target)
        for document in site.project.documents
        for section in document.sections
        for picture in find_pictures(section.body)
    }
    for path in site.project.images:
        if path not in used:
            yield problem("TXT019", Location(path=path))
