"""Leaflets and posters as PDF files, drawn from their pages and beside them."""

from __future__ import annotations

from site_builder.adapters.pdf import draw_pdf
from site_builder.model import OutputFile
from site_builder.pages.page import pdf_name
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage


def leaflet_files(
    site: SiteContext, pages: tuple[RenderedPage, ...], files: tuple[OutputFile, ...]
) -> tuple[OutputFile, ...]:
    """Draw every leaflet and poster, if PDFs are wanted; `files` are those that pages ask for."""
    if not site.has_pdf:
        return ()
    contents = {file.path: file.content for file in files}
    return tuple(
        OutputFile(
            path=f"{page.file.path.rpartition('/')[0]}/{pdf_name(page.page)}",
            content=draw_pdf(page.file.content, page.file.path, contents, site.fonts.files),
        )
        for page in pages
        if page.page.kind.is_printed
    )
