"""schema.org data for search engines, from the same values as the page.

Takes the page's context; gives JSON-LD as text safe inside a `script` element, or nothing. It
states no fact that the page does not show.
"""

from __future__ import annotations

import json

from markupsafe import Markup

from site_builder.pages.plan import NOT_FOUND
from site_builder.views.context import PageContext
from site_builder.views.texts import plain_of


def structured_data(context: PageContext) -> Markup:
    """Give the page's JSON-LD; empty for the page that stands for no address."""
    if context.page.key == NOT_FOUND:
        return Markup("")
    return Markup(_as_script(_web_page(context)))


def _web_page(context: PageContext) -> dict[str, object]:
    settings = context.site.project.settings
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle" if context.page.front.date else "WebPage",
        "name": plain_of(context, context.page.title),
        "description": plain_of(context, context.page.description),
        "url": context.absolute(context.page.url),
        "inLanguage": context.lang,
        "isPartOf": {
            "@type": "WebSite",
            "name": settings.title[context.lang],
            "url": context.site.base_url,
        },
    }
    if context.page.front.date:
        data["datePublished"] = context.page.front.date
    return data


def _as_script(data: dict[str, object]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")
