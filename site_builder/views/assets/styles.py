"""Style sheets: what most pages need in one shared file, the rest in the pages that need it.

A page needs the sheet of a component if one of its selectors could find something there, and
`pages/<kind>.css` if it is of that kind or of one below it: `pages/sheet.css` is for `sheet_poster`
too. The order of the sheets is the order of the layers. This is the one door to rcssmin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import rcssmin
from markupsafe import Markup

from site_builder.model import OutputFile
from site_builder.views.assets.fingerprints import fingerprinted
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

STYLES = Markup("\ue002")
"""Where a template wants its page's styles; only then is it known what they are."""

_OWN = "assets/css/"
_FIRST = ("tokens.css", "base.css", "layout.css")
_LAST = ("utilities.css", "print.css")
_COMPONENTS, _PAGES = "components/", "pages/"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PRELUDE = re.compile(r"([^{};]+)\{")
_CLASS = re.compile(r"\.([A-Za-z_-][\w-]*)")
_CLASSES = re.compile(r'\sclass="([^"]*)"')


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A style sheet that not every page needs."""

    text: str
    kind: str = ""
    """The kind of page that it is for; empty for a component's."""
    selectors: tuple[frozenset[str], ...] = ()
    """The classes of each selector of a component's."""

    def is_needed(self, kind: str, classes: frozenset[str]) -> bool:
        """Return whether a page of a kind, with these classes in it, needs the sheet."""
        if self.kind:
            return kind == self.kind or kind.startswith(f"{self.kind}_")
        return any(selector <= classes for selector in self.selectors)


def place_styles(
    site: SiteContext, pages: Sequence[RenderedPage], templates: Mapping[str, str]
) -> tuple[tuple[RenderedPage, ...], OutputFile]:
    """Return the pages with their styles, and the shared sheet.

    A component that at least half of the pages need is shared.
    """
    sheets = _sheets(templates)
    needed = [_needed(sheets, page) for page in pages]
    shared = [
        sheet
        for position, sheet in enumerate(sheets)
        if 2 * sum(position in needs for needs in needed) >= len(pages)
    ]
    first, last = _of_every_page(templates)
    text = _joined((*first, *(sheet.text for sheet in shared), *last))
    file = fingerprinted("site.css", text.encode())
    placed = []
    for page, needs in zip(pages, needed, strict=True):
        own = _joined(
            sheet.text for n, sheet in enumerate(sheets) if n in needs and sheet not in shared
        )
        href = site.plan.file_href(page.page, f"/{file.path}")
        placed.append(_with_styles(page, href, own))
    return tuple(placed), file


def component_styles(templates: Mapping[str, str]) -> str:
    """Return what every page and every component needs, minified, in order."""
    first, last = _of_every_page(templates)
    components = (sheet.text for sheet in _sheets(templates) if not sheet.kind)
    return _joined((*first, *components, *last))


def _needed(sheets: Sequence[Sheet], page: RenderedPage) -> frozenset[int]:
    """Return the positions of the sheets that a page needs."""
    html = page.file.content.decode()
    classes = frozenset(name for found in _CLASSES.findall(html) for name in found.split())
    return frozenset(
        position
        for position, sheet in enumerate(sheets)
        if sheet.is_needed(page.page.template, classes)
    )


def _with_styles(page: RenderedPage, href: str, own: str) -> RenderedPage:
    """Link to the shared sheet and put the page's own after it."""
    markup = f'<link rel="stylesheet" href="{href}">' + (f"<style>{own}</style>" if own else "")
    content = page.file.content.replace(STYLES.encode(), markup.encode())
    return replace(page, file=replace(page.file, content=content))


def _of_every_page(templates: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return what comes before the components' sheets, and what after them."""
    own = [path for path in templates if path.startswith(_OWN) and path.endswith(".css")]
    first = [_OWN + name for name in _FIRST if _OWN + name in own]
    last = [_OWN + name for name in _LAST if _OWN + name in own]
    between = sorted(set(own) - set(first) - set(last))
    return (
        [templates[path] for path in (*first, *between)],
        [templates[path] for path in last],
    )


def _sheets(templates: Mapping[str, str]) -> tuple[Sheet, ...]:
    """Return every sheet that not all pages need: the components', then the pages'."""
    return tuple(
        Sheet(text=text, selectors=tuple(_selectors(text)))
        if path.startswith(_COMPONENTS)
        else Sheet(text=text, kind=path.removeprefix(_PAGES).removesuffix(".css"))
        for path, text in sorted(templates.items())
        if path.startswith((_COMPONENTS, _PAGES)) and path.endswith(".css")
    )


def _selectors(sheet: str) -> Iterator[frozenset[str]]:
    """Yield the classes of each selector; those after `:not` only make it wider."""
    for prelude in _PRELUDE.findall(_COMMENT.sub("", sheet)):
        if not prelude.strip().startswith("@"):
            for selector in re.sub(r":not\([^{]*\)", "", prelude).split(","):
                yield frozenset(_CLASS.findall(selector))


def _joined(sheets: Iterable[str]) -> str:
    """Join and only then minify, which drops a last semicolon."""
    return str(rcssmin.cssmin("\n".join(sheets)))
