"""Images in content: each is a file beside its page, says what it shows, and is shown."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from site_builder.checks.content.passages import markdown_texts
from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.pages.page import Page
from site_builder.text.blocks import parts_of
from site_builder.text.inserts import places_of
from site_builder.text.spans import PartKind
from site_builder.views.assets.content_images import paths_named, picture_path, places_of_picture
from site_builder.views.context import SiteContext


def check_images(site: SiteContext, page: Page) -> Iterator[Diagnostic]:
    """Report images without words (TXT015), and those that are no file beside the page (TXT016).

    What a translation misses as its original does is one file, and said of the original.
    """
    images, original = site.project.images, site.plan.original(page)
    translations = () if original else site.plan.alternates(page)[1:]
    translations = tuple(other for other in translations if not other.is_fallback)
    for text in markdown_texts(page):
        place = places_of(text)
        for image in parts_of(site.blocks(text.value), PartKind.IMAGE):
            path, target = picture_path(page.source, image.target), image.target
            if path not in images:
                if original and places_of_picture(original, path, site.blocks):
                    continue
                guess = _nearest(target, page.source, images)
                others = (places_of_picture(other, path, site.blocks) for other in translations)
                yield problem(
                    "TXT016",
                    place(image.start),
                    related=[place for places in others for place in places],
                    target=target,
                    nearest=guess,
                )
            elif images[path] is not None and not image.text.strip():
                yield problem("TXT015", place(image.start), target=target)


def check_unused_images(site: SiteContext) -> Iterator[Diagnostic]:
    """Report every image that no content file names, drafts included (TXT019)."""
    used = {
        path
        for document in site.project.documents
        for path in paths_named(document.path, document.sections, site.blocks)
    }
    for path in site.project.images:
        if path not in used:
            yield problem("TXT019", Location(path=path))


def _nearest(target: str, page: str, images: Iterable[str]) -> str:
    folder = posixpath.dirname(page)
    beside = (path for path in images if posixpath.dirname(path) == folder)
    return nearest(target, (posixpath.basename(path) for path in beside))
