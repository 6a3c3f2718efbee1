"""schema.org data for search engines, from the same values as the page.

Takes the page's context and its sections; gives JSON-LD as text safe inside a `script` element, or
nothing. It states no fact that the page does not show: answers are the page's own text, amounts
are the figures that it inserts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from site_builder.pages.plan import NOT_FOUND
from site_builder.views.context import PageContext
from site_builder.views.inserts.inline import plain_of
from site_builder.views.labels import label_of
from site_builder.views.model import DataView, SectionView

_SCHEMA = "https://schema.org"
_BENEFIT = "benefit."
_MONEY = "rupiah"


def structured_data(
    context: PageContext, sections: Sequence[SectionView], data: DataView
) -> Markup:
    """Give the page's JSON-LD; empty for the page that stands for no address."""
    if context.page.key == NOT_FOUND:
        return Markup("")
    thing = _page(context)
    describe = _DESCRIPTIONS.get(context.page.template)
    if describe is not None:
        thing |= describe(context, sections, data)
    return Markup(_as_script({"@context": _SCHEMA, **thing}))


def _page(context: PageContext) -> dict[str, object]:
    settings = context.site.project.settings
    thing: dict[str, object] = {
        "@type": "NewsArticle" if context.page.shared.date else "WebPage",
        "name": plain_of(context, context.page.title),
        "description": plain_of(context, context.page.description),
        "url": context.absolute(context.page.url),
        "inLanguage": context.page.content_lang,
        "isPartOf": {
            "@type": "WebSite",
            "name": settings.title[context.lang],
            "url": context.site.base_url,
        },
    }
    if context.page.shared.date:
        thing["datePublished"] = context.page.shared.date
    return thing


def _questions(
    context: PageContext, sections: Sequence[SectionView], data: DataView
) -> dict[str, object]:
    """Give the page's questions with the text of their answers."""
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": section.heading.striptags(),
                "acceptedAnswer": {"@type": "Answer", "text": section.body.striptags()},
            }
            for section in sections
        ],
    }


def _service(
    context: PageContext, sections: Sequence[SectionView], data: DataView
) -> dict[str, object]:
    """Describe the programme as a service, with the amounts that the page shows."""
    settings, lang = context.site.project.settings, context.lang
    programme = settings.programme
    figures = context.site.registry.figures
    shown = sorted({use.name for use in context.uses if use.name.startswith(_BENEFIT)})
    amounts = [
        {
            "@type": "MonetaryGrant",
            "name": label_of(context, figures[name]),
            "amount": {
                "@type": "MonetaryAmount",
                "currency": settings.currency.code,
                "value": int(value),
            },
        }
        for name in shown
        if (value := figures[name].value) is not None and figures[name].unit.startswith(_MONEY)
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


def _dataset(
    context: PageContext, sections: Sequence[SectionView], data: DataView
) -> dict[str, object]:
    """Describe the downloads as a dataset."""
    project = context.site.project
    days = sorted(row.as_of.isoformat() for row in project.observations)
    dataset: dict[str, object] = {
        "@type": "Dataset",
        "name": plain_of(context, context.page.title),
        "description": plain_of(context, context.page.description),
        "url": context.absolute(context.page.url),
        "license": project.settings.licence_url,
        "creator": {
            "@type": "GovernmentOrganization",
            "name": project.settings.programme.owner[context.lang],
        },
        "spatialCoverage": project.settings.programme.area[context.lang],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": link.text,
                "encodingFormat": _MEDIA_TYPES[link.text.rpartition(".")[2]],
                "contentUrl": context.absolute(f"/data/{link.text}"),
            }
            for link in data.downloads
        ],
    }
    if days:
        dataset["temporalCoverage"] = f"{days[0]}/{days[-1]}"
    if project.settings.is_compiled:
        # Nobody published these files as theirs yet; they were compiled from the named sources.
        del dataset["creator"]
    return {"mainEntity": dataset}


_MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_DESCRIPTIONS: Mapping[
    str, Callable[[PageContext, Sequence[SectionView], DataView], dict[str, object]]
] = {
    "questions": _questions,
    "home": _service,
    "benefits": _service,
    "data": _dataset,
}


def _as_script(data: dict[str, object]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")
