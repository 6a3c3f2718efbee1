"""What machines and paper read: feeds, sitemap, downloads, structured data.

An output is a module here and a line in one of three tuples. It decides nothing about numbers or
addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TypeAlias

from site_builder.adapters.png import DrawingError, require_drawable
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.model import OutputFile
from site_builder.outputs.cards import card_files, undrawn_cards
from site_builder.outputs.certificate import certificate_files
from site_builder.outputs.charts import chart_files
from site_builder.outputs.compress import compressed_files
from site_builder.outputs.downloads import download_files, unmade_downloads
from site_builder.outputs.feeds import feed_files
from site_builder.outputs.headers import header_files
from site_builder.outputs.images import picture_files
from site_builder.outputs.print_pages import leaflet_files
from site_builder.outputs.redirects import redirect_files
from site_builder.outputs.search import place_search
from site_builder.outputs.service_worker import worker_files
from site_builder.outputs.sitemap import sitemap_files
from site_builder.outputs.web_manifest import web_app_files
from site_builder.read.templates import TEMPLATES_FOLDER
from site_builder.views.assets.assets import MARK
from site_builder.views.assets.styles import place_styles
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

_MARK_WIDTH = 512
"""Pixels of the largest picture that is made of the mark alone."""

Pages: TypeAlias = tuple[RenderedPage, ...]
Files: TypeAlias = tuple[OutputFile, ...]

PLACED_OUTPUTS: tuple[Callable[[SiteContext, Pages], tuple[Pages, Files]], ...] = (
    # The pages that search name its files.
    place_search,
)
"""Made from the finished pages, which they may change."""

OUTPUTS: tuple[Callable[[SiteContext, Pages], Files], ...] = (
    picture_files,
    redirect_files,
    feed_files,
    download_files,
    card_files,
    chart_files,
    web_app_files,
)
"""Made from the site and its pages."""

FINISHING_OUTPUTS: tuple[Callable[[SiteContext, Pages, Files], Files], ...] = (
    sitemap_files,
    leaflet_files,
    worker_files,
    header_files,
    certificate_files,
    compressed_files,
)
"""Made from all files before them, in this order; nobody looks at them in a preview."""


class Purpose(Enum):
    """What a build is for: what nobody looks at then is not made."""

    PUBLISHING = "publishing"
    PREVIEW = "preview"
    """Without what is made for the published site alone."""
    CHECK = "check"
    """The same, and only names are left of files that no check looks into."""
    REPORT = "report"
    """Names are left of them, and of pictures for sharing."""


Instead: TypeAlias = Mapping[
    Callable[[SiteContext, Pages], Files], Callable[[SiteContext, Pages], Files]
]

UNMADE: Instead = {
    download_files: unmade_downloads,
}
"""What makes only the names of files."""

UNDRAWN: Instead = {
    card_files: undrawn_cards,
}
"""What makes only those of pictures."""

_INSTEAD: Mapping[Purpose, Instead] = {
    Purpose.CHECK: UNMADE,
    Purpose.REPORT: {**UNMADE, **UNDRAWN},
}


OUTPUT_NAMES = frozenset(
    output.__module__.rpartition(".")[2]
    for output in (*PLACED_OUTPUTS, *OUTPUTS, *FINISHING_OUTPUTS)
)
"""By their modules: pages ask for it, so that none links to a file that is not made."""


def place_assets(
    site: SiteContext, pages: Pages, templates: Mapping[str, str]
) -> tuple[Pages, Files]:
    """Return the pages, each with its styles, policy and address of its search, and all files."""
    pages = place_styles(pages, templates)
    placed: Files = ()
    for place in PLACED_OUTPUTS:
        pages, files = place(site, pages)
        placed = (*placed, *files)
    return pages, (*(page.file for page in pages), *placed, *site.assets.files)


def derive_outputs(
    site: SiteContext, pages: Pages, files: Files, purpose: Purpose = Purpose.PUBLISHING
) -> tuple[Files, tuple[Diagnostic, ...]]:
    """Return `files`, those of the pages, and all that is derived from them; none for an error."""
    is_published = purpose not in {Purpose.PREVIEW, Purpose.CHECK}
    instead = _INSTEAD.get(purpose, {})
    outputs = [instead.get(output, output) for output in OUTPUTS]
    try:
        if site.assets.mark is not None:
            # Others hold it, in a way in which nobody sees how much that is.
            require_drawable(site.assets.mark, MARK, _MARK_WIDTH)
        # What the certificate and compressed files wait for longest.
        with site.compression.ahead(page.file.content for page in pages if is_published):
            files = (*files, *(file for output in outputs for file in output(site, pages)))
        for finish in FINISHING_OUTPUTS if is_published else ():
            files = (*files, *finish(site, pages, files))
    except DrawingError as error:
        place = Location(path=f"{TEMPLATES_FOLDER}{error.path}")
        return (), (problem("TPL007", place, reason=error.reason),)
    return files, ()
