"""`build-manifest.json`: every page, file, figure and input of a build, with their hashes.

Anyone can build again and compare: it names no clock but the date of the build.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress

import site_builder
from site_builder.model import MANIFEST_PATH, VOLATILE, Figure, OutputFile, sha256_of
from site_builder.outputs.json_files import json_bytes, published_value
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

SCHEMA_VERSION = 1

_LIBRARIES = (
    "Babel",
    "Brotli",
    "Jinja2",
    "Markdown",
    "MarkupSafe",
    "nh3",
    "PyYAML",
    "rcssmin",
    "resvg-py",
    "rjsmin",
    "weasyprint",
    "XlsxWriter",
)
"""What shapes the bytes of the output."""


def certificate_files(
    site: SiteContext, pages: tuple[RenderedPage, ...], files: tuple[OutputFile, ...]
) -> tuple[OutputFile, ...]:
    """Certify a build; a page's bytes are those of its finished file.

    What is compressed after it is not listed: it unpacks to files that are.
    """
    finished = {file.path: file.content for file in files}
    ordered = sorted(pages, key=lambda rendered: rendered.page.url)
    others = sorted(finished.keys() - {rendered.file.path for rendered in pages})
    due = site.next_build_due
    manifest = {
        "schema_version": SCHEMA_VERSION,
        "base_url": site.base_url,
        "date": site.today.isoformat(),
        "next_build_due": due.isoformat() if due else None,
        "pages": [_page(site, rendered, finished[rendered.file.path]) for rendered in ordered],
        "files": {path: sha256_of(finished[path]) for path in others},
        "figures": {
            name: _figure(figure) for name, figure in sorted(site.registry.figures.items())
        },
        "inputs": site.public_inputs,
        "tools": site.keep(("tools",), tool_versions),
        "volatile": list(VOLATILE),
    }
    return (OutputFile(path=MANIFEST_PATH, content=json_bytes(manifest)),)


def tool_versions() -> Mapping[str, str]:
    """Return the versions of the program, of Python and of libraries that shape the output."""
    from importlib.metadata import PackageNotFoundError, version

    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    versions = {"site_builder": site_builder.__version__, "python": python}
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            versions[name] = version(name)
    return versions


def _page(site: SiteContext, rendered: RenderedPage, content: bytes) -> Mapping[str, object]:
    page = rendered.page
    return {
        "url": page.url,
        "lang": page.lang,
        "key": page.key,
        "source": page.source or None,
        "path": rendered.file.path,
        "sha256": sha256_of(content),
        "bytes": len(content),
        "compressed_bytes": site.compression.size(content),
        "figures": [str(use) for use in sorted(set(rendered.figures))],
    }


def _figure(figure: Figure) -> Mapping[str, object]:
    return {
        "value": published_value(figure),
        "unit": figure.unit,
        "as_of": figure.as_of,
        "status": str(figure.status),
        "source": list(figure.sources),
        "row": figure.row,
    }
