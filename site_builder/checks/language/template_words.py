"""Words typed into templates, and interface words that neither a template nor the engine shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from site_builder.diagnostics import Diagnostic, problem
from site_builder.read.templates import as_written
from site_builder.text.inserts import places_of
from site_builder.text.plain_text import template_attributes, template_text
from site_builder.views.context import SiteContext

ENGINE_GROUPS = {
    "amount", "answer", "area", "callout", "card", "channel", "chart", "checker", "confidence",
    "contact", "data", "dataset", "download", "feed", "field", "field_about", "figure", "group",
    "group_slug", "kind", "label", "leaflet", "legal", "link", "notice", "offline", "outcome",
    "proof", "redirect", "sources", "status", "step", "table", "tree", "unit_name", "unknown",
    "validity",
}  # fmt: skip
"""Groups of words that the engine itself asks for."""

# Class names begin with the project's prefix and are no words for readers.
_WORD = re.compile(r"\bps-[\w-]+|(?P<word>[^\W\d_]{2,})")
_ASKED = re.compile(r"""\bt\(\s*["'](?P<key>[a-z_.]+)["'](?P<more>\s*~)?""")
_DRAWINGS = "cards/"
_MACHINE_VALUES = ("width=", "light", "dark", "#", "noindex", "article", "website", "summary")
"""Attribute values that browsers and machines read, not people."""


def check_template_words(_: SiteContext, templates: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report words that readers would see in every language alike (TPL004)."""
    for name, source in templates.items():
        if not _holds_words(name):
            continue
        place = places_of(as_written(name, source))
        words = template_text(source)
        for match in _WORD.finditer(words.text):
            if match["word"]:
                found = place(words.source_position(match.start()))
                yield problem("TPL004", found, written=match["word"])
        for position, text in template_attributes(source):
            attribute = _WORD.search(template_text(text).text)
            if attribute is not None and not text.startswith(_MACHINE_VALUES):
                yield problem("TPL004", place(position), written=attribute.group())


def _holds_words(name: str) -> bool:
    """Return whether readers see the words of a template: in a page or in a drawing."""
    return name.endswith(".html") or (name.startswith(_DRAWINGS) and name.endswith(".svg"))


def check_unused_words(site: SiteContext, templates: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report interface words that nobody shows (LNG024)."""
    asked = [
        (match["key"], bool(match["more"]))
        for name, source in templates.items()
        if _holds_words(name)
        for match in _ASKED.finditer(source)
    ]
    exact = {key for key, is_prefix in asked if not is_prefix}
    prefixes = tuple(key for key, is_prefix in asked if is_prefix)
    for catalog in site.project.catalogs.values():
        for key, word in catalog.words.items():
            is_engine = key.partition(".")[0] in ENGINE_GROUPS
            if not is_engine and key not in exact and not (prefixes and key.startswith(prefixes)):
                yield problem("LNG024", word.location, key=key)
