"""What a field may name: the sources, pages, contacts, terms and figures that there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from site_builder.model import Confidence, Localized
from site_builder.read.records import CHANNEL_KINDS
from site_builder.views.context import SiteContext

Known = Mapping[str, str]
"""Names, and what each stands for."""


def _sources(site: SiteContext) -> Known:
    return _named(site, {each.id: each.title for each in site.project.sources.values()})


def _pages(site: SiteContext) -> Known:
    lang = site.plan.languages[0]
    return {page.key: page.title.value for page in site.plan.written if page.lang == lang}


def _terms(site: SiteContext) -> Known:
    return _named(site, {each.id: each.term for each in site.project.terms.values()})


def _contacts(site: SiteContext) -> Known:
    return _named(site, {each.id: each.name for each in site.project.contacts.values()})


def _answers(site: SiteContext) -> Known:
    return _named(site, {each.id: each.situation for each in site.project.answers.values()})


def _documents(site: SiteContext) -> Known:
    return _named(site, site.project.claims.documents)


def _unknown(site: SiteContext) -> Known:
    return _named(site, {each.id: each.what for each in site.project.unknown.values()})


def _figures(site: SiteContext) -> Known:
    return dict.fromkeys(site.registry.figures, "")


def _kinds(_: SiteContext) -> Known:
    return dict.fromkeys(CHANNEL_KINDS, "")


def _confidences(_: SiteContext) -> Known:
    return dict.fromkeys(Confidence, "")


def _named(site: SiteContext, names: Mapping[str, Localized]) -> Known:
    lang = site.plan.languages[0]
    return {name: text[lang] for name, text in names.items() if lang in text.texts}


VOCABULARIES: Mapping[str, Callable[[SiteContext], Known]] = {
    "sources": _sources,
    "source": _sources,
    "kind": _kinds,
    "confidence": _confidences,
    "next": _pages,
    "parent": _pages,
    "see": _terms,
    "contact": _contacts,
    "answer": _answers,
    "bring": _documents,
    "unknown": _unknown,
    "figure": _figures,
    "card": _figures,
}
"""By the key of the field."""
