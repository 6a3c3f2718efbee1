"""A page that no document wrote.

Takes its texts and the page above it; gives a `Page` like any other, with address and front
matter, so that everything after planning treats both alike.
"""

from __future__ import annotations

from site_builder.model import FrontMatter, Localized, Section, SharedFrontMatter, Text
from site_builder.pages.page import Page

NO_FIGURE = "none"
"""What `card` says for a page that is not about the numbers on it."""


def generated_page(
    *,
    parent: Page,
    key: str,
    slug: str,
    template: str,
    title: Localized,
    short_title: Localized,
    description: Localized,
    sources: tuple[str, ...],
    next_keys: tuple[str, ...] = (),
    card: str = "",
    is_kept: bool = True,
) -> Page:
    """Give a page that no document wrote, below a page of the same language."""
    lang = parent.lang
    own_title = title.texts[lang]
    front = FrontMatter(
        title=own_title,
        description=description.texts[lang],
        slug=slug,
        short_title=short_title.texts[lang],
    )
    shared = SharedFrontMatter(
        template=template,
        parent=parent.key,
        order=0,
        sources=sources,
        next=next_keys or (parent.key,),
        draft=parent.shared.draft,
        offline=parent.shared.offline and is_kept,
        card=card,
    )
    url = f"{parent.url}{slug}/"
    return Page(
        key=key,
        lang=lang,
        url=url,
        path=url.lstrip("/") + "index.html",
        template=template,
        title=own_title,
        short_title=short_title.texts[lang],
        description=description.texts[lang],
        front=front,
        shared=shared,
        sections=(_empty_lead(own_title),),
        source="",
        content_lang=lang,
    )


def _empty_lead(title: Text) -> Section:
    line = title.location.line
    return Section(id="lead", heading="", body="", line=line, body_line=line)
