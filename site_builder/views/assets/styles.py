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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import rcssmin
from markupsafe import Markup

from site_builder.views.assets.policy import style_source, with_policy
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
_NO_OR_ANY = re.compile(r":(?:not|is|where)\((?:[^()]|\([^()]*\))*\)")
_CLASSES = re.compile(r'\sclass="([^"]*)"')


Group = tuple[str, frozenset[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A style sheet that not every page needs."""

    text: str
    kind: str = ""
    """The kind of page that it is for; empty for a component's."""
    selectors: tuple[frozenset[str], ...] = ()
    """The classes of each selector of a component's."""

    def is_needed(self, kind: str, classes: frozenset[str] = frozenset()) -> bool:
        """Return whether a page of a kind, with these classes in it, needs the sheet."""
        if self.kind:
            return kind == self.kind or kind.startswith(f"{self.kind}_")
        return any(selector <= classes for selector in self.selectors)


def place_styles(
    pages: Sequence[RenderedPage], templates: Mapping[str, str]
) -> tuple[RenderedPage, ...]:
    """Return the pages, each with its styles and a policy that lets them through."""
    sheets = _sheets(templates)
    groups = [_group(sheets, page) for page in pages]
    members: dict[Group, list[RenderedPage]] = defaultdict(list)
    for page, group in zip(pages, groups, strict=True):
        members[group].append(page)
    styles = {
        group: _styles(templates, _needed(sheets, own)).encode() for group, own in members.items()
    }
    sources = {group: style_source(style) for group, style in styles.items()}
    return tuple(
        _with_styles(page, styles[group], sources[group])
        for page, group in zip(pages, groups, strict=True)
    )


def _group(sheets: Sequence[Sheet], page: RenderedPage) -> Group:
    kind = page.page.kind
    own = (sheet.kind for sheet in sheets if sheet.kind and sheet.is_needed(kind.template))
    return kind.styles, frozenset(own)


def _styles(templates: Mapping[str, str], needed: Sequence[Sheet]) -> str:
    first, last = _of_every_page(templates)
    return _joined(
        (
            *first,
            *(sheet.text for sheet in needed if not sheet.kind),
            *last,
            # What a kind of page changes, also of what paper looks like, has the last word.
            *(sheet.text for sheet in needed if sheet.kind),
        )
    )


def component_styles(templates: Mapping[str, str]) -> str:
    """Return what every page and every component needs, minified, in order."""
    first, last = _of_every_page(templates)
    components = (sheet.text for sheet in _sheets(templates) if not sheet.kind)
    return _joined((*first, *components, *last))


def classes_of(html: str) -> frozenset[str]:
    return frozenset(name for found in _CLASSES.findall(html) for name in found.split())


def _needed(sheets: Sequence[Sheet], pages: Sequence[RenderedPage]) -> list[Sheet]:
    """Return the sheets that any of the pages needs."""
    return [
        sheet
        for sheet in sheets
        if any(sheet.is_needed(page.page.template, page.classes) for page in pages)
    ]


def _with_styles(page: RenderedPage, styles: bytes, source: str) -> RenderedPage:
    content, place = page.file.content, STYLES.encode()
    content = with_policy(content, [source] if place in content else [])
    content = content.replace(place, b"<style>%s</style>" % styles)
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
    """Yield the classes that each selector cannot do without: none in `:not`, `:is` or `:where`."""
    for prelude in _PRELUDE.findall(_COMMENT.sub("", sheet)):
        if not prelude.strip().startswith("@"):
            for selector in _NO_OR_ANY.sub("", prelude).split(","):
                yield frozenset(_CLASS.findall(selector))


def _joined(sheets: Iterable[str]) -> str:
    """Join and only then minify, which drops a last semicolon."""
    return str(rcssmin.cssmin("\n".join(sheets)))
