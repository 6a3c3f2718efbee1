"""What a field may name: the sources, pages, contacts, terms and figures that there are."""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.model import Confidence, Localized
from site_builder.read.records import CHANNEL_KINDS, SOURCE_KINDS
from site_builder.views.context import SiteContext

Known = Mapping[str, str]
"""Names, and what each stands for."""


def vocabularies(site: SiteContext, lang: str) -> Mapping[str, Known]:
    """Return what fields may name, by the key of the field, each as a language calls it.

    All other fields are free.
    """
    project = site.project

    def named(names: Mapping[str, Localized]) -> Known:
        return {name: text[lang] for name, text in names.items()}

    sources = named({each.id: each.title for each in project.sources.values()})
    pages = {page.key: page.title.value for page in site.plan.written if page.lang == lang}
    figures = dict.fromkeys(site.registry.figures, "")
    return {
        "sources": sources,
        "source": sources,
        "kind": dict.fromkeys((*CHANNEL_KINDS, *SOURCE_KINDS), ""),
        "confidence": dict.fromkeys(Confidence, ""),
        "next": pages,
        "parent": pages,
        "see": named({each.id: each.term for each in project.terms.values()}),
        "contact": named({each.id: each.name for each in project.contacts.values()}),
        "answer": named({each.id: each.situation for each in project.answers.values()}),
        "bring": named(project.claims.documents),
        "unknown": named({each.id: each.what for each in project.unknown.values()}),
        "figure": figures,
        "card": figures,
    }
