"""Internal links that lead nowhere, or not today, and ids that stand twice on a page.

Addresses outside the site are not asked for: a build must not need a network.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from site_builder.checks.content.passages import localized_texts, markdown_texts
from site_builder.checks.pages.rendered_site import ParsedPage, RenderedSite
from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.pages.page import Page
from site_builder.text.inserts import places_of

_OTHER_SITE = re.compile(
    r"(?!.*\.(?:md|html?|pdf|docx?|xlsx?|csv|png|jpe?g|webp)$)(?:[\w-]+\.){2,}[a-z]{2,}(?:[/?#]|$)"
)
"""The address of another site without its beginning."""


def check_repeated_ids(site: RenderedSite) -> Iterator[Diagnostic]:
    """Report ids that stand twice on a page (TXT008)."""
    for page in site.pages:
        for name, count in Counter(page.parsed.ids).items():
            if count > 1:
                yield problem("TXT008", page.place, id=name)


def check_links(site: RenderedSite) -> Iterator[Diagnostic]:
    """Report links to pages (OUT002), anchors (OUT003) and sections (OUT014) that are not there."""
    links = ((page, link) for page in site.pages for link in page.parsed.targets)
    for page, link in links:
        target = site.by_path.get(link.path)
        if link.path not in site.contents:
            yield problem(
                "OUT002",
                _place_of_link(site, page, f"]({link.link})"),
                link=link.link,
                page=page.url,
                meant=f"https://{link.link}" if _OTHER_SITE.match(link.link) else "",
            )
        elif target is None or not link.anchor or link.anchor in target.parsed.ids:
            continue
        elif link.anchor in target.rendered.page.hidden:
            yield _to_hidden_section(site, page, target.rendered.page, link.anchor)
        else:
            yield problem(
                "OUT003",
                _place_of_link(site, page, f"#{link.anchor})"),
                link=link.link,
                page=page.url,
                anchor=link.anchor,
                nearest=nearest(link.anchor, target.parsed.ids),
            )


def _to_hidden_section(
    site: RenderedSite, page: ParsedPage, target: Page, anchor: str
) -> Diagnostic:
    """Report a link that only opens the page today, since its section has other days."""
    return problem(
        "OUT014",
        _place_of_link(site, page, f"#{anchor})"),
        related=[each.location for each in target.sections if each.id == anchor],
        page=target.url,
        anchor=anchor,
    )


def _place_of_link(site: RenderedSite, page: ParsedPage, link: str) -> Location:
    """Return where the link is written: on the page or on its card; otherwise the page's file."""
    written = page.rendered.page
    card = localized_texts(site.context.project.answers.get(written.shared.answer))
    shown = replace(written, sections=written.shown_sections)
    for text in (*markdown_texts(shown), *(text.text(written.content_lang) for text in card)):
        position = text.value.find(link)
        if position >= 0:
            return places_of(text)(position)
    return page.place
