"""Style sheets: each page carries its own, so that nothing else need arrive before it is shown.

A page needs the sheet of a component if one of its selectors could find something there, and
`pages/<kind>.css` if it is of that kind or of one below it: `pages/sheet.css` is for `sheet_poster`
too. Pages of one group have the same styles, whatever one of them needs: those of a kind with a
sheet of its own, those of kinds with the same `PageKind.styles`, and all others. So one security
policy can name the few styles of a whole site, and a sentence more changes no other page. The order
of the sheets is the order of the layers. This is the one door to rcssmin.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

import rcssmin
from markupsafe import Markup

from site_builder.adapters.memory import MOST_TEXTS
from site_builder.model import OutputFile
from site_builder.views.assets.policy import style_source, with_policy
from site_builder.views.rendered import RenderedPage

STYLES = Markup("\ue002")
"""Where a template wants its page's styles; only then is it known what they are."""

_OWN = "assets/css/"
_FIRST = ("tokens", "base", "layout")
_LAST = ("utilities", "print")
_COMPONENTS, _PAGES = "components/", "pages/"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PRELUDE = re.compile(r"([^{};]+)\{")
_CLASS = re.compile(r"\.([A-Za-z_-][\w-]*)")
_NO_OR_ANY = re.compile(r":(?:not|is|where)\((?:[^()]|\([^()]*\))*\)")
_CLASSES = re.compile(r'\sclass="([^"]*)"')

Group = tuple[str, tuple[str, ...]]
"""`PageKind.styles`, and the kinds whose sheets its pages have."""


def place_styles(
    pages: Sequence[RenderedPage], templates: Mapping[str, str]
) -> tuple[RenderedPage, ...]:
    """Return the pages, each with its styles and a policy that lets them through."""
    own, components = _sheets(templates, _PAGES), _sheets(templates, _COMPONENTS)
    selectors = {name: _selectors(text) for name, text in components.items()}
    first, last = _of_every_page(templates)
    groups = [_group(own, page) for page in pages]
    members: dict[Group, set[frozenset[str]]] = defaultdict(set)
    for page, group in zip(pages, groups, strict=True):
        members[group].add(page.classes)
    styles: dict[Group, bytes] = {}
    for group, alike in members.items():
        needed = [
            text
            for name, text in components.items()
            if any(each <= classes for each in selectors[name] for classes in alike)
        ]
        # What a kind of page changes, also of what paper looks like, has the last word.
        of_kind = (own[kind] for kind in group[1])
        styles[group] = _joined((*first, *needed, *last, *of_kind)).encode()
    sources = {group: style_source(style) for group, style in styles.items()}
    return tuple(
        _with_styles(page, styles[group], sources[group])
        for page, group in zip(pages, groups, strict=True)
    )


def _group(own: Iterable[str], page: RenderedPage) -> Group:
    kind = page.page.kind
    return kind.styles, tuple(sheet for sheet in own if is_for(sheet, kind.template))


def is_for(sheet: str, template: str) -> bool:
    """Return whether the sheet of a kind of page is for pages with a template."""
    return template == sheet or template.startswith(f"{sheet}_")


def component_styles(templates: Mapping[str, str]) -> str:
    """Return what every page and every component needs, minified, in order."""
    first, last = _of_every_page(templates)
    return _joined((*first, *_sheets(templates, _COMPONENTS).values(), *last))


def classes_of(html: str) -> frozenset[str]:
    return frozenset(name for found in _CLASSES.findall(html) for name in found.split())


def _with_styles(page: RenderedPage, styles: bytes, source: str) -> RenderedPage:
    content = _styled(page.file.content, styles, source)
    return replace(page, file=OutputFile(path=page.file.path, content=content))


@lru_cache(MOST_TEXTS)
def _styled(content: bytes, styles: bytes, source: str) -> bytes:
    """Put styles into a page: one that is as it was is the very same, which others soon see."""
    place = STYLES.encode()
    content = with_policy(content, [source] if place in content else [])
    return content.replace(place, b"<style>%s</style>" % styles)


def _of_every_page(templates: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return what comes before the components' sheets, and what after them."""
    own = _sheets(templates, _OWN)
    first, last = ([own.pop(name) for name in names if name in own] for names in (_FIRST, _LAST))
    return [*first, *own.values()], last


def _sheets(templates: Mapping[str, str], folder: str) -> dict[str, str]:
    """Return the sheets in a folder of the templates in order, by name without its ending."""
    return {
        path.removeprefix(folder).removesuffix(".css"): text
        for path, text in sorted(templates.items())
        if path.startswith(folder) and path.endswith(".css")
    }


@cache
def _selectors(sheet: str) -> frozenset[frozenset[str]]:
    """Return the classes that each selector cannot do without: none in `:not`, `:is`, `:where`."""
    return frozenset(
        frozenset(_CLASS.findall(selector))
        for prelude in _PRELUDE.findall(_COMMENT.sub("", sheet))
        if not prelude.strip().startswith("@")
        for selector in _NO_OR_ANY.sub("", prelude).split(",")
    )


def _joined(sheets: Iterable[str]) -> str:
    """Join and only then minify, which drops a last semicolon."""
    return str(rcssmin.cssmin("\n".join(sheets)))
