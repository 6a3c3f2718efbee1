"""What machines and paper read: feeds, sitemap, downloads, structured data.

Takes the site and its rendered pages; gives more files, each made by one function of `OUTPUTS`.
An output reads what is already known and decides nothing about numbers or addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from site_builder.model import OutputFile
from site_builder.outputs.cards import card_files
from site_builder.outputs.downloads import download_files
from site_builder.outputs.feeds import feed_files
from site_builder.outputs.images import picture_files
from site_builder.outputs.redirects import redirect_files
from site_builder.outputs.service_worker import worker_files
from site_builder.outputs.sitemap import sitemap_files
from site_builder.outputs.web_manifest import web_app_files
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

Output: TypeAlias = Callable[[SiteContext, tuple[RenderedPage, ...]], tuple[OutputFile, ...]]

OUTPUTS: tuple[Output, ...] = (
    picture_files,
    redirect_files,
    feed_files,
    download_files,
    sitemap_files,
    card_files,
    web_app_files,
    worker_files,
)
"""Every output, in the order in which they are made."""


def derive_outputs(site: SiteContext, pages: tuple[RenderedPage, ...]) -> tuple[OutputFile, ...]:
    """Make every file that is derived from the site and its pages."""
    return tuple(file for output in OUTPUTS for file in output(site, pages))
