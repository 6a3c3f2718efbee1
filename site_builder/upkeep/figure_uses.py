"""Where each figure is used: by page, interface word, data text and template, with the line.

It looks at what people wrote, so a figure that only a generated table shows has no place here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.checks.content.passages import localized_texts, written_texts
from site_builder.diagnostics import Location
from site_builder.model import FIGURE_NAMESPACES, Text
from site_builder.text.inserts import find_inserts, places_of
from site_builder.views.context import SiteContext

_TEMPLATES = "templates/"


def figure_uses(site: SiteContext, templates: Mapping[str, str]) -> Mapping[str, list[Location]]:
    """Return the places of every figure that is inserted anywhere."""
    uses: dict[str, list[Location]] = {}
    for text in _texts(site, templates):
        place = places_of(text)
        for insert in find_inserts(text.value) if "{{" in text.value else ():
            if insert.name.partition(".")[0] in FIGURE_NAMESPACES:
                uses.setdefault(insert.name, []).append(place(insert.start))
    return {name: sorted(set(places)) for name, places in uses.items()}


def _texts(site: SiteContext, templates: Mapping[str, str]) -> Iterator[Text]:
    """Yield every text that may insert something."""
    for page in site.plan.written:
        yield from written_texts(page)
    for catalog in site.project.catalogs.values():
        for word in catalog.words.values():
            for form in word.forms.values():
                yield Text(value=form, location=word.location)
    for texts in localized_texts(site.project):
        yield from texts
    for name, template in templates.items():
        if name.endswith(".html"):
            yield Text(value=template, location=Location(path=f"{_TEMPLATES}{name}", line=1))
