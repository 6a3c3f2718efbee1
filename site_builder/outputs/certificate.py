"""`build-manifest.json`: the certificate of a build.

Takes the site, its rendered pages and its finished files; gives every page with its hash and its
figures, every figure with its row, every input with its hash, so that anyone can build again and
compare. It names no clock but the date of the build.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol

import site_builder
from site_builder.adapters.compression import Compression
from site_builder.model import (
    MANIFEST_PATH,
    Benefit,
    Figure,
    FigureUse,
    OutputFile,
    Project,
    Status,
)
from site_builder.model.partial_dates import first_day, last_day

SCHEMA_VERSION = 1
VOLATILE = ("tools",)
"""Fields in which two machines may differ although they built the same site."""

_LIBRARIES = (
    "Babel",
    "Brotli",
    "Jinja2",
    "Markdown",
    "MarkupSafe",
    "nh3",
    "pandas",
    "PyYAML",
    "rcssmin",
    "resvg-py",
    "rjsmin",
    "weasyprint",
    "XlsxWriter",
)
"""What shapes the bytes of the output."""


# The rooms above fill these shapes: publishing needs to know no more of a site than this.


class _Page(Protocol):
    @property
    def url(self) -> str: ...
    @property
    def lang(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def source(self) -> str: ...


class _Rendered(Protocol):
    @property
    def page(self) -> _Page: ...
    @property
    def file(self) -> OutputFile: ...
    @property
    def figures(self) -> tuple[FigureUse, ...]: ...


class _Registry(Protocol):
    @property
    def figures(self) -> Mapping[str, Figure]: ...


class _Review(Protocol):
    @property
    def due(self) -> date: ...


class _Site(Protocol):
    @property
    def project(self) -> Project: ...
    @property
    def registry(self) -> _Registry: ...
    @property
    def base_url(self) -> str: ...
    @property
    def compression(self) -> Compression: ...
    @property
    def reviews(self) -> Iterable[_Review]: ...
    @property
    def today(self) -> date: ...


def build_manifest(
    site: _Site, pages: Iterable[_Rendered], files: Iterable[OutputFile]
) -> OutputFile:
    """Certify a build; a page's bytes are those of its finished file."""
    finished = {file.path: file.content for file in files}
    ordered = sorted(pages, key=lambda rendered: rendered.page.url)
    due = next_build_due(site)
    manifest = {
        "schema_version": SCHEMA_VERSION,
        "base_url": site.base_url,
        "date": site.today.isoformat(),
        "next_build_due": due.isoformat() if due else None,
        "pages": [
            _page(site, rendered, finished.get(rendered.file.path, rendered.file.content))
            for rendered in ordered
        ],
        "figures": {
            name: _figure(figure) for name, figure in sorted(site.registry.figures.items())
        },
        "inputs": dict(sorted(site.project.input_hashes.items())),
        "tools": tool_versions(),
        "volatile": list(VOLATILE),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    return OutputFile(path=MANIFEST_PATH, content=text.encode())


def next_build_due(site: _Site) -> date | None:
    """Give the first day after today on which a text changes by itself, or None.

    An amount begins on its first day and is past on the day after its last; of a month or a year
    the first or the last day counts. What is to be looked at again is called so on the day after.
    """
    days = (
        *(d for benefit in site.project.benefits.values() for d in _days_of_change(benefit)),
        *(d for review in site.reviews for d in _day_after(review.due)),
    )
    return min((day for day in days if day > site.today), default=None)


def tool_versions() -> Mapping[str, str]:
    """Give the versions of the program, of Python and of the libraries that shape the output."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {
        "site_builder": site_builder.__version__,
        "python": python,
        **dict(_library_versions()),
    }


def _library_versions() -> Iterator[tuple[str, str]]:
    for name in _LIBRARIES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue


def _page(site: _Site, rendered: _Rendered, content: bytes) -> Mapping[str, object]:
    page = rendered.page
    return {
        "url": page.url,
        "lang": page.lang,
        "key": page.key,
        "source": page.source or None,
        "path": rendered.file.path,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "compressed_bytes": site.compression.size(content),
        "figures": [str(use) for use in sorted(set(rendered.figures))],
    }


def _figure(figure: Figure) -> Mapping[str, object]:
    return {
        "value": _value(figure),
        "unit": figure.unit,
        "as_of": figure.as_of,
        "status": str(figure.status),
        "source": list(figure.sources),
        "row": figure.row,
    }


def _value(figure: Figure) -> int | float | None:
    """Give a figure's value as a JSON number; None when it is suppressed or not published."""
    if figure.value is None or figure.status in {Status.SUPPRESSED, Status.NOT_PUBLISHED}:
        return None
    is_whole = figure.value == figure.value.to_integral()
    return int(figure.value) if is_whole else float(figure.value)


def _days_of_change(benefit: Benefit) -> Iterator[date]:
    """Give the days on which an amount begins and has ended, where it does."""
    if benefit.valid_from:
        yield first_day(benefit.valid_from)
    if benefit.valid_to:
        yield from _day_after(last_day(benefit.valid_to))


def _day_after(day: date) -> Iterator[date]:
    """Give the next day; nothing after the last that there is."""
    if day < date.max:
        yield day + timedelta(days=1)
