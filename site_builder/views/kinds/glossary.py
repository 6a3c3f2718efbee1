"""The glossary: every term with its meaning, and its word in another language."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model import Term
from site_builder.views.context import PageContext
from site_builder.views.inserts.inline import localized_markup
from site_builder.views.kinds.kind import Kind
from site_builder.views.model import KindView


@dataclass(frozen=True, kw_only=True, slots=True)
class TermView:
    id: str
    term: str
    abbreviation: str
    definition: Markup
    translation: str
    """Empty on a site of one language, and of a term that is the same in both."""
    translation_lang: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GlossaryView(KindView):
    """Every term, in the order of the page's language."""

    terms: tuple[TermView, ...]


def _view(context: PageContext) -> GlossaryView:
    languages = context.site.plan.languages
    other = next((lang for lang in languages if lang != context.lang), "")
    terms = (_term(context, term, other) for term in context.site.project.terms.values())
    return GlossaryView(terms=tuple(sorted(terms, key=lambda t: context.locale.sort_key(t.term))))


def _term(context: PageContext, term: Term, other: str) -> TermView:
    translation = term.term[other] if other else ""
    return TermView(
        id=term.anchor,
        term=term.term[context.lang],
        abbreviation=term.abbreviation[context.lang] if term.abbreviation else "",
        definition=localized_markup(context, term.definition),
        translation=translation if translation != term.term[context.lang] else "",
        translation_lang=other,
    )


KIND = Kind(
    template="glossary",
    card="card.glossary",
    view=_view,
    holds=lambda project: (f"term.{name}" for name in project.terms),
)
