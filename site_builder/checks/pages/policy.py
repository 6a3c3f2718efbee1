"""Markup in templates that the security policy of pages forbids: it works only in the preview."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from site_builder.diagnostics import Diagnostic, problem
from site_builder.read.templates import as_written
from site_builder.text.inserts import places_of
from site_builder.views.context import SiteContext

_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|(?P<shown>\{\{.*?\}\})", re.DOTALL)
_FILLER = "\ufffc"
# A value in quotes may hold anything, also what looks like an attribute.
_TAG = re.compile(r"""<(?P<name>[a-zA-Z!][\w:-]*)(?P<rest>(?:[^<>"']|"[^"]*"|'[^']*')*+)""")
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'>/=]++)(?:\s*+(?P<is>=)\s*+(?P<value>"[^"]*"|'[^']*'|[^\s"'>]*+))?"""
)
_FRAMES = {"iframe", "frame", "object", "embed", "applet", "base"}
_LOADED = {"src", "poster", "data", "action", "formaction", "background", "xlink:href"}
_SEVERAL = {"srcset", "imagesrcset"}
_LOADING = {"link", "use", "image", "feimage"}
"""Elements that load what their `href` names."""
_NAMED = {"canonical", "alternate", "license", "me", "author"}
"""What a `link` may be to a place elsewhere: nothing is loaded from there."""
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_CANDIDATE = re.compile(rf"(?:^|,)(?:{_ELSEWHERE.pattern})", re.IGNORECASE)
"""One of several pictures that a browser may choose."""
_RUN = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
_DATA = "application/ld+json"
_BY_STYLES = re.compile(
    rf"@import|url\(\s*+[\"']?(?:{_ELSEWHERE.pattern})"
    rf"|image-set\([^;{{}}]*?[\"']\s*+(?:{_ELSEWHERE.pattern})"
    # A letter by its number or behind a backslash, which only hides what it is a part of.
    r"|\\0{0,4}(?:[46][1-9a-f]|[57][0-9a])(?![0-9a-f])|\\[g-z]",
    re.IGNORECASE,
)
"""What styles load from elsewhere."""
_STYLE = re.compile(r"<style\b[^>]*>(?P<sheet>.*?)</style", re.IGNORECASE | re.DOTALL)
_IN_STYLES = re.compile(rf"{_BY_STYLES.pattern}|</style", re.IGNORECASE)
_ANIMATIONS = {"animate", "set", "animatetransform", "animatemotion"}
"""Elements that change an attribute later, when nobody reads it any more."""
_INSTRUCTION = re.compile(r"<\?(?!xml[\s?])[\w:-]*")
"""What tells a program that shows a drawing what to load; the first line of XML is none."""
_DRAWINGS = "assets/"
"""Where drawings are published as they are; those of shared pictures are only drawn from."""

Found = tuple[int, str]


def check_template_policy(_: SiteContext, templates: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report what runs, frames or loads something in the markup of a page (TPL008)."""
    for name, source in templates.items():
        for start, found in _found_in(name, source):
            place = places_of(as_written(name, source))
            yield problem("TPL008", place(start), found=found)


def _found_in(name: str, source: str) -> Iterator[Found]:
    if name.endswith(".css"):
        yield from ((match.start(), match[0]) for match in _IN_STYLES.finditer(source))
    elif name.endswith(".html"):
        markup = _JINJA.sub(_masked, source)
        yield from _in_markup(markup, is_page=True)
        for style in _STYLE.finditer(markup):
            found = _BY_STYLES.finditer(markup, *style.span("sheet"))
            yield from ((match.start(), match[0]) for match in found)
    elif name.endswith(".svg") and name.startswith(_DRAWINGS):
        yield from _in_markup(source, is_page=False)
        for pattern in (_BY_STYLES, _INSTRUCTION):
            yield from ((match.start(), match[0]) for match in pattern.finditer(source))


def _masked(code: re.Match[str]) -> str:
    return (_FILLER if code["shown"] else " ") * len(code[0])


def _in_markup(markup: str, *, is_page: bool) -> Iterator[Found]:
    for tag in _TAG.finditer(markup):
        # In a drawing an element may be written with a prefix of its namespace.
        element, start = tag["name"].lower().rpartition(":")[2], tag.start("rest")
        attributes = [(start + found.start(), found) for found in _ATTRIBUTE.finditer(tag["rest"])]
        values = {found["name"].lower(): _value(found) for _, found in attributes}
        is_script = element == "script" and values.get("type") != _DATA
        is_declared = not is_page and element in {"!doctype", "!entity"}
        if (
            element in _FRAMES
            or is_declared
            or (is_script and (not is_page or "src" not in values))
        ):
            yield tag.start(), f"<{tag['name']}>"
        if element == "meta" and values.get("http-equiv", "").lower() == "refresh":
            yield tag.start(), "http-equiv=refresh"
        changed = values.get("attributename", "")
        if element in _ANIMATIONS and _is_address(changed.lower()):
            yield tag.start(), f"<{tag['name']} attributeName={changed}>"
        for position, attribute in attributes:
            shown = _forbidden(element, attribute, values, is_page=is_page)
            if shown:
                yield position, shown


def _forbidden(
    element: str, attribute: re.Match[str], values: Mapping[str, str], *, is_page: bool
) -> str:
    """Return how an attribute is shown that the policy forbids; empty for another."""
    name, value = attribute["name"].lower(), _value(attribute)
    if attribute["is"] and ((is_page and name == "style") or re.fullmatch("on[a-z]+", name)):
        return f"{attribute['name']}="
    is_named = set(values.get("rel", "").lower().split()) <= _NAMED and "rel" in values
    if name in _SEVERAL and _CANDIDATE.search(value):
        return f"{attribute['name']}={value[:40]}"
    is_loaded = name in _LOADED or (_is_address(name) and element in _LOADING and not is_named)
    if (is_loaded and _ELSEWHERE.match(value)) or (_is_address(name) and _RUN.match(value)):
        return f"{attribute['name']}={value[:40]}"
    return ""


def _is_address(name: str) -> bool:
    """Return whether an attribute is `href`, also by another name of its kind in drawings."""
    return name.rpartition(":")[2] == "href"


def _value(attribute: re.Match[str]) -> str:
    """Return an attribute's value as a browser takes it for an address."""
    return re.sub(r"[\x00-\x20]", "", unescape((attribute["value"] or "").strip("\"'")))
