"""A page into a tagged PDF for print (WeasyPrint, an optional part of the installation).

Nothing is fetched and no other file is read, so that the same page gives the same PDF everywhere.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from mimetypes import guess_type
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

_VARIANT = "pdf/ua-1"
_ORIGIN = "https://paper.invalid"
"""Stands for the site while it is drawn: a name that no machine has."""
_FAMILY = "Paper"
_EVERYTHING = "*, *::before, *::after, *::marker"
_WEIGHTS = {"regular": 400, "bold": 700}


class PaperUnavailableError(Exception):
    """WeasyPrint, or a library of the system that it draws with, is not installed."""


def require_paper() -> None:
    """Make sure that PDFs can be drawn here; raises `PaperUnavailableError`."""
    try:
        # OSError: the package is there, and Pango is not.
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        raise PaperUnavailableError(str(error)) from error


def draw_pdf(
    html: bytes, path: str, files: Mapping[str, bytes], fonts: Mapping[str, bytes]
) -> bytes:
    """Draw a page as it prints.

    `path` is the page's own below the site's root, as the keys of `files` are: what the page asks
    for by relative addresses. `fonts` are the TrueType fonts of the site, `regular` and `bold`
    among them; what they cannot draw is set in those of the system.
    """
    require_paper()
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    faces = {name: fonts[name] for name in _WEIGHTS if name in fonts}
    fetcher = _fetcher({**files, **{_font_path(name): font for name, font in faces.items()}})
    configuration = FontConfiguration()
    # It warns of each rule for screens that it leaves out.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    styles = CSS(
        string=_font_styles(faces),
        base_url=f"{_ORIGIN}/",
        url_fetcher=fetcher,
        font_config=configuration,
    )
    page = HTML(string=html.decode("utf-8"), base_url=f"{_ORIGIN}/{path}", url_fetcher=fetcher)
    content: bytes = page.write_pdf(
        stylesheets=[styles], font_config=configuration, pdf_variant=_VARIANT
    )
    return content


def _fetcher(files: Mapping[str, bytes]) -> URLFetcher:
    """Return what answers with the files at hand, and with nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Files(URLFetcher):  # type: ignore[misc, unused-ignore]
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            path = urlsplit(url).path.removeprefix("/")
            kind, _ = guess_type(path)
            return URLFetcherResponse(url, files[path], {"Content-Type": kind or "font/ttf"})

    return Files()


def _font_path(name: str) -> str:
    return f"fonts/{name}.ttf"


def _font_styles(names: Iterable[str]) -> str:
    """Set everything in the fonts of the site: those of the machine are not the same elsewhere."""
    faces = (
        f'@font-face {{ font-family: "{_FAMILY}"; font-weight: {_WEIGHTS[name]};'
        f" src: url({_font_path(name)}); }}"
        for name in names
    )
    rule = f'{_EVERYTHING} {{ font-family: "{_FAMILY}", sans-serif !important; }}'
    return "\n".join((*faces, rule))
