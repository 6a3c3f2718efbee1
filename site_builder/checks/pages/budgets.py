"""No page is heavier than a first round trip on a slow connection.

Takes the finished site; gives OUT005 for a page that a first visit has to wait too long for: its
text with the styles in it, the sheets that it links, images that are not lazy and scripts that are
neither deferred nor modules, all after brotli. It names what weighs most.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from site_builder.adapters.compression import compress_all, compressed_size
from site_builder.checks.pages.rendered_site import (
    ParsedPage,
    RenderedSite,
    awaited_files,
    page_parts,
    target_path,
    without_styles,
)
from site_builder.diagnostics import Diagnostic, Location, problem

_STYLES = "styles"
_NAMED_PARTS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class PageWeight:
    """What a first visit to a page takes, compressed."""

    page: int
    """Its text and the styles that stand in it."""
    sheets: int
    """The sheets that it links."""
    others: int
    """Images and scripts."""

    @property
    def total(self) -> int:
        """Give all of it."""
        return self.page + self.sheets + self.others


def check_budgets(site: RenderedSite) -> tuple[Diagnostic, ...]:
    """Report every page over its budget."""
    budget = site.site.project.settings.budgets.page
    compress_all(page.rendered.file.content for page in site.pages)
    base_path = site.site.plan.base_path
    weights = (
        (page, weigh(page.rendered.file.path, page.awaited, site.contents, base_path))
        for page in site.pages
    )
    return tuple(
        _too_heavy(page, weight, budget) for page, weight in weights if weight.total > budget
    )


def weigh_file(path: str, contents: Mapping[str, bytes], base_path: str) -> PageWeight:
    """Weigh a page by its output path."""
    return weigh(path, awaited_files(contents[path]), contents, base_path)


def weigh(
    path: str,
    awaited: Iterable[tuple[str, str]],
    contents: Mapping[str, bytes],
    base_path: str,
) -> PageWeight:
    """Weigh a page and the files that a browser waits for."""
    linked = {
        target_path(base_path, path, unquote(urlsplit(link).path)): kind for kind, link in awaited
    }
    sizes = [(kind, compressed_size(contents.get(file, b""))) for file, kind in linked.items()]
    return PageWeight(
        page=compressed_size(contents[path]),
        sheets=sum(size for kind, size in sizes if kind == _STYLES),
        others=sum(size for kind, size in sizes if kind != _STYLES),
    )


def _too_heavy(page: ParsedPage, weight: PageWeight, budget: int) -> Diagnostic:
    rendered = page.rendered
    text = compressed_size(without_styles(rendered.file.content))
    return problem(
        "OUT005",
        Location(path=rendered.page.source or rendered.file.path),
        url=rendered.page.url,
        weight=weight.total,
        budget=budget,
        text=text,
        styles=weight.sheets + weight.page - text,
        others=weight.others,
        parts=", ".join(f"“{name}” {size}" for size, name in _heaviest(rendered.file.content)),
    )


def _heaviest(content: bytes) -> list[tuple[int, str]]:
    """Give what the heaviest parts of a page add to it, and their names."""
    whole = compressed_size(content)
    parts = [(whole - compressed_size(rest), name) for name, rest in page_parts(content) if name]
    return sorted(parts, reverse=True)[:_NAMED_PARTS]
