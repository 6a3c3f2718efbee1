"""What machines and paper read: feeds, sitemap, downloads, structured data.

An output is a module here and a line in one of two tuples. It decides nothing about numbers or
addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from site_builder.model import OutputFile
from site_builder.outputs.cards import card_files
from site_builder.outputs.certificate import certificate_files
from site_builder.outputs.compress import compressed_files
from site_builder.outputs.downloads import download_files
from site_builder.outputs.feeds import feed_files
from site_builder.outputs.images import picture_files
from site_builder.outputs.print_pages import leaflet_files
from site_builder.outputs.redirects import redirect_files
from site_builder.outputs.service_worker import worker_files
from site_builder.outputs.sitemap import sitemap_files
from site_builder.outputs.web_manifest import web_app_files
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

Pages: TypeAlias = tuple[RenderedPage, ...]
Files: TypeAlias = tuple[OutputFile, ...]

OUTPUTS: tuple[Callable[[SiteContext, Pages], Files], ...] = (
    picture_files,
    redirect_files,
    feed_files,
    download_files,
    sitemap_files,
    card_files,
    web_app_files,
    worker_files,
)
"""Made from the site and its pages."""

FINISHING_OUTPUTS: tuple[Callable[[SiteContext, Pages, Files], Files], ...] = (
    leaflet_files,
    certificate_files,
    compressed_files,
)
"""Made from all files before them, in this order."""


def derive_outputs(site: SiteContext, pages: Pages, files: Files) -> Files:
    """Return `files`, those of the pages, and all that is derived from them."""
    files = (*files, *(file for output in OUTPUTS for file in output(site, pages)))
    for finish in FINISHING_OUTPUTS:
        files = (*files, *finish(site, pages, files))
    return files
