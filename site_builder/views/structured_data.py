"""schema.org data for search engines, from the same values as the page.

It states no fact that the page does not show.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from site_builder.model import FigureUse
from site_builder.model.settings import MONEY
from site_builder.pages.page import NOT_FOUND
from site_builder.text.tags import json_number
from site_builder.views.context import PageContext
from site_builder.views.inserts.inline import plain_of
from site_builder.views.labels import label_of
from site_builder.views.model import SectionView

_SCHEMA = "https://schema.org"
_BENEFIT = "benefit."
_BLOCK_END = re.compile(r"</(?:p|li|tr|caption|h[2-4])>")
_CELL_END = re.compile(r"(?=</t[dh]>)")
_ITEM = "<li"
_BULLET = "- "


def structured_data(context: PageContext, answer: Markup, more: Mapping[str, object]) -> Markup:
    """Return the page's JSON-LD, with its card and what its kind says, safe inside a `script`.

    Empty for the page that stands for no address.
    """
    if context.page.key == NOT_FOUND:
        return Markup("")
    described = {**_describe_page(context), **_describe_card(context, answer), **more}
    text = json.dumps({"@context": _SCHEMA, **described}, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))


def _describe_page(context: PageContext) -> Mapping[str, object]:
    page = context.page
    settings = context.site.project.settings
    described: dict[str, object] = {
        "@type": "NewsArticle" if page.shared.date else "WebPage",
        "name": plain_of(context, page.title),
        "description": plain_of(context, page.description),
        "url": context.site.absolute_url(page.url),
        "inLanguage": page.content_lang,
        "isPartOf": {
            "@type": "WebSite",
            "name": settings.title[context.lang],
            "url": context.site.base_url,
        },
    }
    if page.shared.date:
        described["datePublished"] = page.shared.date
    return described


def _describe_card(context: PageContext, answer: Markup) -> Mapping[str, object]:
    """Describe the answer card as the question that the page answers, word for word."""
    if not answer:
        return {}
    name = plain_of(context, context.page.title)
    return {
        "mainEntity": {"@type": "Question", "name": name, "acceptedAnswer": describe_answer(answer)}
    }


def describe_answer(body: Markup) -> Mapping[str, object]:
    """Describe a text as the answer to a question, word for word, each block of it on a line."""
    lines = (line.removeprefix(_BULLET) for line in lines_of(body))
    return {"@type": "Answer", "text": "\n".join(lines)}


def text_of(markup: Markup) -> str:
    """Return the words of HTML, those of two blocks or cells apart."""
    return " ".join(line.removeprefix(_BULLET) for line in lines_of(markup))


def lines_of(markup: Markup) -> Iterator[str]:
    """Yield the words of HTML line by line: each block is one, that of a list begins with “- ”."""
    for block in _BLOCK_END.split(_CELL_END.sub(" ", str(markup))):
        if line := Markup(block).striptags():
            yield f"{_BULLET}{line}" if _ITEM in block else line


def describe_service(
    context: PageContext, sections: Sequence[SectionView], figures_shown: Sequence[FigureUse]
) -> Mapping[str, object]:
    """Describe the programme as a service, with the amounts that the page shows."""
    settings, lang = context.site.project.settings, context.lang
    programme = settings.programme
    figures = context.site.registry.figures
    shown = sorted({use.name for use in figures_shown if use.name.startswith(_BENEFIT)})
    amounts = [
        {
            "@type": "MonetaryGrant",
            "name": label_of(context, figures[name]),
            "amount": {
                "@type": "MonetaryAmount",
                "currency": settings.currency.code,
                "value": json_number(value),
            },
        }
        for name in shown
        if (value := figures[name].value) is not None and figures[name].unit.startswith(MONEY)
    ]
    return {
        "about": {
            "@type": "GovernmentService",
            "name": programme.name,
            "alternateName": programme.expansion[lang],
            "serviceOutput": amounts,
            "areaServed": {"@type": "AdministrativeArea", "name": programme.area[lang]},
            "provider": {"@type": "GovernmentOrganization", "name": programme.owner[lang]},
            "availableLanguage": list(settings.language_codes),
        }
    }
